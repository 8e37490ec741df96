"""Of several replicas one leads; its going, by farewell or by death, lets another."""

from datetime import timedelta

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox
from bot.receiving.lanes import Fate, Lanes
from bot.receiving.polling import STANDBY_SECONDS, Polling
from bot.storage.lead import TERM, Lead, Role, hold_lead
from bot.storage.store import Store
from bot.wire.calls import Answer, Call


async def test_one_replica_leads_and_another_follows_when_it_leaves(store: Store) -> None:
    first, second = Lead(store, Role.POLLER), Lead(store, Role.POLLER)
    is_alone = store.database.is_alone

    held = [await first.hold(), await second.hold(), await first.hold()]
    await first.leave()
    after = [await second.hold(), await first.hold()]

    assert held == [True, is_alone, True]
    assert after == [True, is_alone]


async def test_the_poller_need_not_be_the_sender(store: Store) -> None:
    now = store.real_now()

    leads = [await store.run(lambda session, role=role, who=who: hold_lead(session, role, who, now))
             for role, who in ((Role.POLLER, "one"), (Role.SENDER, "two"), (Role.POLLER, "two"))]

    assert leads == [True, True, False]


async def test_a_dead_leader_is_followed_after_its_term(store: Store) -> None:
    now = store.real_now()
    await store.run(lambda session: hold_lead(session, Role.POLLER, "one", now))

    leads = [await store.run(lambda session, at=at: hold_lead(session, Role.POLLER, "two", at))
             for at in (now + TERM / 2, now + TERM + timedelta(seconds=1))]

    assert leads == [False, True]


async def test_a_lead_taken_by_a_clock_far_ahead_is_no_lead(store: Store) -> None:
    now = store.real_now()
    await store.run(lambda session: hold_lead(session, Role.POLLER, "one", now + timedelta(hours=1)))

    assert await store.run(lambda session: hold_lead(session, Role.POLLER, "two", now))


class Phone:
    """A Telegram without news that counts who asks."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def call(self, call: Call) -> Answer:
        self.asked.append(call.method)
        return Answer(200, {"ok": True, "result": []})


async def test_of_two_replicas_one_asks_telegram_and_the_other_stands_by(store: Store) -> None:
    phones = Phone(), Phone()
    first, second = (_polling(store, phone) for phone in phones)
    shared = 0.0 if store.database.is_alone else STANDBY_SECONDS

    pauses = [await first.once(), await second.once()]
    before = len(phones[1].asked)
    await first.leave()
    pauses.append(await second.once())

    assert pauses == [0.0, shared, 0.0]
    assert (before == 0) == (not store.database.is_alone)
    assert phones[1].asked[:2] == ["deleteWebhook", "getUpdates"]


def _polling(store: Store, phone: Phone) -> Polling:
    inbox = Inbox(store, 7)

    async def handle(_parcel: object) -> Fate:
        return Fate.SETTLED

    return Polling(phone, inbox, Lanes(inbox, handle, Nursery()), store.clock)
