"""`今日`: what is late, due today, pushed without an answer, or promised; and for whom one stands in."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select

from models.clock import Clock
from models.lifecycle import OPEN
from models.matter import Event, Happening, Matter
from models.organisation import Seat
from services.away import stand_in_lines
from services.promise_screens import today_section
from services.queue import next_limit, realm
from services.queue_screens import items_of, open_rows
from services.work import Work
from texts.message import Text
from texts.queue import ChasedSection, DueSection, LateSection, MoreItems, TodayList
from texts.screen import Screen

SHOWN = 5
REPLIES = (Happening.RESPONDED, Happening.ANSWERED, Happening.TOLD, Happening.ASKED, Happening.CLOSED)
Section = type[LateSection] | type[DueSection] | type[ChasedSection]


def today_screen(work: Work, seat: Seat) -> Screen | None:
    """Return the message for one seat, None when nothing is due; a matter stands in one section only."""
    late = _ending(work, seat, is_late=True)
    due = [matter for matter in _ending(work, seat, is_late=False) if matter not in late]
    chased = [matter for matter in _chased(work, seat) if matter not in late and matter not in due]
    told = ((LateSection, late), (DueSection, due), (ChasedSection, chased))
    sections = tuple(_section(work, kind, matters) for kind, matters in told if matters)
    promises, rows = today_section(work, seat) or (None, ())
    parts = (*stand_in_lines(work, seat), *sections, *((promises,) if promises else ()))
    if not parts:
        return None
    pressing = [*late[:SHOWN], *due[:SHOWN], *chased[:SHOWN]]
    return Screen(TodayList(parts), (*open_rows(pressing), *rows))


def _section(work: Work, kind: Section, matters: Sequence[Matter]) -> Text:
    items = items_of(work, matters[:SHOWN])
    more = (MoreItems(len(matters) - SHOWN),) if len(matters) > SHOWN else ()
    return kind(len(matters), (*items, *more))


def _ending(work: Work, seat: Seat, *, is_late: bool) -> list[Matter]:
    """Return matters with a clock that has ended, or that ends before the next midnight (24:00 is today)."""
    calendar = work.house.calendar
    tonight = calendar.end_of_day(calendar.local_date(work.now))
    span = Clock.ends_at < work.now if is_late else and_(Clock.ends_at >= work.now, Clock.ends_at <= tonight)
    ending = select(Clock.matter_id).where(Clock.stopped_at.is_(None), span)
    mine = select(Matter).where(Matter.status.in_(OPEN), realm(work, seat), Matter.id.in_(ending))
    return list(work.session.scalars(mine.order_by(Matter.urgent.desc(), next_limit(span), Matter.id)))


def _chased(work: Work, seat: Seat) -> list[Matter]:
    """Return matters whose resident pushed after the staff's last word to them."""
    last_word = (select(func.max(Event.at)).where(Event.matter_id == Matter.id, Event.what.in_(REPLIES))
                 .correlate(Matter).scalar_subquery())
    silent = or_(last_word.is_(None), last_word < Matter.last_chased_at)
    query = select(Matter).where(Matter.status.in_(OPEN), Matter.last_chased_at.is_not(None), silent, realm(work, seat))
    return list(work.session.scalars(query.order_by(Matter.last_chased_at, Matter.id)))
