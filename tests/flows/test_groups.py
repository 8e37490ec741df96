"""Groups: who may bind one, what it hears of a matter, and what it never reads."""

from pathlib import Path

import pytest

from models.lifecycle import Move
from models.matter import Matter
from models.person import Group as Bound
from services.cards import refresh
from services.close import PublishMatter, publish_matter
from services.mask import mask
from services.work import Work
from tests.flows.clock_town import (
    GUSHU,
    ROUTES,
    act,
    answer,
    bind,
    claim,
    close,
    file_matter,
    force,
    gather,
    local,
    number_of,
)
from tests.flows.conftest import all_routes
from tests.harness import ANONYMOUS_ADMIN, Group, Sent, Town

WEDNESDAY = local(11, 18, 10)
NIGHT = local(11, 18, 23)
TO_GUSHU = ("社区", "西乡街道", "固戍社区")


async def bound(town: Town, group: Group) -> tuple[str | None, str | None, str]:
    row = await town.read(lambda session: session.get(Bound, group.id))
    return (row.scope, row.scope_code, row.notices) if row else (None, None, "")


def notices(town: Town, group: Group) -> list[Sent]:
    return [sent for sent in town.sent_to(group) if "📮" in sent.text]


# -- binding -----------------------------------------------------------------------------


async def test_an_administrator_of_the_roster_binds_a_group_by_its_buttons(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)

        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        assert await bound(town, group) == ("community", GUSHU, "matters,results,weekly")
        assert "固戍社区" in town.last(group).text


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("全区",), ("district", "district")),
        (("街道", "西乡街道"), ("street", "440306018")),
        (("社区", "西乡街道", "下一页 ▶", "◀ 上一页", "固戍社区"), ("community", GUSHU)),
        (("代表群", "全区代表"), ("deputies", "district")),
        (("代表群", "西乡街道", "西乡第二选区"), ("deputies", "xixiang-2")),
        (("代表群", "返回", "全区"), ("district", "district")),
    ],
)
async def test_every_scope_can_be_chosen(tmp_path: Path, labels: tuple[str, ...], expected: tuple[str, str]) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)

        group = await bind(town, cast.zhang, "固戍 西乡第二选区 群", *labels)

        assert (await bound(town, group))[:2] == expected


async def test_a_list_of_places_shows_five_and_the_likely_one_first(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)

        group = await bind(town, cast.zhang, "固兴居民群", "社区", "西乡街道")

        labels = town.last(group).labels
        assert labels[0] == "固兴社区"
        assert [label for label in labels if label.endswith("社区")] == labels[:5]


async def test_notices_are_switched_one_by_one(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        await town.press(cast.zhang, "新诉求", chat=group)
        await town.press(cast.zhang, "每周简报", chat=group)
        await town.press(cast.zhang, "新诉求", chat=group)
        await town.press(cast.zhang, "完成", chat=group)

        assert (await bound(town, group))[2] == "matters,results"
        assert "新诉求、办理结果" in town.last(group).text
        assert town.last(group).labels == []


async def test_a_stranger_cannot_bind_even_as_administrator(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)

        group = await bind(town, cast.author, "固戍社区邻里群")

        assert await bound(town, group) == (None, None, "matters,results,weekly")
        assert "名单" in town.last(group).text


async def test_a_deputy_who_does_not_administer_the_group_cannot_bind(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        group = town.group("固戍社区邻里群")
        await town.invite(group, by=cast.author)

        await town.message(cast.zhang, "/bind", chat=group)

        assert town.last(group).labels == []
        assert "管理员" in town.last(group).text


async def test_a_member_who_presses_the_administrators_buttons_changes_nothing(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        toast = await town.press(cast.chen, "每周简报", chat=group)

        assert toast is not None
        assert toast.is_alert
        assert (await bound(town, group))[2] == "matters,results,weekly"


async def test_an_anonymous_administrator_is_asked_to_speak_as_themselves(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        group = town.group("固戍社区邻里群")
        await town.invite(group, by=cast.zhang)

        await town.message(ANONYMOUS_ADMIN, "/bind", chat=group)

        assert "匿名管理员" in town.last(group).text


async def test_an_unbound_group_hears_no_more(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)

        await town.message(cast.zhang, "/unbind", chat=group)
        await file_matter(town, cast.author)

        assert notices(town, group) == []


async def test_bind_in_a_private_chat_explains_itself(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)

        await town.message(cast.zhang, "/bind")

        assert "/bind" in town.last(cast.zhang).text


# -- notices -------------------------------------------------------------------------------


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
        await town.work(lambda work: None)
        group = await bind(town, cast.zhang, "固戍社区邻里群", *TO_GUSHU)
        authors = [town.person(f"居民{n}") for n in range(4)]
        for author in authors:
            await town.message(author, "/hello")

        for n in range(20):
            await file_matter(town, authors[n % 4])
        await town.advance(minutes=15)

        singles = [sent for sent in notices(town, group) if sent.has("我也遇到")]
        digests = [sent for sent in notices(town, group) if "•" in sent.text]
        assert len(singles) < 16
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


# -- the mask ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("电话13812345678", "电话****"),
        ("打 138 1234 5678 找我", "打 **** 找我"),
        ("１３８１２３４５６７８", "****"),
        ("座机0755-27781234", "座机****"),
        ("身份证44030619900101123X", "身份证****"),
        ("卡号6222 0212 3456 7890 123", "卡号****"),
        ("粤B·12345和粤BD12345停在路口", "粤B****和粤B****停在路口"),
        ("我叫张三，住固戍", "我叫张*，住固戍"),
        ("王小明先生家的狗", "王**先生家的狗"),
        ("联系人：陈建国，微信abc_12345", "联系人：陈**，微信***"),
        ("mail zhang.san@example.com", "mail ****"),
        ("路灯坏了三盏，和平路1380号", "路灯坏了三盏，和平路1380号"),
        ("业主和物业说了很多次", "业主和物业说了很多次"),
    ],
)
def test_the_mask_hides_what_names_a_person_and_nothing_else(words: str, masked: str) -> None:
    assert mask(words) == masked


def _publish_anyway(work: Work, matter_id: int) -> None:
    matter = work.session.get_one(Matter, matter_id)
    matter.published = True
    refresh(work, matter)
