"""Turn the tables of a policy file into the plain data of `models.policy`."""

from config.policy_file import (
    CategoryTable,
    ClocksTable,
    HolidaysTable,
    HoursTable,
    LadderTable,
    LimitTable,
    PolicyFile,
    QuestionRow,
    RungRow,
    Weekday,
)
from models.category import Category, CategoryGroup, Column, Option, Question, QuestionKind, Words
from models.danger import DangerWords
from models.holidays import Holidays
from models.policy import ClockKind, Hours, Limit, Limits, Policy, Retention, Rung, Unit

_WEEKDAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


def policy(file: PolicyFile) -> Policy:
    """Convert a whole file that passed every check."""
    return Policy(
        languages=tuple(file.languages),
        clocks=_clocks(file.clocks),
        ladders=_ladders(file.ladder),
        hours=_hours(file.hours),
        limits=Limits(**file.limits.model_dump()),
        retention=Retention(**file.retention.model_dump()),
        danger_words=DangerWords(
            tuple(file.danger.words), tuple(file.danger.harmless), tuple(file.danger.denials)
        ),
        groups=tuple(CategoryGroup(each.code, Words(each.name)) for each in file.group),
        categories=tuple(_category(each) for each in file.category),
        holidays=_holidays(file.holidays),
    )


def limit(table: LimitTable) -> Limit:
    """Convert one limit; its shape holds exactly one unit."""
    unit, amount = next((unit, getattr(table, unit)) for unit in Unit if getattr(table, unit) is not None)
    return Limit(unit, amount, table.window)


def _clocks(clocks: ClocksTable) -> dict[tuple[ClockKind, Column], Limit]:
    return {
        (kind, column): limit(getattr(getattr(clocks, kind), column))
        for kind in ClockKind
        for column in Column
    }


def _ladders(ladder: LadderTable) -> dict[Column, tuple[Rung, ...]]:
    everyday = tuple(_rung(each) for each in ladder.everyday)
    urgent = tuple(_rung(each) for each in ladder.urgent)
    return {column: urgent if column is Column.URGENT else everyday for column in Column}


def _rung(row: RungRow) -> Rung:
    return Rung(row.code, tuple(row.to), row.percent, limit(row.after) if row.after else None)


def _hours(hours: HoursTable) -> Hours:
    return Hours(
        working=tuple(hours.working),
        quiet=hours.quiet,
        digest=hours.digest,
        weekly_digest_weekday=_WEEKDAYS.index(hours.weekly_digest.weekday),
        weekly_digest=hours.weekly_digest.at,
    )


def _holidays(holidays: HolidaysTable) -> Holidays:
    return Holidays(frozenset(holidays.off), frozenset(holidays.workdays), frozenset(holidays.announced))


def _category(table: CategoryTable) -> Category:
    return Category(
        code=table.code,
        group=table.group,
        name=Words(table.name),
        emoji=table.emoji,
        taxonomy=table.taxonomy,
        column=Column(table.column),
        body=table.body,
        duty=table.duty,
        questions=tuple(_question(each) for each in table.questions),
        keywords={word: row.weight for row in table.keywords for word in row.words},
        radius_m=table.radius_m,
        is_retired=table.retired,
    )


def _question(row: QuestionRow) -> Question:
    options = tuple(Option(each.code, Words(each.words)) for each in row.options)
    return Question(row.code, QuestionKind(row.kind), Words(row.words), options)
