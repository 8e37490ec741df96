"""What was put off by a clock that is ahead: another replica's, or this one's before it was set back and it died."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox, Parcel
from bot.receiving.lanes import Fate, Lanes
from bot.sending.turns import Owed, Turns
from bot.storage.store import Store
from bot.timing import ticker
from models.mail import Due, InboxUpdate, Lane, Letter
from services.outbox import AHEAD, Address, Outbox

SOON, HOUR = timedelta(seconds=30), timedelta(hours=1)
RAW = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 1, "type": "private"}}}


def letter(store: Store, written: timedelta, ready: timedelta, tries: int) -> Letter:
    now = store.real_now()
    return Letter(dedupe_key="x", chat_id=1, lane=Lane.NOTICE, method="send", screen={}, language="zh-Hans",
                  created_at=now + written, ready_at=now + ready, attempts=tries)


@pytest.mark.parametrize(("written", "ready", "tries", "goes"), [
    (HOUR, HOUR, 0, True),
    (-HOUR, HOUR, 1, True),
    (-HOUR, SOON, 1, False),
    (HOUR, SOON, 1, False),
])
async def test_a_letter_waits_no_longer_than_it_was_to(store: Store, written: timedelta, ready: timedelta,
                                                       tries: int, goes: bool) -> None:
    await store.run(lambda session: session.add(letter(store, written, ready, tries)))

    turn = await Turns(store, store.clock, alone=False).take(Owed(), [((Lane.NOTICE,), 5)], is_sweep=True)

    assert len(turn.letters) == goes


async def test_a_letter_of_a_clock_a_little_ahead_goes_without_a_sweep(store: Store) -> None:
    ahead = store.real_now() + AHEAD / 2
    await store.run(lambda session: Outbox(session, ahead).offer(Address(1, "en"), ()))

    turn = await Turns(store, store.clock, alone=False).take(Owed(), [((Lane.NOTICE,), 5)], is_sweep=False)

    assert len(turn.letters) == 1


async def test_an_update_stored_by_a_clock_that_is_ahead_is_left_over(store: Store) -> None:
    inbox = Inbox(store, 7)
    await inbox.accept([RAW])
    await store.run(_put_off(InboxUpdate, received_at=store.real_now() + HOUR))

    assert len(await inbox.leftovers(frozenset(), older_than=timedelta(seconds=5))) == 1


async def test_an_update_is_tried_again_no_later_than_it_was_to(store: Store) -> None:
    inbox, seen = Inbox(store, 7), []

    async def handle(parcel: Parcel) -> Fate:
        seen.append(parcel.id)
        return Fate.SETTLED

    await inbox.accept([RAW])
    await store.run(_put_off(InboxUpdate, not_before=store.real_now() + HOUR))
    lanes = Lanes(inbox, handle, Nursery())
    lanes.push(await inbox.leftovers(frozenset()))
    await lanes.idle()

    assert len(seen) == 1


@pytest.mark.parametrize(("wait", "goes"), [(HOUR, True), (SOON, False)])
async def test_due_work_is_tried_again_no_later_than_it_was_to(store: Store, wait: timedelta, goes: bool) -> None:
    now = store.real_now()
    await store.run(lambda session: session.add(
        Due(kind="x", ref="x", data={}, due_at=now - HOUR, dedupe_key="x", not_before=now + wait)))

    assert len(await store.read(lambda session: ticker._due_now(now, now, session))) == goes


def _put_off(entity: Any, **values: Any) -> Any:
    def job(session: Session) -> None:
        session.execute(update(entity).values(**values).execution_options(synchronize_session=False))

    return job
