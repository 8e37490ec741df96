"""The chase ladder: each rung tells its people once, when it is due, and quiet hours hold it back."""

from collections.abc import Iterable, Sequence

from models.clock import Clock
from models.keyed import FULL, get_all
from models.mail import Due, Lane
from models.matter import Happening, Matter
from models.organisation import Seat
from models.person import Person
from models.policy import ClockKind, Recipient
from models.rungs import Owing, ScheduledRung, owing
from services.absences import present
from services.cards import refresh_later
from services.clocks import ladder_of, plan_rungs, rung_to_fire
from services.dispatches import contacts_of, dispatch_at_body
from services.due import due, due_together
from services.groups import address_of, bound_group_or_none
from services.held import take_board
from services.queue import Queue, codes_beyond, count_of, is_beyond
from services.reminders import Climb, Reminders
from services.routing import deputies_of, heads_of, office, seat_of, street_committee_of
from services.tell import is_reachable
from services.timeline import Entry, record_all
from services.words_of_clocks import reminder
from services.work import Work
from texts.clock import Board
from texts.desk import StuckForHead
from texts.message import decode
from texts.screen import Screen


@due_together("rung", page=FULL)
def climb_all(work: Work, pieces: Sequence[Due]) -> None:
    """Fire the newest due rung of each clock and plan the next one; a stopped clock fires none."""
    clocks = get_all(work.session, Clock, (piece.data["clock"] for piece in pieces)).values()
    ladders = [(clock, ladder_of(work, clock)) for clock in clocks if clock.stopped_at is None]
    rungs = [(clock, rung) for clock, ladder in ladders if (rung := rung_to_fire(work, clock, ladder))]
    if rungs:
        matters = get_all(work.session, Matter, (clock.matter_id for clock, _ in rungs))
        _load_owners(work, matters.values())
        beyond = codes_beyond(work)
        fire(work, [_step_on(matters[clock.matter_id], clock, rung, beyond) for clock, rung in rungs])
        refresh_later(work, matters.values(), f"cards:{pieces[0].id}")
    plan_rungs(work, ladders)


@due("board")
def show_board(work: Work, due: Due) -> None:
    """Send a group the lines of its overdue board that wait, as one message."""
    group = bound_group_or_none(work, due.data["chat"])
    lines = [decode(held.text) for held in take_board(work, due.data["chat"])]
    if group is not None and lines:
        work.outbox.send(address_of(group), Screen(Board(tuple(lines))), view="board", lane=Lane.NOTICE,
                         key=f"board:{due.id}")


def fire(work: Work, climbs: Sequence[Climb]) -> None:
    """Write rungs into the timelines and tell everyone whom they name, each once; the cards follow later."""
    record_all(work, [Entry(climb.matter, _happening(climb.rung), data={
        "clock": climb.clock.kind, "rung": climb.rung.code, "until": climb.clock.ends_at.isoformat()})
        for climb in climbs])
    reminders = Reminders(work, climbs)
    for climb in climbs:
        _tell(work, climb, reminders)
    reminders.put()


def _load_owners(work: Work, matters: Iterable[Matter]) -> None:
    """Load at once whom most rungs speak of and to; what else a rung asks for comes one by one."""
    seats = get_all(work.session, Seat, (matter.claimed_by for matter in matters if matter.claimed_by))
    get_all(work.session, Person, (seat.person_id for seat in seats.values() if seat.person_id))


def _step_on(matter: Matter, clock: Clock, rung: ScheduledRung, beyond: set[str]) -> Climb:
    was_stuck, clock.last_rung = clock.last_rung in beyond, rung.code
    return Climb(matter, clock, rung, was_stuck)


def _tell(work: Work, climb: Climb, reminders: Reminders) -> None:
    told: set[int] = set()
    for recipient in climb.rung.to:
        if recipient is Recipient.OVERDUE_BOARD:
            reminders.add_to_boards(climb)
            continue
        for person in reach(work, climb, recipient, reminders):
            if person.id not in told:
                told.add(person.id)
                reminders.add(climb, person, reminder(work, climb.matter, climb.clock, climb.rung, recipient))
    if climb.clock.kind == ClockKind.CLAIM and is_beyond(climb.rung) and not climb.was_stuck:
        _call_head(work, climb, told, reminders)


def _call_head(work: Work, climb: Climb, told: set[int], reminders: Reminders) -> None:
    """Tell the station head that what nobody claimed waits in their list now."""
    for seat in present(work, heads_of(work, climb.matter)):
        person = seat.person
        if person is not None and is_reachable(person) and person.id not in told:
            count = count_of(work, seat, Queue.STUCK)
            reminders.add(climb, person, StuckForHead(climb.matter.number or "", count))


def reach(work: Work, climb: Climb, recipient: Recipient, reminders: Reminders) -> list[Person]:
    """Return the people a rung reaches; who is away is stood in for by the substitute, then by the next above."""
    for seats in _chain(work, climb, recipient, reminders):
        people = [seat.person for seat in present(work, seats) if seat.person and is_reachable(seat.person)]
        if people:
            return people
    return []


def _chain(work: Work, climb: Climb, recipient: Recipient, reminders: Reminders) -> Iterable[list[Seat]]:
    matter = climb.matter
    if recipient is Recipient.OWING:
        yield _owing(work, matter, climb.clock, reminders)
    if recipient in (Recipient.OWING, Recipient.HEAD):
        yield heads_of(work, matter)
    if recipient is not Recipient.OFFICE:
        yield street_committee_of(work, matter)
    if recipient is not Recipient.STREET:
        yield office(work)


def _owing(work: Work, matter: Matter, clock: Clock, reminders: Reminders) -> list[Seat]:
    """Return who owes it: a body its signature, else the owner, or every deputy while nobody owns it."""
    if owing(clock.kind) is Owing.BODY:
        dispatch = dispatch_at_body(work, matter)
        return contacts_of(work, dispatch.body_code) if dispatch else []
    owner = seat_of(work, matter) if owing(clock.kind) is not Owing.CONSTITUENCY_DEPUTIES else None
    return [owner] if owner else _may_claim(work, matter, reminders)


def _may_claim(work: Work, matter: Matter, reminders: Reminders) -> list[Seat]:
    """Return the constituency's deputies but for the author and those who pressed 不属于我."""
    return [seat for seat in deputies_of(work, matter)
            if not reminders.is_aside(matter, seat.id) and seat.person_id != matter.author_id]


def _happening(rung: ScheduledRung) -> Happening:
    if Recipient.OWING not in rung.to:
        return Happening.ESCALATED
    return Happening.OVERDUE if Recipient.HEAD in rung.to else Happening.REMINDED
