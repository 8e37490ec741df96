"""[转交]: choosing a body, note, deadline, preview; what is refused on the way."""

from pathlib import Path

from tests.flows.bodies import (
    LAMPS,
    WATER,
    Cast,
    body_town,
    card_of,
    clocks,
    dispatches,
    forwarded,
    gather,
    pass_on,
    replied,
    sent_back,
    told,
    usual,
)
from tests.flows.deputies import claimed, file_matter, forged, matter_of
from tests.harness import ZONE, Town


async def test_the_categorys_body_comes_first_and_the_streets_own_office_second(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await town.seated("contact-jd-xixiang")
        await claimed(town, cast.mei, cast.zhang)

        await town.press(cast.zhang, "转交")

        assert town.last(cast.zhang).labels[:2] == [f"⭐ {LAMPS}", "⭐ 西乡街道办事处"]
        assert len(town.last(cast.zhang).labels) == 7
        assert "（1/7）" in town.last(cast.zhang).text


async def test_bodies_are_found_by_page_and_by_typed_words(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.press(cast.zhang, "下一页")
        second = town.last(cast.zhang)
        turns = list(second.labels)

        await town.message(cast.zhang, "水务")
        found = list(town.last(cast.zhang).labels)
        await town.message(cast.zhang, "<外星局>")
        lost = town.sent_to(cast.zhang)[-2]

        assert "（2/7）" in second.text
        assert "上一页" in turns
        assert second.labels == []
        assert found == [WATER, "全部单位", "取消"]
        assert "没有找到名称含“<外星局>”的单位" in lost.text
        assert "（1/7）" in town.last(cast.zhang).text


async def test_the_body_reads_what_it_needs_and_nothing_about_the_resident(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)

        await forwarded(town, cast, note="请今晚就看 <急>", files=2, anonymous=False)

        [album] = [sent for sent in town.sent_to(cast.lamps) if sent.media]
        card = town.last(cast.lamps)
        assert len(album.media) == 2
        for part in ("路灯不亮", "固戍社区", "楼下的路灯坏了三天", "说明：请今晚就看 <急>", "张伟 代表",
                     "11月19日周四 24:00 前签收", "11月20日周五 10:00 前答复代表"):
            assert part in card.text, part
        assert "李梅" not in card.text
        assert card.labels == ["签收", "退回", "答复", "申请延期", "全文"]


async def test_a_note_is_not_needed(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.press(cast.zhang, LAMPS)

        await town.press(cast.zhang, "不写说明")
        await town.press(cast.zhang, usual(town.last(cast.zhang)))
        assert "说明" not in town.last(cast.zhang).text
        await town.press(cast.zhang, "发送")

        assert [(each.note, each.state) for each in await dispatches(town)] == [("", "sent")]


async def test_a_deadline_is_a_button_or_typed_but_never_past_or_after_the_matters_own(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.press(cast.zhang, LAMPS)
        await town.press(cast.zhang, "不写说明")

        await town.message(cast.zhang, "尽快吧")
        unread = town.last(cast.zhang).text
        await town.message(cast.zhang, "2026-11-17")
        past = town.last(cast.zhang).text
        await town.message(cast.zhang, "12月1日")
        late = town.last(cast.zhang).text
        await town.message(cast.zhang, "明天")
        await town.press(cast.zhang, "发送")

        assert "没看懂这个日期" in unread
        assert "今天以后" in past
        assert "不能晚于这件诉求的办结时限 11月20日周五 10:00" in late
        [dispatch] = await dispatches(town)
        assert f"{dispatch.due_at.astimezone(ZONE):%m-%d %H:%M}" == "11-20 00:00"


async def test_a_body_nobody_joined_cannot_be_chosen(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.message(cast.zhang, "教育")

        toast = await town.press(cast.zhang, "区教育局（未加入）")

        assert toast is not None
        assert "还没有经办人加入" in toast.text
        assert (await matter_of(town, matter_id)).status == "claimed"


async def test_bodies_that_would_not_hear_of_it_come_last_and_the_page_says_so(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await town.seated("contact-jd-xixiang")
        await town.block(cast.lamps)
        await claimed(town, cast.mei, cast.zhang)

        await town.press(cast.zhang, "转交")
        labels, text = town.last(cast.zhang).labels, town.last(cast.zhang).text
        await town.message(cast.zhang, "城市管理")
        toast = await town.press(cast.zhang, f"{LAMPS}（联系不上）")

        assert labels[:2] == ["⭐ 西乡街道办事处", WATER]
        assert labels[2] == f"{LAMPS}（联系不上）"
        assert "未加入" in labels[3]
        assert "标有“未加入”或“联系不上”的单位现在收不到转交" in text
        assert toast is not None
        assert "停用了机器人" in toast.text
        assert await dispatches(town) == []


async def test_a_page_of_bodies_that_hear_says_why_the_usual_one_is_missing(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        for code in ("zjj", "jtj", "gaj", "jyj"):
            await town.seated(f"contact-{code}")
        await town.block(cast.lamps)
        await claimed(town, cast.mei, cast.zhang)

        await town.press(cast.zhang, "转交")

        assert not any("未加入" in label for label in town.last(cast.zhang).labels)
        assert f"❗{LAMPS}现在收不到转交，排在后面" in town.last(cast.zhang).text


async def test_who_proposes_a_body_nobody_joined_reads_what_will_happen(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await town.press(cast.lamps, "退回")
        await town.message(cast.lamps, "这里是学校的围墙")
        await town.message(cast.lamps, "教育")

        await town.press(cast.lamps, "区教育局（未加入）")
        preview = town.last(cast.lamps).text
        await town.press(cast.lamps, "发送")
        await town.press(cast.office, "改派")

        assert "区教育局还收不到转交：人大机关会先邀请，或改派其他单位" in preview
        assert [each.proposed_body for each in await dispatches(town)] == ["jyj"]
        assert town.last(cast.office).labels[0] == WATER


async def test_nothing_leaves_before_send_and_send_twice_sends_once(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        await town.press(cast.zhang, LAMPS)
        await town.press(cast.zhang, "不写说明")
        await town.press(cast.zhang, usual(town.last(cast.zhang)))
        assert town.sent_to(cast.lamps) == []
        keys = [town.send_press(cast.zhang, "发送"), town.send_press(cast.zhang, "发送")]

        await town.settle()

        assert len(await dispatches(town)) == 1
        assert len(await clocks(town, "sign")) == 1
        assert len([sent for sent in town.sent_to(cast.mei) if "已转交" in sent.text]) == 1
        assert town.telegram.toasts[keys[1]].text


async def test_cancel_keeps_the_matter_where_it_was(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")
        picks = town.last(cast.zhang)
        data = picks.button(f"⭐ {LAMPS}").data
        await town.press(cast.zhang, "取消")

        toast = await forged(town, cast.zhang, data or "", on=picks.message_id)

        assert "已过期" in toast.text
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert await dispatches(town) == []


async def test_only_the_owner_passes_on_and_only_what_was_claimed(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        chen = await town.seated("chen-jing")
        matter_id = await file_matter(town, cast.mei)
        early = await forged(town, cast.zhang, f"forward:{matter_id}")
        await town.press(cast.zhang, "认领")

        for who, why in ((chen, "由 张伟 代表承办"), (cast.mei, "只有"), (cast.lamps, "只有"), (cast.office, "只有")):
            assert why in (await forged(town, who, f"forward:{matter_id}")).text, who.name
        await pass_on(town, cast.zhang)
        again = await forged(town, cast.zhang, f"forward:{matter_id}")

        assert "还没有代表认领" in early.text
        assert "已转交" in again.text


async def test_while_the_body_has_it_the_owner_may_respond_but_not_answer(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        assert not card_of(town, cast.zhang, "答复").has("转交")

        await town.press(cast.zhang, "答复")
        await town.message(cast.zhang, "已转城管局，明天到场。")

        assert town.last(cast.zhang).labels == ["先作回应", "💬 常用语", "✍️ 修改文字", "取消"]
        await town.press(cast.zhang, "先作回应")
        await town.message(cast.zhang, "明天")
        await town.press(cast.zhang, "发送")
        assert (await matter_of(town, matter_id)).status == "forwarded"
        assert "已转城管局" in town.last(cast.mei).text


async def test_after_a_reply_another_body_may_be_asked(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await replied(town, cast.lamps, "灯杆下有水管，请水务先处理")

        await pass_on_found(town, cast)

        assert (await matter_of(town, matter_id)).status == "forwarded"
        assert [each.body_code for each in await dispatches(town)] == ["cgj", "swj"]
        assert town.last(cast.water).has("签收")


async def test_while_the_office_decides_the_owner_cannot_pass_it_on(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await sent_back(town, cast.lamps)

        toast = await forged(town, cast.zhang, f"forward:{matter_id}")

        assert "正等人大机关决定" in toast.text
        assert told(town, cast.zhang, "不用操作")


async def test_at_night_a_new_card_waits_for_the_morning(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.advance(hours=13)

        await pass_on(town, cast.zhang)
        assert town.sent_to(cast.lamps) == []
        await town.advance(hours=9.5)

        assert town.last(cast.lamps).has("签收")


async def test_an_urgent_matter_reaches_the_body_at_night(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang, urgent=True)
        await town.advance(hours=13)

        await pass_on(town, cast.zhang)

        assert card_of(town, cast.lamps, "签收").text.startswith("🚨")


async def pass_on_found(town: Town, cast: Cast) -> None:
    """Pass on to a body that is found by its name."""
    await town.press(cast.zhang, "转交")
    await town.message(cast.zhang, "水务")
    await town.press(cast.zhang, WATER)
    await town.press(cast.zhang, "不写说明")
    await town.press(cast.zhang, usual(town.last(cast.zhang)))
    await town.press(cast.zhang, "发送")
