"""Who answers for people without the app: the officer's seat, not the account that once filled in the form."""

from sqlalchemy import select

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
    """Give the matters a seat registered to who answers for them now; to nobody while the station has no officer."""
    registered = select(WalkIn.matter_id).where(WalkIn.seat_id == seat.id)
    matters = work.session.scalars(
        select(Matter).where(Matter.id.in_(registered), Matter.status != Status.DRAFT).order_by(Matter.id)).all()
    if not matters:
        return
    keeper = keeper_of(work, seat) or _nobody(work)
    for matter in matters:
        matter.author_id = keeper.id
    work.session.flush()


def _nobody(work: Work) -> Person:
    """Return a person without an account: a matter has an author, and the former officer must not stay it."""
    nobody = Person(telegram_id=None, name="", created_at=work.now)
    work.session.add(nobody)
    work.session.flush()
    return nobody
