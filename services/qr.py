"""What the codes on posters and cards prefill."""

from dataclasses import dataclass

from sqlalchemy import select

from models.organisation import Constituency, Seat, Station
from models.organisation_plan import Role
from services.work import Work
from texts.message import Text
from texts.start import FromDeputy, FromStation


@dataclass(frozen=True)
class Prefill:
    """What a scanned code says: how to greet, and where a report goes whose place is left open."""

    greeting: Text
    constituency: str | None


def read_code(work: Work, payload: str) -> Prefill | None:
    """Return what ``st_<station>`` or ``dp_<deputy>`` prefills, None for a code of nobody."""
    kind, _, code = payload.partition("_")
    if kind == "st":
        return _of_station(work, code)
    return _of_deputy(work, code) if kind == "dp" else None


def _of_station(work: Work, code: str) -> Prefill | None:
    station = work.session.get(Station, code)
    if station is None or not station.active:
        return None
    query = select(Constituency.code).where(Constituency.station_code == code, Constituency.active).limit(2)
    codes = list(work.session.scalars(query))
    return Prefill(FromStation(station.name), codes[0] if len(codes) == 1 else None)


def _of_deputy(work: Work, code: str) -> Prefill | None:
    query = select(Seat).where(Seat.key == code, Seat.role == Role.DEPUTY, Seat.active)
    seat = work.session.scalar(query)
    constituency = work.session.get(Constituency, seat.scope) if seat else None
    return Prefill(FromDeputy(seat.name, constituency.name), constituency.code) if seat and constituency else None
