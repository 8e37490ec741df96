"""Of several replicas one leads; its going, by farewell or by death, lets another."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox
from bot.receiving.lanes import Fate, Lanes
from bot.receiving.polling import STANDBY_SECONDS, Polling
from bot.storage.databases import make_engine
from bot.storage.lead import TERM, Lead, Role, hold_lead
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from bot.wire.calls import Answer, Call
from models import Base
from models.mail import Setting


async def test_one_replica_leads_and_another_follows_when_it_leaves(store: Store) -> None:
    first, second = Lead(store, Role.POLLER), Lead(store, Role.POLLER)
    is_alone = store.database.is_alone

    held = [await first.hold(), await second.hold(), await first.hold()]
    await first.leave()
    after = [await second.hold(), await first.hold()]

    assert held == [True, is_alone, True]
    assert after == [True, is_alone]


async def test_the_poller_need_not_be_the_sender(store: Store) -> None:
    leads = [await hold(store, role, who)
             for role, who in ((Role.POLLER, "one"), (Role.SENDER, "two"), (Role.POLLER, "two"))]

    assert leads == [timedelta(0), timedelta(0), None]


async def test_a_dead_leader_is_followed_after_its_term(store: Store) -> None:
    await hold(store, Role.POLLER, "one")

    leads = []
    for age in (TERM / 2, TERM):
        await shift(store, "until", -age)
        leads.append(await hold(store, Role.POLLER, "two"))

    assert leads == [None, timedelta(0)]


async def test_a_lead_taken_by_a_clock_far_ahead_is_no_lead(store: Store) -> None:
    await hold(store, Role.POLLER, "one")
    await shift(store, "until", timedelta(hours=1))

    assert await hold(store, Role.POLLER, "two") is not None


async def test_a_lead_lasts_from_when_it_was_taken_however_often_it_is_renewed(store: Store) -> None:
    await hold(store, Role.POLLER, "one")
    await shift(store, "since", -timedelta(minutes=1))
    await shift(store, "until", -TERM)

    leads = [await hold(store, Role.POLLER, who) for who in ("one", "one", "two")]

    assert [led is not None and led >= timedelta(minutes=1) for led in leads] == [True, True, False]


async def test_replicas_whose_clocks_differ_by_hours_do_not_take_the_lead_from_each_other(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    Base.metadata.create_all(engine)
    now, hour = BusinessClock().real_now(), timedelta(hours=1)
    with Session(engine) as session, session.begin():
        leads = [hold_lead(session, Role.SENDER, who, now + off)
                 for who, off in (("one", hour), ("two", -hour), ("two", hour), ("one", -hour))]
    engine.dispose()

    assert [led is not None for led in leads] == [True, False, False, True]


async def hold(store: Store, role: Role, worker: str) -> timedelta | None:
    return await store.run(lambda session: hold_lead(session, role, worker, store.real_now()))


async def shift(store: Store, name: str, by: timedelta) -> None:
    """Move a moment that the poller's row tells."""
    def move(session: Session) -> None:
        row = session.get_one(Setting, Role.POLLER)
        row.value = row.value | {name: (datetime.fromisoformat(row.value[name]) + by).isoformat()}

    await store.run(move)


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
