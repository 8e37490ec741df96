"""What comes round by itself: the morning's `今日` and the week's digest."""

from datetime import date, datetime, timedelta

from services.due import plan
from services.work import Work


def keep_rhythm(work: Work) -> None:
    """Plan the next morning, its news and the next weekly digest; planning them again changes nothing."""
    plan_morning(work)
    plan_news(work)
    plan_week(work)


def plan_morning(work: Work) -> None:
    """Plan `今日` for the next 08:30 of a working day."""
    at = work.house.quiet.next_morning(work.now, "reminder")
    plan(work, "today", "rhythm", at, f"today:{work.house.calendar.local_date(at)}")


def plan_week(work: Work) -> None:
    """Plan the next weekly digest."""
    at = next_week(work)
    plan(work, "weekly", "rhythm", at, f"weekly:{work.house.calendar.local_date(at)}")


def next_week(work: Work) -> datetime:
    """Return when the next weekly digest is due, after now."""
    hours, calendar = work.house.policy.hours, work.house.calendar
    today = calendar.local_date(work.now)
    ahead = (hours.weekly_digest_weekday - today.weekday()) % 7
    at = calendar.instant(today + timedelta(days=ahead), hours.weekly_digest)
    return at if at > work.now else calendar.instant(today + timedelta(days=ahead + 7), hours.weekly_digest)


def last_week(work: Work, day: date) -> tuple[datetime, datetime]:
    """Return the seven whole local days before a day, as two instants."""
    calendar = work.house.calendar
    return calendar.end_of_day(day - timedelta(days=8)), calendar.end_of_day(day - timedelta(days=1))


def plan_news(work: Work) -> None:
    """Plan the news of what residents follow, for the next 08:30 of a working day."""
    at = work.house.quiet.next_morning(work.now, "reminder")
    plan(work, "news_day", "rhythm", at, f"news:{work.house.calendar.local_date(at)}")
