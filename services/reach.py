"""Reaching the people who work on a matter: at once by day, with the morning's `今日` at night."""

from collections.abc import Iterable, Sequence

from models.matter import Matter
from models.organisation import Seat
from models.person import Person
from services.absences import present, substitute_of
from services.held import hold
from services.routing import deputies_of, heads_of, office, officers_of, seat_of
from services.tell import tell_person
from services.work import Work
from texts.card import OpenPress
from texts.message import Text
from texts.mine_buttons import OpenButton
from texts.screen import Button, Media, Rows, row


def reach_seats(work: Work, seats: Iterable[Seat], text: Text, matter: Matter, *, media: Sequence[Media] = (),
                rows: Rows = ()) -> list[Person]:
    """Tell each person behind the seats once; in quiet hours it waits for the morning unless it is urgent.

    For who is away the substitute is told, or the station's heads when that one is away too, or else its officers.

    Returns:
        The people told or to be told.
    """
    wanted = list(seats)
    there = present(work, wanted)
    if wanted and not there:
        there = present(work, heads_of(work, matter)) or officers_of(work, matter)
    people = {seat.person_id: seat for seat in there if seat.person_id}
    holders = [work.session.get_one(Person, person_id) for person_id in people if person_id]
    is_held = not matter.urgent and work.house.quiet.is_quiet(work.now)
    for person in holders:
        if is_held:
            hold(work, person, text, matter)
        else:
            tell_person(work, person, text, matter=matter, media=media, rows=rows, urgent=matter.urgent)
    return holders


def open_rows(matter: Matter) -> Rows:
    """Return the button that opens the matter's card for those who work on it."""
    return (row(Button(OpenButton(), OpenPress(matter.id))),)


def responsible_seats(work: Work, matter: Matter) -> list[Seat]:
    """Return who a resident's word goes to: the owner, else the deputies, else officers and office."""
    owner = seat_of(work, matter)
    if owner and (owner.person_id or substitute_of(work, owner)):
        return [owner]
    deputies = [seat for seat in deputies_of(work, matter) if seat.person_id not in (None, matter.author_id)]
    return deputies or [*officers_of(work, matter), *office(work)]
