"""The sign clock's ladder: the body first, then the head, the street's committee and the office."""

from pathlib import Path

from tests.flows.bodies import (
    ALL,
    LAMPS,
    WATER,
    asked_for_time,
    clocks,
    forwarded,
    gather,
    pass_on,
    replied,
    usual,
)
from tests.flows.clock_town import bind, claim, file_matter, live_until, local
from tests.flows.deputies import claimed, seated_as
from tests.harness import Town


async def test_a_body_that_does_not_sign_is_chased_up_to_the_office(tmp_path: Path) -> None:
    async with Town(tmp_path, ALL) as town:
        cast, head = await gather(town), await seated_as(town, "head")
        await town.message(cast.mei, "/start")
        matter_id = await file_matter(town, cast.mei)
        await claim(town, cast.zhang, matter_id)
        await pass_on(town, cast.zhang)

        heard = await live_until(town, local(11, 25, 9), cast.lamps, head, cast.street, cast.office)

        [sign] = await clocks(town, "sign")
        mine = [(at, rung, who) for _, at, rung, who in heard if who == "吕小莉"]
        assert sign.stopped_at is None
        assert [rung for _, rung, _ in mine] == ["near", "limit"]
        assert {who for _, _, rung, who in heard if rung == "late"} >= {cast.office.name, cast.street.name}
        assert head.name in {who for _, _, rung, who in heard if rung == "limit"}
        assert any(f"承办单位：{LAMPS}" in sent.text for sent in town.sent_to(cast.office))
        reminder = next(sent for sent in town.sent_to(cast.lamps) if "签收时限快到了" in sent.text)
        await town.press(cast.lamps, reminder.labels[0], on=reminder)
        assert town.last(cast.lamps).has("签收")


async def test_after_the_signature_nobody_is_chased_for_it(tmp_path: Path) -> None:
    async with Town(tmp_path, ALL) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await town.press(cast.lamps, "签收")

        heard = await live_until(town, local(11, 20, 9), cast.lamps, cast.street)

        assert not [line for line in heard if line[3] == "吕小莉" and line[2] in ("near", "limit")]
        assert not any("签收已超期" in sent.text for sent in town.sent_to(cast.street))


async def test_the_overdue_board_names_the_body_that_was_asked(tmp_path: Path) -> None:
    async with Town(tmp_path, ALL) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "代表群", "代表群", "全区代表")
        await town.seated("contact-swj")
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.message(cast.zhang, "水务")
        for label in (WATER, "不写说明"):
            await town.press(cast.zhang, label)
        await town.press(cast.zhang, usual(town.last(cast.zhang)))
        await town.press(cast.zhang, "发送")

        await live_until(town, local(11, 26, 12), group)

        board = next(sent.text for sent in town.sent_to(group) if "超期公示" in sent.text)
        assert WATER in board


async def test_a_body_is_reminded_of_its_own_deadline_and_the_owner_told_when_it_passes(tmp_path: Path) -> None:
    async with Town(tmp_path, ALL) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await town.press(cast.lamps, "签收")

        await town.advance_to(local(11, 20, 8, 15))
        before = [sent.text for sent in town.sent_to(cast.lamps)]
        await town.advance_to(local(11, 20, 9))
        morning, offered = town.last(cast.lamps).text, town.last(cast.lamps).labels
        assert not any("还没有答复" in sent.text for sent in town.sent_to(cast.zhang))
        await town.advance_to(local(11, 20, 11))

        assert not any("请在 11月20日周五 10:00 前答复代表；" in text for text in before)
        assert "请在 11月20日周五 10:00 前答复代表；" in morning
        assert offered == ["答复", "申请延期", "查看诉求"]
        assert "答复期限 11月20日周五 10:00 已过" in town.last(cast.lamps).text
        assert any(f"{LAMPS}还没有答复" in sent.text for sent in town.sent_to(cast.zhang))


async def test_more_time_and_a_reply_take_the_reminders_away(tmp_path: Path) -> None:
    async with Town(tmp_path, ALL) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await asked_for_time(town, cast.lamps, "11月27日")
        await town.press(cast.office, "同意")

        await town.advance_to(local(11, 23, 9))
        assert not any("答复期限" in sent.text for sent in town.sent_to(cast.lamps) if not sent.has("全文"))
        await replied(town, cast.lamps)
        heard = len(town.sent_to(cast.lamps))
        await town.advance_to(local(11, 30, 11))

        assert len(town.sent_to(cast.lamps)) == heard
