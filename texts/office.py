"""What officers, station heads, street committees and the congress office do."""

from texts.message import Names, Text
from texts.role import SeatName


class Assign(Text):
    """The button that chooses a deputy for the matter."""


class SetPlace(Text):
    """The button that chooses the matter's community."""


class MovePlace(Text):
    """The button that moves the matter to another community."""


class TakeOver(Text):
    """The button by which an officer takes an urgent matter over."""


class Uphold(Text):
    """The button that leaves a twice disputed matter closed."""


class Back(Text):
    """The button one step back."""


class OtherConstituency(Text):
    """The button to deputies elsewhere."""


class Choice(Text):
    """A button with a name of the organisation."""

    name: Names


class DeputyChoice(Text):
    """A button with a deputy."""

    name: str
    hand: int


class AbsentDeputyChoice(Text):
    """A button with a deputy who has not joined yet."""

    name: str


class ChooseStreet(Text):
    """In which street?"""

    number: str


class ChooseConstituency(Text):
    """In which constituency?"""

    number: str
    street: str


class ChooseDeputy(Text):
    """Which deputy?"""

    number: str
    constituency: str


class ChoosePlaceStreet(Text):
    """In which street does it lie?"""

    number: str


class ChooseCommunity(Text):
    """Which community?"""

    number: str
    street: str


class Assigned(Text):
    """The matter is the deputy's now."""

    number: str
    to: SeatName


class AssignedToYou(Text):
    """Told to the deputy: somebody assigned it to you."""

    number: str
    by: SeatName


class AssignedAway(Text):
    """Told to the former owner: somebody else has it now."""

    number: str
    to: SeatName


class AssignedForYou(Text):
    """Told to the resident: which deputy follows it."""

    number: str
    to: SeatName


class Placed(Text):
    """The matter has a community now, and who received it."""

    number: str
    community: str
    received: int


class PlacedNobody(Text):
    """The matter has a community, but none of its deputies has joined."""

    number: str
    community: str


class PlacedForOwner(Text):
    """The matter has another community now and stays with its owner."""

    number: str
    community: str
    owner: SeatName


class MovedElsewhere(Text):
    """A card whose reader has nothing to do with the matter any more: where it went."""

    number: str
    place: str


class MovedForYou(Text):
    """Told to the resident: their matter goes to another community."""

    number: str
    community: str


class TakenOverNow(Text):
    """The claim clock stands; what comes next."""

    number: str


class TakenOverForYou(Text):
    """Told to the resident: somebody on duty has taken it over."""

    number: str


class UpheldNow(Text):
    """The matter stays closed."""

    number: str


class UpheldForYou(Text):
    """Told to the resident: the office has looked at it and leaves it closed."""

    number: str


class UpheldForOwner(Text):
    """Told to the owner: the office leaves it closed."""

    number: str


class DecisionNeeded(Text):
    """Told to the office: disputed twice, please decide."""

    number: str


class DutyCard(Text):
    """An urgent matter for the category's duty contact."""

    title: Text
    place: Text
    state: Text
    words: Text | None
