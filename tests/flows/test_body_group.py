"""A handling body's own group: what is passed on to it, signed there by its contacts."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from models.digest import Digest
from models.person import Group as GroupRow
from tests.flows.bodies import LAMPS, body_town, forwarded, gather, pass_on, replied, sent_back
from tests.flows.deputies import file_matter, forged
from tests.harness import ZONE, Group, Town, Who

NIGHT = datetime(2026, 11, 18, 22, 30, tzinfo=ZONE)


async def bound(town: Town, contact: Who, body: str = LAMPS) -> Group:
    """Make a group the body's."""
    group = town.group("城管值班群")
    town.make_admin(group, contact)
    await town.invite(group, contact)
    await town.message(contact, "/bind", chat=group)
    await town.press(contact, f"承办单位：{body}", chat=group)
    return group


async def test_a_contact_binds_the_bodys_group(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)

        group = await bound(town, cast.lamps)

        row = await town.read(lambda session: session.get_one(GroupRow, group.id))
        assert (row.scope, row.notices) == ("body", "")
        assert LAMPS in town.last(group).text


async def test_nobody_binds_the_group_of_a_body_that_is_not_theirs(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        code = (await town.read(lambda session: session.get_one(GroupRow, group.id))).scope_code
        other = town.group("水务群", chat_id=-1002)
        for who in (cast.water, cast.zhang):
            town.make_admin(other, who)
        await town.invite(other, cast.water)

        await town.message(cast.zhang, "/bind", chat=other)
        offered = town.last(other).labels
        toast = await forged(town, cast.water, f"bindto:body:{code}", chat=other, on=town.last(other).message_id)

        assert not any("承办单位" in label for label in offered)
        assert LAMPS in toast.text
        assert (await town.read(lambda session: session.get_one(GroupRow, other.id))).scope is None


async def test_a_contact_signs_in_the_group_and_the_card_follows(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        await forwarded(town, cast, note="联系人李梅 13800138000", words="我是李梅，电话 13800138000，路灯坏了",
                        author_name="李梅", anonymous=False, place="李梅家门口")
        card = town.last(group)
        first = card.text

        refused = await town.press(cast.zhang, "签收", on=card, chat=group)
        foreign = await town.press(cast.water, "签收", on=card, chat=group)
        stranger = await town.press(town.person("路人"), "签收", on=card, chat=group)
        still = card.labels
        toast = await town.press(cast.lamps, "签收", on=card, chat=group)

        for press in (refused, foreign, stranger):
            assert press is not None
            assert press.is_alert
        assert still == ["签收"]
        assert toast is not None
        assert "已签收" in toast.text
        assert card.labels == []
        assert "签收" in card.text
        assert not town.last(cast.lamps).has("签收")
        assert town.last(cast.lamps).has("答复")
        for secret in ("李梅", "13800138000"):
            assert secret not in first + card.text
        assert len([sent for sent in town.sent_to(group) if "BA-" in sent.text]) == 1


async def test_the_groups_card_follows_the_reply_and_the_way_back(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        await forwarded(town, cast)
        one = town.last(group)
        await replied(town, cast.lamps, "灯已更换，电话 13900139000")

        await forwarded(town, cast)
        two = town.last(group)
        await sent_back(town, cast.lamps)

        assert "本单位已回复" in one.text
        assert "13900139000" not in one.text
        assert "已退回" in two.text
        assert two.labels == []


async def test_at_night_the_groups_card_waits_for_the_morning(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        before = len(town.sent_to(group))
        await town.advance_to(NIGHT)
        await forwarded_at_night(town, cast)
        night = len(town.sent_to(group))

        await town.advance_to(datetime(2026, 11, 19, 8, 31, tzinfo=ZONE))

        assert night == before
        assert town.last(group).has("签收")


async def forwarded_at_night(town: Town, cast: object) -> None:

    matter_id = await file_matter(town, cast.mei)  # type: ignore[attr-defined]
    await forged(town, cast.zhang, f"open:{matter_id}")  # type: ignore[attr-defined]
    await town.press(cast.zhang, "认领")  # type: ignore[attr-defined]
    await pass_on(town, cast.zhang)  # type: ignore[attr-defined]


async def test_a_group_that_is_the_bodys_no_more_hears_nothing(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)

        await town.message(cast.lamps, "/unbind", chat=group)
        before = len(town.sent_to(group))
        await forwarded(town, cast)

        assert len(town.sent_to(group)) == before


async def test_the_board_counts_what_was_passed_on_to_the_body_alone(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        await forwarded(town, cast)
        await file_matter(town, town.person("王强"), "另一盏路灯也坏了")
        await town.advance(minutes=1)

        await town.message(cast.lamps, "/board", chat=group)
        figures = await town.read(lambda session: session.scalars(select(Digest.figures)).one())

        assert (figures["received"], figures["top"]) == (1, [["streetlight", 1]])


async def test_what_a_body_sent_back_leaves_its_board(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        group = await bound(town, cast.lamps)
        await forwarded(town, cast)
        await sent_back(town, cast.lamps)

        await town.message(cast.lamps, "/board", chat=group)
        figures = await town.read(lambda session: session.scalars(select(Digest.figures)).one())

        assert figures["received"] == 0
