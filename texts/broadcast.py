"""What the office writes to many: the notice itself, its preview, its way out and its report."""

from datetime import datetime

from texts.message import Names, Text, Until


class OfficeSender(Text):
    """The congress office, as the head of a notice."""

    place: str


class StreetSender(Text):
    """A street's work committee, as the head of a notice."""

    place: str


class Notice(Text):
    """The notice as everyone reads it."""

    sender: Text
    words: str


class AskWords(Text):
    """What shall the notice say?"""

    limit: int
    below_photo: int


class AskWordsToPhoto(Text):
    """The picture is kept; what does the notice say?"""


class OnlyWordsAndPhoto(Text):
    """A notice holds words and one picture, nothing else."""


class OnePhoto(Text):
    """Of an album the first picture was kept."""


class SeeBelow(Text):
    """This step goes on in a newer message."""


class AskAudience(Text):
    """Who shall read it?"""

    notice: Text
    photo: Text | None


class WithPhoto(Text):
    """A picture goes with it."""


class ChooseOne(Text):
    """Please choose."""


class DistrictAudience(Text):
    """All residents."""

    place: str


class StreetAudience(Text):
    """The residents of a street."""

    street: str


class StationAudience(Text):
    """The residents around a station."""

    station: str


class CategoryAudience(Text):
    """The residents who follow a category."""

    category: Text | Names


class GroupsAudience(Text):
    """Community groups alone."""

    place: str


class Preview(Text):
    """What will be sent, to whom and to how many."""

    notice: Text
    photo: Text | None
    audience: Text
    people: int
    groups: int
    left_out: Text | None
    when: Text | None


class LeftOut(Text):
    """Who of the audience is not told."""

    opted_out: int
    blocked: int


class AtMorning(Text):
    """At night a notice waits."""

    at: datetime


class TestSent(Text):
    """Toast: look at the message below."""


class Dropped(Text):
    """The draft is gone."""


class Progress(Text):
    """How far a broadcast is."""

    number: int
    state: Text
    audience: Text
    sent: int
    total: int
    blocked: int
    failed: int
    unknown: int


class StateSending(Text):
    """It runs, and when it will be through."""

    end: Until


class StateWaiting(Text):
    """It waits for the morning."""

    at: datetime


class StatePaused(Text):
    """It stands still until somebody lets it go on."""


class StateStopping(Text):
    """What is under way ends, then the report comes."""


class StateDone(Text):
    """It is through."""


class StateCancelled(Text):
    """It was stopped."""


class Report(Text):
    """What became of a broadcast, told to its sender."""

    number: int
    state: Text
    audience: Text
    total: int
    sent: int
    blocked: int
    failed: int
    unknown: int
    more: tuple[Text, ...]


class UnknownExplained(Text):
    """Why some are unknown and are not written to again."""


class SkippedOnTheWay(Text):
    """So many opted out or left while it ran."""

    count: int


class NotSent(Text):
    """So many are told nothing, because it was stopped."""

    count: int


class AlreadyEnded(Text):
    """Toast: nothing is left to steer."""


class Running(Text):
    """These broadcasts are under way."""

    count: int


class OptedOut(Text):
    """No notices from now on."""


class OptedIn(Text):
    """Notices come again."""
