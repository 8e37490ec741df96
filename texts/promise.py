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


class TellKept(Text):
    """Asks the owner how it was kept: words and an after-photo."""

    number: str
    on: Day


class KeptSoFar(Text):
    """What came so far for the news that it was kept."""

    words: Text | str
    files: Text | None
    reason: Text | None
    step: Text


class NoWordsYet(Text):
    """No words came so far."""


class FilesSoFar(Text):
    """How many files came."""

    count: int


class NoPhotoBecause(Text):
    """Why there is no photo."""

    reason: str


class WordsNext(Text):
    """Words are missing."""


class PhotoNext(Text):
    """A photo is missing."""


class SendNext(Text):
    """It can be sent."""


class AskNoProof(Text):
    """Why is there no photo?"""

    number: str


class AskWhy(Text):
    """Why was it not kept?"""

    number: str
    on: Day


class AskNewDay(Text):
    """By which day instead, or not at all?"""

    number: str


class DelayPreview(Text):
    """What the residents will read of a promise that was not kept."""

    body: Text


class WordsOnly(Text):
    """Only words help here."""


class KeptNow(Text):
    """It was told that the promise was kept."""

    number: str
    next: Text | None


class CloseNext(Text):
    """The matter is still to be closed."""


class DelayedNow(Text):
    """It was told that the promise has a new day."""

    number: str
    on: Day


class BrokenNow(Text):
    """It was told that it cannot be kept."""

    number: str


class NotDelivered(Text):
    """It is noted, but the author cannot be reached."""

    number: str


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


class PageOf(Text):
    """Which page of how many."""

    page: int
    pages: int


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


class Earlier(Text):
    """The button to the page before."""


class Later(Text):
    """The button to the page after."""


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


class NoProofPress(Press, verb="noproof"):
    """There is no photo of what was kept; a reason is asked."""

    promise_id: int


class NewDayPress(Press, verb="newday"):
    """Choose a new day, as YYYY-MM-DD."""

    promise_id: int
    on: str


class NeverPress(Press, verb="never"):
    """It cannot be solved: class D."""

    promise_id: int


class TellPress(Press, verb="tellpromise"):
    """Send what was previewed."""

    promise_id: int
