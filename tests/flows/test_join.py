"""Invitations and roles."""

from pathlib import Path

from sqlalchemy import select

from models.organisation import Seat
from services.work import Work
from tests.flows.deputies import file_matter, forged, town_of
from tests.harness import Town


async def token_of(town: Town, key: str) -> str:
    token = await town.read(lambda session: session.scalars(select(Seat.token).where(Seat.key == key)).one())
    assert token is not None
    return token


async def seat_of(town: Town, key: str) -> Seat:
    return await town.read(lambda session: session.scalars(select(Seat).where(Seat.key == key)).one())


def _seat(work: Work, key: str) -> Seat:
    return work.session.scalars(select(Seat).where(Seat.key == key)).one()


async def test_a_deputy_joins_by_the_link_and_sees_the_menu(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        someone = town.person("老张")
        await town.message(someone, f"/start join_{await token_of(town, 'zhang-wei')}")
        question = town.last(someone)

        await town.press(someone, "是我")

        assert "您是 张伟 代表（西乡第二选区）吗？" in question.text
        assert town.keyboard(someone)[:2] == [["待认领", "我的在办"], ["今日", "超期"]]
        assert (await seat_of(town, "zhang-wei")).token is None


async def test_an_invitation_works_once(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        first, second = town.person("老张"), town.person("别人")
        token = await token_of(town, "zhang-wei")
        await town.message(first, f"/start join_{token}")
        await town.press(first, "是我")

        await town.message(second, f"/start join_{token}")

        assert "已经用过" in town.last(second).text
        assert not town.last(second).labels


async def test_a_token_stays_until_it_is_used(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        someone = town.person("老张")
        token = await token_of(town, "zhang-wei")
        await town.message(someone, f"/start join_{token}")

        await town.press(someone, "不是")

        assert "没有绑定" in town.last(someone).text
        assert await token_of(town, "zhang-wei") == token
        assert (await seat_of(town, "zhang-wei")).person_id is None


async def test_of_two_who_confirm_the_same_link_the_first_has_the_seat(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        first, second = town.person("老张"), town.person("别人")
        token = await token_of(town, "zhang-wei")
        for who in (first, second):
            await town.message(who, f"/start join_{token}")
        await town.press(first, "是我")

        toast = await town.press(second, "是我")

        assert toast is not None
        assert "已经用过" in toast.text


async def test_an_unknown_token_is_refused_in_words(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        someone = town.person("老张")

        await town.message(someone, "/start join_nothing")

        assert "邀请链接" in town.last(someone).text


async def test_a_head_who_joins_as_deputy_holds_both_seats(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        head = await town.read(lambda session: session.scalars(
            select(Seat).where(Seat.role == "head", Seat.same_person_as.is_not(None))).first())
        assert head is not None
        assert head.same_person_as is not None
        someone = town.person("站长本人")
        await town.message(someone, f"/start join_{await token_of(town, head.same_person_as)}")
        await town.press(someone, "是我")

        await town.message(someone, "/role")
        choices = town.last(someone).labels
        await town.press(someone, next(label for label in choices if "站长" in label))

        assert len([label for label in choices if "·" in label]) == 2
        assert town.keyboard(someone)[0] == ["分派", "超期"]
        seat = await seat_of(town, head.key)
        assert (seat.token, seat.person_id is not None) == (None, True)


async def test_the_heads_link_is_void_once_the_deputy_joined(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        someone, thief = town.person("站长本人"), town.person("路人")
        link = await token_of(town, "head-xixiang2")
        await town.message(someone, f"/start join_{await token_of(town, 'zhao-xuefen')}")
        await town.press(someone, "是我")

        await town.message(thief, f"/start join_{link}")

        assert "已经用过" in town.last(thief).text


async def test_a_link_that_was_left_on_a_held_seat_opens_nothing(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        await town.seated("zhang-wei")
        await town.work(lambda work: setattr(_seat(work, "zhang-wei"), "token", "left-open"))
        thief = town.person("路人")

        await town.message(thief, "/start join_left-open")

        assert "已经用过" in town.last(thief).text


async def test_a_new_deputy_finds_what_waits_already(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, someone = town.person("李梅"), town.person("老张")
        await file_matter(town, li_mei)
        await town.message(someone, f"/start join_{await token_of(town, 'zhang-wei')}")

        await town.press(someone, "是我")
        welcome = town.last(someone).text
        await town.message(someone, "待认领")

        assert "等待处理的有 1 件" in welcome
        assert town.last(someone).has(town.last(someone).labels[0])
        assert "待认领 1 件" in town.last(someone).text


async def test_a_deputy_goes_to_the_resident_menu_and_back(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")

        await town.message(zhang, "群众服务")
        resident = town.keyboard(zhang)
        await town.message(zhang, "履职菜单")

        assert any("随手拍" in key for line in resident for key in line)
        assert any("履职菜单" in key for line in resident for key in line)
        assert town.keyboard(zhang)[0] == ["待认领", "我的在办"]


async def test_a_resident_has_no_role_to_choose(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei = town.person("李梅")

        await town.message(li_mei, "/role")

        assert "居民身份" in town.last(li_mei).text


async def test_nobody_takes_the_role_of_somebody_else(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, seat = await town.seated("zhang-wei"), await seat_of(town, "office-1")

        toast = await forged(town, zhang, f"role:{seat.id}")

        assert "人大办" in toast.text
