"""A restored older copy of the database: whoever was erased since is erased again."""

import shutil
from pathlib import Path

import pytest

from bot.media.clerk import BrokenList, Clerk
from bot.nursery import Nursery
from bot.storage.databases import open_database
from bot.storage.store import Store
from services.audit_check import verify
from tests.flows.privacy_town import MEI, TRACES, clerk_of, erase, forgotten, found, live
from tests.harness import Town


def read(home: Path) -> str:
    return (home / "erasures.txt").read_text()


def spoil(home: Path) -> None:
    (home / "erasures.txt").write_text("nonsense\n")


async def test_a_restored_older_copy_is_erased_again_but_not_who_came_back(town: Town, folder: Path, clerk: Clerk,
                                                                           tmp_path: Path) -> None:
    await clerk.replay()
    await live(town, folder)
    await town.restart()
    shutil.copy(tmp_path / "town.db", tmp_path / "backup.db")
    clerk = clerk_of(town, folder)
    await erase(town, "撤回")
    await forgotten(town, clerk)
    town.store.close()
    shutil.copy(tmp_path / "backup.db", tmp_path / "town.db")
    await reopen(town)

    clerk = clerk_of(town, folder)
    again, once_more = await clerk.replay(), await clerk.replay()
    await forgotten(town, clerk)

    assert (again, once_more) == (1, 0)
    assert await town.read(lambda session: found(session, *TRACES)) == set()
    assert (await town.read(verify)).broken is None
    await town.advance(minutes=15)
    await town.message(MEI, "/start")
    assert await clerk.replay() == 0


async def reopen(town: Town) -> None:
    """Open the town's database anew without closing what is closed."""
    await town.nursery.close()
    await town.application.shutdown()
    assert town.database is not None
    town.nursery = Nursery()
    town.store = Store(open_database(town.database, durable=False), town.clock)
    await town._build()


async def test_the_list_of_the_erased_names_nobody(town: Town, clerk: Clerk, tmp_path: Path) -> None:
    await erase(town)
    await forgotten(town, clerk)

    written = read(tmp_path)

    assert len(written.splitlines()) == 1
    assert not any(trace in written for trace in TRACES)


async def test_a_broken_list_stops_the_start_with_a_sentence(town: Town, clerk: Clerk, tmp_path: Path) -> None:
    spoil(tmp_path)

    with pytest.raises(BrokenList, match=r"erasures\.txt"):
        await clerk.replay()
