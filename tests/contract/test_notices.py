"""What replicas tell each other over PostgreSQL, and that nothing rests on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox, Parcel, mark_done
from bot.receiving.lanes import Fate, Lanes
from bot.receiving.sharing import SILENT_SECONDS, Sharing
from bot.sending.sender import OutboxSender
from bot.storage.databases import open_database
from bot.storage.notices import Notices
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from models import Base
from models.mail import InboxUpdate, UpdateState
from tests.engine.town import WANG_FANG, ZHANG_WEI, found_town, until

BOT = 7


@asynccontextmanager
async def replicas(address: str, count: int = 2) -> AsyncIterator[list[Notices]]:
    """Open so many that hear each other."""
    nursery, notices = Nursery(), [Notices(address) for _ in range(count)]
    for each in notices:
        each.start(nursery)
    await until(lambda: all(each.is_up for each in notices))
    try:
        yield notices
    finally:
        await nursery.close()


async def test_what_one_tells_all_hear_by_topic(postgres_url: str) -> None:
    heard: list[tuple[int, str]] = []
    async with replicas(postgres_url) as both:
        for number, each in enumerate(both):
            each.on("letters", lambda words, number=number: heard.append((number, words)))  # type: ignore[misc]
        both[0].tell("nothing", "to anybody")
        both[0].tell("letters", "of two words")
        await until(lambda: len(heard) == 2)

    assert sorted(heard) == [(0, "of two words"), (1, "of two words")]


async def test_the_same_words_told_at_once_are_heard_once(postgres_url: str) -> None:
    heard: list[str] = []
    async with replicas(postgres_url) as (one, other):
        other.on("letters", heard.append)
        for _ in range(50):
            one.tell("letters")
        one.tell("letters", "last")
        await until(lambda: "last" in heard)

    assert heard == ["", "last"]


async def test_who_was_cut_off_says_so_and_hears_again(postgres_url: str) -> None:
    heard: list[str] = []
    async with replicas(postgres_url) as (one, other):
        other.on("letters", heard.append)
        cut(postgres_url)
        await until(lambda: not other.is_up)
        one.tell("letters", "lost")
        await until(lambda: one.is_up and other.is_up)
        one.tell("letters", "again")
        await until(lambda: "again" in heard)


def cut(address: str) -> None:
    """Let the server end every other connection of the database."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()")


async def test_without_other_replicas_nobody_is_told() -> None:
    notices = Notices(None)
    notices.start(Nursery())
    notices.tell("letters")

    assert not notices.is_up


# -- senders -----------------------------------------------------------------------------------

@asynccontextmanager
async def living(*senders: OutboxSender) -> AsyncIterator[list[asyncio.Event]]:
    """Run senders; yields what stops them."""
    stops = [asyncio.Event() for _ in senders]
    async with asyncio.TaskGroup() as tasks:
        for sender, stop in zip(senders, stops, strict=True):
            tasks.create_task(sender.run(stop))
        try:
            yield stops
        finally:
            for stop in stops:
                stop.set()


async def test_a_leader_hears_of_another_replicas_letters_without_looking(postgres_url: str) -> None:
    async with found_town(postgres_url) as town, replicas(postgres_url) as (one, two):
        leader, other = town.sender(alone=False, notices=one), town.sender(alone=False, notices=two)
        await leader.drain()
        await other.drain()
        async with living(leader, other):  # the town's clock stands still, so nobody sweeps
            await leader.drain()
            await other.drain()
            await town.send(ZHANG_WEI, "x")
            other.wake([1])
            await until(lambda: town.telegram.texts() == ["x"])


async def test_a_leader_that_leaves_is_followed_without_anybody_looking(postgres_url: str) -> None:
    async with found_town(postgres_url) as town, replicas(postgres_url) as (one, two):
        leader, other = town.sender(alone=False, notices=one), town.sender(alone=False, notices=two)
        await leader.drain()
        async with living(leader, other) as stops:
            await leader.drain()
            await other.drain()
            stops[0].set()
            await until(lambda: other.leads)


@pytest.mark.parametrize("is_up", [True, False])
async def test_a_leader_that_hears_nothing_looks_more_often(postgres_url: str, is_up: bool) -> None:
    async with found_town(postgres_url) as town, replicas(postgres_url, 1) as (notices,):
        leader = town.sender(alone=False, notices=notices if is_up else None)
        await leader.drain()
        async with living(leader):
            await leader.drain()
            await town.send(WANG_FANG, "x")
            town.clock.pass_time(0.15)
            leader._event.set()
            await asyncio.sleep(0.2)
            early = town.telegram.texts()
            town.clock.pass_time(1.0)
            leader._event.set()
            await until(lambda: town.telegram.texts() == ["x"])

    assert early == ([] if is_up else ["x"])


# -- lanes -------------------------------------------------------------------------------------

class Replica:
    """Lanes that note what they handled, and a clock that is set by hand."""

    def __init__(self, store: Store, notices: Notices, nursery: Nursery) -> None:
        self.handled: list[tuple[int, int]] = []
        self.seconds = 0.0
        self.store = store
        self.inbox = Inbox(store, BOT)
        self.lanes = Lanes(self.inbox, self._handle, nursery)
        self.sharing = Sharing(self.inbox, self.lanes, notices, nursery, lambda: self.seconds)

    async def _handle(self, parcel: Parcel) -> Fate | float:
        if not await self.store.run(lambda session: mark_done(session, parcel, self.store.real_now())):
            return Fate.BEHIND
        self.handled.append((parcel.raw["message"]["chat"]["id"], parcel.raw["update_id"]))
        return Fate.SETTLED


@asynccontextmanager
async def sharing(address: str) -> AsyncIterator[tuple[list[Replica], list[Notices]]]:
    """Open two replicas that know of each other."""
    store, nursery = Store(open_database(address), BusinessClock()), Nursery()
    Base.metadata.create_all(store.database.engine)
    async with replicas(address) as notices:
        both = [Replica(store, each, nursery) for each in notices]
        for each in both:
            await each.sharing.look_round()
        await until(lambda: all(len(each.sharing._living()) == 2 for each in both))
        yield both, notices
        await nursery.close()
    store.close()


def updates(count: int, chats: int) -> list[dict[str, Any]]:
    return [{"update_id": number, "message": {"message_id": number, "chat": {"id": number % chats, "type": "private"}}}
            for number in range(count)]


async def waiting(replica: Replica) -> int:
    def count(session: Session) -> int:
        return session.scalar(select(func.count()).where(InboxUpdate.state == UpdateState.WAITING)) or 0

    return await replica.store.read(count)


async def handled_all(*replicas: Replica) -> None:
    async with asyncio.timeout(10):
        while await waiting(replicas[0]):  # noqa: ASYNC110 the lanes are others' tasks
            await asyncio.sleep(0.01)
        for each in replicas:
            await each.lanes.idle()


async def test_what_one_replica_stored_all_handle_each_lane_in_order_by_one(postgres_url: str) -> None:
    async with sharing(postgres_url) as ((one, two), _):
        for start in range(0, 120, 30):
            one.sharing.push(await one.inbox.accept(updates(120, 30)[start:start + 30]))
        await handled_all(one, two)

    chats = [{chat for chat, _ in each.handled} for each in (one, two)]
    assert all(len(mine) > 5 for mine in chats)
    assert chats[0].isdisjoint(chats[1])
    assert [[number for each, number in replica.handled if each == chat] for replica in (one, two)
            for chat in sorted({each for each, _ in replica.handled})] == [
        [number for number in range(120) if number % 30 == chat] for mine in chats for chat in sorted(mine)]


async def test_what_was_handed_to_a_replica_that_died_is_taken_back_once_it_is_silent(postgres_url: str) -> None:
    async with sharing(postgres_url) as ((one, two), _):
        two.lanes._closing.set()
        one.sharing.push(await one.inbox.accept(updates(30, 30)))
        await one.lanes.idle()
        left = await waiting(one)
        one.seconds += SILENT_SECONDS + 1
        await one.sharing.look_round()
        await handled_all(one)

    assert left > 5
    assert sorted(number for _, number in one.handled) == list(range(30))


async def test_who_says_farewell_is_inherited_at_once(postgres_url: str) -> None:
    async with sharing(postgres_url) as ((one, two), _):
        await two.lanes.close()
        one.sharing.push(await one.inbox.accept(updates(30, 30)))
        two.sharing.leave()
        await handled_all(one)

    assert len(one.handled) == 30


async def test_who_hears_nothing_keeps_everything(postgres_url: str) -> None:
    async with sharing(postgres_url) as ((one, two), notices):
        notices[0].is_up = False
        one.sharing.push(await one.inbox.accept(updates(30, 30)))
        await handled_all(one)

    assert (len(one.handled), two.handled) == (30, [])


async def test_who_has_too_much_to_do_keeps_silent_and_gets_nothing_more(postgres_url: str) -> None:
    async with sharing(postgres_url) as ((one, two), _):
        two.lanes._known.update(range(-2000, 0))
        one.seconds += SILENT_SECONDS + 1
        await two.sharing.look_round()
        await one.sharing.look_round()
        one.sharing.push(await one.inbox.accept(updates(30, 30)))
        await handled_all(one)

    assert (len(one.handled), two.handled) == (30, [])
