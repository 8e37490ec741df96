"""Groups: what a group stands for, and the notices its members read."""

from texts.message import Names, Term, Text
from texts.press import Press


class MatterNotice(Text):
    """A matter as everyone may see it."""

    urgent: Text | None
    number: str
    category: Names | None
    place: Text
    state: Term
    words: Text | None


class NoticeMoved(Text):
    """A notice of a matter that lies elsewhere than was thought."""

    number: str
    place: Text


class UrgentMark(Text):
    """A mark before an urgent matter."""


class Place(Text):
    """Street and community."""

    street: str
    community: str


class NoPlace(Text):
    """The place is not known."""


class Words(Text):
    """The published words, masked and cut, on a line of their own."""

    words: str


class MeTooButton(Text):
    """[我也遇到]."""


class Burst(Text):
    """Many new matters in one message."""

    count: int
    lines: tuple[Text, ...]


class BurstLine(Text):
    """One of many new matters."""

    number: str
    category: Names | None
    place: Text


class HowToBind(Text):
    """`/bind` belongs into a group."""


class AskScope(Text):
    """What does this group stand for?"""


class AskStreet(Text):
    """Which street?"""


class AskPlace(Text):
    """Which place of the street?"""

    street: str


class DistrictButton(Text):
    """[全区]."""


class StreetButton(Text):
    """[街道]."""


class CommunityButton(Text):
    """[社区]."""


class DeputiesButton(Text):
    """[代表群]."""


class BodyButton(Text):
    """A handling body of whose group this is."""

    name: str


class BoundBody(Text):
    """The group is a handling body's; what will come here."""

    scope: Text


class PlaceButton(Text):
    """A street, community, constituency or station in a list."""

    name: str


class WholeDistrictButton(Text):
    """All deputies of the district."""


class PreviousButton(Text):
    """The page before."""


class NextButton(Text):
    """The next page."""


class BackButton(Text):
    """One step back."""


class Bound(Text):
    """The group is bound; which notices it takes is switched below."""

    scope: Text


class BoundDone(Text):
    """The group is bound, told without buttons."""

    scope: Text
    notices: Text


class ForPlace(Text):
    """A group of residents of a place."""

    name: str


class ForDeputies(Text):
    """A group of the deputies of a place."""

    name: str


class NoticeList(Text):
    """The kinds of notice a group takes."""

    first: Text
    second: Text | None
    third: Text | None


class NextNotice(Text):
    """Another kind in the list."""

    notice: Text


class NoNotices(Text):
    """The group takes none."""


class MattersNotice(Text):
    """New matters."""


class ResultsNotice(Text):
    """Results."""


class WeeklyNotice(Text):
    """The weekly digest."""


class NoticeOn(Text):
    """A switch that is on."""

    notice: Text


class NoticeOff(Text):
    """A switch that is off."""

    notice: Text


class DoneButton(Text):
    """[完成]."""


class ChangeScopeButton(Text):
    """[重新选择]."""


class Unbound(Text):
    """The group stands for nothing any more."""


class BoardOrdered(Text):
    """The picture of the week was sent just now."""


class ScopePress(Press, verb="bind"):
    """Choose what the group stands for; ``-`` asks again."""

    scope: str


class PagePress(Press, verb="bindpage"):
    """A page of streets (``-``) or of the places of a street."""

    scope: str
    street: str
    page: int


class BindPress(Press, verb="bindto"):
    """Bind the group."""

    scope: str
    code: str


class NoticePress(Press, verb="bindnote"):
    """Switch a kind of notice."""

    notice: str


class DonePress(Press, verb="binddone"):
    """Fold the settings."""
