"""Closing and publishing."""

from pathlib import Path

from sqlalchemy import select

from models.clock import Clock
from models.matter import Attachment
from tests.flows.deputies import answered, claimed, file_matter, forged, happenings, matter_of, town_of


async def test_closing_needs_an_answer_first(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        toast = await town.press(zhang, "办结")

        assert toast is not None
        assert "先答复群众" in toast.text
        assert (await matter_of(town, matter_id)).status == "claimed"


async def test_a_solved_matter_closes_with_an_after_photo_and_the_resident_is_asked(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await answered(town, zhang)

        await town.press(zhang, "办结")
        assert town.last(zhang).has("无需照片")
        await town.message(zhang, photo=True)

        assert (await matter_of(town, matter_id)).status == "closed"
        assert town.last(li_mei).has("已解决")
        assert town.last(li_mei).has("未解决")
        assert any(sent.media for sent in town.sent_to(li_mei))
        running = await town.read(lambda session: session.scalars(
            select(Clock.kind).where(Clock.stopped_at.is_(None))).all())
        assert list(running) == []


async def test_an_album_of_after_photos_joins_the_closing_and_begins_no_report(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await answered(town, zhang)
        await town.press(zhang, "办结")

        await town.message(zhang, photos=3)
        count = await town.read(lambda session: len(session.scalars(
            select(Attachment).where(Attachment.matter_id == matter_id)).all()))
        await town.message(zhang, photo=True)

        assert count == 3
        assert "存进草稿" in town.last(zhang).text


async def test_without_a_photo_the_reason_is_asked_and_kept(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await answered(town, zhang)
        await town.press(zhang, "办结")

        await town.press(zhang, "无需照片")
        await town.message(zhang, "是政策咨询，没有现场")

        assert (await matter_of(town, matter_id)).status == "closed"
        assert "是政策咨询，没有现场" in next(
            sent.text for sent in town.sent_to(zhang) if "已办结" in sent.text and sent.has("全部经过"))


async def test_a_photo_in_the_answer_is_an_after_photo(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "修好了，请看照片。", photo=True)
        await town.press(zhang, "A 已解决")
        await town.press(zhang, "发送")

        await town.press(zhang, "办结")

        assert (await matter_of(town, matter_id)).status == "closed"


async def test_other_classes_close_at_once_and_the_card_has_no_more_to_do(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "列入明年计划。")
        await town.press(zhang, "C 列入计划")
        await town.message(zhang, "2027-03-01")
        await town.press(zhang, "发送")

        toast = await town.press(zhang, "办结")

        assert toast is not None
        assert "已办结" in toast.text
        assert (await matter_of(town, matter_id)).status == "closed"
        card = next(sent for sent in town.sent_to(zhang) if sent.has("全部经过"))
        assert card.labels == ["全文", "全部经过"]


async def test_a_close_button_pressed_twice_closes_once(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "暂时没有办法。")
        await town.press(zhang, "D 暂无法解决")
        await town.message(zhang, "权属不清")
        await town.press(zhang, "发送")
        for _ in range(2):
            town.send_press(zhang, "办结")

        await town.settle()

        assert (await happenings(town, matter_id)).count("closed") == 1
        assert len([sent for sent in town.sent_to(li_mei) if sent.has("未解决")]) == 1


async def test_public_words_are_the_owners_choice(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        toast = await town.press(zhang, "公开")

        assert toast is not None
        assert "已公开" in toast.text
        assert (await matter_of(town, matter_id)).published
        assert not town.last(zhang).has("公开")


async def test_nobody_publishes_what_the_resident_keeps_private(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await file_matter(town, li_mei, unpublished=True)
        await town.press(zhang, "认领")
        revision = (await matter_of(town, matter_id)).revision

        toast = await forged(town, zhang, f"publish:{matter_id}:{revision}")

        assert not town.last(zhang).has("公开")
        assert "不公开" in toast.text
        assert not (await matter_of(town, matter_id)).published


async def test_the_button_of_the_sent_answer_goes_when_the_matter_is_closed(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await claimed(town, town.person("李梅"), zhang)
        await answered(town, zhang)
        sent = next(each for each in town.sent_to(zhang) if "答复已发给群众" in each.text)
        assert sent.has("办结")

        await town.press(zhang, "办结", on=sent)
        await town.press(zhang, "无需照片")
        await town.message(zhang, "现场一切正常")

        assert "答复已发给群众" in sent.text
        assert "请按“办结”" not in sent.text
        assert not [each for each in town.sent_to(zhang) if each.has("办结")]
