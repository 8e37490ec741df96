"""Reaching the people who work on a matter: at once by day, with the morning's `今日` at night."""

from collections.abc import Iterable, Sequence

from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from services.absences import present
from services.dispatches import contacts_of, dispatch_at_body
from services.held import hold
from services.routing import deputies_of, heads_of, office, officers_of, seat_of, street_committee_of
from services.snap import overseers_for
from services.tell import is_reachable, tell_person
from services.work import Work
from texts.card_presses import OpenPress
from texts.message import Text
from texts.mine_buttons import OpenButton
from texts.screen import Button, Media, Rows, row


def reach_seats(work: Work, seats: Iterable[Seat], text: Text, matter: Matter, *, media: Sequence[Media] = (),
                rows: Rows = ()) -> list[Person]:
    """Tell each person behind the seats once; in quiet hours it waits for the morning unless it is urgent.

    Returns:
        The people told or to be told, as `hearers` finds them.
    """
    holders = hearers(work, seats, matter)
    is_held = not matter.urgent and work.house.quiet.is_quiet(work.now)
    for person in holders:
        if is_held:
            hold(work, person, text, matter)
        else:
            tell_person(work, person, text, matter=matter, media=media, rows=rows, urgent=matter.urgent)
    return holders


def hearers(work: Work, seats: Iterable[Seat], matter: Matter) -> list[Person]:
    """Return the people behind the seats, each once.

    For who is away, or a seat that nobody holds, it is the substitute, else the station's heads, its
    officers, the street's committee, the office. Only for deputies and heads does somebody stand in.
    """
    wanted = list(seats)
    people = _people(present(work, wanted))
    if all(seat.role not in (Role.DEPUTY, Role.HEAD) for seat in wanted):
        return people
    for above in (heads_of, officers_of, street_committee_of, lambda work, _: office(work)):
        people = people or _people(present(work, above(work, matter)))
    return people


def _people(seats: Iterable[Seat]) -> list[Person]:
    found = {seat.person_id: seat.person for seat in seats}
    return [person for person in found.values() if person is not None and is_reachable(person)]


def open_rows(matter: Matter) -> Rows:
    """Return the button that opens the matter's card for those who work on it."""
    return (row(Button(OpenButton(), OpenPress(matter.id))),)


def responsible_seats(work: Work, matter: Matter) -> list[Seat]:
    """Return who a resident's word goes to: the owner, else the deputies, else officers and office.

    What a deputy says about their own 随手拍 goes to the body that has it, else to those who oversee it.
    An owner's seat that nobody holds is stood in for as `hearers` says: who oversees the owner may give it to another.
    """
    owner = seat_of(work, matter)
    if owner and work.actor is not None and owner.person_id == matter.author_id == work.actor.id:
        dispatch = dispatch_at_body(work, matter)
        return contacts_of(work, dispatch.body_code) if dispatch else overseers_for(work, matter)
    if owner:
        return [owner]
    deputies = [seat for seat in deputies_of(work, matter) if seat.person_id not in (None, matter.author_id)]
    return deputies or [*officers_of(work, matter), *office(work)]
