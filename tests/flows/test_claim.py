"""Taking, putting aside and giving back a matter."""

from pathlib import Path

from tests.flows.clock_town import bind
from tests.flows.deputies import claimed, file_matter, forged, happenings, matter_of, seated_as, town_of
from tests.updates import ANONYMOUS_ADMIN


async def test_every_deputy_of_the_constituency_gets_the_card(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")

        matter = await matter_of(town, await file_matter(town, li_mei, files=2))

        for who in (zhang, chen):
            card = town.last(who)
            assert matter.number is not None
            assert matter.number in card.text
            assert card.has("认领")
            assert card.has("不属于我")
            assert f"居民·{matter.handle}" in card.text
            assert "李梅" not in card.text
            assert card.reply_to is not None


async def test_a_claim_tells_the_resident_and_the_other_deputy_who_has_it(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter_id = await file_matter(town, li_mei)

        toast = await town.press(zhang, "认领")

        assert toast is not None
        assert "已认领" in toast.text
        assert "已由 张伟 代表认领" in town.last(chen).text
        assert not town.last(chen).has("认领")
        assert "已由 张伟 代表认领" in town.last(li_mei).text
        assert [label for label in ("答复", "追问", "备注", "放回", "办结", "公开") if town.last(zhang).has(label)] == [
            "答复", "追问", "备注", "放回", "办结", "公开"]
        assert (await matter_of(town, matter_id)).status == "claimed"


async def test_of_two_deputies_pressing_at_once_one_wins_and_the_other_reads_who(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")

        for round_ in range(10):
            await file_matter(town, li_mei if round_ % 2 else town.person("王强"), f"路灯坏了第 {round_} 盏")
            first, second = (zhang, chen) if round_ % 3 else (chen, zhang)
            keys = {who: town.send_press(who, "认领") for who in (first, second)}
            await town.settle()

            toasts = {who: town.telegram.toasts[key] for who, key in keys.items()}
            won = [who for who, toast in toasts.items() if "您" not in toast.text and not toast.is_alert]
            assert len(won) == 1
            loser = chen if won[0] is zhang else zhang
            assert toasts[loser].is_alert
            assert f"{won[0].name} 代表" in toasts[loser].text
            assert f"已由 {won[0].name} 代表认领" in town.last(loser).text


async def test_nobody_claims_a_matter_of_their_own(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter_id = await file_matter(town, zhang)
        card = town.last(chen)

        toast = await forged(town, zhang, f"claim:{matter_id}:1")

        assert "您自己提交" in toast.text
        assert (await matter_of(town, matter_id)).claimed_by is None
        assert "张伟" not in card.text


async def test_a_matter_all_have_put_aside_goes_to_the_station_head(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        head = await seated_as(town, "head")
        matter = await matter_of(town, await file_matter(town, li_mei))

        await town.press(zhang, "不属于我")
        heard_early = len(town.sent_to(head))
        await town.press(chen, "不属于我")

        assert "您已标为" in town.last(zhang).text
        assert heard_early == 0
        assert any(sent.has("分派") for sent in town.sent_to(head))
        assert any(f"都把 {matter.number}" in sent.text for sent in town.sent_to(head))


async def test_a_matter_put_aside_by_mistake_can_still_be_claimed(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, _ = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter_id = await file_matter(town, li_mei)
        await town.press(zhang, "不属于我")

        await town.press(zhang, "认领")

        assert (await matter_of(town, matter_id)).status == "claimed"
        assert town.last(zhang).has("答复")


async def test_a_released_matter_is_back_for_every_deputy_and_its_deadlines_go_on(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter_id = await file_matter(town, li_mei)
        limit = [line for line in town.last(chen).text.splitlines() if "前认领" in line]
        await town.press(zhang, "认领")

        toast = await town.press(zhang, "放回")

        assert toast is not None
        assert "已放回" in toast.text
        assert town.last(zhang).has("认领")
        assert town.last(chen).has("认领")
        assert limit
        assert [line for line in town.last(chen).text.splitlines() if "前认领" in line] == limit
        assert any("张伟 代表放回了" in sent.text for sent in town.sent_to(chen))
        assert (await happenings(town, matter_id))[-2:] == ["claimed", "released"]


async def test_a_release_is_undone_by_claiming_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "放回")

        await town.press(zhang, "认领")

        assert (await matter_of(town, matter_id)).claimed_by is not None


async def test_an_older_release_button_does_nothing(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        revision = (await matter_of(town, matter_id)).revision

        toast = await forged(town, zhang, f"release:{matter_id}:{revision - 1}", on=town.last(zhang).message_id)

        assert toast is not None
        assert "这个按钮已过期" in toast.text
        assert (await matter_of(town, matter_id)).status == "claimed"


async def test_a_matter_of_the_night_waits_for_the_morning(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await town.advance(hours=13)
        await file_matter(town, li_mei)
        at_night = len(town.sent_to(zhang))

        await town.advance(hours=9.5)

        assert at_night == 0
        assert town.last(zhang).has("认领")


async def test_an_urgent_matter_comes_at_night_with_sound_and_reaches_the_officer(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, officer = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "officer")
        await town.advance(hours=13)

        await file_matter(town, li_mei, "配电箱冒烟", urgent=True)

        assert town.last(zhang).has("认领")
        assert not town.last(zhang).silent
        assert town.last(officer).has("已接手")


async def test_the_whole_text_and_history_are_read_page_by_page_and_back(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await file_matter(town, li_mei, "长" * 3500)
        cut = town.last(zhang).text.count("长")

        await town.press(zhang, "全文")
        first = town.last(zhang).text
        await town.press(zhang, "下一页")
        second = town.last(zhang).text
        await town.press(zhang, "全部经过")
        history = town.last(zhang).text
        await town.press(zhang, "返回卡片")

        assert cut == 500
        assert "全文 1/3" in first
        assert "全文 2/3" in second
        assert "提交" in history
        assert town.last(zhang).has("认领")
        assert len(town.sent_to(zhang)) == 1


async def test_a_released_matter_is_chased_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter = await matter_of(town, await claimed(town, li_mei, zhang))
        await town.press(zhang, "放回")
        heard = len(town.sent_to(chen))

        await town.advance(hours=3, minutes=30)

        news = [sent.text for sent in town.sent_to(chen)[heard:]]
        assert any(matter.number in text and "认领" in text for text in news if matter.number)


async def test_a_claim_in_the_deputies_group_brings_the_card_to_the_private_chat(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        circle = await bind(town, zhang, "代表群", "代表群", "西乡街道", "西乡第二选区")
        matter_id = await file_matter(town, li_mei, "请看 13800138000 的路灯")
        notice = town.last(circle)

        toast = await town.press(chen, "认领", chat=circle)
        late = await forged(town, zhang, f"claim:{matter_id}:0", on=notice.message_id, chat=circle)

        assert toast is not None
        assert "已认领" in toast.text
        assert "13800138000" not in notice.text
        assert "已由 陈静 代表认领" in notice.text
        assert not notice.has("认领")
        assert town.last(chen).has("答复")
        assert "已由 陈静 代表认领" in (late.text or "")


async def test_a_resident_cannot_claim_in_the_deputies_group(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        circle = await bind(town, zhang, "代表群", "代表群", "西乡街道", "西乡第二选区")
        matter_id = await file_matter(town, li_mei)

        toast = await town.press(town.person("王强"), "认领", chat=circle)
        hidden = await town.press(ANONYMOUS_ADMIN, "认领", chat=circle)

        assert toast is not None
        assert "只有代表可以做" in toast.text
        assert hidden is not None
        assert hidden.is_alert
        assert (await matter_of(town, matter_id)).claimed_by is None
