"""What the inbox promises, on every database, with two replicas where there can be two."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.nursery import Nursery
from bot.receiving.inbox import BACKOFF, Failure, Inbox, Parcel, mark_done, note_failure
from bot.receiving.lanes import Fate, Lanes
from bot.storage.store import Store
from models.mail import InboxUpdate, Setting, UpdateState

BOT = 7


def update(number: int, chat: int = 1) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat, "type": "private"}}}


def states(session: Session) -> dict[int, str]:
    return {row.update_id: row.state for row in session.scalars(select(InboxUpdate))}


async def mark(store: Store, parcel: Parcel) -> bool:
    return await store.run(lambda session: mark_done(session, parcel, store.real_now()))


async def test_an_update_that_comes_twice_is_stored_once(store: Store) -> None:
    inbox = Inbox(store, BOT)

    first = await inbox.accept([update(1), update(2)])
    again = await inbox.accept([update(2), update(3), update(1)])

    assert [parcel.raw["update_id"] for parcel in first] == [1, 2]
    assert [parcel.raw["update_id"] for parcel in again] == [3]


async def test_updates_of_two_bots_may_share_a_number(store: Store) -> None:
    await Inbox(store, BOT).accept([update(1)])

    assert len(await Inbox(store, BOT + 1).accept([update(1)])) == 1


async def test_an_update_is_marked_done_once(store: Store) -> None:
    (parcel,) = await Inbox(store, BOT).accept([update(1)])

    marks = await asyncio.gather(*(mark(store, parcel) for _ in range(8)))

    assert sorted(marks) == [False] * 7 + [True]


async def test_no_update_overtakes_an_earlier_one_of_its_lane(store: Store) -> None:
    first, second, other = await Inbox(store, BOT).accept([update(1), update(2), update(3, chat=2)])

    assert await mark(store, second) is False
    assert await mark(store, other) is True
    assert await mark(store, first) is True
    assert await mark(store, second) is True


async def test_done_is_undone_with_what_the_job_did(store: Store) -> None:
    (parcel,) = await Inbox(store, BOT).accept([update(1)])

    def job(session: Session) -> None:
        assert mark_done(session, parcel, store.real_now())
        session.add(Setting(key="effect", value={}))
        session.flush()
        raise ValueError("afterwards")

    await asyncio.gather(store.run(job), return_exceptions=True)

    assert await store.read(states) == {1: UpdateState.WAITING}
    assert await store.read(lambda session: session.get(Setting, "effect")) is None


async def test_the_fifth_failure_sets_an_update_aside_and_frees_its_lane(store: Store) -> None:
    first, second = await Inbox(store, BOT).accept([update(1), update(2)])
    began = store.real_now()

    pauses = [await fail(store, first, began + timedelta(seconds=sum(BACKOFF[:tries]))) for tries in range(5)]

    assert pauses == [*BACKOFF, None]
    assert sum(BACKOFF) <= 20
    assert await mark(store, second) is True
    assert await store.read(states) == {1: UpdateState.DEAD, 2: UpdateState.DONE}


async def test_replicas_that_fail_beside_each_other_count_one_try(store: Store) -> None:
    (parcel,) = await Inbox(store, BOT).accept([update(1)])
    began = store.real_now()

    pauses = [await fail(store, parcel, began), await fail(store, parcel, began + timedelta(seconds=BACKOFF[0] / 4))]

    assert pauses == [BACKOFF[0], BACKOFF[0] * 3 / 4]
    assert await store.read(lambda session: session.scalar(select(InboxUpdate.attempts))) == 1


async def fail(store: Store, parcel: Parcel, at: datetime) -> float | None:
    return await store.run(lambda session: note_failure(session, parcel, at, Failure("poison")))


async def test_what_a_dead_process_left_is_found(store: Store) -> None:
    await Inbox(store, BOT).accept([update(number) for number in (3, 1, 2)])

    left = await Inbox(store, BOT).leftovers(frozenset())

    assert [parcel.raw["update_id"] for parcel in left] == [3, 1, 2]


async def test_nul_characters_are_left_out(store: Store) -> None:
    raw = update(1)
    raw["message"]["text"] = "a\x00b"

    (parcel,) = await Inbox(store, BOT).accept([raw])

    assert parcel.raw["message"]["text"] == "ab"


async def test_two_replicas_handle_each_update_once_and_in_order(store: Store) -> None:
    seen: dict[int, list[int]] = {}
    nursery = Nursery()

    def replica() -> tuple[Inbox, Lanes]:
        inbox = Inbox(store, BOT)

        async def handle(parcel: Parcel) -> Fate | float:
            def job(session: Session) -> bool:
                if not mark_done(session, parcel, store.real_now()):
                    return False
                chat, number = parcel.raw["message"]["chat"]["id"], parcel.raw["update_id"]
                session.add(Setting(key=f"{chat}:{number}", value={"row": parcel.id}))
                return True

            if not await store.run(job):
                return Fate.BEHIND
            seen.setdefault(parcel.raw["message"]["chat"]["id"], []).append(parcel.raw["update_id"])
            return Fate.SETTLED

        return inbox, Lanes(inbox, handle, nursery)

    (inbox_a, lanes_a), (inbox_b, lanes_b) = replica(), replica()
    for number in range(0, 60, 2):
        lanes_a.push(await inbox_a.accept([update(number, chat=number % 6 // 2)]))
        lanes_b.push(await inbox_b.accept([update(number + 1, chat=number % 6 // 2)]))
        if number % 10 == 0:
            await lanes_b.sweep()
    async with asyncio.timeout(30):
        await asyncio.gather(lanes_a.idle(), lanes_b.idle())
    await nursery.close()

    assert seen == {chat: sorted(numbers) for chat, numbers in seen.items()}
    assert await store.read(lambda session: session.scalar(select(func.count(Setting.key)))) == 60
    assert set((await store.read(states)).values()) == {UpdateState.DONE}
