"""The audit log is one unbroken chain, on every database, and names what was tampered with."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from models.audit import Audit, AuditHead, Salt
from models.matter import Event, Matter
from models.person import Person
from services.audit import _is_meant, audit
from services.audit_check import Proof, verify
from services.mine import AddToMatter, NewFile, add_to_matter
from services.work import Work
from tests.databases import settle_organisation
from tests.flows.deputies import ROUTES, answered, claimed, file_matter
from tests.harness import Town, default_plan

HASH = "f" * 64
MIDDLE = 3


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, ROUTES, database=database_url) as town:
        yield town


async def lived(town: Town) -> None:
    """Let a matter go from its filing to its answer, and one thing happen that no timeline tells."""
    deputy = await town.seated("zhang-wei")
    await claimed(town, town.person("李梅"), deputy)
    await answered(town, deputy)
    await town.work(lambda work: audit(work, "looked", "matter:1", reason="核实身份"))


async def events(town: Town) -> list[int]:
    """Return the numbers of all events; on PostgreSQL some are drawn and not used."""
    return await town.read(lambda session: list(session.scalars(select(Event.id).order_by(Event.id))))


async def proof(town: Town) -> Proof:
    return await town.read(verify)


async def test_what_people_do_is_a_chain_that_can_be_proved(town: Town) -> None:
    await lived(town)

    entries = await town.read(lambda session: [(each.id, each.actor.partition(":")[0], each.what)
                                               for each in session.scalars(select(Audit).order_by(Audit.id))])

    assert entries == [(1, "resident", "submitted"), (2, "seat", "claimed"), (3, "seat", "answered"),
                       (4, "system", "looked")]
    found = await proof(town)
    assert (found.entries, found.broken) == (4, None)


@pytest.mark.parametrize(("column", "value"), [
    ("id", 300), ("at", "later"), ("actor", "seat:chen-jing"), ("what", "released"), ("subject", "matter:2"),
    ("event_id", 1), ("details", {"reason": "别的"}), ("digest", HASH), ("salt", "0" * 16), ("previous", HASH),
    ("hash", HASH),
])
async def test_a_changed_column_is_found_and_named(town: Town, column: str, value: Any) -> None:
    await lived(town)

    def tamper(session: Session) -> None:
        row = session.get_one(Audit, MIDDLE)
        changed = row.at.replace(year=2027) if value == "later" else value
        session.execute(update(Audit).where(Audit.id == MIDDLE).values({column: changed}))

    await town.store.run(tamper)

    broken = (await proof(town)).broken
    assert broken is not None
    assert f"entry {MIDDLE} " in broken


@pytest.mark.parametrize("lost", [1, 3, 4])
async def test_a_deleted_entry_is_missed(town: Town, lost: int) -> None:
    await lived(town)

    await town.store.run(lambda session: session.execute(delete(Audit).where(Audit.id == lost)))

    assert (await proof(town)).broken == f"entry {lost} is missing"


async def test_a_rewritten_timeline_is_found(town: Town) -> None:
    await lived(town)
    _, _, third = await events(town)

    await town.store.run(lambda session: session.execute(
        update(Event).where(Event.what == "answered").values(words="从来没有答复过")))

    assert (await proof(town)).broken == f"entry 3 says otherwise: event {third} was changed"


async def test_a_deleted_or_invented_event_is_found(town: Town) -> None:
    await lived(town)

    def invent(session: Session) -> None:
        session.add(Event(matter_id=1, at=town.clock.now(), what="closed", data={}))

    await town.store.run(invent)
    found = (await proof(town)).broken
    _, second, _, invented = await events(town)
    await town.store.run(lambda session: session.execute(delete(Event).where(Event.id.in_([second, invented]))))

    assert found == f"event {invented} is in no entry"
    assert (await proof(town)).broken == f"entry 2 is of event {second}, which is missing"


async def test_changed_details_of_what_no_timeline_tells_are_found(town: Town) -> None:
    await lived(town)

    await town.store.run(lambda session: session.execute(
        update(Audit).where(Audit.id == 4).values(details={"reason": "好奇"})))

    assert (await proof(town)).broken == "entry 4 says otherwise: its details were changed"


async def test_a_cut_off_end_is_noticed_even_when_the_head_is_cut_too(town: Town) -> None:
    await lived(town)

    def cut(session: Session) -> None:
        last = session.get_one(Audit, 2)
        session.execute(delete(Audit).where(Audit.id > 2))
        session.execute(update(AuditHead).values(last_id=2, hash=last.hash))

    await town.store.run(cut)

    _, _, third = await events(town)
    assert (await proof(town)).broken == f"event {third} is in no entry"


async def test_many_at_once_stand_in_one_order(town: Town) -> None:
    def note(number: int, work: Work) -> None:
        audit(work, "looked", f"matter:{number}", number=number)

    await asyncio.gather(*(town.desk.do(partial(note, number)) for number in range(40)))

    found = await proof(town)
    assert (found.entries, found.broken) == (40, None)


async def test_what_was_undone_leaves_no_entry(town: Town) -> None:
    def fail(work: Work) -> None:
        audit(work, "looked", "matter:1")
        raise ValueError("afterwards")

    await asyncio.gather(town.desk.do(fail), return_exceptions=True)
    await town.work(lambda work: audit(work, "looked", "matter:2"))

    subjects = await town.read(lambda session: list(session.scalars(select(Audit.subject))))
    assert subjects == ["matter:2"]


async def test_an_addition_that_grows_by_its_album_is_logged_again(town: Town) -> None:
    await file_matter(town, town.person("李梅"))

    def grow(work: Work) -> None:
        work.actor = work.session.get_one(Person, work.session.get_one(Matter, 1).author_id)
        add_to_matter(AddToMatter(1, "又坏了", NewFile("photo", "f", f"u{work.now}", "album")), work)

    await town.work(grow)
    await town.work(grow)

    found = await proof(town)
    assert (found.entries, found.broken) == (3, None)


def test_a_salt_is_found_by_an_index(engine: Engine) -> None:
    asked = select(Salt.name).where(_is_meant).params(about="matter:1", person=5)
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if not is_sqlite:
            connection.execute(text("SET enable_seqscan = off"))  # a small table is read whole where it may be
        sql = asked.compile(connection, compile_kwargs={"literal_binds": True})
        plan = [str(tuple(row)) for row in connection.execute(text(f"EXPLAIN {'QUERY PLAN ' * is_sqlite}{sql}"))]

    assert not any("Seq Scan" in line or "SCAN salt" in line for line in plan)
