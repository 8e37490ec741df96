"""QR codes of stations and deputies, for those who hang them up."""

from pathlib import Path

from bot.features import FEATURES
from tests.flows.deputies import forged, seated_as
from tests.harness import Town


async def test_a_station_head_gets_the_codes_of_the_station_and_its_deputies_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        head = await seated_as(town, "head")
        await town.message(head, "/office")

        await town.press(head, "二维码")
        listed = town.last(head).labels
        await town.press(head, "👤 张伟")
        picture = town.last(head)
        toast = await forged(town, head, "qr:st_xinan1")

        assert listed[0].startswith("🏠 ")
        assert "👤 张伟" in listed
        assert "👤 陈静" in listed
        assert "start=dp_zhang-wei" in picture.text
        assert "张伟" in picture.text
        assert "已过期" in toast.text


async def test_the_office_gets_every_code_and_a_deputys_from_the_roster(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        office = await seated_as(town, "office")
        await town.message(office, "/office")
        await town.press(office, "二维码")
        pages = 1
        while town.last(office).has("下一页"):
            await town.press(office, "下一页")
            pages += 1

        await town.press(office, town.last(office).labels[0])

        assert pages > 3
        assert "https://t.me/" in town.last(office).text


async def test_a_deputy_or_resident_cannot_ask_for_codes(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        zhang = await town.seated("zhang-wei")

        toast = await forged(town, zhang, "qrs:0")

        assert toast.is_alert
