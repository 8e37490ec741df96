"""The policy in force, as those who dispatch read it in the chat."""

from texts.message import Day, Names, Term, Text
from texts.press import Press


class ToPolicy(Text):
    """The panel's button to the rules."""


class Clocks(Text):
    """The page of the clocks."""

    page: int
    pages: int
    columns: tuple[Text, ...]


class ColumnOf(Text):
    """One column of the clocks table."""

    column: Term
    lines: tuple[Text, ...]


class ClockLine(Text):
    """One clock's limit."""

    clock: Term
    limit: Text


class Hours(Text):
    """Hours, day and night."""

    amount: int


class WindowHours(Text):
    """Hours inside a daily window."""

    amount: int
    start: str
    end: str


class WorkingDays(Text):
    """Working days."""

    amount: int


class CalendarDays(Text):
    """Calendar days."""

    amount: int


class Ladders(Text):
    """The page of the chase ladder."""

    page: int
    pages: int
    everyday: tuple[Text, ...]
    urgent: tuple[Text, ...]


class RungAt(Text):
    """A rung on the way to the limit."""

    percent: int
    to: Text | Term


class RungLimit(Text):
    """The rung at the limit."""

    to: Text | Term


class RungAfter(Text):
    """A rung after the limit."""

    limit: Text
    to: Text | Term


class AndAlso(Text):
    """Two recipients."""

    first: Text | Term
    second: Term


class Rhythm(Text):
    """The page of hours and limits."""

    page: int
    pages: int
    working: str
    quiet_start: str
    quiet_end: str
    digest: str
    weekly: str
    matters: int
    messages: int
    draft: int
    again: int
    unanswered: int
    dispute: int
    follow: int
    follow_answer: int
    disputes: int
    accounts: int
    same_days: int
    mute: int
    letters: int
    contacts: int


class Danger(Text):
    """A page of the words that ask whether there is danger."""

    page: int
    pages: int
    head: Text
    words: str


class DangerHead(Text):
    """Words that call 119, 110, 120 to mind."""


class HarmlessHead(Text):
    """Phrases in which such a word means nothing."""


class DenialsHead(Text):
    """Words directly before one that deny it."""


class Years(Text):
    """The page of the years: where their working days come from."""

    page: int
    pages: int
    years: tuple[Text, ...]


class YearOfficial(Text):
    """A year of the official calendar."""

    year: str
    own: Text | None


class YearOfTable(Text):
    """A year that the office entered itself."""

    year: str


class YearGuessed(Text):
    """A year that nobody knows yet."""

    year: str
    own: Text | None


class OwnDays(Text):
    """How many days of the year stand in the office's own table."""

    count: int


class Days(Text):
    """A page of the office's own table of days."""

    page: int
    pages: int
    days: tuple[Text, ...]


class DaysOff(Text):
    """Days off, the first and the last."""

    first: Day
    last: Day


class DayOff(Text):
    """One day off."""

    day: Day


class DaysWorked(Text):
    """Make-up workdays in a row."""

    first: Day
    last: Day


class DayWorked(Text):
    """One make-up workday."""

    day: Day


class Categories(Text):
    """A page of the categories of a group."""

    group: Names
    page: int
    pages: int
    items: tuple[Text, ...]


class CategoryLine(Text):
    """One category: its limits and who handles it."""

    emoji: str
    name: Names
    column: Term
    body: str
    retired: Text | None


class Retired(Text):
    """It is offered no more."""


class PolicyPress(Press, verb="policy"):
    """Show a page of the rules."""

    page: int
