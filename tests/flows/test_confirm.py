"""After closing: the question, once more after a week, then silence counts as no answer."""

from pathlib import Path

from models.kinds import ResultClass
from models.lifecycle import Status
from tests.flows.clock_town import (
    ROUTES,
    Cast,
    answer,
    claim,
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


async def closed(town: Town, cast: Cast, result: ResultClass = ResultClass.A) -> int:
    matter = await file_matter(town, cast.author)
    await claim(town, cast.zhang, matter)
    await answer(town, cast.zhang, matter, result)
    await close(town, cast.zhang, matter)
    return matter


async def test_closing_asks_the_resident_at_once(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)

        await closed(town, cast)

        asked = town.last(cast.author)
        assert (asked.has("已解决"), asked.has("未解决")) == (True, True)
        assert "BA-261118-0001" in asked.text


async def test_a_closing_at_night_is_told_without_sound(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 23)) as town:
        cast = await gather(town)

        await closed(town, cast)

        assert town.last(cast.author).silent


async def test_the_silent_are_asked_once_more_and_then_left_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        before = len(town.sent_to(cast.author))

        await leap(town, local(12, 2, 9))
        [again] = town.sent_to(cast.author)[before:]
        waiting = (await matter_of(town, matter)).status
        await town.advance_to(local(12, 2, 11))

        assert again.has("已解决")
        assert waiting == Status.CLOSED
        assert (await matter_of(town, matter)).status == Status.UNANSWERED
        assert (await happenings(town, matter))[-1] == "lapsed"
        assert len(town.sent_to(cast.author)) == before + 1


async def test_a_second_question_of_the_night_waits_for_half_past_eight(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 23)) as town:
        cast = await gather(town)
        await closed(town, cast)
        before = len(town.sent_to(cast.author))

        await leap(town, local(11, 26, 8, 15))
        early = town.sent_to(cast.author)[before:]
        await town.advance_to(local(11, 26, 8, 30))

        assert early == []
        assert not town.sent_to(cast.author)[before].silent


async def test_who_answered_is_not_asked_again(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await closed(town, cast)
        await town.press(cast.author, "已解决")
        before = len(town.sent_to(cast.author))

        await leap(town, local(12, 3, 9))

        assert town.sent_to(cast.author)[before:] == []
        assert (await matter_of(town, matter)).status == Status.CONFIRMED
