"""A town of many for one notice: residents, groups and the office, in a local Telegram and in the bot's tables."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.town import BOT_ID, BOT_TOKEN
from bot.sandbox_client import Sandbox
from bot.storage.databases import make_engine
from bot.storage.migrate import config_for
from bot.storage.organisation import import_if_empty
from bot.timing.clock import BusinessClock, store_offset
from config.organisation import load_organisation
from models import Base
from models.broadcast import OptOut
from models.organisation import Community, Seat
from models.person import Group, GroupScope, Person

OFFICE = 100_031
FIRST_RESIDENT = 200_000
FIRST_GROUP = -1_000_000_500_000
AT_ONCE = 32
EVERY_BLOCKED, EVERY_OPTED_OUT = 50, 40


@dataclass(frozen=True)
class Crowd:
    """Who lives in the town: some have blocked the bot, some want no notices."""

    residents: int
    groups: int

    @property
    def people(self) -> range:
        """Return the residents' Telegram ids."""
        return range(FIRST_RESIDENT, FIRST_RESIDENT + self.residents)

    @property
    def chats(self) -> list[int]:
        """Return the groups' ids."""
        return [FIRST_GROUP - number for number in range(self.groups)]

    @property
    def blocked(self) -> set[int]:
        """Return who has blocked the bot."""
        return set(self.people[EVERY_BLOCKED // 2::EVERY_BLOCKED])

    @property
    def opted_out(self) -> set[int]:
        """Return who wants no notices."""
        return set(self.people[EVERY_OPTED_OUT - 1::EVERY_OPTED_OUT]) - self.blocked

    @property
    def readers(self) -> list[int]:
        """Return every chat that must be told once."""
        gone = self.blocked | self.opted_out
        return [*self.chats, *(each for each in self.people if each not in gone)]


async def arrive(sandbox: Sandbox, crowd: Crowd) -> None:
    """Let everyone start the bot and the groups take it in; what that tells the bot is taken off its table."""
    await sandbox.post("/people", id=OFFICE, first_name="余秀兰", language_code="zh-hans")
    await sandbox.start(OFFICE, BOT_ID)
    await _each(crowd.people, lambda person: _start(sandbox, person, is_blocked=person in crowd.blocked))
    await _each(crowd.chats, lambda chat: _found(sandbox, chat))
    await _swallow(sandbox)


async def open_morning(sandbox: Sandbox) -> timedelta:
    """Move the town to 10:00 of a working day, when nothing is held back; returns how far that is."""
    await sandbox.post("/clock", to="next_working_morning")
    morning = datetime.fromisoformat((await sandbox.get("/clock"))["now"])
    await sandbox.post("/clock", to=morning.replace(hour=10, minute=0).isoformat())
    return timedelta(seconds=(await sandbox.get("/clock"))["target_offset"])


def settle(database: str, crowd: Crowd, ahead: timedelta) -> None:
    """Write the town into the bot's tables, as if it had met everybody long ago."""
    engine = make_engine(database)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        command.stamp(config_for(connection), "head")
    import_if_empty(engine, load_organisation)
    with Session(engine) as session, session.begin():
        now = BusinessClock(ahead).now()
        store_offset(session, ahead)
        session.add_all(_people(crowd, now))
        session.flush()
        _give_ways(session, crowd, now)
        community = session.scalars(select(Community.code)).first()
        session.add_all(Group(chat_id=chat, title=f"群{chat}", scope=GroupScope.COMMUNITY, scope_code=community,
                              bound_at=now) for chat in crowd.chats)
    engine.dispose()


def _people(crowd: Crowd, now: datetime) -> list[Person]:
    return [Person(telegram_id=each, name=f"居民{each}", created_at=now) for each in (OFFICE, *crowd.people)]


def _give_ways(session: Session, crowd: Crowd, now: datetime) -> None:
    """Let some want no notices, the office among them: it reads its own words often enough; and seat the office."""
    ids = dict(session.execute(select(Person.telegram_id, Person.id)).all())
    session.add_all(OptOut(person_id=ids[each], at=now) for each in (OFFICE, *crowd.opted_out))
    seat = session.scalars(select(Seat).where(Seat.key == "office-1")).one()
    seat.person_id, seat.bound_at, seat.token = ids[OFFICE], now, None


async def _start(sandbox: Sandbox, person: int, *, is_blocked: bool) -> None:
    await sandbox.post("/people", id=person, first_name=f"居民{person}", language_code="zh-hans")
    await sandbox.start(person, BOT_ID)
    if is_blocked:
        await sandbox.post(f"/people/{person}/block", bot=BOT_ID, blocked=True)


async def _found(sandbox: Sandbox, chat: int) -> None:
    await sandbox.post("/chats", id=chat, title=f"群{chat}", type="supergroup", members=[OFFICE], admins=[OFFICE])
    await sandbox.post(f"/chats/{chat}/members", bot=BOT_ID, status="administrator", by=OFFICE)


async def _swallow(sandbox: Sandbox) -> None:
    """Confirm every update there is: the town is written into the tables already."""
    offset: int | None = None
    while updates := await _updates(sandbox, offset):
        offset = updates[-1]["update_id"] + 1


async def _updates(sandbox: Sandbox, offset: int | None) -> list[dict[str, Any]]:
    more = {} if offset is None else {"offset": offset}
    answer = await sandbox.get(f"/bot{BOT_TOKEN}/getUpdates", limit=100, timeout=0, **more)
    return list(answer["result"])


async def _each(items: Iterable[int], act: Callable[[int], Awaitable[None]]) -> None:
    seats = asyncio.Semaphore(AT_ONCE)

    async def one(item: int) -> None:
        async with seats:
            await act(item)

    await asyncio.gather(*(one(item) for item in items))
