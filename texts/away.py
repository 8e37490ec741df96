"""Absences: from when to when a deputy is away, who stands in, and who is told."""

from texts.message import Day, Text, Until
from texts.press import Press
from texts.role import SeatName


class OnBehalf(Text):
    """Who acted, and for which absent deputy."""

    who: SeatName
    absent: SeatName


class StoodInBy(Text):
    """On a card: the owner is away, and who stands in."""

    owner: SeatName
    substitute: SeatName
    until: Until


class StandInLine(Text):
    """In `今日`: for whom one stands in."""

    absent: SeatName
    until: Until
    count: int


class AskFirst(Text):
    """From which day?"""


class AskLast(Text):
    """To which day?"""

    first: Day


class AskSubstitute(Text):
    """Who stands in?"""

    first: Day
    last: Day


class NobodyNear(Text):
    """Nobody could stand in."""

    first: Day
    last: Day


class Preview(Text):
    """What the absence will be."""

    first: Day
    last: Day
    substitute: SeatName
    count: int


class Taken(Text):
    """The absence is noted."""

    first: Day
    last: Day
    substitute: SeatName


class Absences(Text):
    """The absences that are not over."""

    items: tuple[Text, ...]


class NowAway(Text):
    """One that is going on."""

    first: Day
    last: Day
    substitute: SeatName


class LaterAway(Text):
    """One that is to come."""

    first: Day
    last: Day
    substitute: SeatName


class AskedToStandIn(Text):
    """Told to the substitute: from when to when."""

    absent: SeatName
    first: Day
    last: Day


class YouStandIn(Text):
    """Told to the substitute: it begins now."""

    absent: SeatName
    until: Until
    count: int


class BackForSubstitute(Text):
    """Told to the substitute: it is over."""

    absent: SeatName


class CalledOffForSubstitute(Text):
    """Told to the substitute: it will not be."""

    absent: SeatName


class WelcomeBack(Text):
    """Told to the deputy: the absence is over."""

    count: int


class BackNow(Text):
    """The deputy is back early."""

    count: int


class CalledOff(Text):
    """The absence was called off."""


class NothingTaken(Text):
    """Nothing was noted."""


class WordsOnly(Text):
    """Only a date or a button helps here."""


class DayLabel(Text):
    """A button with a date."""

    on: Day


class SubstituteChoice(Text):
    """A button with a deputy."""

    name: str
    scope: str


class Confirm(Text):
    """[确认请假]."""


class Cancel(Text):
    """The button that notes nothing."""


class ReturnEarly(Text):
    """[提前返岗]."""


class CallOff(Text):
    """The button that calls an absence off, with its first day."""

    first: Day


class Another(Text):
    """The button for one more absence."""


class AwayPress(Press, verb="away"):
    """Begin an absence."""


class AwayDayPress(Press, verb="awayday"):
    """Choose a day, as YYYY-MM-DD."""

    on: str


class AwayPagePress(Press, verb="awaypage"):
    """Turn the list of substitutes."""

    page: int


class AwayWhoPress(Press, verb="awaywho"):
    """Choose the substitute."""

    seat_id: int


class AwayTakePress(Press, verb="awaytake"):
    """Confirm the absence."""


class AwayDropPress(Press, verb="awaydrop"):
    """Leave the form."""


class AwayEndPress(Press, verb="awayend"):
    """Come back early, or call it off."""

    absence_id: int
