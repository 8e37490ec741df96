"""Who lives and is taken for dead: a process that stands still, and one that is cut off from its database."""

import asyncio
import os
import signal
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.mail import Letter, LetterState
from tests.crash.town import Replica, Town
from tests.crash.waiting import LOOK_SECONDS, until

LONG_SECONDS = 8.0
"""Longer than a lead, what its successor leaves it, and a look at the table, as tests.crash.bot shortens them."""
PATIENCE = 20.0


def load(town: Town, draw: Random) -> None:
    """Let people write: many chats at once, several messages a chat, reports among them."""
    town.people.ask(chats=draw.randint(4, 7), times=draw.randint(1, 2))
    town.people.report(town.plan.reports)


async def stand_still(point: str, town: Town, draw: Random) -> None:
    """Stop the first process that reaches a point, let another settle what it held, and let it go on there."""
    for replica in town.replicas:
        replica.die_at(point, draw.randint(1, 4) if town.plan.reports else 1, signal.SIGSTOP)
    load(town, draw)
    await until(lambda: any(replica.stands_still for replica in town.replicas), PATIENCE, f"nobody came to {point!r}")
    still = next(replica for replica in town.replicas if replica.stands_still)
    for replica in town.replicas:
        replica.order.unlink(missing_ok=True)
    try:
        await _let_go_on(town, besides=still)
        await _given_up(town, still)
    finally:
        os.kill(still.pid, signal.SIGCONT)


async def _let_go_on(town: Town, besides: Replica) -> None:
    """Wake whoever came to the point before the order was taken back: one at a time stands still."""
    await asyncio.sleep(LOOK_SECONDS)
    for replica in town.replicas:
        if replica is not besides:
            os.kill(replica.pid, signal.SIGCONT)


async def cut_off(town: Town, draw: Random) -> None:
    """Cut who sends off from the database while Telegram hears it, until another has settled what it held."""
    await until(lambda: "sender" in town.leaders(), PATIENCE, "nobody sends")  # in a young town nobody may yet
    number = town.pids.index(town.leaders()["sender"])
    received = len(town.telegram.delivered)
    load(town, draw)
    await until(lambda: len(town.telegram.delivered) > received + draw.randint(0, 3), PATIENCE)
    town.walls[number].rise()
    load(town, draw)
    try:
        await _given_up(town, town.replicas[number])
    finally:
        town.walls[number].fall()


async def _given_up(town: Town, replica: Replica) -> None:
    """Wait for longer than it takes the others to take over, and until nothing is the replica's any more."""
    await asyncio.sleep(LONG_SECONDS)
    await until(lambda: not _held_by(town, replica), PATIENCE, "what it held was not settled")


def _held_by(town: Town, replica: Replica) -> int:
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).where(
            Letter.state == LetterState.LEASED, Letter.leased_by.startswith(f"{replica.pid}-"))) or 0
