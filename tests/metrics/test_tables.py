"""What waits is counted right, on each database, and by the indexes of what waits."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from bot.metrics.tables import (
    Queue,
    Tables,
    count_waiting,
    late_work,
    open_matters,
    ready_letters,
    waiting_updates,
)
from bot.receiving.inbox import waiting_of
from bot.storage.databases import make_engine
from models import Base
from models.mail import Due, InboxUpdate, Lane, Letter
from models.matter import Matter
from models.person import Person
from services.outbox import AHEAD
from tests.engine.town import Town, found_town, sqlite_url, words_of

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STATEMENTS: list[Select[Any]] = [
    waiting_updates(), ready_letters(NOW), late_work(NOW), open_matters(), waiting_of(7, 200)]


@pytest.fixture(params=["sqlite", "postgresql"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    is_sqlite = request.param == "sqlite"
    async with found_town(sqlite_url(tmp_path) if is_sqlite else request.getfixturevalue("postgres_url")) as found:
        yield found


def update(number: int, age: int, state: str = "waiting") -> InboxUpdate:
    return InboxUpdate(bot_id=7, update_id=number, lane="chat 1", body="{}", state=state,
                       received_at=NOW - timedelta(seconds=age))


def letter(number: int, age: int, lane: Lane, state: str = "waiting") -> Letter:
    at = NOW - timedelta(seconds=age)
    return Letter(dedupe_key=str(number), chat_id=number, lane=lane, method="send", screen={}, language="zh-Hans",
                  state=state, ready_at=at - AHEAD, created_at=at)


def owed(number: int, age: int, state: str = "waiting") -> Due:
    return Due(kind="rung", ref="m", data={}, due_at=NOW - timedelta(seconds=age), dedupe_key=str(number), state=state)


async def test_what_waits_is_counted_with_the_age_of_the_oldest(town: Town) -> None:
    await town.do(lambda session: session.add_all([
        update(1, 40), update(2, 10), update(3, 900, "done"), update(4, 900, "dead"),
        letter(1, 5, Lane.INTERACTIVE), letter(2, 70, Lane.BROADCAST), letter(3, 60, Lane.BROADCAST),
        letter(4, -60, Lane.NOTICE), letter(5, 999, Lane.NOTICE, "sent"), letter(6, 999, Lane.NOTICE, "dead"),
        owed(1, 30), owed(2, -30), owed(3, 999, "done"), owed(4, 999, "dead"),
    ]))

    found = await town.store.read(lambda session: count_waiting(session, NOW, NOW))

    assert found.inbox == Queue(2, 40.0)
    assert found.lanes == {Lane.INTERACTIVE: Queue(1, 5.0), Lane.NOTICE: Queue(), Lane.BROADCAST: Queue(2, 70.0),
                           Lane.PAID: Queue()}
    assert found.due == Queue(1, 30.0)
    settled = await Tables(town.store).settled()
    assert settled.dead == {"update": 1, "letter": 1, "due": 1}
    assert settled.letters[Lane.NOTICE, "sent"] == 1


async def test_open_matters_are_counted_by_state_and_drafts_are_none(town: Town) -> None:
    def fill(session: Session) -> None:
        session.add(person := Person(telegram_id=1, name="李梅", created_at=NOW))
        session.flush()
        session.add_all(Matter(status=status, author_id=person.id, created_at=NOW)
                        for status in ("draft", "submitted", "submitted", "claimed", "confirmed"))

    await town.do(fill)

    found = await town.store.read(lambda session: count_waiting(session, NOW, NOW))

    assert {state: count for state, count in found.matters.items() if count} == {"submitted": 2, "claimed": 1}
    assert set(found.matters) >= {"submitted", "claimed", "answered"}


async def test_counting_again_within_seconds_asks_nobody(town: Town) -> None:
    tables = Tables(town.store)
    before = await tables.waiting()
    await town.send(1001, words())

    same = await tables.waiting()
    town.clock.pass_time(6)
    later = await tables.waiting()

    assert (before.lanes[Lane.INTERACTIVE].depth, same, later.lanes[Lane.INTERACTIVE].depth) == (0, before, 1)


def words() -> Any:
    from texts.screen import Screen

    return Screen(words_of("x"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = make_engine(sqlite_url(tmp_path))
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("statement", STATEMENTS, ids=["inbox", "outbox", "due", "matters", "sweep"])
def test_nothing_asked_again_and_again_looks_through_a_table(session: Session, statement: Select[Any]) -> None:
    sql = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})

    plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]

    assert [line for line in plan if " ix_" in line] != []
    assert [line for line in plan if line.startswith("SCAN") and " ix_" not in line] == []
