"""What a group hears of a matter, and what it never reads."""

from pathlib import Path

from models.lifecycle import Move
from models.matter import Matter
from services.cards import refresh
from services.close import PublishMatter, publish_matter
from services.work import Work
from tests.flows.clock_town import (
    ROUTES,
    act,
    answer,
    bind,
    claim,
    close,
    file_as,
    file_matter,
    force,
    gather,
    local,
    number_of,
)
from tests.flows.conftest import all_routes
from tests.harness import Group, Sent, Town

WEDNESDAY = local(11, 18, 10)
NIGHT = local(11, 18, 23)
TO_GUSHU = ("社区", "西乡街道", "固戍社区")


def notices(town: Town, group: Group) -> list[Sent]:
    return [sent for sent in town.sent_to(group) if "📮" in sent.text]


async def test_a_matter_is_one_message_that_moves_with_it(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        matter = await file_matter(town, cast.author)
        states = [notices(town, group)[0].text]

        for step in (claim, answer, close):
            await step(town, cast.zhang, matter)
            states.append(notices(town, group)[0].text)

        assert len(notices(town, group)) == 1
        expected = ("等待认领", "已认领", "已答复", "已办结")
        assert [state in text for state, text in zip(expected, states, strict=True)] == [True] * 4


async def test_me_too_is_a_link_into_the_private_chat(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        matter = await file_matter(town, cast.author)

        button = notices(town, group)[0].button("我也遇到")
        assert button.url == f"https://t.me/huying_bot?start=me_{await number_of(town, matter)}"


async def test_only_groups_of_the_place_hear_of_it(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        titles = {"固戍": TO_GUSHU, "西乡": ("街道", "西乡街道"), "全区": ("全区",), "新安": ("街道", "新安街道")}
        groups = [await bind(town, cast.zhang, title, *labels, chat_id=-2000 - n)
                  for n, (title, labels) in enumerate(titles.items())]

        await file_matter(town, cast.author)

        assert [len(notices(town, group)) for group in groups] == [1, 1, 1, 0]


async def test_words_stay_hidden_until_the_owner_publishes_them_masked(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        matter = await file_matter(town, cast.author, "我叫王小明，电话13812345678，粤B12345堵住了消防通道")
        await claim(town, cast.zhang, matter)
        hidden = notices(town, group)[0].text

        await act(town, cast.zhang, lambda work: publish_matter(PublishMatter(matter), work))

        shown = notices(town, group)[0].text
        assert "消防通道" not in hidden
        assert "消防通道" in shown
        assert not [secret for secret in ("王小明", "138", "5678", "12345", "李梅") if secret in shown]


async def test_private_words_never_reach_a_group(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        matter = await file_matter(town, cast.author, unpublished=True)

        await town.work(lambda work: _publish_anyway(work, matter))
        await town.settle()

        assert "垃圾三天没人收" not in notices(town, group)[0].text


async def test_a_normal_matter_of_the_night_waits_for_half_past_eight(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=NIGHT) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        await file_matter(town, cast.author)
        await town.advance_to(local(11, 19, 8, 15))
        early = list(notices(town, group))

        await town.advance_to(local(11, 19, 8, 30))

        assert early == []
        assert len(notices(town, group)) == 1


async def test_an_urgent_matter_of_the_night_is_told_at_once(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=NIGHT) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        await file_matter(town, cast.author, urgent=True)

        assert ["马上办" in sent.text for sent in notices(town, group)] == [True]


async def test_a_matter_withdrawn_in_the_night_is_not_told_in_the_morning(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=NIGHT) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        matter = await file_matter(town, cast.author)

        await force(town, matter, Move.WITHDRAW)
        await town.advance_to(local(11, 19, 9))

        assert notices(town, group) == []


async def test_a_flood_becomes_one_digest(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        authors = [town.person(f"居民{n}") for n in range(4)]
        for author in authors:
            await town.message(author, "/hello")

        await town.work(lambda work: [file_as(work, author) for author in authors for _ in range(5)])
        await town.advance(minutes=15)

        singles = [sent for sent in notices(town, group) if sent.has("我也遇到")]
        digests = [sent for sent in notices(town, group) if "•" in sent.text]
        assert 10 < len(singles) < 16
        assert [sent.text.count("•") for sent in digests] == [20 - len(singles)]


async def test_a_group_that_takes_only_results_hears_at_closing(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU, "新诉求")
        matter = await file_matter(town, cast.author)
        before = list(notices(town, group))

        for step in (claim, answer, close):
            await step(town, cast.zhang, matter)

        assert before == []
        assert "已办结" in notices(town, group)[0].text


async def test_a_deputy_claims_from_the_deputies_group(tmp_path: Path) -> None:
    async with Town(tmp_path, all_routes(), now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "西乡第二选区代表群", "代表群", "西乡街道", "西乡第二选区")
        matter = await file_matter(town, cast.author)

        await town.press(cast.chen, "认领", chat=group)

        assert (await town.read(lambda session: session.get_one(Matter, matter).status)) == "claimed"
        assert any("陈静" in sent.text for sent in town.sent_to(group))


def _publish_anyway(work: Work, matter_id: int) -> None:
    matter = work.session.get_one(Matter, matter_id)
    matter.published = True
    refresh(work, matter)
