"""Choosing the deputy whose matters are looked for."""

from texts.message import Text
from texts.press import Press
from texts.role import SeatName


class Owner(Text):
    """The button for the deputy in charge."""


class ForOwner(Text):
    """The deputy in charge who is looked for."""

    owner: SeatName
    constituency: str


class AskOwner(Text):
    """Whose matters? A name may be typed."""


class AskConstituency(Text):
    """Which constituency's deputies?"""

    street: str


class AskDeputy(Text):
    """Which deputy of a constituency?"""

    constituency: str


class AskNamed(Text):
    """Several deputies are called like that."""

    name: str


class NobodyNamed(Text):
    """No deputy is called like that."""

    name: str


class TypeName(Text):
    """A message that is no name came instead of one."""


class AnyOwner(Text):
    """The button for everybody's matters."""


class MineAlone(Text):
    """The button for one's own matters."""


class OtherStreets(Text):
    """The button for the deputies of other streets."""


class OtherConstituencies(Text):
    """The button for the other constituencies of the street."""


class Choice(Text):
    """A button with a street or constituency."""

    name: str


class DeputyChoice(Text):
    """A button with a deputy."""

    name: str


class NamedChoice(Text):
    """A button with a deputy and their constituency."""

    name: str
    constituency: str


class AskOwnerPress(Press, verb="find_who"):
    """Ask whose matters."""

    search_id: int


class OwnerStreetsPress(Press, verb="find_who_st"):
    """Ask for the street of the deputy."""

    search_id: int


class OwnerStreetPress(Press, verb="find_who_in"):
    """Ask for the constituency of the deputy."""

    search_id: int
    street: str
    page: int


class OwnerConstituencyPress(Press, verb="find_who_of"):
    """Ask for a deputy of a constituency."""

    search_id: int
    constituency: str


class OwnerPress(Press, verb="find_owner"):
    """Look among the matters of a deputy's seat; 0 is everybody's."""

    search_id: int
    seat_id: int
