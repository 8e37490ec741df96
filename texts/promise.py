"""The promise ledger: what was promised by when, whether it was kept, and who is told."""

from texts.message import Day, Names, Term, Text
from texts.press import Press
from texts.role import SeatName


class Keep(Text):
    """[已兑现]."""


class NotKept(Text):
    """[未兑现]."""


class Show(Text):
    """The button that shows the promise."""


class SoonDue(Text):
    """Told to the owner some days ahead: a promise comes due."""

    number: str
    on: Day
    about: Text
    words: str


class KeptForYou(Text):
    """Told to the residents: the promise was kept."""

    number: str
    owner: SeatName
    words: str
    on: Day


class DelayedForYou(Text):
    """Told to the residents: it was not kept, and the new day."""

    number: str
    owner: SeatName
    was: Day
    reason: str
    on: Day


class BrokenForYou(Text):
    """Told to the residents: it was not kept and cannot be."""

    number: str
    owner: SeatName
    was: Day
    reason: str


class Ledger(Text):
    """The ledger: counts and a page of promises."""

    head: Text
    items: tuple[Text, ...]
    page: Text | None


class Counts(Text):
    """How many are open, late, kept and not kept."""

    open: int
    late: int
    kept: int
    broken: int


class Item(Text):
    """One promise of the ledger."""

    number: str
    category: Names | None
    place: str
    on: Day
    state: Text
    owner: SeatName | None


class OpenTab(Text):
    """The button to the open ones."""

    count: int


class LateTab(Text):
    """The button to the late ones."""

    count: int


class KeptTab(Text):
    """The button to the kept ones."""

    count: int


class BrokenTab(Text):
    """The button to the ones not kept."""

    count: int


class NoneOpen(Text):
    """No promise is open."""


class NoneLate(Text):
    """No promise is late."""


class NoneKept(Text):
    """No promise was kept so far."""


class NoneBroken(Text):
    """No promise was broken."""


class OpenPromise(Text):
    """The button that opens a promise."""

    number: str


class LedgerKey(Text):
    """The button to the ledger, with how many are open."""

    count: int


class OfficeLedger(Text):
    """The button of the office to the ledger, with how many are open."""

    count: int


class TodayPromises(Text):
    """What `今日` says of promises that are late or due."""

    count: int
    items: tuple[Text, ...]


class MorePromises(Text):
    """How many more there are."""

    count: int


class OnePromise(Text):
    """One promise."""

    number: str
    category: Names | None
    place: Text
    result: Term
    on: Day
    words: str
    owner: Text | None
    body: Text | None
    state: Text
    reason: Text | None


class ByWhom(Text):
    """Who has the matter in hand."""

    owner: SeatName


class BodyIs(Text):
    """Which body handles such matters."""

    body: Names


class Why(Text):
    """The reason that was given."""

    reason: str


class StateOpen(Text):
    """Still open."""


class StateLate(Text):
    """Open, and its day has passed."""


class StateKept(Text):
    """Kept."""


class StateBroken(Text):
    """Not kept."""


class StateReplaced(Text):
    """A later answer took its place."""


class StateVoid(Text):
    """The matter ended in another way."""


class ToMatter(Text):
    """The button to the matter."""


class ToLedger(Text):
    """The button to the ledger."""


class LedgerPress(Press, verb="ledger"):
    """Turn to a part and page of the ledger."""

    shelf: str
    page: int


class PromisePress(Press, verb="promise"):
    """Show a promise."""

    promise_id: int


class KeepPress(Press, verb="kept"):
    """Say that a promise was kept."""

    promise_id: int


class NotKeptPress(Press, verb="notkept"):
    """Say that a promise was not kept."""

    promise_id: int
