"""The shape of a policy file, table by table; what its parts mean together is checked elsewhere."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from config.organisation_file import Code as RosterCode
from config.organisation_file import Name
from config.policy_values import ClockTime, Day, DaySpan
from config.toml_file import Shape
from models.policy import Recipient

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
"""Category and answer codes travel in buttons of at most 64 bytes: ASCII and short."""

Count = Annotated[int, Field(ge=1, le=1000)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Wording = dict[str, Name]


def _without(gone: tuple[str, ...], sentence: str, table: Any) -> Any:
    """Say where a key went that older files have; a bare "unknown key" would leave its owner searching."""
    if isinstance(table, dict) and any(name in table for name in gone):
        raise ValueError(sentence)
    return table


class LimitTable(Shape):
    """A limit: exactly one unit with its amount."""

    elapsed_hours: Count | None = None
    window_hours: Count | None = None
    working_days: Count | None = None
    calendar_days: Count | None = None
    window: DaySpan | None = None

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        units = (self.elapsed_hours, self.window_hours, self.working_days, self.calendar_days)
        if sum(unit is not None for unit in units) != 1:
            raise ValueError("a limit names exactly one unit, such as working_days = 3")
        if (self.window is None) != (self.window_hours is None):
            raise ValueError("window_hours needs a window, and no other unit has one")
        if self.window is not None and self.window.start > self.window.end:
            raise ValueError("the window of a limit lies within one day")
        return self


class ClockTable(Shape):
    """One row of the clocks table."""

    urgent: LimitTable
    utility: LimitTable
    normal: LimitTable
    hard: LimitTable


class ClocksTable(Shape):
    """`[clocks.*]`."""

    claim: ClockTable
    first_answer: ClockTable
    sign: ClockTable
    resolve: ClockTable

    @model_validator(mode="before")
    @classmethod
    def _has_no_days_after_closing(cls, table: Any) -> Any:
        return _without(("confirm", "follow_up"), "take [clocks.confirm] and [clocks.follow_up] out: the days after "
                        "closing are confirm_second_question_days and follow_up_days of [limits]", table)


class RungRow(Shape):
    """One rung of a ladder: at a percentage of the limit, or some time after it."""

    code: Code
    to: Annotated[list[Annotated[Recipient, Field(strict=False)]], Field(min_length=1)]
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    after: LimitTable | None = None

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if (self.percent is None) == (self.after is None):
            raise ValueError("a rung stands either at a percent of the limit or after it")
        return self


class LadderTable(Shape):
    """`[ladder]`."""

    everyday: Annotated[list[RungRow], Field(min_length=1)]
    urgent: Annotated[list[RungRow], Field(min_length=1)]


class WeeklyTable(Shape):
    """`hours.weekly_digest`."""

    weekday: Weekday
    at: ClockTime


class HoursTable(Shape):
    """`[hours]`."""

    working: Annotated[list[DaySpan], Field(min_length=1)]
    quiet: DaySpan
    digest: ClockTime
    weekly_digest: WeeklyTable


class LimitsTable(Shape):
    """`[limits]`: the fields of `models.policy.Limits`."""

    matters_per_hour: Count
    messages_per_minute: Count
    draft_expiry_days: Count
    confirm_second_question_days: Count
    confirm_unanswered_days: Count
    dispute_window_days: Count
    follow_up_days: Count
    follow_up_answer_days: Count
    disputes_before_office: Count
    same_words_accounts: Count
    same_words_days: Count
    mute_days: Count

    @model_validator(mode="before")
    @classmethod
    def _has_no_number_of_chases(cls, table: Any) -> Any:
        return _without(("chases_per_day",), "take chases_per_day out: a matter is chased once a day", table)


class HolidaysTable(Shape):
    """`[holidays]`: the office's own table, day by day before the official calendar."""

    off: list[Day] = Field(default_factory=list)
    workdays: list[Day] = Field(default_factory=list)
    announced: list[Annotated[int, Field(ge=2000, le=2200)]] = Field(default_factory=list)


Days = Annotated[int, Field(ge=1, le=36_500)]


class RetentionTable(Shape):
    """`[retention]`: the fields of `models.policy.Retention`."""

    letters_days: Days
    contacts_days: Days


class DangerTable(Shape):
    """`[danger]`; a word of one character would match half the language."""

    words: Annotated[list[Annotated[str, Field(min_length=2)]], Field(min_length=1)]
    harmless: list[Annotated[str, Field(min_length=2)]]
    denials: list[Name]


class GroupTable(Shape):
    """One `[[group]]`."""

    code: Code
    name: Wording


class KeywordRow(Shape):
    """Words that speak for a category, all with one weight."""

    weight: Annotated[float, Field(gt=0, le=10)]
    words: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class OptionRow(Shape):
    """One answer of a choice."""

    code: Code
    words: Wording


class QuestionRow(Shape):
    """One question of a category."""

    code: Code
    kind: Literal["text", "choice"]
    words: Wording
    options: list[OptionRow] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_options_for_a_choice(self) -> Self:
        if (self.kind == "choice") != (len(self.options) > 1):
            raise ValueError("a choice has at least two options, and a text question has none")
        return self


class CategoryTable(Shape):
    """One `[[category]]`; urgent and hard are no columns of a category, people decide them."""

    code: Code
    group: Code
    emoji: str = ""
    name: Wording
    taxonomy: Annotated[str, Field(pattern=r"^[^/]+/[^/]+/[^/]+$")]
    column: Literal["utility", "normal"]
    body: RosterCode
    duty: RosterCode
    radius_m: Annotated[int, Field(ge=10, le=5000)] = 250
    keywords: list[KeywordRow] = Field(default_factory=list)
    questions: Annotated[list[QuestionRow], Field(max_length=2)] = Field(default_factory=list)
    retired: bool = False


class PolicyFile(Shape):
    """A whole policy file."""

    languages: Annotated[list[Name], Field(min_length=1)]
    clocks: ClocksTable
    ladder: LadderTable
    hours: HoursTable
    holidays: HolidaysTable = Field(default_factory=HolidaysTable)
    limits: LimitsTable
    retention: RetentionTable
    danger: DangerTable
    group: Annotated[list[GroupTable], Field(min_length=1)]
    category: Annotated[list[CategoryTable], Field(min_length=1)]
