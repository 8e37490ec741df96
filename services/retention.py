"""What is forgotten by itself, each night: contacts of matters closed long ago, letters sent long ago."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.lifecycle import OPEN, Status
from models.mail import Due, Letter
from models.matter import Attachment, Event, Follower, Matter
from models.organisation import Seat
from models.person import Person
from models.privacy import Thinned
from services.audit import audit, forget_salts
from services.cards import refresh
from services.due import due, plan
from services.erasure import UNDER_WAY, anonymise, erase, scrub_around
from services.media import delete_files
from services.scrub import Scrubber
from services.work import Work

KIND = "retention"
HOUR = time(3, 30)
"""Local: when nobody is up."""
MATTERS, LETTERS = 50, 5000
"""At once; what is left waits for the next minute."""
RUNNING = (Status.DRAFT, *OPEN)
log = structlog.get_logger(__name__)


def plan_retention(work: Work) -> None:
    """Plan the next night's forgetting; planning it again changes nothing."""
    calendar = work.house.calendar
    today = calendar.local_date(work.now)
    tonight = calendar.instant(today, HOUR)
    at = tonight if tonight > work.now else calendar.instant(today + timedelta(days=1), HOUR)
    plan(work, KIND, "rhythm", at, f"{KIND}:{calendar.local_date(at)}")


@due(KIND)
def forget_old(work: Work, item: Due) -> None:
    """Forget what the policy keeps no longer, some of it at a time."""
    days = work.house.policy.retention
    matters = _old_matters(work, work.now - timedelta(days=days.contacts_days))
    for matter in matters:
        _thin(work, matter)
    people = [_forget_author(work, matter) for matter in matters]
    letters = _purge_letters(work, work.outbox.real_now - timedelta(days=days.letters_days))
    counts = {"matters": len(matters), "people": sum(people), "letters": letters}
    if any(counts.values()):
        audit(work, KIND, KIND, **counts)
        log.info(KIND, **counts)
    if len(matters) == MATTERS or letters == LETTERS:
        plan(work, KIND, "rhythm", work.now + timedelta(minutes=1), f"{KIND}:after:{item.id}")
    plan_retention(work)


def _old_matters(work: Work, before: datetime) -> Sequence[Matter]:
    """Return ended matters that closed before a moment and still name their people."""
    ended = func.coalesce(Matter.ended_at, Matter.closed_at)
    query = select(Matter).where(Matter.status.not_in(RUNNING), ended < before, ~_is_thinned(Matter.id))
    return work.session.scalars(query.order_by(Matter.id).limit(MATTERS)).all()


def _thin(work: Work, matter: Matter) -> None:
    """Take out of a matter whatever names its people: author, phones, what residents sent."""
    scrubber = Scrubber.of(matter.author_name)
    by_residents = select(Event.id).where(Event.matter_id == matter.id, Event.seat_id.is_(None))
    theirs = Attachment.event_id.is_(None) | Attachment.event_id.in_(by_residents)
    rows = work.session.scalars(select(Attachment).where(Attachment.matter_id == matter.id, theirs)).all()
    file_ids = [row.file_id for row in rows]
    delete_files(work, rows)
    anonymise(matter, scrubber)
    work.session.flush()
    scrub_around(work, [matter], scrubber, file_ids)
    forget_salts(work.session, None, [f"matter:{matter.id}"])
    work.session.add(Thinned(matter_id=matter.id, at=work.now))
    refresh(work, matter)


def _forget_author(work: Work, matter: Matter) -> bool:
    """Forget a person of whom nothing else is kept: no younger matter, none that they follow, no seat."""
    author = work.session.get_one(Person, matter.author_id)
    if author.telegram_id is None or _is_needed(work, author):
        return False
    erase(work, author, withdraws=False)
    return True


def _is_needed(work: Work, person: Person) -> bool:
    session = work.session
    others = select(Matter.id).where(Matter.author_id == person.id, ~_is_thinned(Matter.id))
    follows = select(Follower.matter_id).where(Follower.person_id == person.id, ~_is_thinned(Follower.matter_id))
    seats = select(Seat.id).where(Seat.person_id == person.id, Seat.active)
    return any(session.scalar(query.limit(1)) is not None for query in (others, follows, seats))


def _is_thinned(matter_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return exists().where(Thinned.matter_id == matter_id)


def _purge_letters(work: Work, before: datetime) -> int:
    """Delete letters that were settled long ago, with their words; their cards stay, so that replies find a matter."""
    old = select(Letter.id).where(Letter.created_at < before, Letter.state.not_in(UNDER_WAY))
    ids = list(work.session.scalars(old.order_by(Letter.id).limit(LETTERS)))
    if ids:
        work.session.execute(delete(Letter).where(Letter.id.in_(ids)).execution_options(synchronize_session=False))
    return len(ids)
