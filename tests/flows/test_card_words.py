"""What a card says to whom: only those who can act are asked to."""

from pathlib import Path

from tests.flows.clock_town import ROUTES as CLOCK_ROUTES
from tests.flows.clock_town import file_matter as file_clocked
from tests.flows.clock_town import gather, local
from tests.flows.deputies import claimed, file_matter, seated_as, town_of
from tests.flows.residents import to_preview
from tests.harness import Sent, Town


def limit_of(sent: Sent) -> str:
    [line] = [line for line in sent.text.splitlines() if "⏰" in line]
    return line


async def test_a_claim_is_asked_of_the_constituencys_deputies(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")

        await file_matter(town, town.person("李梅"))

        assert limit_of(town.last(zhang)).startswith("⏰ 请在 ")
        assert limit_of(town.last(zhang)).endswith(" 前认领")


async def test_the_first_answer_is_asked_of_the_owner_alone(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")

        await claimed(town, town.person("李梅"), zhang)

        assert limit_of(town.last(zhang)).startswith("⏰ 请在 ")
        assert limit_of(town.last(chen)).startswith("⏰ 最迟 ")
        assert limit_of(town.last(chen)).endswith(" 前首次答复")


async def test_those_who_assign_are_asked_to_assign(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer, office = await seated_as(town, "officer"), await seated_as(town, "office")

        await file_matter(town, town.person("李梅"), community=None)

        assert [limit_of(town.last(who)).endswith(" 前分派") for who in (officer, office)] == [True, True]


async def test_an_assigned_matter_is_in_somebodys_hands(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        await town.seated("zhang-wei")
        officer = await seated_as(town, "officer")
        await file_matter(town, town.person("李梅"), community=None)
        cards = len(town.sent_to(officer))

        for label in ("分派", "西乡街道", "西乡第二选区", "张伟（在办 0）"):
            await town.press(officer, label)

        told = town.sent_to(officer)[cards - 1].text
        assert "由 张伟 代表承办" in told
        assert "已由" not in told


async def test_the_answers_photos_are_not_counted_as_the_reports(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang, files=2)
        card = next(sent for sent in reversed(town.sent_to(zhang)) if sent.has("答复"))
        await town.press(zhang, "追问")
        await town.message(zhang, "是这盏吗？", photos=3)
        await town.settle()

        await town.press(zhang, "追问")

        assert "📎 2 个附件" in next(
            sent for sent in town.sent_to(zhang) if sent.message_id == card.message_id).text


async def test_a_place_that_was_not_recognised_stands_in_quotes(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")

        await file_matter(town, town.person("李梅"), community=None, place="不知道在哪里的地方")

        assert "📍 地点不明：“不知道在哪里的地方”" in town.last(officer).text


async def test_a_deputys_own_request_does_not_name_them_as_receiver(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    await to_preview(town, zhang)
    await town.press(zhang, "类型：随手拍")

    told = town.last(zhang).text

    assert "陈静" in told
    assert "张伟、" not in told
    assert "、张伟" not in told


async def test_a_reminder_of_an_unclaimed_matter_asks_to_claim_first(tmp_path: Path) -> None:
    async with Town(tmp_path, CLOCK_ROUTES, now=local(11, 20, 10)) as town:
        cast = await gather(town)
        await file_clocked(town, cast.author)

        await town.advance_to(local(11, 26, 12))

        reminders = [sent.text for sent in town.sent_to(cast.zhang) if "首次答复" in sent.text and "⏳" in sent.text]
        assert reminders
        assert all("还没有人认领" in each and "请先给居民一个回应" not in each for each in reminders)


async def test_one_blank_line_stands_before_what_the_night_held(tmp_path: Path) -> None:
    async with Town(tmp_path, CLOCK_ROUTES, now=local(11, 20, 10)) as town:
        cast = await gather(town)
        await file_clocked(town, cast.author)

        await town.advance_to(local(11, 24, 9))

        told = next(sent.text for sent in town.sent_to(cast.zhang) if "🌙" in sent.text and "今日" in sent.text)
        assert "\n\n🌙" in told
        assert "\n\n\n" not in told


async def test_a_day_of_another_year_is_told_with_its_year(tmp_path: Path) -> None:
    async with town_of(tmp_path, now=local(12, 31, 15)) as town:
        zhang = await town.seated("zhang-wei")

        await claimed(town, town.person("李梅"), zhang)

        assert "2027年1月" in limit_of(town.last(zhang))
        assert "2026年" not in town.last(zhang).text
