"""Behind PgBouncer in transaction mode: no transaction rests on what an earlier one left in its session."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from bot.storage.databases import Database, open_database
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from models.mail import InboxUpdate, Letter
from models.session import JobSession
from tests import harness
from tests.databases import settle_organisation
from tests.engine.small import ROUTES, counted, plan_tea, small_plan
from tests.harness import Town
from tests.pgbouncer import open_forgetful, pooler


@pytest.fixture(params=["forgetful sessions", "pgbouncer"])
def opened(request: pytest.FixtureRequest, postgres_url: str) -> Iterator[Callable[[], Database]]:
    """Return how to open the database the hard way."""
    if request.param == "forgetful sessions":
        yield lambda: open_forgetful(postgres_url)
        return
    with pooler(postgres_url) as address:
        yield lambda: open_database(address, pooled=True)


@pytest.fixture
async def town(opened: Callable[[], Database], postgres_url: str, tmp_path: Path,
               monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Return a town whose bot knows the hard way alone."""
    await asyncio.to_thread(settle_organisation, postgres_url, small_plan())
    monkeypatch.setattr(harness, "open_town", lambda _address: opened())
    async with Town(tmp_path, ROUTES, plan=small_plan(), database=postgres_url) as town:
        yield town


async def test_a_town_lives_behind_it(town: Town) -> None:
    people = [town.person(f"居民{number}") for number in range(8)]
    for _ in range(4):
        for who in people:
            town.post(who, "/count")
        await town.settle()
    await town.work(lambda work: plan_tea(work, people[0].id, hours=2))

    await town.advance(hours=3)

    assert [[counted(sent) for sent in town.sent_to(who)] for who in people[1:]] == [[1, 2, 3, 4]] * 7
    assert [counted(sent) for sent in town.sent_to(people[0])] == [1, 2, 3, 4, 7]


async def test_moments_are_utc_and_waits_for_locks_are_short_all_the_same(town: Town) -> None:
    await town.message(town.person("李梅"), "/count")

    def look(session: JobSession) -> tuple[str, set[object]]:
        moments = {row.received_at.tzinfo for row in session.scalars(select(InboxUpdate))}
        moments |= {row.created_at.tzinfo for row in session.scalars(select(Letter))}
        return str(session.scalar(text("SHOW lock_timeout"))), {str(zone) for zone in moments}

    assert await town.store.run(look) == ("10s", {"UTC"})


async def test_the_direct_way_keeps_what_makes_it_quick(postgres_url: str) -> None:
    store = Store(open_database(postgres_url), BusinessClock())

    def prepared(session: JobSession) -> int:
        for _ in range(10):
            session.execute(select(1))
        return int(session.scalar(text("SELECT count(*) FROM pg_prepared_statements")) or 0)

    try:
        assert await store.run(prepared) > 0
    finally:
        store.close()


async def test_the_forgetful_sessions_would_notice(postgres_url: str) -> None:
    store = Store(open_forgetful(postgres_url, pooled=False), BusinessClock())
    try:
        with pytest.raises(Exception, match="prepared statement"):
            for _ in range(40):
                await store.run(lambda session: session.execute(select(1)).all())
    finally:
        store.close()


async def test_what_an_address_says_beside_the_place_is_heeded(postgres_url: str) -> None:
    more = {"sslmode": "disable", "connect_timeout": "3", "keepalives_idle": "10", "application_name": "tea"}
    address = make_url(postgres_url).update_query_dict(more).render_as_string(hide_password=False)
    store = Store(open_database(address), BusinessClock())
    try:
        for run in (store.run, store.read):
            assert await run(lambda session: session.scalar(text("SHOW application_name"))) == "tea"
    finally:
        store.close()
