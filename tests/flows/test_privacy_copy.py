"""[导出我的数据]: a copy of everything of one's own; and files that go when nobody needs them."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.media.clerk import Clerk
from bot.media.fetcher import MediaFetcher
from models.matter import Attachment
from tests.flows.privacy_town import (
    FILE,
    MEI,
    NAME,
    NEIGHBOUR,
    PHONE,
    Shelf,
    erase,
    fetch,
    forgotten,
    found_in,
    live,
)
from tests.flows.residents import GUSHU, choose
from tests.harness import Town


def contents(path: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(str(path)).read_text())
    return data


def block(folder: Path) -> None:
    folder.write_text("no folder at all")


async def exported(town: Town, clerk: Clerk) -> tuple[dict[str, Any], Path]:
    await town.message(MEI, "/privacy")
    await town.press(MEI, "导出我的数据")
    await clerk.drain()
    await town.settle()
    [(_, path)] = next(call.files for call in reversed(town.telegram.calls) if call.method == "sendDocument").items()
    return contents(path), Path(path)


async def test_the_copy_holds_everything_of_ones_own_and_no_id(town: Town, folder: Path, clerk: Clerk) -> None:
    matter = await live(town, folder)

    data, path = await exported(town, clerk)

    [own] = [each for each in data["matters"] if each["number"]]
    assert (own["number"], data["name"], own["author_name"]) == (matter.number, NAME, NAME)
    assert PHONE in own["words"]
    assert [each["kind"] for each in own["media"]] == ["photo", "photo"]
    assert {"submitted", "added", "claimed", "answered"} <= {each["what"] for each in own["events"]}
    assert "noted" not in {each["what"] for each in own["events"]}
    assert [each for each in data["matters"] if not each["number"]], "drafts too"
    assert len(data["follows"]) == 1
    assert data["settings"]["language"] == "zh-Hans"
    assert str(MEI.id) not in path.read_text()
    assert path.name == "huying-data.json"


async def test_asking_twice_makes_one_copy(town: Town, clerk: Clerk) -> None:
    await town.message(MEI, "/privacy")
    await town.press(MEI, "导出我的数据")

    toast = await town.press(MEI, "导出我的数据")
    await clerk.drain()
    await town.settle()

    assert toast is not None
    assert "正在整理，请稍候" in (toast.text or "")
    assert [call.method for call in town.telegram.calls].count("sendDocument") == 1


async def test_the_file_is_deleted_at_once_when_its_person_is_erased(town: Town, clerk: Clerk, folder: Path) -> None:
    _, path = await exported(town, clerk)
    await clerk.drain()
    assert path.exists()

    await erase(town)
    await forgotten(town, clerk)

    assert not path.exists()
    assert found_in(folder, NAME) == []


async def test_a_copy_that_cannot_be_written_is_given_up_kindly(town: Town, clerk: Clerk, folder: Path) -> None:
    block(folder)
    await town.message(MEI, "/privacy")
    await town.press(MEI, "导出我的数据")

    for _ in range(5):
        await clerk.drain()
    await town.settle()

    assert "没有整理成功" in town.last(MEI).text


async def test_a_file_that_another_matter_holds_too_stays(town: Town, clerk: Clerk, folder: Path) -> None:
    neighbour = town.person(NEIGHBOUR)
    for who in (MEI, neighbour):
        await town.message(who, "路灯坏了三天看不清", photo="same-picture")
        await town.message(who, GUSHU)
        await choose(town, who)
        await town.press(who, "提交")
    await fetch(town, folder)
    path = await town.read(lambda session: session.scalars(select(Attachment.path)).first())

    await erase(town, "继续办理")
    await forgotten(town, clerk)

    assert (folder / str(path)).exists()


async def test_a_download_that_ends_after_the_erasing_is_thrown_away(town: Town, clerk: Clerk, folder: Path) -> None:
    await town.message(MEI, "路灯坏了三天看不清", photo=FILE)

    class Slow(Shelf):
        async def get_file(self, file_id: str) -> bytes:
            await erase(town)
            return await super().get_file(file_id)

    await MediaFetcher(town.desk, Slow(), folder).drain()
    await forgotten(town, clerk)

    assert found_in(folder, FILE) == []
