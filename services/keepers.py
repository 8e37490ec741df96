"""Who answers for people without the app: the officer's seat, not the account that once filled in the form."""

from sqlalchemy import Select, select

from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from models.walk_in import WalkIn
from services.work import Work


def keeper_of(work: Work, seat: Seat) -> Person | None:
    """Return who answers for what a seat registered: its holder, else a colleague of the station."""
    colleagues = select(Seat).where(Seat.role == Role.OFFICER, Seat.scope == seat.scope, Seat.active,
                                    Seat.person_id.is_not(None)).order_by(Seat.id)
    there = seat if seat.person_id is not None else work.session.scalars(colleagues.limit(1)).first()
    return there.person if there else None


def hand_over_walk_ins(work: Work, seat: Seat) -> None:
    """Give what the officers of a station registered to who answers for it now; to nobody while it has no officer.

    All seats of the station are looked at: whoever answered for a free one may be the one who left, or came.
    """
    if seat.role != Role.OFFICER:
        return
    for each in work.session.scalars(select(Seat).where(Seat.id.in_(officers_at(seat.scope))).order_by(Seat.id)).all():
        _hand_over(work, each)


def officers_at(station: str) -> Select[int]:
    """Select the seats of a station's officers, also those that left the roster."""
    return select(Seat.id).where(Seat.role == Role.OFFICER, Seat.scope == station)


def _hand_over(work: Work, seat: Seat) -> None:
    keeper = keeper_of(work, seat)
    registered = select(WalkIn.matter_id).where(WalkIn.seat_id == seat.id)
    query = select(Matter).join(Person, Person.id == Matter.author_id).where(
        Matter.id.in_(registered), Matter.status != Status.DRAFT,
        Person.telegram_id.is_not(None) if keeper is None else Person.id != keeper.id)
    matters = work.session.scalars(query.order_by(Matter.id)).all()
    author = keeper or (_nobody(work) if matters else None)
    for matter in matters:
        matter.author_id = author.id if author else matter.author_id
    work.session.flush()


def _nobody(work: Work) -> Person:
    """Return a person without an account: a matter has an author, and the former officer must not stay it."""
    nobody = Person(telegram_id=None, name="", created_at=work.now)
    work.session.add(nobody)
    work.session.flush()
    return nobody
