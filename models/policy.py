"""What a policy file says, as plain frozen data: clocks, ladder, limits, danger words, categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cached_property

from models.category import Category, CategoryGroup, Column, Words
from models.danger import DangerWords
from models.holidays import Holidays


class Unit(StrEnum):
    """What a limit counts."""

    ELAPSED_HOURS = "elapsed_hours"
    WINDOW_HOURS = "window_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class ClockKind(StrEnum):
    """The clocks of a matter that end at a limit; what is asked after closing counts the days of `Limits`."""

    CLAIM = "claim"
    FIRST_ANSWER = "first_answer"
    SIGN = "sign"
    RESOLVE = "resolve"


class Recipient(StrEnum):
    """Whom a rung of the chase ladder reaches; `owing` is the one whose clock it is."""

    OWING = "owing"
    HEAD = "head"
    STREET = "street"
    OFFICE = "office"
    OVERDUE_BOARD = "overdue_board"


@dataclass(frozen=True, slots=True)
class Window:
    """A daily span of local time; one that ends before it starts goes over midnight."""

    start: time
    end: time

    def __contains__(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a clock may run; `window` is set for `WINDOW_HOURS` only: hours inside it, every day."""

    unit: Unit
    amount: int
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the chase ladder: at `percent` of the clock's own measure, or `after` its limit."""

    code: str
    to: tuple[Recipient, ...]
    percent: int | None = None
    after: Limit | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """The daily and weekly rhythm, in the district's local time; `weekly_digest_weekday` is 0 for Monday."""

    working: tuple[Window, ...]
    quiet: Window
    digest: time
    weekly_digest_weekday: int
    weekly_digest: time


@dataclass(frozen=True, slots=True)
class Limits:
    """How often and how long a resident may do a thing."""

    matters_per_hour: int
    messages_per_minute: int
    draft_expiry_days: int
    confirm_second_question_days: int
    confirm_unanswered_days: int
    dispute_window_days: int
    follow_up_days: int
    follow_up_answer_days: int
    disputes_before_office: int
    """After this many disputes the matter reopens no more by itself: the office decides."""
    same_words_accounts: int
    """So many other accounts may send the same words before one more joins the first matter."""
    same_words_days: int
    mute_days: int
    """Nobody is muted for longer at once."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days something is kept: sent letters, and contacts of matters from their closing on."""

    letters_days: int
    contacts_days: int


@dataclass(frozen=True)
class Policy:
    """A whole policy file after every check."""

    languages: tuple[str, ...]
    clocks: Mapping[tuple[ClockKind, Column], Limit]
    ladders: Mapping[Column, tuple[Rung, ...]]
    hours: Hours
    limits: Limits
    retention: Retention
    danger_words: DangerWords
    groups: tuple[CategoryGroup, ...]
    categories: tuple[Category, ...]
    holidays: Holidays = field(default_factory=Holidays)

    def clock(self, kind: ClockKind | str, column: Column | str) -> Limit:
        """Give the limit of a clock in a column of the table."""
        return self.clocks[ClockKind(kind), Column(column)]

    def ladder(self, column: Column | str) -> tuple[Rung, ...]:
        """List the rungs of the chase ladder for a column, in their order."""
        return self.ladders[Column(column)]

    def category(self, code: str) -> Category:
        """Give the category of a code; an unknown code raises `KeyError`."""
        return self._category_by_code[code]

    def find(self, code: str | None) -> Category | None:
        """Give the category of a matter's code, None for a matter without one.

        For a code that was taken out of the file a stand-in: retired, named by the code, of the normal column,
        with no body and no contact; its matters go on.
        """
        return (self._category_by_code.get(code) or self._stand_in(code)) if code else None

    @cached_property
    def offered(self) -> tuple[Category, ...]:
        """List the categories that may be chosen, in the file's order."""
        return tuple(each for each in self.categories if not each.is_retired)

    @cached_property
    def offered_groups(self) -> tuple[CategoryGroup, ...]:
        """List the groups in which something may be chosen."""
        return tuple(each for each in self.groups if self.categories_of(each.code))

    def categories_of(self, group: str) -> tuple[Category, ...]:
        """List the categories of one group that may be chosen, in the file's order."""
        return tuple(each for each in self.offered if each.group == group)

    def danger(self, words: str) -> list[str]:
        """List the danger words in a text, each once, in the order they appear; empty means none."""
        return self.danger_words.find(words)

    def knows(self, code: str) -> bool:
        """Tell whether the file has a category of this code, retired or not."""
        return code in self._category_by_code

    def offers(self, code: str | None) -> bool:
        """Tell whether a category of this code may be chosen."""
        return code in self._offered_codes

    def _stand_in(self, code: str) -> Category:
        name = Words(dict.fromkeys(self.languages, code))
        return Category(code, "", name, "", "", Column.NORMAL, body="", duty="", is_retired=True)

    @cached_property
    def _offered_codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.offered)

    @cached_property
    def _category_by_code(self) -> dict[str, Category]:
        return {each.code: each for each in self.categories}
