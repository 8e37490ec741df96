"""The chase ladder: each rung tells its people once, when it is due, and quiet hours hold it back."""

from collections.abc import Iterable

from sqlalchemy import select

from models.category import Column
from models.clock import Clock
from models.mail import Card, Due, Lane
from models.matter import Happening, Hidden, Matter
from models.organisation import Seat
from models.person import Person
from models.policy import ClockKind, Recipient
from models.rungs import Owing, ScheduledRung, owing
from services.absences import present
from services.cards import living_cards, refresh
from services.clocks import ladder_of, plan_rung, rung_key, rung_to_fire
from services.dispatches import contacts_of, dispatch_at_body
from services.due import due, plan
from services.groups import address_of, bound_group_or_none, deputies_groups_for
from services.held import hold, hold_for_group, take_board
from services.outbox import Address
from services.queue import Queue, codes_beyond, count_of, is_beyond
from services.routing import deputies_of, heads_of, office, seat_of, street_committee_of
from services.tell import is_reachable
from services.timeline import record
from services.words_of_clocks import board_line, reminder
from services.work import Work
from texts.card_presses import OpenPress
from texts.clock import Board, OpenMatter
from texts.desk import StuckForHead
from texts.message import Text, decode
from texts.screen import Button, Rows, Screen, row


@due("rung")
def climb(work: Work, due: Due) -> None:
    """Fire the newest due rung of a clock and plan the next one; a stopped clock fires none."""
    clock = work.session.get(Clock, due.data["clock"])
    if clock is None or clock.stopped_at is not None:
        return
    ladder = ladder_of(work, clock)
    rung = rung_to_fire(work, clock, ladder)
    if rung is not None:
        fire(work, work.session.get_one(Matter, clock.matter_id), clock, rung)
    plan_rung(work, clock, ladder)


@due("board")
def show_board(work: Work, due: Due) -> None:
    """Send a group the lines of its overdue board that wait, as one message."""
    group = bound_group_or_none(work, due.data["chat"])
    lines = [decode(held.text) for held in take_board(work, due.data["chat"])]
    if group is not None and lines:
        work.outbox.send(address_of(group), Screen(Board(tuple(lines))), view="board", lane=Lane.NOTICE,
                         key=f"board:{due.id}")


def fire(work: Work, matter: Matter, clock: Clock, rung: ScheduledRung) -> None:
    """Tell everyone whom a rung names, each once, and write it into the timeline."""
    was_stuck, clock.last_rung = clock.last_rung in codes_beyond(work), rung.code
    record(work, matter, _happening(rung), clock=clock.kind, rung=rung.code, until=clock.ends_at.isoformat())
    told: set[int] = set()
    for recipient in rung.to:
        if recipient is Recipient.OVERDUE_BOARD:
            _post_to_board(work, matter, clock)
            continue
        for person in reach(work, matter, clock, recipient):
            if person.id not in told:
                told.add(person.id)
                _remind(work, matter, clock, person, reminder(work, matter, clock, rung, recipient), rung)
    if clock.kind == ClockKind.CLAIM and is_beyond(rung) and not was_stuck:
        _call_head(work, matter, clock, rung, told)
    refresh(work, matter)


def _call_head(work: Work, matter: Matter, clock: Clock, rung: ScheduledRung, told: set[int]) -> None:
    """Tell the station head that what nobody claimed waits in their list now."""
    for seat in present(work, heads_of(work, matter)):
        person = seat.person
        if person is not None and is_reachable(person) and person.id not in told:
            work.session.flush()
            count = count_of(work, seat, Queue.STUCK)
            _remind(work, matter, clock, person, StuckForHead(matter.number or "", count), rung)


def reach(work: Work, matter: Matter, clock: Clock, recipient: Recipient) -> list[Person]:
    """Return the people a rung reaches; who is away is stood in for by the substitute, then by the next above."""
    for seats in _chain(work, matter, clock, recipient):
        people = [seat.person for seat in present(work, seats) if seat.person and is_reachable(seat.person)]
        if people:
            return people
    return []


def _chain(work: Work, matter: Matter, clock: Clock, recipient: Recipient) -> Iterable[list[Seat]]:
    if recipient is Recipient.OWING:
        yield _owing(work, matter, clock)
    if recipient in (Recipient.OWING, Recipient.HEAD):
        yield heads_of(work, matter)
    if recipient is not Recipient.OFFICE:
        yield street_committee_of(work, matter)
    if recipient is not Recipient.STREET:
        yield office(work)


def _owing(work: Work, matter: Matter, clock: Clock) -> list[Seat]:
    """Return who owes it: a body its signature, else the owner, or every deputy while nobody owns it."""
    if owing(clock.kind) is Owing.BODY:
        dispatch = dispatch_at_body(work, matter)
        return contacts_of(work, dispatch.body_code) if dispatch else []
    owner = seat_of(work, matter) if owing(clock.kind) is not Owing.CONSTITUENCY_DEPUTIES else None
    return [owner] if owner else _may_claim(work, matter)


def _may_claim(work: Work, matter: Matter) -> list[Seat]:
    """Return the constituency's deputies but for the author and those who pressed 不属于我."""
    aside = set(work.session.scalars(select(Hidden.seat_id).where(Hidden.matter_id == matter.id)))
    return [seat for seat in deputies_of(work, matter)
            if seat.id not in aside and seat.person_id != matter.author_id]


def _happening(rung: ScheduledRung) -> Happening:
    if Recipient.OWING not in rung.to:
        return Happening.ESCALATED
    return Happening.OVERDUE if Recipient.HEAD in rung.to else Happening.REMINDED


def _remind(work: Work, matter: Matter, clock: Clock, person: Person, text: Text, rung: ScheduledRung) -> None:
    is_urgent = clock.column == Column.URGENT
    if not is_urgent and not work.house.quiet.may_go(work.now, "reminder"):
        hold(work, person, text, matter, clock=clock)
        return
    to = Address(person.telegram_id or 0, person.language, person_id=person.id)
    work.outbox.send(to, Screen(text, open_rows(matter)), matter_id=matter.id, lane=Lane.NOTICE,
                     reply_to=_last_card(work, matter, person),
                     key=f"{rung_key(clock, rung)}:{person.id}")


def open_rows(matter: Matter) -> Rows:
    """Return the button that opens the matter's card below a reminder."""
    return (row(Button(OpenMatter(matter.number or ""), OpenPress(matter.id))),)


def _last_card(work: Work, matter: Matter, person: Person) -> Card | None:
    return next((card for card in reversed(living_cards(work, matter)) if card.chat_id == person.telegram_id), None)


def _post_to_board(work: Work, matter: Matter, clock: Clock) -> None:
    """Put a line on the boards of the deputies' groups; they go out together, by day."""
    at = work.house.quiet.release(work.now, "reminder")
    for group in deputies_groups_for(work, matter):
        hold_for_group(work, group.chat_id, board_line(work, matter, clock), matter, clock=clock)
        key = f"board:{group.chat_id}:{clock.id}:{clock.ends_at:%Y%m%d%H%M%S}"
        plan(work, "board", f"group:{group.chat_id}", at, key, chat=group.chat_id)

