"""Finding a deputy of the district: by constituency, or by a typed name."""

from sqlalchemy import select

from models.organisation import Constituency, Seat
from models.organisation_plan import Role
from models.typed import clean_line
from services.work import Work

MOST = 10
"""Namesakes that are offered at most; a longer name tells them apart."""


def constituencies_in(work: Work, street: str) -> list[Constituency]:
    """Return the constituencies of a street."""
    query = select(Constituency).where(Constituency.street_code == street, Constituency.active)
    return list(work.session.scalars(query.order_by(Constituency.code)))


def deputies_in(work: Work, constituency: str) -> list[Seat]:
    """Return the deputies of a constituency with their people."""
    query = select(Seat).where(Seat.role == Role.DEPUTY, Seat.scope == constituency, Seat.active)
    return list(work.session.scalars(query.order_by(Seat.id)))


def deputies_named(work: Work, words: str) -> list[Seat]:
    """Return the deputies whose name holds the typed words, those who left too; an exact name stands alone."""
    name = clean_line(words, 40).removesuffix("代表").strip()
    if not name:
        return []
    query = select(Seat).where(Seat.role == Role.DEPUTY, Seat.name.contains(name, autoescape=True))
    found = list(work.session.scalars(query.order_by(Seat.active.desc(), Seat.id).limit(MOST)))
    return [seat for seat in found if seat.name == name] or found


def find_deputy(work: Work, seat_id: int) -> Seat | None:
    """Return a deputy's seat, whoever holds it now."""
    seat = work.session.get(Seat, seat_id)
    return seat if seat is not None and seat.role == Role.DEPUTY else None


def constituency_name(work: Work, seat: Seat) -> str:
    """Return the name of a deputy's constituency."""
    constituency = work.session.get(Constituency, seat.scope)
    return constituency.name if constituency else ""
