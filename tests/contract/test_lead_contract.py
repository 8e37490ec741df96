"""Of several replicas one leads; its going, by farewell or by death, lets another."""

from datetime import timedelta

from bot.storage.lead import TERM, Lead, Role, hold_lead
from bot.storage.store import Store


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
