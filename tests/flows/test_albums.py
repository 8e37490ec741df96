"""More files than one message holds: each reaches its reader, and the text replies to the first."""

from pathlib import Path

from models.matter import Matter
from services.albums import album_screens
from services.tell import tell_author
from services.work import Work
from tests.flows.deputies import claimed, file_matter, town_of
from tests.flows.residents import GUSHU, LIGHT, choose
from tests.harness import Sent, Town
from tests.updates import Who
from texts.card import PicturesOf
from texts.clock import NoWhere
from texts.screen import Media

PHOTOS = [Media("photo", file_id=f"p{place}") for place in range(20)]
MIXED = [*PHOTOS, Media("voice", file_id="v"), Media("document", file_id="d"), Media("video", file_id="f")]


def albums_of(town: Town, who: Who) -> list[Sent]:
    return [sent for sent in town.sent_to(who) if sent.media]


async def test_twenty_photos_and_a_voice_reach_the_deputy_and_the_card_replies_to_the_first(town: Town) -> None:
    li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
    await town.message(li_mei, LIGHT, photos=10)
    await town.message(li_mei, photos=10)
    await town.message(li_mei, voice=True)
    await town.advance(seconds=2)
    await town.message(li_mei, GUSHU)
    await choose(town, li_mei)

    await town.press(li_mei, "提交")

    albums = albums_of(town, zhang)
    assert [len(sent.media) for sent in albums] == [10, 10, 1]
    assert town.last(zhang).has("认领")
    assert town.last(zhang).reply_to == albums[0].message_id


async def test_a_deputys_photos_and_voice_reach_the_resident(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "追问")
        await town.message(zhang, "是这个灯吗？", photos=9)
        await town.message(zhang, voice=True)
        await town.settle()

        await town.press(zhang, "追问")

        told = [len(sent.media) for sent in albums_of(town, li_mei)]

        assert told == [9, 1]


async def test_every_kind_of_file_is_told_to_the_resident_each_once(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei = town.person("李梅")
        matter_id = await file_matter(town, li_mei)

        def tell(work: Work) -> None:
            matter = work.session.get_one(Matter, matter_id)
            for _ in range(2):
                tell_author(work, matter, NoWhere(), media=MIXED, key="once")

        await town.work(tell)
        await town.settle()

        albums = albums_of(town, li_mei)
        assert [len(sent.media) for sent in albums] == [10, 10, 1, 1, 1]
        assert town.last(li_mei).reply_to == albums[0].message_id


def test_a_file_of_an_unknown_kind_goes_with_the_documents() -> None:
    files = [Media("document", file_id="a"), Media("gif", file_id="b")]

    screens = album_screens(PicturesOf("1"), files)

    assert [screen.media for screen in screens] == [tuple(files)]


def test_files_are_split_by_what_telegram_mixes() -> None:
    kinds = ["document", "photo", "voice", "video", "voice", *["photo"] * 10]

    screens = album_screens(PicturesOf("1"), [Media(kind, file_id="x") for kind in kinds])

    assert [[item.kind for item in screen.media] for screen in screens] == [
        ["photo", "video", *["photo"] * 8], ["photo"] * 2, ["document"], ["voice"], ["voice"]]
