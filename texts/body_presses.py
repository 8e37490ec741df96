"""The buttons of passing a matter on to a body, and of what the body and the office do with it."""

from texts.press import Press


class ForwardPress(Press, verb="forward"):
    """Begin to pass a matter on."""

    matter_id: int


class PickPress(Press, verb="pick"):
    """Choose a body in a form."""

    matter_id: int
    body: str


class PickPagePress(Press, verb="pickpage"):
    """Turn to a page of the bodies; 0 without a search shows all."""

    matter_id: int
    page: int
    searching: bool


class NoNotePress(Press, verb="nonote"):
    """Pass on without a note."""

    matter_id: int


class DuePress(Press, verb="due"):
    """Choose the body's deadline: a day, or nothing for the usual one."""

    matter_id: int
    on: str


class SendForwardPress(Press, verb="sendfwd"):
    """Pass on what was previewed, on the matter as it stood."""

    matter_id: int
    revision: int


class QuotePress(Press, verb="quote"):
    """Put the body's reply into the answer."""

    matter_id: int


class SignPress(Press, verb="sign"):
    """Sign for a dispatch."""

    dispatch_id: int


class SendBackPress(Press, verb="sendback"):
    """Begin to send a dispatch back."""

    dispatch_id: int


class SendBackNowPress(Press, verb="sendbacknow"):
    """Send back what was previewed."""

    dispatch_id: int


class ReplyPress(Press, verb="reply"):
    """Begin the reply to the owner."""

    dispatch_id: int


class SendReplyPress(Press, verb="sendreply"):
    """Send the reply."""

    dispatch_id: int


class EditReplyPress(Press, verb="editreply"):
    """Begin the reply anew."""

    dispatch_id: int


class ExtendPress(Press, verb="extend"):
    """Begin to ask for more time."""

    dispatch_id: int


class ExtendDayPress(Press, verb="extendday"):
    """Choose the day until which more time is needed."""

    dispatch_id: int
    on: str


class SendExtendPress(Press, verb="sendextend"):
    """Ask for more time."""

    dispatch_id: int


class BodyCardPress(Press, verb="bodycard"):
    """Back to the body's card."""

    dispatch_id: int


class BodyWordsPress(Press, verb="bodywords"):
    """A page of all the words, for the body."""

    dispatch_id: int
    page: int


class HandlingPress(Press, verb="handling"):
    """Turn to a page of what the body has in hand."""

    page: int


class RedirectPress(Press, verb="redirect"):
    """Begin to pass a matter that was sent back on to another body."""

    dispatch_id: int


class SendRedirectPress(Press, verb="sendredirect"):
    """Pass it on to the body that was chosen."""

    dispatch_id: int


class KeepPress(Press, verb="keepbody"):
    """Leave it with the body."""

    dispatch_id: int


class GrantPress(Press, verb="grant"):
    """Grant more time."""

    extension_id: int


class RefusePress(Press, verb="refuse"):
    """Begin to refuse more time."""

    extension_id: int


class RulingsPress(Press, verb="rulings"):
    """Turn to a page of what waits for a decision: ``back`` or ``extension``."""

    kind: str
    page: int


class RulingPress(Press, verb="ruling"):
    """Open one of them by its matter."""

    kind: str
    matter_id: int


class CancelReplyPress(Press, verb="cancelreply"):
    """Throw the reply away."""

    dispatch_id: int
