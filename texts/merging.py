"""Words of 并案: one trouble, several matters, one of which goes on for all."""

from collections.abc import Sequence

from texts.message import Names, Term, Text
from texts.press import Press
from texts.role import SeatName


class Merge(Text):
    """[并案]."""


class Unmerge(Text):
    """[撤销并案]."""


class UnmergeOne(Text):
    """[撤销并案] in a list: which."""

    number: str


class ReallyMerge(Text):
    """[确认并案]."""


class DropMerge(Text):
    """[取消]."""


class ToMain(Text):
    """The button to the matter in which this one goes on."""

    number: str


class Candidate(Text):
    """A button: merge into this one."""

    number: str


class MergedLine(Text):
    """On a card: which matters were merged into it."""

    count: int
    numbers: str


class MergedIntoLine(Text):
    """On a card: in which matter it goes on."""

    number: str


class ChooseMain(Text):
    """Into which matter? What is near, or a typed number."""

    number: str
    items: Sequence[Text]
    merged: Text | None


class NobodyNear(Text):
    """No open matter of the category is near."""


class MainItem(Text):
    """A candidate: number, category, place, state, age, distance."""

    number: str
    category: Names | None
    place: str | Text
    state: Term
    age: Text
    distance: Text | None


class Away(Text):
    """The distance at the end of a line."""

    distance: Text


class MergedAlready(Text):
    """What was merged into this matter already."""

    numbers: str


class AskMerge(Text):
    """What will happen, before it does."""

    number: str
    main: Text


class NoSuchCandidate(Text):
    """The typed words are no number of an open matter that one may read."""

    words: str


class MergedNow(Text):
    """It is done."""

    number: str
    main: str


class UnmergedNow(Text):
    """It is undone; the same limits go on."""

    number: str
    main: str


class NotMergedNow(Text):
    """The form was left."""

    number: str


class MergedForYou(Text):
    """Told to who filed or joined the merged matter."""

    number: str
    main: str


class UnmergedForYou(Text):
    """Told to the same people: it stands on its own again."""

    number: str
    main: str
    state: Term


class MergedIntoYours(Text):
    """Told to the owner of the main matter."""

    number: str
    main: str
    by: SeatName


class MergedAway(Text):
    """Told to the owner of the merged matter."""

    number: str
    main: str
    by: SeatName


class UnmergedForOwner(Text):
    """Told to both owners: it stands on its own again."""

    number: str
    main: str


class NewsOfMain(Text):
    """What the main matter's resident is told, to those of a merged one."""

    number: str
    main: str
    told: Text


class NextMerged(Text):
    """On the resident's card: it goes on in another matter."""

    number: str


class EntryCase(Text):
    """In the timeline: which other matter."""

    number: str


class MergePress(Press, verb="merge"):
    """[并案]: choose the main matter."""

    matter_id: int


class MergeIntoPress(Press, verb="mergeto"):
    """The main matter was chosen; asked once more."""

    matter_id: int
    main_id: int


class ReallyMergePress(Press, verb="mergenow"):
    """[确认并案]."""

    matter_id: int
    main_id: int
    revision: int


class DropMergePress(Press, verb="mergeno"):
    """[取消] of the form."""

    matter_id: int


class UnmergePress(Press, verb="unmerge"):
    """[撤销并案]."""

    matter_id: int
    revision: int
