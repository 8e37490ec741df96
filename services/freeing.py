"""Freeing seats in the tables; what their accounts were shown is closed by services/vacate.py."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.mail import Due
from models.organisation import Seat
from texts.message import Term, encode
from texts.role import SeatName

TOKEN_BYTES = 12
KIND = "vacated"


@dataclass(frozen=True)
class Freed:
    """An account that lost seats, of which the first is named to it as it was called then."""

    person_id: int
    seat_ids: tuple[int, ...]
    key: str
    name: str
    role: str


def new_token() -> str:
    """Return an invitation that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def vacate(session: Session, seats: Iterable[Seat]) -> None:
    """Free seats and void their links; those on the roster get new ones."""
    for seat in seats:
        seat.person_id = seat.bound_at = None
        seat.token = new_token() if seat.active else None
    session.flush()


def joined_with(session: Session, seat: Seat) -> list[Seat]:
    """Return a seat and those its holder has as the same person of the roster: a head is one of the deputies."""
    keys = {seat.key, seat.same_person_as} - {None}
    held = session.scalars(select(Seat).where(Seat.person_id == seat.person_id, Seat.active).order_by(Seat.id))
    return [each for each in held if each.id == seat.id or each.key in keys or each.same_person_as in keys]


def close_later(session: Session, freed: Freed, at: datetime) -> None:
    """Owe the account its goodbye and closed cards: the running bot sees to it, the command line cannot."""
    told = SeatName(freed.name, Term("role", freed.role))
    session.add(Due(kind=KIND, ref=f"seat:{freed.seat_ids[0]}", due_at=at,
                    dedupe_key=f"{KIND}:{freed.seat_ids[0]}:{freed.person_id}:{at.isoformat()}",
                    data={"person": freed.person_id, "seats": list(freed.seat_ids), "told": encode(told)}))
    session.flush()
