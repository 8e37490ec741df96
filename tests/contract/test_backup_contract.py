"""A backup taken while the bot works is of one moment, comes back whole, and brings nobody back who was erased."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from bot.__main__ import main
from bot.backup.facts import count_rows, tables_of
from bot.backup.manifest import Manifest, names_in
from bot.backup.take import take
from bot.storage.databases import make_engine
from bot.storage.lead import forget_leads
from bot.storage.migrate import migrate
from bot.storage.organisation import import_plan
from models.audit import Audit
from models.mail import Due
from models.organisation import Street
from models.roster import MARK
from models.session import JobSession
from services.audit import audit
from services.due import plan_new
from services.work import Work
from tests.flows.conftest import all_routes
from tests.flows.privacy_town import TRACES, clerk_of, erase, forgotten, found, found_in, live
from tests.harness import MORNING, Town, Who, default_plan
from tests.postgres import new_database, server_of

A_TIME = 20
"""Rows that one job of the busy writer adds, together with one entry of the audit log."""


def settle(address: str) -> None:
    """Make a database as the program does."""
    engine = make_engine(address)
    migrate(engine)
    import_plan(engine, default_plan())
    engine.dispose()


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle, database_url)
    async with Town(tmp_path, all_routes(), database=database_url) as town:
        yield town


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where the bot keeps its files."""
    return tmp_path / "home"


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> str:
    """Return the address of another database, empty, of the same kind."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'elsewhere' / 'new.db'}"
    return new_database(server_of(database_url))


@pytest.fixture
def other(elsewhere: str) -> Iterator[Engine]:
    engine = make_engine(elsewhere)
    yield engine
    engine.dispose()


def back_up(town: Town, home: Path, target: Path) -> Manifest:
    return take(str(town.database), home / "media", home / "erasures.txt", target, MORNING)


def restore(address: str, files: Path, source: Path, *more: str) -> Result:
    variables = {"HUYING_BOT_TOKEN": "1:abc", "HUYING_DATABASE_URL": address, "HUYING_MEDIA": str(files / "media")}
    return CliRunner(env=variables).invoke(main, ["restore", str(source), *more])


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as connection:
        return {table.name: sorted((_steady(row) for row in connection.execute(select(table))), key=repr)
                for table in tables_of(connection)}


def _steady(row: Any) -> tuple[Any, ...]:
    """Return a row without the roster's mark, which counts the restoring too."""
    return (MARK,) if row[0] == MARK else tuple(row)


async def test_what_comes_back_is_what_was_there(town: Town, home: Path, tmp_path: Path, elsewhere: str,
                                                 other: Engine) -> None:
    await live(town, home / "media")
    engine = make_engine(str(town.database))
    with Session(engine) as session, session.begin():
        forget_leads(session)
    before = await asyncio.to_thread(everything, engine)
    engine.dispose()

    manifest = await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    done = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")

    assert done.exit_code == 0, done.output
    assert "whole and unchanged" in done.output
    assert await asyncio.to_thread(everything, other) == before
    assert manifest.facts.counts == {name: len(rows) for name, rows in before.items()}
    assert manifest.facts.audit[0] == len(before["audit"]) > 0
    files = found_in(home / "media", "AgAC")
    assert [path.relative_to(home) for path in files] == [
        path.relative_to(tmp_path / "there") for path in found_in(tmp_path / "there" / "media", "AgAC")] != []


async def test_new_rows_get_numbers_that_nobody_had(town: Town, home: Path, tmp_path: Path, elsewhere: str,
                                                    other: Engine) -> None:
    await town.message(town.person("李梅"), "/start")
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")

    restored, newcomer = Town(tmp_path, all_routes(), database=elsewhere), Who(424242, "陈静")
    restored.telegram.next_update = town.telegram.next_update
    async with restored:
        await restored.message(newcomer, "/start")

        assert len(restored.sent_to(newcomer)) > 0


def keep_busy(number: int, work: Work) -> None:
    audit(work, "tested", f"thing:{number}")
    for each in range(A_TIME):
        plan_new(work, "rung", "m", work.now, f"{number}:{each}")


async def test_a_backup_during_load_is_of_one_moment(town: Town, home: Path, tmp_path: Path, elsewhere: str,
                                                     other: Engine) -> None:
    has_begun, is_over = asyncio.Event(), asyncio.Event()

    async def write() -> int:
        number = 0
        while not is_over.is_set():
            number += 1
            await town.work(partial(keep_busy, number))
            has_begun.set()
        return number

    writers = town.nursery.start(write())
    await has_begun.wait()
    manifest = await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    is_over.set()
    written = await writers

    done = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")

    assert done.exit_code == 0, done.output
    with other.connect() as connection:
        assert count_rows(connection) == manifest.facts.counts
        jobs = connection.scalar(select(func.count()).where(Audit.what == "tested")) or 0
        assert connection.scalar(select(func.count()).where(Due.kind == "rung", Due.ref == "m")) == jobs * A_TIME
    assert 0 < jobs < written, "the writer went on while the copy was taken"


async def test_who_was_erased_since_is_erased_again(town: Town, home: Path, tmp_path: Path, elsewhere: str) -> None:
    clerk = clerk_of(town, home / "media")
    await clerk.replay()
    await live(town, home / "media")
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    await erase(town, "撤回")
    await forgotten(town, clerk)
    there = tmp_path / "there"
    there.mkdir()
    shutil.copy(home / "erasures.txt", there)

    done = await asyncio.to_thread(restore, elsewhere, there, tmp_path / "backup")

    assert done.exit_code == 0, done.output
    assert "1 people erased again" in done.output
    restored = Town(tmp_path, all_routes(), database=elsewhere, now=town.clock.moment)
    restored.telegram = town.telegram
    async with restored:
        await forgotten(restored, clerk_of(restored, there / "media"))
        assert await restored.read(lambda session: found(session, *TRACES)) == set()
        assert found_in(there, *TRACES) == []


async def test_the_list_of_the_erased_is_in_the_backup_too(town: Town, home: Path, tmp_path: Path,
                                                           elsewhere: str) -> None:
    clerk = clerk_of(town, home / "media")
    await clerk.replay()
    await live(town, home / "media")
    await erase(town, "撤回")
    await forgotten(town, clerk)
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")

    done = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "there" / "erasures.txt").read_text() == (home / "erasures.txt").read_text() != ""


async def test_a_database_with_data_is_replaced_by_the_sentence_alone(town: Town, home: Path, tmp_path: Path,
                                                                      elsewhere: str, other: Engine) -> None:
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    await asyncio.to_thread(settle, elsewhere)
    with JobSession(other) as session, session.begin():
        session.add(Street(code="zz", name="多余街道"))
    other.dispose()

    refused = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")
    sentence = refused.stderr.rpartition("--force-sentence '")[2].partition("'")[0]
    kept = _has_street(other)
    stranger, ours = (tmp_path / "there" / "media" / name for name in ("ab/abcd.jpg", "notes.txt"))
    stranger.parent.mkdir(parents=True)
    for file in (stranger, ours):
        file.write_bytes(b"x")
    done = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup", "--force-sentence",
                                   sentence)

    assert (refused.exit_code, kept) == (2, True)
    assert sentence.startswith("replace ")
    assert done.exit_code == 0, done.output
    assert not _has_street(other)
    assert (stranger.exists(), ours.exists()) == (False, True), "nothing else would delete it"


def _has_street(engine: Engine) -> bool:
    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).where(Street.code == "zz")) == 1
    engine.dispose()
    return there


async def test_a_database_somebody_works_with_is_not_replaced(town: Town, home: Path, tmp_path: Path) -> None:
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    address, stranger = str(town.database), tmp_path / "there" / "media" / "ab" / "abcd.jpg"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"x")
    refused = await asyncio.to_thread(restore, address, tmp_path / "there", tmp_path / "backup")
    sentence = refused.stderr.rpartition("--force-sentence '")[2].partition("'")[0]

    done = await asyncio.to_thread(restore, address, tmp_path / "there", tmp_path / "backup", "--force-sentence",
                                   sentence)

    assert done.exit_code == 1
    assert "stop the bot" in done.stderr
    assert stranger.exists()
    assert await town.read(lambda session: session.scalar(select(func.count()).select_from(Street)))


@pytest.mark.parametrize("harm", ["change", "remove", "add", "rows"])
async def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_changed(town: Town, home: Path, tmp_path: Path,
                                                                            elsewhere: str, other: Engine,
                                                                            harm: str) -> None:
    await live(town, home / "media")
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    picture = next(path for path in (tmp_path / "backup" / "media").rglob("*") if path.is_file())
    match harm:
        case "change":
            picture.write_bytes(b"x")
        case "remove":
            picture.unlink()
        case "add":
            picture.with_name("more").write_bytes(b"x")
        case "rows":
            file = tmp_path / "backup" / "manifest.json"
            file.write_text(file.read_text().replace('"matter": ', '"matter": 1'))

    done = await asyncio.to_thread(restore, elsewhere, tmp_path / "there", tmp_path / "backup")

    assert done.exit_code == 1, done.output
    assert done.stderr.count("\n") == 1
    assert inspect(other).get_table_names() == []
    assert [name for name in names_in(tmp_path) if "restoring" in name] == []


async def test_a_backup_goes_into_a_folder_of_its_own_that_nobody_else_reads(town: Town, home: Path,
                                                                             tmp_path: Path) -> None:
    await asyncio.to_thread(back_up, town, home, tmp_path / "backup")
    variables = {"HUYING_BOT_TOKEN": "1:abc", "HUYING_DATABASE_URL": str(town.database)}

    again = await asyncio.to_thread(CliRunner(env=variables).invoke, main, ["backup", str(tmp_path / "backup")])

    assert (again.exit_code, "own" in again.stderr) == (2, True)
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
