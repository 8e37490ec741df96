"""What must hold after every crash: nothing lost, nothing doubled without a mark, nobody left waiting."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.mail import Due, DueState, InboxUpdate, Letter, LetterState, UpdateState
from models.matter import Matter, Status
from models.person import Person
from services.audit_check import verify
from tests.crash.telegram import Delivered
from tests.crash.town import Town

QUIET_SECONDS = 0.3
LOOK_SECONDS = 0.05
OPEN = (LetterState.WAITING, LetterState.LEASED)
RECEIVED = (LetterState.SENT, LetterState.MAYBE_DUPLICATE)


@dataclass
class Finding:
    """What a cell left behind; the counts are the cell's own."""

    updates: int = 0
    once: int = 0
    unknown: int = 0
    maybe_duplicate: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def defects(self) -> list[str]:
        """Everything that must not be."""
        return [*self.lost, *self.doubled, *self.stuck, *self.broken]


@dataclass(frozen=True)
class Count:
    """How much there is in all, so that a cell's own share is the difference."""

    updates: int
    states: Counter[str]


async def settle_and_check(town: Town, before: Count, patience: float) -> Finding:
    """Wait until nothing is open, let every chat ask once more, wait again, then compare."""
    began = time.monotonic()
    stuck = await quiet(town, patience)
    for chat in town.people.rest():
        town.people.ask_once(chat)
    stuck = await quiet(town, patience) or stuck
    town.people.rest()
    finding = await asyncio.to_thread(compare, town)
    finding.stuck += stuck
    after = await asyncio.to_thread(count, town)
    finding.updates = after.updates - before.updates
    states = after.states - before.states
    finding.once, finding.unknown = states[LetterState.SENT], states[LetterState.UNKNOWN]
    finding.maybe_duplicate = states[LetterState.MAYBE_DUPLICATE]
    finding.seconds = time.monotonic() - began
    return finding


async def quiet(town: Town, patience: float) -> list[str]:
    """Wait until every update is done and every letter has ended; return what does not move for too long."""
    since, written, deadline = time.monotonic(), -1, time.monotonic() + patience
    before: list[str] = []
    while True:
        now, left = time.monotonic(), await asyncio.to_thread(open_work, town)
        if left or len(town.telegram.written) != written:
            since, written = now, len(town.telegram.written)
        if left != before:
            before, deadline = left, now + patience
        if now - since >= QUIET_SECONDS:
            return []
        if now > deadline:
            return left or ["people and bot talk for ever"]
        await asyncio.sleep(LOOK_SECONDS)


def open_work(town: Town) -> list[str]:
    """List what is not settled yet."""
    try:
        with Session(town.engine) as session:
            done = session.scalar(select(func.count()).where(InboxUpdate.state == UpdateState.DONE)) or 0
            letters = session.execute(select(Letter.id, Letter.chat_id, Letter.state, Letter.error)
                                      .where(Letter.state.in_(OPEN))).all()
    except DBAPIError as error:
        town.engine.dispose()
        return [f"the database is away: {type(error).__name__}"]
    missing = len(town.telegram.written) - done
    return ([f"{missing} updates not done"] if missing else []) + [
        f"letter {each.id} to {each.chat_id} is {each.state} ({each.error})" for each in letters]


def count(town: Town) -> Count:
    """Count letters by state, and updates."""
    with Session(town.engine) as session:
        rows = session.execute(select(Letter.state, func.count()).where(_is_message()).group_by(Letter.state)).all()
    return Count(len(town.telegram.written), Counter(dict(rows)))


def _is_message():  # type: ignore[no-untyped-def]
    return or_(Letter.method == "send", Letter.state == LetterState.MAYBE_DUPLICATE)


def compare(town: Town) -> Finding:
    """Compare the tables with what people wrote and what Telegram received."""
    finding = Finding()
    with Session(town.engine) as session:
        _updates(session, town, finding)
        _effects(session, town, finding)
        _letters(session, town, finding)
        dead = session.execute(select(Due.id, Due.kind, Due.error).where(Due.state == DueState.DEAD)).all()
        finding.lost += _new(town, (f"due work {each.id} {each.kind} was set aside: {each.error}" for each in dead))
        if broken := verify(session).broken:
            finding.broken += _new(town, [f"audit chain: {broken}"])
    return finding


def _updates(session: Session, town: Town, finding: Finding) -> None:
    query = select(InboxUpdate.update_id, InboxUpdate.error).where(InboxUpdate.state == UpdateState.DEAD)
    finding.lost += _new(town, (f"update {each.update_id} was set aside: {each.error}"
                                for each in session.execute(query)))
    known = set(session.scalars(select(InboxUpdate.update_id)))
    finding.lost += _new(town, (f"update {number} was never stored" for number in town.telegram.written
                                if number not in known))


def _effects(session: Session, town: Town, finding: Finding) -> None:
    """An asking chat is owed an answer for each question, a submitting person a matter for each report."""
    answers = Counter(dict(session.execute(
        select(Letter.chat_id, func.count()).where(Letter.method == "send", Letter.chat_id.in_(town.people.askers))
        .group_by(Letter.chat_id)).all()))
    _balance(town, finding, "answers to", town.people.asked, answers, town.people.askers)
    matters = Counter(dict(session.execute(
        select(Person.telegram_id, func.count()).join(Matter, Matter.author_id == Person.id)
        .where(Matter.status != Status.DRAFT).group_by(Person.telegram_id)).all()))
    _balance(town, finding, "matters of", town.people.submitted, matters, {*matters, *town.people.submitted})


def _balance(town: Town, finding: Finding, what: str, owed: Counter[int], got: Counter[int],
             chats: set[int]) -> None:
    for chat in sorted(chats):
        if got[chat] != owed[chat]:
            to = finding.lost if got[chat] < owed[chat] else finding.doubled
            to += _new(town, [f"{what} {chat}: {got[chat]} instead of {owed[chat]}"])


def _letters(session: Session, town: Town, finding: Finding) -> None:
    """Every message Telegram has belongs to one letter; a second one only to a letter that says so."""
    received: dict[int, dict[int, Delivered]] = defaultdict(dict)
    for each in town.telegram.delivered:
        received[each.chat][each.message_id] = each
    unknown: Counter[int] = Counter()
    marked: Counter[tuple[int, str]] = Counter()
    claimed: dict[int, set[int]] = defaultdict(set)
    for letter in session.execute(select(Letter.id, Letter.chat_id, Letter.state, Letter.message_id, Letter.error)
                                  .where(_is_message())):
        if letter.state in RECEIVED:
            message = received[letter.chat_id].get(letter.message_id)
            if message is None or letter.message_id in claimed[letter.chat_id]:
                finding.lost += _new(town, [f"letter {letter.id} to {letter.chat_id} is sent and was never received"])
                continue
            claimed[letter.chat_id].add(letter.message_id)
            marked[letter.chat_id, message.text] += letter.state == LetterState.MAYBE_DUPLICATE
        elif letter.state == LetterState.UNKNOWN:
            unknown[letter.chat_id] += 1
        elif letter.state == LetterState.DEAD:
            finding.lost += _new(town, [f"letter {letter.id} to {letter.chat_id} was given up: {letter.error}"])
    finding.doubled += _new(town, _unclaimed(received, claimed, marked, unknown))


def _unclaimed(received: dict[int, dict[int, Delivered]], claimed: dict[int, set[int]],
               marked: Counter[tuple[int, str]], unknown: Counter[int]) -> Iterator[str]:
    for chat, messages in received.items():
        for number, message in messages.items():
            if number in claimed[chat]:
                continue
            if marked[chat, message.text]:
                marked[chat, message.text] -= 1
            elif unknown[chat]:
                unknown[chat] -= 1
            else:
                yield f"message {number} to {chat} belongs to no letter: {message.text[:40]!r}"


def _new(town: Town, found: "Iterator[str] | list[str]") -> list[str]:
    new = [each for each in found if each not in town.seen]
    town.seen.update(new)
    return new
