"""How the policy in force looks in the chat: clocks, ladder, hours and limits, days, danger, categories."""

from collections.abc import Iterator
from datetime import time

from models.category import Category, CategoryGroup, Column, Words
from models.organisation import Body
from models.policy import ClockKind, Limit, Policy, Rung, Unit, Window
from services.paging import PAGE, turn_rows
from services.policy_pages import Page, danger_pages, holiday_pages
from services.work import Work
from texts.desk import PanelPress, ToPanel
from texts.message import Names, Term, Text, term
from texts.policy_view import (
    AndAlso,
    CalendarDays,
    Categories,
    CategoryLine,
    ClockLine,
    Clocks,
    ColumnOf,
    Hours,
    Ladders,
    PolicyPress,
    Retired,
    Rhythm,
    RungAfter,
    RungAt,
    RungLimit,
    WindowHours,
    WorkingDays,
)
from texts.screen import Button, Screen, row


def policy_screen(work: Work, page: int) -> Screen:
    """Show one page of the rules; a page that is gone shows the last one."""
    policy = work.house.policy
    pages = [_clocks, _ladders, _rhythm, *holiday_pages(work), *danger_pages(policy), *_category_pages(policy)]
    page = min(max(page, 0), len(pages) - 1)
    text = pages[page](work, page + 1, len(pages))
    return Screen(text, (*turn_rows(page, len(pages), PolicyPress), row(Button(ToPanel(), PanelPress()))))


def limit_words(limit: Limit) -> Text:
    """Return a limit in words."""
    match limit.unit:
        case Unit.ELAPSED_HOURS:
            return Hours(limit.amount)
        case Unit.WINDOW_HOURS:
            window = limit.window or Window(time(0), time(0))
            return WindowHours(limit.amount, _clock(window.start), _clock(window.end))
        case Unit.WORKING_DAYS:
            return WorkingDays(limit.amount)
    return CalendarDays(limit.amount)


def _clocks(work: Work, page: int, pages: int) -> Text:
    policy = work.house.policy
    columns = tuple(ColumnOf(term(column), _limits_of(policy, column)) for column in Column)
    return Clocks(page, pages, columns)


def _limits_of(policy: Policy, column: Column) -> tuple[Text, ...]:
    return tuple(ClockLine(term(kind), limit_words(policy.clock(kind, column))) for kind in ClockKind)


def _ladders(work: Work, page: int, pages: int) -> Text:
    policy = work.house.policy
    everyday, urgent = policy.ladder(Column.NORMAL), policy.ladder(Column.URGENT)
    return Ladders(page, pages, tuple(map(_rung, everyday)), tuple(map(_rung, urgent)))


def _rung(rung: Rung) -> Text:
    to: Text | Term = term(rung.to[0])
    for recipient in rung.to[1:]:
        to = AndAlso(to, term(recipient))
    if rung.after is not None:
        return RungAfter(limit_words(rung.after), to)
    return RungLimit(to) if rung.percent in (None, 100) else RungAt(rung.percent or 0, to)


def _rhythm(work: Work, page: int, pages: int) -> Text:
    hours, limits = work.house.policy.hours, work.house.policy.limits
    working = "  ".join(f"{_clock(span.start)}–{_clock(span.end)}" for span in hours.working)
    return Rhythm(
        page, pages, working=working, quiet_start=_clock(hours.quiet.start), quiet_end=_clock(hours.quiet.end),
        digest=_clock(hours.digest), weekly=_clock(hours.weekly_digest), matters=limits.matters_per_hour,
        messages=limits.messages_per_minute, draft=limits.draft_expiry_days,
        again=limits.confirm_second_question_days, unanswered=limits.confirm_unanswered_days,
        dispute=limits.dispute_window_days, follow=limits.follow_up_days, follow_answer=limits.follow_up_answer_days,
        disputes=limits.disputes_before_office, accounts=limits.same_words_accounts,
        same_days=limits.same_words_days, mute=limits.mute_days,
        letters=work.house.policy.retention.letters_days, contacts=work.house.policy.retention.contacts_days,
    )


def _category_pages(policy: Policy) -> Iterator[Page]:
    for group in policy.groups:
        categories = tuple(each for each in policy.categories if each.group == group.code)
        for at in range(0, len(categories), PAGE):
            yield _page_of(group, categories[at:at + PAGE])


def _page_of(group: CategoryGroup, categories: tuple[Category, ...]) -> Page:
    def show(work: Work, page: int, pages: int) -> Text:
        return Categories(_names(group.name), page, pages, tuple(_category(work, each) for each in categories))

    return show


def _category(work: Work, category: Category) -> Text:
    body = work.session.get(Body, category.body)
    return CategoryLine(category.emoji, _names(category.name), term(category.column), body.name if body else "—",
                        Retired() if category.is_retired else None)


def _names(words: Words) -> Names:
    return Names(words.in_language("zh-Hans"), words.in_language("en"))


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
