"""Binding a group: who may, to what, and which notices it takes."""

from pathlib import Path

import pytest

from models.person import Group as Bound
from tests.flows.clock_town import (
    GUSHU,
    ROUTES,
    bind,
    file_matter,
    gather,
    local,
)
from tests.harness import ANONYMOUS_ADMIN, Group, Sent, Town

WEDNESDAY = local(11, 18, 10)
NIGHT = local(11, 18, 23)
TO_GUSHU = ("社区", "西乡街道", "固戍社区")


async def bound(town: Town, group: Group) -> tuple[str | None, str | None, str]:
    row = await town.read(lambda session: session.get(Bound, group.id))
    return (row.scope, row.scope_code, row.notices) if row else (None, None, "")


def notices(town: Town, group: Group) -> list[Sent]:
    return [sent for sent in town.sent_to(group) if "📮" in sent.text]


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
