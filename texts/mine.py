"""Words of `我的诉求`: the list, the card, additions, chase, withdrawal, and the word after closing."""

from collections.abc import Sequence
from datetime import datetime

from texts.message import Names, Term, Text, Until
from texts.mine_buttons import ConfirmPress as ConfirmPress
from texts.mine_buttons import RatePress as RatePress
from texts.mine_buttons import confirm_rows as confirm_rows


class MyList(Text):
    """One's matters, newest first."""

    items: Sequence[Text]
    total: int
    page: int
    pages: int


class MyListEmpty(Text):
    """Nothing was ever submitted."""


class MyItem(Text):
    """One line of the list."""

    number: str
    category: Names
    state: Term
    age: Text
    followed: Text | None


class Followed(Text):
    """Somebody else's matter one joined."""


class ItemButton(Text):
    """A matter in the list."""

    number: str
    category: Names


class MyCard(Text):
    """A matter as its author sees it."""

    number: str
    kind: Term
    category: Names
    state: Term
    urgent: Text | None
    owner: Text | None
    limits: Text | None
    place: Text | str
    words: Text | str
    files: Text | None
    followers: Text | None
    events: Sequence[Text]
    next: Text | None


class OwnerIs(Text):
    """Who follows the matter."""

    owner: Text


class ClaimUntil(Text):
    """Until when it must be claimed."""

    until: Until


class AnswerUntil(Text):
    """Until when the first answer is due."""

    until: Until


class ResolveUntil(Text):
    """Until when it should be closed."""

    until: Until


class PromiseUntil(Text):
    """What was promised, until when."""

    until: Until


class LimitLate(Text):
    """A limit that has passed: what happens now."""

    limit: Text


class FollowersLine(Text):
    """How many joined."""

    count: int


class EarlierEvents(Text):
    """More events than the card shows."""

    count: int


class NextWaiting(Text):
    """Next step while it waits to be claimed."""


class NextRunning(Text):
    """Next step while somebody works on it."""


class NextAnswered(Text):
    """Next step after an answer."""


class NextClosed(Text):
    """Next step after closing: your word."""

    until: Until


class NextConfirmed(Text):
    """It can still be disputed."""

    until: Until


class NextEnded(Text):
    """Nothing is owed any more."""


class History(Text):
    """All that happened, a page of it."""

    number: str
    page: int
    pages: int
    events: Sequence[Text]


class Chased(Text):
    """[催办] was passed on."""

    number: str
    since: Sequence[Text]
    limits: Text | None
    told: Text
    next_at: datetime


class NothingSince(Text):
    """No event since the last chase."""


class ToldNow(Text):
    """The chase rang at once."""


class ToldInTheMorning(Text):
    """It is night: the chase waits for the morning."""

    at: datetime


class ToldNobody(Text):
    """Nobody has joined yet who could be told; the office sees it."""


class ChaseForYou(Text):
    """Told to owner or deputies: the resident asks how it stands."""

    number: str
    category: Names
    count: int
    limits: Text | None


class AskWithdraw(Text):
    """[撤回] cannot be undone."""

    number: str


class Withdrawn(Text):
    """The matter was withdrawn."""

    number: str


class WithdrawnForYou(Text):
    """Told to the owner."""

    number: str


class NotWithdrawn(Text):
    """[不撤回]."""

    number: str


class Share(Text):
    """The link strangers may open."""

    number: str
    link: str


class You(Text):
    """The reader, in the timeline."""


class TheAuthor(Text):
    """Who filed the matter, to those who joined it: never by name."""
