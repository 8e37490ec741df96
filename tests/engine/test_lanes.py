"""Lanes in memory: a shadow of the inbox that can be lost and found."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox, Parcel, lane_of, mark_done
from bot.receiving.lanes import Fate, Lanes
from bot.storage.databases import open_database
from bot.storage.store import DatabaseDown, Store
from bot.timing.clock import BusinessClock
from models import Base


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[Inbox]:
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}", durable=False)
    Base.metadata.create_all(database.engine)
    store = Store(database, BusinessClock())
    yield Inbox(store, 7)
    store.close()


@pytest.fixture
async def nursery() -> AsyncIterator[Nursery]:
    nursery = Nursery()
    yield nursery
    await nursery.close()


class Handler:
    """Marks updates done, after doing what the test wants for the first tries."""

    def __init__(self, inbox: Inbox, *first: Fate | float | Exception) -> None:
        self.first = list(first)
        self.seen: list[int] = []
        self._store = inbox.store

    async def handle(self, parcel: Parcel) -> Fate | float:
        """Handle a parcel."""
        self.seen.append(parcel.raw["update_id"])
        if self.first:
            fate = self.first.pop(0)
            if isinstance(fate, Exception):
                raise fate
            return fate
        is_ours = await self._store.run(lambda session: mark_done(session, parcel, self._store.real_now()))
        return Fate.SETTLED if is_ours else Fate.BEHIND


def update(number: int, chat: int = 1) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}}}


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 1}}}, "chat -5"),
        ({"callback_query": {"from": {"id": 1}, "message": {"chat": {"id": -5}}}}, "chat -5"),
        ({"my_chat_member": {"chat": {"id": 1}, "from": {"id": 1}}}, "chat 1"),
        ({"callback_query": {"from": {"id": 1}, "inline_message_id": "x"}}, "user 1"),
        ({"poll_answer": {"poll_id": "9", "user": {"id": 1}}}, "user 1"),
        ({"poll_answer": {"poll_id": "9"}}, "poll 9"),
        ({"poll": {"id": "9"}}, "poll 9"),
        ({"something_new": 5}, "other"),
        ({"message": {"chat": {"type": "private"}, "from": {"id": 1}}}, "user 1"),
        ({"callback_query": {"from": {"id": 1}, "message": 5}}, "user 1"),
        ({"message": {"chat": 5, "from": "x"}}, "other"),
    ],
)
def test_an_updates_lane_is_its_chat_or_else_its_person_or_poll(raw: dict[str, Any], lane: str) -> None:
    assert lane_of({"update_id": 1, **raw}) == lane


async def test_a_database_that_is_away_costs_only_time(inbox: Inbox, nursery: Nursery) -> None:
    handler = Handler(inbox, DatabaseDown(), DatabaseDown())
    lanes = Lanes(inbox, handler.handle, nursery, down_seconds=0.001)

    lanes.push(await inbox.accept([update(1), update(2)]))
    await lanes.idle()

    assert handler.seen == [1, 1, 1, 2]
    assert await inbox.leftovers(frozenset()) == []


async def test_a_lane_waits_for_its_head_while_others_go_on(inbox: Inbox, nursery: Nursery) -> None:
    handler = Handler(inbox, 0.01)
    lanes = Lanes(inbox, handler.handle, nursery)

    lanes.push(await inbox.accept([update(1), update(2), update(3, chat=2)]))
    await lanes.idle()

    assert [number for number in handler.seen if number != 3] == [1, 1, 2]
    assert handler.seen.index(3) < 2


async def test_closing_leaves_in_the_table_what_was_not_begun(inbox: Inbox, nursery: Nursery) -> None:
    handler = Handler(inbox, 3600.0)
    lanes = Lanes(inbox, handler.handle, nursery)
    lanes.push(await inbox.accept([update(1), update(2)]))
    await asyncio.sleep(0)

    await lanes.close()
    lanes.push(await inbox.accept([update(3)]))

    assert handler.seen == [1]
    assert [parcel.raw["update_id"] for parcel in await inbox.leftovers(frozenset())] == [1, 2, 3]


async def test_a_start_takes_up_what_was_left(inbox: Inbox, nursery: Nursery) -> None:
    await inbox.accept([update(1), update(2)])
    handler = Handler(inbox)
    lanes = Lanes(inbox, handler.handle, nursery)

    await lanes.start()
    await lanes.idle()

    assert handler.seen == [1, 2]


async def test_an_earlier_update_that_nobody_here_knew_goes_first(inbox: Inbox, nursery: Nursery) -> None:
    await inbox.accept([update(1)])
    handler = Handler(inbox)
    lanes = Lanes(inbox, handler.handle, nursery)

    lanes.push(await inbox.accept([update(2)]))
    await lanes.idle()

    assert handler.seen == [2, 1, 2]
    assert await inbox.leftovers(frozenset()) == []


async def test_what_somebody_else_settled_is_dropped(inbox: Inbox, nursery: Nursery) -> None:
    parcels = await inbox.accept([update(1)])
    await inbox.store.run(lambda session: mark_done(session, parcels[0], inbox.store.real_now()))
    handler = Handler(inbox)
    lanes = Lanes(inbox, handler.handle, nursery)

    lanes.push(parcels)
    await lanes.idle()

    assert (handler.seen, len(lanes)) == ([1], 0)


async def test_memory_is_bounded_and_the_sweep_comes_back_for_the_rest(inbox: Inbox, nursery: Nursery) -> None:
    handler = Handler(inbox)
    lanes = Lanes(inbox, handler.handle, nursery, full=3)

    lanes.push(await inbox.accept([update(number) for number in range(10)]))
    remembered = len(lanes)
    await lanes.idle()
    while await inbox.leftovers(frozenset()):
        await lanes.sweep(timedelta(0))
        await lanes.idle()

    assert remembered == 3
    assert handler.seen == list(range(10))


async def test_a_broken_handler_loses_nothing(inbox: Inbox, nursery: Nursery) -> None:
    handler = Handler(inbox, ZeroDivisionError())
    lanes = Lanes(inbox, handler.handle, nursery)
    lanes.push(await inbox.accept([update(1)]))
    await lanes.idle()

    await lanes.sweep(timedelta(0))
    await lanes.idle()

    assert handler.seen == [1, 1]
    assert await inbox.leftovers(frozenset()) == []
