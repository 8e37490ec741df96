"""`huying audit`: the log is proved or its first broken entry is named."""

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.__main__ import main
from bot.storage.databases import make_engine
from bot.storage.organisation import import_plan
from models import Base
from models.audit import Audit
from services.audit_check import verify
from services.rules import note_policy
from tests.flows.deputies import claimed
from tests.harness import Town, default_plan


@pytest.fixture
async def address(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the database of a town in which a matter was filed and claimed."""
    await claimed(town, town.person("李梅"), await town.seated("zhang-wei"))
    monkeypatch.setenv("HUYING_DATABASE_URL", str(town.database))
    monkeypatch.setenv("HUYING_BOT_TOKEN", "1:abc")
    monkeypatch.chdir(tmp_path)
    return str(town.database)


def huying(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments])


async def test_a_whole_log_is_said_to_be_whole(address: str) -> None:
    done = huying("verify")

    assert (done.exit_code, done.stdout.partition(",")[0]) == (0, "2 entries")


async def test_a_broken_entry_is_named_and_the_command_fails(town: Town, address: str) -> None:
    await town.store.run(lambda session: session.execute(
        update(Audit).where(Audit.id == 2).values(actor="seat:chen-jing")))

    done = huying("verify")

    assert (done.exit_code, done.stderr) == (1, "broken: entry 2 was changed\n")


async def test_the_newest_entries_are_shown(address: str) -> None:
    done = huying("show", "--last", "1")

    number, _, actor, what, about = done.stdout.strip().split("\t")
    assert (number, actor, what, about) == ("2", "seat:zhang-wei", "claimed", "matter:1")


async def test_other_rules_are_written_down_once(town: Town) -> None:
    told = [await town.work(partial(note_policy, sha256=rules * 64)) for rules in ("a", "a", "b")]

    entries = await town.read(lambda session: session.scalars(
        select(Audit.details).where(Audit.what == "policy_changed").order_by(Audit.id)).all())
    assert told == [True, False, True]
    assert [entry and entry["sha256"][0] for entry in entries] == ["a", "b"]


def test_an_imported_organisation_is_written_down(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    Base.metadata.create_all(engine)

    import_plan(engine, default_plan())
    import_plan(engine, default_plan())

    with Session(engine) as session:
        entries = session.scalars(select(Audit)).all()
        assert [(entry.actor, entry.what) for entry in entries] == [("system", "organisation_imported")]
        assert (entries[0].details or {})["added"] > 100
        assert verify(session).broken is None
    engine.dispose()
