"""A notice to many: written, aimed, tried, sent, paused, cancelled."""

from dataclasses import dataclass

from sqlalchemy import select

from models.broadcast import RUNNING, Broadcast, Stage, Turn
from models.organisation import Seat
from models.person import Person
from models.refusals_of_office import NobodyToTell, NoticeTooLong
from models.typed import clean_words
from services.audience import count_reach, is_offered, newest_person
from services.broadcast_mail import letter_screen
from services.broadcast_run import hold_letters, plan_step, release_letters, stop_letters, stop_steps
from services.broadcast_seats import act_as_sender, act_on
from services.outbox import Address
from services.work import Work
from texts.press import StalePress

LIMIT, BELOW_PHOTO = 3000, 900
"""Characters, an emoji counting two: what fits into the preview, and into a caption."""


@dataclass(frozen=True)
class WriteNotice:
    """Put words, a picture or both into one's draft; what is empty stays as it was."""

    broadcast_id: int
    words: str = ""
    photo: str | None = None


@dataclass(frozen=True)
class AimNotice:
    """Choose who shall read it."""

    broadcast_id: int
    audience: str
    code: str | None


@dataclass(frozen=True)
class SendNotice:
    """Send the draft as it stood at a revision."""

    broadcast_id: int
    revision: int


@dataclass(frozen=True)
class SteerNotice:
    """Pause a broadcast, let it go on, or cancel it."""

    broadcast_id: int
    turn: Turn


def begin_notice(work: Work) -> Broadcast:
    """Return the person's draft, one that was left lying or a new one."""
    seat = act_as_sender(work)
    mine = select(Broadcast).where(Broadcast.author_id == work.person.id, Broadcast.stage == Stage.DRAFT)
    found = work.session.scalar(mine.where(Broadcast.seat_id == seat.id).order_by(Broadcast.id.desc()).limit(1))
    if found is None:
        found = Broadcast(author_id=work.person.id, seat_id=seat.id, created_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def find_draft(work: Work, broadcast_id: int) -> tuple[Broadcast, Seat]:
    """Return the person's own draft and the seat it is written in.

    Raises:
        StalePress: it was sent, dropped, or is somebody else's.
        RoleNeeded: the person holds that seat no more.
    """
    broadcast = work.session.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.author_id != work.person.id or broadcast.stage != Stage.DRAFT:
        raise StalePress
    return broadcast, act_on(work, broadcast)


def find_sent(work: Work, broadcast_id: int) -> Broadcast:
    """Return a broadcast that was sent, if the person may steer it.

    Raises:
        StalePress: there is none of this number, or it is a draft still.
        RoleNeeded: it is not theirs to steer.
    """
    broadcast = work.session.get(Broadcast, broadcast_id, with_for_update=True)
    if broadcast is None or broadcast.sent_at is None:
        raise StalePress
    act_on(work, broadcast)
    return broadcast


def write_notice(cmd: WriteNotice, work: Work) -> Broadcast:
    """Keep what the notice says.

    Raises:
        NoticeTooLong: it would not fit into one message; the draft stays as it was.
    """
    broadcast, _ = find_draft(work, cmd.broadcast_id)
    words, photo = clean_words(cmd.words) or broadcast.words, cmd.photo or broadcast.photo
    limit = BELOW_PHOTO if photo else LIMIT
    if _units(words) > limit:
        raise NoticeTooLong(limit=limit)
    broadcast.words, broadcast.photo = words, photo
    broadcast.revision += 1
    return broadcast


def rewrite_notice(work: Work, broadcast_id: int) -> Broadcast:
    """Empty the draft; its audience stays."""
    broadcast, _ = find_draft(work, broadcast_id)
    broadcast.words, broadcast.photo = "", None
    broadcast.revision += 1
    return broadcast


def aim_notice(cmd: AimNotice, work: Work) -> Broadcast:
    """Choose the audience; one that is not the seat's to address is a forged button."""
    broadcast, seat = find_draft(work, cmd.broadcast_id)
    if not is_offered(work, seat, cmd.audience, cmd.code):
        raise StalePress
    broadcast.audience, broadcast.code = cmd.audience, cmd.code
    broadcast.revision += 1
    return broadcast


def tell_groups_too(work: Work, broadcast_id: int, on: bool) -> Broadcast:
    """Let the community groups of the place hear it too, or not."""
    broadcast, _ = find_draft(work, broadcast_id)
    broadcast.to_groups = on
    broadcast.revision += 1
    return broadcast


def try_notice(work: Work, broadcast_id: int) -> Broadcast:
    """Send the notice to its writer, as residents will read it."""
    broadcast, _ = find_draft(work, broadcast_id)
    if not broadcast.words:
        raise StalePress
    person = work.person
    to = Address(person.telegram_id or 0, person.language, person_id=person.id)
    work.outbox.send(to, letter_screen(work, broadcast), view="broadcast")
    return broadcast


def send_notice(cmd: SendNotice, work: Work) -> Broadcast:
    """Send it to everyone counted now, in slices; at night it waits for the morning. A second tap changes nothing.

    Raises:
        StalePress: the draft changed since the preview, or lacks words or audience.
        NobodyToTell: the audience is empty.
    """
    broadcast = work.session.get(Broadcast, cmd.broadcast_id, with_for_update=True)
    if broadcast is not None and broadcast.sent_at is not None:
        return find_sent(work, cmd.broadcast_id)
    broadcast, seat = find_draft(work, cmd.broadcast_id)
    is_aimed = broadcast.audience and is_offered(work, seat, broadcast.audience, broadcast.code)
    if broadcast.revision != cmd.revision or not broadcast.words or not is_aimed:
        raise StalePress
    total = count_reach(work, broadcast).total
    if total == 0:
        raise NobodyToTell
    broadcast.turn(Turn.SEND)
    broadcast.total, broadcast.last_person = total, newest_person(work)
    broadcast.sent_at = work.house.quiet.release(work.now, "card")
    plan_step(work, broadcast, broadcast.sent_at)
    return broadcast


def drop_notice(work: Work, broadcast_id: int) -> None:
    """Throw a draft away."""
    broadcast, _ = find_draft(work, broadcast_id)
    work.session.delete(broadcast)


def steer_notice(cmd: SteerNotice, work: Work) -> tuple[Broadcast, bool]:
    """Pause, go on or cancel; tell whether that was possible, for a second tap changes nothing."""
    broadcast = find_sent(work, cmd.broadcast_id)
    if cmd.turn not in (Turn.PAUSE, Turn.GO_ON, Turn.CANCEL) or not broadcast.turn(cmd.turn):
        return broadcast, False
    stop_steps(work, broadcast)
    if cmd.turn is Turn.PAUSE:
        hold_letters(work, broadcast)
    elif cmd.turn is Turn.CANCEL:
        stop_letters(work, broadcast)
        plan_step(work, broadcast, work.now)
    else:
        release_letters(work, broadcast)
        plan_step(work, broadcast, work.house.quiet.release(work.now, "card"))
    return broadcast, True


def running_notices(work: Work) -> list[Broadcast]:
    """Return the broadcasts under way that the person may steer, newest first."""
    seat = act_as_sender(work)
    query = select(Broadcast).join(Seat, Seat.id == Broadcast.seat_id).where(Broadcast.stage.in_(RUNNING))
    if seat.role != "office":
        query = query.where(Seat.role == seat.role, Seat.scope == seat.scope)
    return list(work.session.scalars(query.order_by(Broadcast.id.desc())))


def author_of(work: Work, broadcast: Broadcast) -> Person:
    """Return who wrote it."""
    return work.session.get_one(Person, broadcast.author_id)


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
