"""Pages of the rules that are lists: holidays and danger words."""

from collections.abc import Callable, Iterator, Sequence

from models.policy import Policy
from models.worktime import YearSource
from services.holidays import Run, runs_of, years_told
from services.paging import PAGE
from services.work import Work
from texts import policy_view as say
from texts.message import Day, Text

Page = Callable[[Work, int, int], Text]
WORDS = 60
"""Danger words on a page."""


def holiday_pages(work: Work) -> Iterator[Page]:
    """Yield the page of the years, then the days of the office's own table."""
    yield lambda work, page, pages: say.Years(page, pages, _years(work))
    calendar = work.house.calendar
    lines = [(run, False) for run in runs_of(calendar, worked=False)]
    lines += [(run, True) for run in runs_of(calendar, worked=True)]
    lines.sort()
    for at in range(0, len(lines), PAGE):
        yield _days_page([_days(run, is_worked=is_worked) for run, is_worked in lines[at:at + PAGE]])


def danger_pages(policy: Policy) -> Iterator[Page]:
    """Yield the danger words, then what takes their meaning away."""
    danger = policy.danger_words
    for head, words in ((say.DangerHead(), danger.words), (say.HarmlessHead(), danger.harmless),
                        (say.DenialsHead(), danger.denials)):
        for at in range(0, len(words), WORDS):
            yield _danger_page(head, words[at:at + WORDS])


def _years(work: Work) -> tuple[Text, ...]:
    calendar = work.house.calendar
    return tuple(_year(work, year) for year in years_told(calendar, calendar.local_date(work.now)))


def _year(work: Work, year: int) -> Text:
    calendar = work.house.calendar
    count = sum(day.year == year for day in calendar.overrides)
    own = say.OwnDays(count) if count else None
    match calendar.source_of(year):
        case YearSource.OFFICIAL:
            return say.YearOfficial(str(year), own)
        case YearSource.TABLE:
            return say.YearOfTable(str(year))
    return say.YearGuessed(str(year), own)


def _days(run: Run, *, is_worked: bool) -> Text:
    first, last = Day(run[0]), Day(run[1])
    if first == last:
        return say.DayWorked(first) if is_worked else say.DayOff(first)
    return say.DaysWorked(first, last) if is_worked else say.DaysOff(first, last)


def _days_page(lines: Sequence[Text]) -> Page:
    return lambda work, page, pages: say.Days(page, pages, tuple(lines))


def _danger_page(head: Text, words: Sequence[str]) -> Page:
    return lambda work, page, pages: say.Danger(page, pages, head, "  ".join(words))
