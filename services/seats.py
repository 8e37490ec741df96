"""In which of their roles a person acts on a matter, asked on every press: buttons can be forged."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from models.dispatch import Dispatch
from models.matter import Matter
from models.memory import recall
from models.organisation import Body, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.refusals import ClaimFirst, NoSuchMatter, NotYourConstituency, NotYours, RoleNeeded
from models.rows import Rows
from services.absences import act_for, hands_of, stood_in_for
from services.merged import main_of
from services.routing import street_code_of
from services.work import Work
from texts.message import Term
from texts.role import SeatName

_of_person = Rows(Seat, select(Seat).where(Seat.person_id == bindparam("person"), Seat.active).order_by(Seat.id))
DISPATCHERS = (Role.OFFICER, Role.HEAD, Role.STREET, Role.OFFICE)

VIEWS_OF = {Role.DEPUTY: "deputy", Role.OFFICE: "office", Role.BODY: "body"}
Scope = Constituency | Station | Street | Body
SCOPES: Mapping[Role, type[Scope]] = {Role.DEPUTY: Constituency, Role.OFFICER: Station, Role.HEAD: Station,
                                      Role.STREET: Street, Role.BODY: Body}


def find_matter(work: Work, matter_id: int) -> Matter:
    """Return a submitted matter; drafts are nobody's but the author's."""
    matter = work.session.get(Matter, matter_id)
    if matter is None or matter.number is None:
        raise NoSuchMatter
    return matter


def seats_of(work: Work) -> list[Seat]:
    """Return the acting person's seats, the one they act in first."""
    person = work.actor
    if person is None or person.id is None:
        return []
    seats = seats_of_person(work, person.id)
    return sorted(seats, key=lambda seat: seat.id != person.acting_seat_id)


def seats_of_person(work: Work, person_id: int | None) -> list[Seat]:
    """Return the seats a person holds, oldest first."""
    if person_id is None:
        return []
    return recall(work.session, ("seats of", person_id),
                  lambda: _of_person.all(work.session, person=person_id))


def acting_seat(work: Work) -> Seat | None:
    """Return the seat the person acts in: the chosen one, else the first they have."""
    return next(iter(seats_of(work)), None)


def act_as_deputy(work: Work, matter: Matter) -> Seat:
    """Act in the seat by which the person may claim the matter; the one nearest to it if none may."""
    deputies = [seat for seat in seats_of(work) if seat.role == Role.DEPUTY]
    if not deputies:
        raise RoleNeeded(role=Role.DEPUTY)
    local = [seat for seat in deputies if seat.scope == matter.constituency_code]
    if not local and (pair := _stood_in_for(work, deputies, matter)):
        return act_for(work, matter, *pair)
    if not local and matter.author_id != work.person.id:
        raise NotYourConstituency(constituency=scope_name(work, Role.DEPUTY, matter.constituency_code or ""))
    return _act(work, (local or deputies)[0])


def act_as_owner(work: Work, matter: Matter) -> Seat:
    """Act in the seat that owns the matter; a substitute acts by the right of that seat, in their own name.

    Returns:
        The owner's seat; `acting_name` says who acts.
    """
    mine = [seat for seat in seats_of(work) if seat.id == matter.claimed_by]
    if mine:
        return _act(work, mine[0])
    for absent, substitute in stood_in_for(work, seats_of(work)):
        if absent.id == matter.claimed_by:
            return act_for(work, matter, absent, substitute)
    if not any(seat.role == Role.DEPUTY for seat in seats_of(work)):
        raise RoleNeeded(role=Role.DEPUTY)
    if matter.claimed_by is None:
        raise ClaimFirst
    raise NotYours(owner=work.session.get_one(Seat, matter.claimed_by).name)


def may_act_as_owner(work: Work, matter: Matter) -> bool:
    """Tell whether the person owns the matter or stands in for its owner."""
    seats = seats_of(work)
    hands = [*seats, *(absent for absent, _ in stood_in_for(work, seats))]
    return any(seat.id == matter.claimed_by for seat in hands)


def acting_name(work: Work) -> SeatName:
    """Return the name of the seat in which the person acts."""
    if work.seat is None:
        raise LookupError("nobody acts in a seat in this transaction")
    return seat_name(work.seat)


def act_as_dispatcher(work: Work, matter: Matter, *roles: Role) -> Seat:
    """Act in a seat that may assign the matter, of certain roles or any that dispatches."""
    allowed = roles or DISPATCHERS
    mine = [seat for seat in seats_of(work) if seat.role in allowed and oversees(work, seat, matter)]
    if not mine:
        raise RoleNeeded(role=Role.OFFICE if Role.OFFICER not in allowed else Role.OFFICER)
    return _act(work, mine[0])


def act_in_role(work: Work, *roles: Role) -> Seat:
    """Act in the first of the person's seats that has one of these roles."""
    mine = [seat for seat in seats_of(work) if seat.role in roles]
    if not mine:
        raise RoleNeeded(role=roles[0])
    return _act(work, mine[0])


def act_as_reader(work: Work, matter: Matter) -> Seat:
    """Act in a seat that may read the whole matter."""
    for seat in seats_of(work):
        if reads(work, seat, matter):
            return _act(work, seat)
    raise NoSuchMatter


def reads(work: Work, seat: Seat, matter: Matter) -> bool:
    """Tell whether a seat may read the matter: the owner of it or its main one, its deputies, dispatchers."""
    if seat.role == Role.DEPUTY:
        owners = (matter.claimed_by, main_of(work, matter).claimed_by)
        return any(each.id in owners or each.scope == matter.constituency_code for each in hands_of(work, seat))
    return seat.role in DISPATCHERS and oversees(work, seat, matter)


def oversees(work: Work, seat: Seat, matter: Matter) -> bool:
    """Tell whether an officer, head, street committee or the office is in charge of the matter's place.

    A matter without a constituency is everyone's who dispatches, of the street if at least that is known.
    """
    if seat.role == Role.OFFICE:
        return True
    street = street_code_of(work, matter)
    if seat.role == Role.STREET:
        return street is None or seat.scope == street
    if matter.constituency_code:
        return work.session.get_one(Constituency, matter.constituency_code).station_code == seat.scope
    return street is None or work.session.get_one(Station, seat.scope).street_code == street


def seat_name(seat: Seat) -> SeatName:
    """Return how everyone sees a person of the roster."""
    return SeatName(seat.name, Term("role", seat.role))


def scope_name(work: Work, role: str, scope: str) -> str:
    """Return the name of what a role serves; the district's own name for the office."""
    table = SCOPES.get(Role(role))
    name = work.session.scalar(select(table.name).where(table.code == scope)) if table else None
    return name or work.house.name


def _stood_in_for(work: Work, deputies: list[Seat], matter: Matter) -> tuple[Seat, Seat] | None:
    pairs = stood_in_for(work, deputies)
    return next((pair for pair in pairs if pair[0].scope == matter.constituency_code), None)


def _act(work: Work, seat: Seat) -> Seat:
    work.seat, work.behalf = seat, None
    return seat


def view_for(work: Work, matter: Matter) -> str:
    """Return the view in which the acting person reads the matter, and act in the seat it belongs to.

    Raises:
        NoSuchMatter: the person may not read it.
    """
    owning = next((seat for seat in seats_of(work) if seat.id == matter.claimed_by), None)
    seat = _act(work, owning) if owning else _act_as_reader_or_contact(work, matter)
    return VIEWS_OF.get(Role(seat.role), "officer")


def was_asked(work: Work, seat: Seat, matter: Matter) -> bool:
    """Tell whether the matter was passed on to the body for which a seat acts."""
    if seat.role != Role.BODY:
        return False
    query = select(Dispatch.id).where(Dispatch.matter_id == matter.id, Dispatch.body_code == seat.scope)
    return work.session.scalar(query.limit(1)) is not None


def _act_as_reader_or_contact(work: Work, matter: Matter) -> Seat:
    for seat in seats_of(work):
        if reads(work, seat, matter) or was_asked(work, seat, matter):
            return _act(work, seat)
    raise NoSuchMatter
