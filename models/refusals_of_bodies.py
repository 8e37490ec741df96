"""What the rules of forwarding to a handling body refuse."""

from datetime import datetime

from models.refusals import Refusal


class NotYourBody(Refusal):
    """Only a contact of the body that was asked may do this."""

    body: str


class BodyNotJoined(Refusal):
    """Nobody of the body has accepted the invitation yet: it would never hear of the matter."""

    body: str


class BodyOutOfReach(Refusal):
    """Everybody of the body who joined has stopped the bot: it would never hear of the matter."""

    body: str


class SendBackOnce(Refusal):
    """The office decided that this body handles the matter."""


class SameBody(Refusal):
    """The body cannot propose itself, and the office cannot pass the matter to the body that sent it back."""


class OfficeDecides(Refusal):
    """A body sent the matter back: the office decides first where it goes."""

    number: str


class AfterLimit(Refusal):
    """A body's deadline lies within the matter's own."""

    until: datetime


class LaterDayNeeded(Refusal):
    """An extension ends later than the deadline it extends."""

    until: datetime


class ExtensionWaits(Refusal):
    """An application for more time already waits for the office."""
