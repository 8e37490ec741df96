"""A matter that lies elsewhere than was thought: what the groups of both places read."""

from pathlib import Path

from models.matter import Matter
from services.office import PlaceMatter, place_matter
from services.work import Work
from tests.flows.clock_town import (
    GUSHU,
    ROUTES,
    Cast,
    act,
    bind,
    claim,
    file_as,
    file_matter,
    gather,
    local,
)
from tests.harness import Group, Town

WEDNESDAY = local(11, 18, 10)
NIGHT = local(11, 18, 23)
NANCHANG = "440306018002"


async def neighbours(town: Town, cast: Cast) -> tuple[Group, Group]:
    """Bind the groups of 固戍, where the matter was thought to lie, and of another community."""
    gushu = await bind(town, cast.zhang, "固戍邻里群", "社区", "西乡街道", "固戍社区", chat_id=-2001)
    return gushu, await bind(town, cast.zhang, "南昌邻里群", "社区", "西乡街道", "南昌社区", chat_id=-2002)


async def move(town: Town, cast: Cast, matter_id: int, code: str) -> None:
    """Let the office correct the community."""
    def place(work: Work) -> None:
        place_matter(PlaceMatter(matter_id, code, work.session.get_one(Matter, matter_id).revision), work)

    await act(town, cast.office, place)


def texts(town: Town, group: Group) -> list[str]:
    return [sent.text for sent in town.sent_to(group) if "📮" in sent.text or "•" in sent.text]


async def test_the_old_groups_notice_says_where_the_matter_went_and_stays_so(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        gushu, other = await neighbours(town, cast)
        matter = await file_matter(town, cast.author)

        await move(town, cast, matter, NANCHANG)
        await claim(town, cast.zhang, matter)

        [old], [new] = texts(town, gushu), texts(town, other)
        assert "地点已更正为 西乡街道" in old
        assert not town.last(gushu).has("我也遇到")
        assert "已认领" in new


async def test_a_matter_that_comes_back_is_the_old_groups_again_in_the_same_message(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        gushu, other = await neighbours(town, cast)
        matter = await file_matter(town, cast.author)

        await move(town, cast, matter, NANCHANG)
        await move(town, cast, matter, GUSHU)

        [old], [new] = texts(town, gushu), texts(town, other)
        assert "等待认领" in old
        assert town.last(gushu).has("我也遇到")
        assert "地点已更正为 西乡街道 固戍社区" in new


async def test_the_new_place_hears_of_a_matter_that_somebody_owns_already(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        _, other = await neighbours(town, cast)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)

        await move(town, cast, matter, NANCHANG)

        assert ["已认领" in text for text in texts(town, other)] == [True]


async def test_what_moves_at_night_is_told_in_the_morning_in_the_new_place_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=NIGHT) as town:
        cast = await gather(town)
        gushu, other = await neighbours(town, cast)
        matter = await file_matter(town, cast.author)

        await move(town, cast, matter, NANCHANG)
        early = [*texts(town, gushu), *texts(town, other)]
        await town.advance_to(local(11, 19, 8, 30))

        assert early == []
        assert texts(town, gushu) == []
        assert len(texts(town, other)) == 1


async def test_a_digest_leaves_out_what_moved_before_it_was_sent(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        gushu, _ = await neighbours(town, cast)
        authors = [town.person(f"居民{n}") for n in range(4)]
        for author in authors:
            await town.message(author, "/hello")
        ids = await town.work(lambda work: [file_as(work, author) for author in authors for _ in range(5)])

        await move(town, cast, ids[-1], NANCHANG)
        await town.advance(minutes=15)

        [digest] = [text for text in texts(town, gushu) if "•" in text]
        number = await town.read(lambda session: session.get_one(Matter, ids[-1]).number)
        assert digest.count("•") == 20 - len(texts(town, gushu))
        assert number not in digest
