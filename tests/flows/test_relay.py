"""Words between deputy and resident that answer nothing yet."""

from pathlib import Path

from tests.flows.deputies import claimed, happenings, running_clocks, town_of


async def test_asking_back_reaches_the_resident_and_stops_no_clock(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "追问")

        await town.message(zhang, "是哪一栋楼？")
        await town.message(li_mei, "3 栋", reply_to=town.last(li_mei))

        assert any("是哪一栋楼？" in sent.text for sent in town.sent_to(li_mei))
        assert any("3 栋" in sent.text for sent in town.sent_to(zhang))
        assert await running_clocks(town) == {"first_answer", "resolve"}
        assert "asked" in await happenings(town, matter_id)


async def test_a_note_is_read_by_the_staff_alone(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "备注")

        await town.message(zhang, "物业电话占线")

        assert "物业电话占线" in town.last(chen).text
        assert not any("物业电话占线" in sent.text for sent in town.sent_to(li_mei))


async def test_a_reply_to_the_card_asks_what_it_is_for(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        await town.message(zhang, "明天上午到现场", photos=2, reply_to=town.last(zhang))
        labels = town.last(zhang).labels
        await town.press(zhang, "发给群众")

        assert labels == ["发给群众", "追问", "内部备注", "取消"]
        assert "明天上午到现场" in town.last(li_mei).text
        assert sum(len(sent.media) for sent in town.sent_to(li_mei)) == 2
        assert (await happenings(town, matter_id))[-1] == "told"


async def test_only_the_owner_may_write_to_the_resident(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        await claimed(town, li_mei, zhang)

        await town.message(chen, "我也来说一句", reply_to=town.last(chen))

        assert "由 张伟 代表承办" in town.last(chen).text
        assert not any("我也来说一句" in sent.text for sent in town.sent_to(li_mei))


async def test_a_picture_for_a_question_waits_for_its_album(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "追问")

        await town.message(zhang, "是这盏灯吗？", photos=2)
        asked = [sent for sent in town.sent_to(zhang) if sent.has("发给群众")]
        await town.press(zhang, "追问", on=asked[-1])

        assert len(asked) == 1
        assert "想了解一下" in town.last(li_mei).text
        assert "是这盏灯吗？" in town.last(li_mei).text


async def test_a_reply_to_a_notice_of_the_matter_reaches_the_resident_too(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.message(li_mei, "补充一张照片", reply_to=town.last(li_mei))

        await town.message(zhang, "收到，谢谢", reply_to=town.last(zhang))
        await town.press(zhang, "发给群众")

        assert "收到，谢谢" in town.last(li_mei).text


async def test_dropped_words_go_nowhere(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.message(zhang, "先不发", reply_to=town.last(zhang))

        await town.press(zhang, "取消")

        assert "没有发送" in town.last(zhang).text
        assert not any("先不发" in sent.text for sent in town.sent_to(li_mei))
        assert (await happenings(town, matter_id))[-1] == "claimed"
