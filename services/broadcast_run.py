"""A broadcast under way: slices of letters, the progress shown in place, the report at the end.

Everything stands in SQL. A step puts the next slice when few letters are left, so the outbox never holds a whole
audience; it and the cursor are one transaction. A process that dies leaves the next step as due work.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from models.broadcast import Broadcast, Stage, Turn
from models.mail import Card, Due, Lane, Letter, LetterState
from models.person import Person
from services.audience import next_groups, next_people
from services.broadcast_mail import Tally, letter_screen, progress_screen, report_screen
from services.cards import language_of_card
from services.due import cancel, due, plan_new
from services.tell import tell_person
from services.work import Work

SLICE = 200
LOW = 100
"""Letters left at which the next slice is put: some seconds' work of the sender."""
PAID_SLICE, PAID_LOW = 5, 3
"""The same where broadcasts are paid for, in seconds of what is paid for."""
PAUSE = timedelta(seconds=2)
OPTED_OUT = "opted out before it was sent"
STOPPED = "the broadcast was cancelled"
UNDER_WAY = (LetterState.WAITING, LetterState.LEASED, LetterState.HELD)
MAY_STOP = (LetterState.WAITING, LetterState.HELD)


@due("broadcast")
def take_step(work: Work, due: Due) -> None:
    """Bring a broadcast one step further, and plan the next step."""
    broadcast = work.session.get(Broadcast, due.data["broadcast"], with_for_update=True)
    if broadcast is None or broadcast.ended_at is not None:
        return
    if broadcast.stage == Stage.SENDING and work.house.quiet.is_quiet(work.now):
        _sleep(work, broadcast)
    elif broadcast.stage == Stage.SENDING:
        _go_on(work, broadcast)
    elif broadcast.stage == Stage.CANCELLED:
        _end_or_wait(work, broadcast, tally_of(work, broadcast))


def plan_step(work: Work, broadcast: Broadcast, at: datetime) -> None:
    """Plan the next step; each has a key of its own."""
    broadcast.steps += 1
    plan_new(work, "broadcast", _ref(broadcast), at, f"broadcast:{broadcast.id}:{broadcast.steps}",
             broadcast=broadcast.id)


def stop_steps(work: Work, broadcast: Broadcast) -> None:
    """Drop the steps still planned, so that there is never more than one chain of them."""
    cancel(work, _ref(broadcast), "broadcast")


def hold_letters(work: Work, broadcast: Broadcast) -> None:
    """Keep back what nobody has begun to send."""
    _change(work, broadcast, (LetterState.WAITING,), state=LetterState.HELD)
    broadcast.resumed_at = None


def release_letters(work: Work, broadcast: Broadcast) -> None:
    """Let what was kept back wait for its turn again."""
    _change(work, broadcast, (LetterState.HELD,), state=LetterState.WAITING, ready_at=Letter.created_at)


def stop_letters(work: Work, broadcast: Broadcast) -> None:
    """Cancel what nobody has begun to send."""
    _change(work, broadcast, MAY_STOP, state=LetterState.CANCELLED, error=STOPPED)


def tally_of(work: Work, broadcast: Broadcast) -> Tally:
    """Count what became of the letters; of an ended broadcast, what was written down then."""
    if broadcast.ended_at is not None:
        return Tally(**broadcast.result)
    own = Letter.broadcast_id == broadcast.id
    query = select(Letter.state, func.count()).where(own).group_by(Letter.state)
    states = dict(work.session.execute(query).all())
    ours = (OPTED_OUT, STOPPED)
    shut = select(Letter.error, func.count()).where(own, Letter.state == LetterState.CANCELLED, Letter.error.in_(ours))
    reasons = dict(work.session.execute(shut.group_by(Letter.error)).all())
    left_out, stopped = reasons.get(OPTED_OUT, 0), reasons.get(STOPPED, 0)
    return Tally(
        sent=states.get(LetterState.SENT, 0) + states.get(LetterState.MAYBE_DUPLICATE, 0),
        blocked=states.get(LetterState.CANCELLED, 0) - left_out - stopped, failed=states.get(LetterState.DEAD, 0),
        unknown=states.get(LetterState.UNKNOWN, 0), left_out=left_out, stopped=stopped,
        waiting=sum(states.get(state, 0) for state in UNDER_WAY),
    )


def _sleep(work: Work, broadcast: Broadcast) -> None:
    """Hold everything until the morning."""
    hold_letters(work, broadcast)
    plan_step(work, broadcast, work.house.quiet.release(work.now, "card"))
    _show(work, broadcast, tally_of(work, broadcast))


def _go_on(work: Work, broadcast: Broadcast) -> None:
    release_letters(work, broadcast)
    tally = tally_of(work, broadcast)
    if broadcast.resumed_at is None:
        broadcast.resumed_at, broadcast.resumed_with = work.now, tally.settled
    if not broadcast.is_put and tally.waiting <= max(LOW, PAID_LOW * work.house.paid):
        _put_slice(work, broadcast)
        tally = tally_of(work, broadcast)
    if broadcast.is_put and tally.waiting == 0:
        broadcast.turn(Turn.FINISH)
    _end_or_wait(work, broadcast, tally)


def _put_slice(work: Work, broadcast: Broadcast) -> None:
    """Owe the next groups and residents their letters, and move the cursors over them."""
    size, lane = max(SLICE, PAID_SLICE * work.house.paid), Lane.PAID if work.house.paid else Lane.BROADCAST
    groups = next_groups(work, broadcast, size)
    people = next_people(work, broadcast, size - len(groups))
    work.outbox.broadcast(broadcast.id, groups, letter_screen(work, broadcast, private=False), lane)
    work.outbox.broadcast(broadcast.id, people, letter_screen(work, broadcast), lane)
    if groups:
        broadcast.group_cursor = groups[-1].chat_id
    if people:
        broadcast.person_cursor = people[-1].person_id or 0
    broadcast.put += len(groups) + len(people)
    broadcast.is_put = len(groups) + len(people) < size


def _end_or_wait(work: Work, broadcast: Broadcast, tally: Tally) -> None:
    if broadcast.stage == Stage.SENDING or tally.waiting:
        plan_step(work, broadcast, work.now + PAUSE * max(work.house.speed, 1.0))
        _show(work, broadcast, tally)
        return
    broadcast.ended_at, broadcast.result = work.now, asdict(tally)
    report = report_screen(work, broadcast, tally)
    if card := _card(work, broadcast):
        work.outbox.edit(card, report, language=language_of_card(work, card))
    author = work.session.get_one(Person, broadcast.author_id)
    tell_person(work, author, report.text, key=f"report:broadcast:{broadcast.id}")


def _show(work: Work, broadcast: Broadcast, tally: Tally) -> None:
    if card := _card(work, broadcast):
        work.outbox.edit(card, progress_screen(work, broadcast, tally), language=language_of_card(work, card))


def _card(work: Work, broadcast: Broadcast) -> Card | None:
    return work.session.get(Card, broadcast.card_id) if broadcast.card_id else None


def _change(work: Work, broadcast: Broadcast, states: tuple[LetterState, ...], **values: object) -> None:
    work.session.execute(
        update(Letter).where(Letter.broadcast_id == broadcast.id, Letter.state.in_(states)).values(**values)
        .execution_options(synchronize_session=False)
    )


def _ref(broadcast: Broadcast) -> str:
    return f"broadcast:{broadcast.id}"
