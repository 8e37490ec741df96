"""Who is away now and who stands in, asked wherever something goes to a deputy or a deputy acts."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from models.absence import Absence
from models.matter import Matter
from models.memory import recall
from models.organisation import Seat
from models.organisation_plan import Role
from models.refusals import OwnMatter
from models.rows import Rows
from services.work import Work

_going_on = select(Absence).where(Absence.ended_at.is_(None)).order_by(Absence.starts_at, Absence.id)
_all_going_on = Rows(Absence, _going_on)


def absence_of(work: Work, seat: Seat) -> Absence | None:
    """Return the absence of a deputy who is away now; a head is away when the deputy they are is."""
    if seat.role not in (Role.DEPUTY, Role.HEAD):
        return None
    away = _now(work)
    chairs = _chairs(work, seat) if away else set()
    return next((each for each in away if each.seat_id in chairs), None)


def substitute_of(work: Work, seat: Seat) -> Seat | None:
    """Return who stands in for a deputy who is away; nobody when that one is away too, or their seat is free.

    Nobody stands in for a head: a substitute may not assign, so what goes to the head goes on to the next above.
    """
    absence = absence_of(work, seat) if seat.role == Role.DEPUTY else None
    substitute = work.session.get(Seat, absence.substitute_id) if absence else None
    if substitute is None or not substitute.active or substitute.person_id is None or absence_of(work, substitute):
        return None
    return substitute


def present(work: Work, seats: Iterable[Seat]) -> list[Seat]:
    """Return the seats with substitutes in the place of those who are away, each once."""
    return list({seat.id: seat for seat in (_standing(work, each) for each in seats) if seat}.values())


def absences_covered(work: Work, seat: Seat) -> list[Absence]:
    """Return the absences in which a deputy stands in now."""
    if seat.role != Role.DEPUTY or absence_of(work, seat):
        return []
    return [each for each in _now(work) if each.substitute_id == seat.id]


def stood_in_for(work: Work, seats: Iterable[Seat]) -> list[tuple[Seat, Seat]]:
    """Return the absent deputies for whom one of the seats stands in, each with that seat."""
    pairs = [(work.session.get(Seat, each.seat_id), seat) for seat in seats for each in absences_covered(work, seat)]
    return [(absent, seat) for absent, seat in pairs if absent is not None and absent.active]


def hands_of(work: Work, seat: Seat) -> list[Seat]:
    """Return the seat and those for whom it stands in: what they own is in its hands."""
    return [seat, *(absent for absent, _ in stood_in_for(work, [seat]))]


def act_for(work: Work, matter: Matter, absent: Seat, substitute: Seat) -> Seat:
    """Act as a substitute: by the absent deputy's right, in one's own name. Nobody handles a matter of their own."""
    if matter.author_id == substitute.person_id:
        raise OwnMatter
    work.seat, work.behalf = substitute, absent
    return absent


def absences_of(work: Work, seat: Seat) -> Sequence[Absence]:
    """Return the absences of a deputy that are not over, the next first."""
    query = _going_on.where(Absence.seat_id == seat.id, Absence.ends_at > work.now)
    return work.session.scalars(query).all()


def _chairs(work: Work, seat: Seat) -> set[int]:
    """Return the seats whose absence empties a seat: its own, a head's those of the same person as a deputy."""
    if seat.role != Role.HEAD:
        return {seat.id}
    if seat.person_id is None:
        return set()
    query = select(Seat.id).where(Seat.person_id == seat.person_id, Seat.role == Role.DEPUTY, Seat.active)
    return recall(work.session, ("deputy seats", seat.person_id), lambda: set(work.session.scalars(query)))


def _now(work: Work) -> list[Absence]:
    known = recall(work.session, "absences", lambda: _all_going_on.all(work.session))
    return [each for each in known if each.is_on(work.now)]


def _standing(work: Work, seat: Seat) -> Seat | None:
    return substitute_of(work, seat) if absence_of(work, seat) else seat
