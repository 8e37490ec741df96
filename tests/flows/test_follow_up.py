"""A month after a solved matter: is it still good?"""

from pathlib import Path

import pytest

from models.kinds import ResultClass
from models.lifecycle import Status
from models.policy import ClockKind
from tests.flows.clock_town import (
    Cast,
    answer,
    claim,
    clock_of,
    close,
    file_matter,
    gather,
    happenings,
    leap,
    local,
    matter_of,
)
from tests.flows.conftest import all_routes
from tests.harness import Town

WEDNESDAY = local(11, 18, 10)
ASKED = local(12, 16, 10)


async def closed(town: Town, cast: Cast, result: ResultClass = ResultClass.A) -> int:
    matter = await file_matter(town, cast.author)
    await claim(town, cast.zhang, matter)
    await answer(town, cast.zhang, matter, result)
    await close(town, cast.zhang, matter)
    return matter


async def test_four_weeks_after_a_solved_matter_its_author_is_asked(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        await closed(town, cast)
        await town.press(cast.author, "已解决")

        await leap(town, ASKED)

        assert town.last(cast.author).labels == ["一直好着", "又坏了", "说不清"]


@pytest.mark.parametrize("result", [ResultClass.B, ResultClass.C, ResultClass.D])
async def test_only_solved_matters_are_followed_up(tmp_path: Path, result: ResultClass) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        await closed(town, cast, result)

        await leap(town, local(12, 20, 10))

        assert not [sent for sent in town.sent_to(cast.author) if sent.has("又坏了")]


async def test_still_good_is_noted_and_changes_nothing(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        await town.press(cast.author, "已解决")
        await leap(town, ASKED)

        await town.press(cast.author, "一直好着")

        assert (await matter_of(town, matter)).status == Status.CONFIRMED
        assert "谢谢" in town.last(cast.author).text
        assert town.last(cast.author).labels == []


@pytest.mark.parametrize("said", ["已解决", None])
async def test_broken_again_reopens_for_the_same_owner_with_new_clocks(tmp_path: Path, said: str | None) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        if said:
            await town.press(cast.author, said)
        await leap(town, ASKED)

        await town.press(cast.author, "又坏了")

        stored, clock = await matter_of(town, matter), await clock_of(town, matter, ClockKind.FIRST_ANSWER)
        assert (stored.status, stored.disputes) == (Status.CLAIMED, 1)
        assert (clock.round, clock.ends_at) == (2, local(12, 22))
        assert any("又坏了" in sent.text for sent in town.sent_to(cast.zhang))
        assert (await happenings(town, matter))[-1] == "followed_up"


async def test_broken_again_after_the_days_allowed_is_too_late(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        await leap(town, local(12, 24, 10))

        toast = await town.press(cast.author, "又坏了")

        assert toast is not None
        assert toast.is_alert
        assert (await matter_of(town, matter)).status == Status.UNANSWERED


async def test_a_second_press_of_broken_again_reopens_nothing_more(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        await leap(town, ASKED)
        question = next(sent for sent in town.sent_to(cast.author) if sent.has("又坏了"))
        data = question.button("又坏了").data or ""

        town.forge(cast.author, data, question.message_id)
        town.forge(cast.author, data, question.message_id)
        await town.settle()

        assert (await matter_of(town, matter)).disputes == 1


async def test_somebody_else_cannot_answer_for_the_author(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        await leap(town, ASKED)
        data = next(sent for sent in town.sent_to(cast.author) if sent.has("又坏了")).button("又坏了").data or ""

        town.forge(cast.chen, data, 1)
        await town.settle()

        assert (await matter_of(town, matter)).status == Status.UNANSWERED


async def test_a_disputed_matter_is_not_followed_up_for_its_old_closing(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        await closed(town, cast)
        await town.press(cast.author, "未解决")
        await town.message(cast.author, "还是没人来收")

        await leap(town, local(12, 20, 10))

        assert not [sent for sent in town.sent_to(cast.author) if sent.has("又坏了")]
