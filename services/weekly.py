"""The weekly digest: figures are counted here, drawn by bot/media/drawer.py, and sent with the picture."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from models.digest import Digest
from models.mail import Due, Lane
from models.person import Group
from services.due import due
from services.figures import Figures, count_figures, in_scope, unpack_figures
from services.groups import Notice, address_of, bound_group_or_none, bound_groups, notices_of, place_of
from services.rhythm import plan_week
from services.work import Work
from texts import digest as say
from texts.message import Day, Names, Text
from texts.screen import Media, Screen

TRIES = 3
PAUSE = timedelta(seconds=20)
TOP_TOLD = 3


@dataclass(frozen=True)
class Sketch:
    """A picture to draw: whose figures, and the names of its categories."""

    digest_id: int
    place: Text
    figures: Figures
    categories: dict[str, Names]


@due("weekly")
def count_week(work: Work, due: Due) -> None:
    """Count last week for every group that takes the digest, and plan the next one."""
    plan_week(work)
    today = work.house.calendar.local_date(due.due_at)
    for group in bound_groups(work):
        if Notice.WEEKLY in notices_of(group):
            order_digest(work, group, today - timedelta(days=7), today - timedelta(days=1), f"weekly:{today}")


def order_digest(work: Work, group: Group, first: date, last: date, key: str) -> None:
    """Count a group's figures now; its picture follows soon after the commit."""
    if not was_ordered(work, group, key):
        figures = count_figures(work, in_scope(group), first, last)
        work.session.add(Digest(key=f"{key}:{group.chat_id}", chat_id=group.chat_id, figures=figures.pack()))
        work.session.flush()


def was_ordered(work: Work, group: Group, key: str) -> bool:
    """Tell whether the group's digest of this key was counted already."""
    return work.session.scalar(select(Digest.id).where(Digest.key == f"{key}:{group.chat_id}")) is not None


def undrawn(work: Work) -> list[Sketch]:
    """Return the pictures to draw now, oldest first."""
    may_try = or_(Digest.draw_at.is_(None), Digest.draw_at <= work.outbox.real_now)
    rows = work.session.scalars(select(Digest).where(Digest.sent_at.is_(None), may_try).order_by(Digest.id)).all()
    return [_sketch(work, row) for row in rows]


def drawn(work: Work, digest_id: int, path: str | None) -> None:
    """Send the digest with its picture, or (``None``) its lines alone; a second time changes nothing."""
    row = work.session.get_one(Digest, digest_id, with_for_update=True)
    if row.sent_at is not None:
        return
    row.sent_at = work.now
    group = bound_group_or_none(work, row.chat_id)
    if group is not None:
        media = (Media("photo", path=path),) if path else ()
        screen = Screen(_lines(work, group, unpack_figures(row.figures)), media=media)
        work.outbox.send(address_of(group), screen, view="digest", lane=Lane.NOTICE, key=f"picture:{row.id}")


def not_drawn(work: Work, digest_id: int) -> None:
    """Note that drawing failed: later again, and at last the lines go without a picture."""
    row = work.session.get_one(Digest, digest_id)
    row.tries += 1
    row.draw_at = work.outbox.real_now + PAUSE * row.tries
    if row.tries >= TRIES:
        drawn(work, digest_id, None)


def group_name(work: Work, group: Group) -> Text:
    """Return what a group stands for, as its members call it."""
    place = place_of(work, group)
    name = place.name if place else work.house.name
    return say.DeputiesOf(name) if group.scope == "deputies" else say.PlaceName(name)


def _sketch(work: Work, row: Digest) -> Sketch:
    group = work.session.get(Group, row.chat_id)
    figures = unpack_figures(row.figures)
    place = group_name(work, group) if group else say.PlaceName(work.house.name)
    return Sketch(row.id, place, figures, {code: _category(work, code) for code, _ in figures.top})


def _lines(work: Work, group: Group, figures: Figures) -> Text:
    return say.Digest(
        place=group_name(work, group), first=_day(figures.first_day), last=_day(figures.last_day),
        received=figures.received, closed=figures.closed, speed=_speed(figures),
        in_time=share(figures.in_time), solved=share(figures.solved), satisfied=share(figures.satisfied),
        top=_top(work, figures),
    )


def _day(iso: str) -> Day:
    return Day(date.fromisoformat(iso))


def _speed(figures: Figures) -> Text:
    return say.NothingClosed() if figures.median_days is None else say.MedianDays(f"{figures.median_days:g}")


def share(of: tuple[int, int]) -> Text:
    """Return a rate with what it was counted from; nobody asked is no rate."""
    part, whole = of
    return say.Rate(f"{100 * part / whole:.0f}", part, whole) if whole else say.NoRate()


def _top(work: Work, figures: Figures) -> Text:
    if not figures.top:
        return say.NoTop()
    return say.Top(*_first(tuple(say.TopOne(_category(work, code), count) for code, count in figures.top[:TOP_TOLD])))


def _first(ones: tuple[Text, ...]) -> tuple[Any, Any, Any]:
    first, second, third = (*ones, None, None)[:3]
    return first, second and say.NextOne(second), third and say.NextOne(third)


def _category(work: Work, code: str) -> Names:
    category = work.house.policy.find(code)
    return Names(*(category.name.in_language(each) for each in ("zh-Hans", "en"))) if category else Names("—", "—")
