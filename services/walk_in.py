"""Registering a matter for somebody without the app, and telling them what would have been sent."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from models.kinds import Kind
from models.mail import Due
from models.matter import Happening, Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.typed import clean_line
from models.walk_in import WalkIn, WalkInCall
from services.cards import refresh
from services.draft import StartDraft, remember, start_draft
from services.due import due, plan
from services.paging import PAGE, page_within
from services.seats import act_in_role
from services.timeline import record
from services.work import Work
from texts.press import StalePress

NAME = "name"
PHONE = "phone"
DONE = "done"
NAME_LENGTH = 40
KEPT = timedelta(days=60)
"""After the end of the matter: longer than its last question takes."""
_PHONE = re.compile(r"\+?[\d\-\s()（）转]{7,30}")


@dataclass(frozen=True)
class ToldCall:
    """The person was told."""

    call_id: int


def begin_walk_in(work: Work) -> Matter:
    """Keep a new draft for somebody at the officer's desk.

    Raises:
        RoleNeeded: only a liaison officer registers for others.
    """
    seat = act_in_role(work, Role.OFFICER)
    draft = start_draft(StartDraft(Kind.REQUEST), work)
    draft.anonymous = True
    remember(draft, walk_in=NAME)
    work.session.add(WalkIn(matter_id=draft.id, seat_id=seat.id, created_at=work.now))
    work.session.flush()
    return draft


def set_name(work: Work, draft: Matter, words: str) -> None:
    """Keep the person's name; empty for none."""
    _walk_in(work, draft).name = clean_line(words, NAME_LENGTH) or None
    remember(draft, walk_in=PHONE)


def set_phone(work: Work, draft: Matter, words: str) -> bool:
    """Keep the person's telephone, empty for none; False when it is no number."""
    typed = clean_line(words, 30)
    if typed and (not _PHONE.fullmatch(typed) or sum(letter.isdigit() for letter in typed) < 7):
        return False
    _walk_in(work, draft).phone = typed or None
    _plan_look(work, draft)
    remember(draft, walk_in=DONE)
    return True


def walk_in_of(work: Work, matter: Matter) -> WalkIn | None:
    """Return who came about the matter."""
    return work.session.get(WalkIn, matter.id)


def count_calls(work: Work, seat: Seat) -> int:
    """Count what people of the seat's station are still to be told."""
    return work.session.scalar(select(func.count()).select_from(_calls(seat).subquery())) or 0


def page_of_calls(work: Work, seat: Seat, page: int) -> tuple[list[WalkInCall], int, int]:
    """Return a page of what is to be told, the oldest first, with its number and how many there are."""
    page, pages = page_within(count_calls(work, seat), page)
    query = _calls(seat).order_by(WalkInCall.id).limit(PAGE).offset(page * PAGE)
    return list(work.session.scalars(query)), page, pages


def find_call(work: Work, call_id: int) -> tuple[WalkInCall, WalkIn, Matter]:
    """Return something to be told, with whom and about which matter.

    Raises:
        RoleNeeded: only officers tell people.
        StalePress: it is another station's, or never was.
    """
    seat = act_in_role(work, Role.OFFICER)
    call = work.session.get(WalkInCall, call_id)
    walk_in = work.session.get(WalkIn, call.matter_id) if call is not None else None
    if call is None or walk_in is None:
        raise StalePress
    if work.session.get_one(Seat, walk_in.seat_id).scope != seat.scope:
        raise StalePress
    return call, walk_in, work.session.get_one(Matter, call.matter_id)


def note_told(cmd: ToldCall, work: Work) -> tuple[Matter, bool]:
    """Note that the person was told; False when that was noted before."""
    call, _, matter = find_call(work, cmd.call_id)
    if call.told_at is not None:
        return matter, False
    call.told_at, call.told_by = work.now, work.seat.id if work.seat else None
    record(work, matter, Happening.CALLED)
    refresh(work, matter)
    return matter, True


@due("walk_in")
def forget_contact(work: Work, task: Due) -> None:
    """Erase name and telephone once nothing more can come of the matter; look again later as long as it can."""
    matter, walk_in = work.session.get(Matter, task.data["matter"]), work.session.get(WalkIn, task.data["matter"])
    if matter is None or walk_in is None:
        return
    over = None if matter.is_open else matter.ended_at or matter.closed_at
    if over is None or over + KEPT > work.now:
        _plan_look(work, matter, over)
        return
    walk_in.name = walk_in.phone = None
    work.session.flush()


def _plan_look(work: Work, matter: Matter, over: datetime | None = None) -> None:
    """Look when the time is up; what is still open cannot be up before a whole such time has passed."""
    at = (over or work.now) + KEPT
    plan(work, "walk_in", f"walk_in:{matter.id}", at, f"walk_in:{matter.id}:{at:%Y%m%d%H%M%S}", matter=matter.id)


def _walk_in(work: Work, draft: Matter) -> WalkIn:
    found = walk_in_of(work, draft)
    if found is None:
        raise StalePress
    return found


def _calls(seat: Seat) -> Select[WalkInCall]:
    of_station = select(Seat.id).where(Seat.role == Role.OFFICER, Seat.scope == seat.scope)
    matters = select(WalkIn.matter_id).where(WalkIn.seat_id.in_(of_station))
    return select(WalkInCall).where(WalkInCall.told_at.is_(None), WalkInCall.matter_id.in_(matters))
