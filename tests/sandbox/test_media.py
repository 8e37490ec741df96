"""Files both ways: photos in sizes, albums, documents, downloads and what is too large."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from PIL import Image

from sandbox.botapi.downloads import MAX_DOWNLOAD
from tests.sandbox.phones import BOT, MEI, TOKEN, WEI, Phones, Refused
from tests.sandbox.uploads import send_file, show, upload

Picture = Callable[..., bytes]


async def download(phones: Phones, file_id: str) -> bytes:
    found = await phones.bot("getFile", file_id=file_id)
    async with phones.session.get(f"{phones.base}/file/bot{TOKEN}/{found['file_path']}") as response:
        assert response.status == 200
        return await response.read()


async def test_a_photo_comes_in_sizes_smallest_first(phones: Phones, picture: Picture) -> None:
    sent = await send_file(phones, "photo", picture(2000, 1000))

    assert [(size["width"], size["height"]) for size in sent["photo"]] == [
        (90, 45), (320, 160), (800, 400), (1280, 640),
    ]  # fmt: skip


async def test_a_small_photo_keeps_its_size(phones: Phones, picture: Picture) -> None:
    sent = await send_file(phones, "photo", picture(100, 60))

    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(90, 54), (100, 60)]


async def test_exif_does_not_travel(phones: Phones, picture: Picture) -> None:
    exif = Image.Exif()
    exif[0x010F] = "my phone"
    sent = await show(phones, [("photo", picture(exif=exif.tobytes()))])

    content = await download(phones, sent[0]["photo"][-1]["file_id"])

    with Image.open(BytesIO(content)) as opened:
        assert dict(opened.getexif()) == {}


async def test_what_is_no_picture_is_refused(phones: Phones) -> None:
    with pytest.raises(Refused) as refused:
        await send_file(phones, "photo", b"not a picture")

    assert refused.value.description == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_far_too_long_picture_is_refused(phones: Phones, picture: Picture) -> None:
    with pytest.raises(Refused) as refused:
        await send_file(phones, "photo", picture(2100, 100))

    assert refused.value.description == "Bad Request: PHOTO_INVALID_DIMENSIONS"


@pytest.mark.parametrize("kind", ["document", "voice", "video", "audio", "video_note", "sticker"])
async def test_other_files_come_back_as_they_went(phones: Phones, kind: str) -> None:
    sent = await send_file(phones, kind, b"content of " + kind.encode(), f"{kind}.bin", duration=7)

    content = await download(phones, sent[kind]["file_id"])

    assert (content, sent[kind].get("duration", 7)) == (b"content of " + kind.encode(), 7)


async def test_a_document_keeps_its_name_and_type(phones: Phones) -> None:
    sent = await send_file(phones, "document", b"%PDF", "答复.pdf")

    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("答复.pdf", 4)


async def test_an_animation_is_a_document_too(phones: Phones) -> None:
    sent = await send_file(phones, "animation", b"gif")

    assert sent["document"] == sent["animation"]


async def test_a_file_can_be_sent_again_by_its_id(phones: Phones, picture: Picture) -> None:
    said = await show(phones, [("photo", picture())], caption="井盖")

    sent = await phones.bot("sendPhoto", chat_id=WEI, photo=said[0]["photo"][0]["file_id"], caption="井盖")

    assert (sent["photo"], sent["caption"]) == (said[0]["photo"], "井盖")


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "attach://missing"}, "file to send not found by attach:// name"),
        ({"photo": "http://127.0.0.1:9/x.jpg"}, "failed to get HTTP URL content"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(phones: Phones, params: dict[str, str], description: str) -> None:
    assert await phones.refusal("sendPhoto", chat_id=MEI, **params) == (400, f"Bad Request: {description}")


async def test_a_document_is_no_photo(phones: Phones) -> None:
    sent = await send_file(phones, "document", b"x")

    refusal = await phones.refusal("sendPhoto", chat_id=MEI, photo=sent["document"]["file_id"])

    assert refusal == (400, "Bad Request: can't use file of type Document as Photo")


async def test_a_file_can_be_fetched_from_an_address(phones: Phones, picture: Picture) -> None:
    said = await show(phones, [("photo", picture())])
    url = f"{phones.base}/files/{said[0]['photo'][-1]['file_id']}"

    sent = await phones.bot("sendPhoto", chat_id=MEI, photo=url)

    assert sent["photo"][-1]["width"] == 640


async def test_a_caption_holds_1024_characters(phones: Phones, picture: Picture) -> None:
    with pytest.raises(Refused) as refused:
        await send_file(phones, "photo", picture(), caption="长" * 1025)

    assert refused.value.description == "Bad Request: message caption is too long"


async def test_an_album_shares_one_group_id(phones: Phones, picture: Picture) -> None:
    media = '[{"type":"photo","media":"attach://a","caption":"<b>前</b>","parse_mode":"HTML"},{"type":"photo","media":"attach://b"}]'
    files = {"a": ("a.jpg", picture()), "b": ("b.jpg", picture(colour="red"))}

    album = await upload(phones, "sendMediaGroup", {"chat_id": MEI, "media": media}, files)

    groups = {part["media_group_id"] for part in album}
    told = len(album), len(groups), album[0]["caption"], album[0]["caption_entities"][0]["type"]
    assert told == (2, 1, "前", "bold")


@pytest.mark.parametrize(
    ("kinds", "more", "description"),
    [
        (["photo"], {}, "can't send an album of less than 2 messages"),
        (["photo"] * 11, {}, "too many messages to send as an album"),
        (["photo", "document"], {}, "can't mix different kinds of media in one album"),
        (["photo", "dance"], {}, 'can\'t parse InputMedia: type "dance" is unsupported in albums'),
        (["photo"] * 2, {"reply_markup": {"inline_keyboard": []}}, "reply markup is not allowed in albums"),
        ([], {}, "there are no messages to send"),
    ],
)
async def test_wrong_albums_are_refused(
    phones: Phones, kinds: list[str], more: dict[str, Any], description: str
) -> None:
    media = [{"type": kind, "media": "x"} for kind in kinds]

    refusal = await phones.refusal("sendMediaGroup", chat_id=MEI, media=media, **more)

    assert refusal == (400, f"Bad Request: {description}")


async def test_several_photos_of_a_person_arrive_as_separate_updates_of_one_album(
    phones: Phones, picture: Picture
) -> None:
    await show(phones, [("photo", picture(colour=colour)) for colour in ("red", "blue", "white")], caption="三张")

    messages = [update["message"] for update in await phones.updates()]

    captions = [message.get("caption") for message in messages]
    assert (len({m["media_group_id"] for m in messages}), captions) == (1, ["三张", None, None])


async def test_a_file_over_20_mb_can_be_sent_but_not_downloaded(phones: Phones) -> None:
    said = await show(phones, [("video", bytes(MAX_DOWNLOAD + 1))])

    refusal = await phones.refusal("getFile", file_id=said[0]["video"]["file_id"])

    assert refusal == (400, "Bad Request: file is too big")


@pytest.mark.parametrize(
    ("ident", "description"),
    [("", "file_id not specified"), ("x", "wrong file_id or the file is temporarily unavailable")],
)
async def test_an_unknown_file_is_refused(phones: Phones, ident: str, description: str) -> None:
    assert await phones.refusal("getFile", file_id=ident) == (400, f"Bad Request: {description}")


async def test_a_path_that_nobody_was_given_is_not_found(phones: Phones) -> None:
    async with phones.session.get(f"{phones.base}/file/bot{TOKEN}/photos/file_99.jpg") as response:
        answer = await response.json()

    assert (response.status, answer["description"]) == (404, "Not Found")


async def test_the_page_gets_the_bytes_of_a_photo(phones: Phones, picture: Picture) -> None:
    said = await show(phones, [("photo", picture())])

    async with phones.session.get(f"{phones.base}/files/{said[0]['photo'][-1]['file_id']}") as response:
        content = await response.read()

    with Image.open(BytesIO(content)) as opened:
        assert (response.content_type, opened.size) == ("image/jpeg", (640, 480))


async def test_an_html_file_is_offered_for_download_and_never_shown(phones: Phones) -> None:
    sent = await send_file(phones, "document", b"<script>", "x.html")

    async with phones.session.get(f"{phones.base}/files/{sent['document']['file_id']}") as response:
        disposition = response.headers["Content-Disposition"]

    assert disposition == "attachment"


async def test_an_empty_file_is_refused_on_both_sides(phones: Phones) -> None:
    said = await show(phones, [("document", b"")], status=400)
    with pytest.raises(Refused) as refused:
        await send_file(phones, "document", b"")

    assert (said["error"], refused.value.description) == (
        "The file is empty.",
        "Bad Request: file must be non-empty",
    )


async def test_multipart_without_files_is_taken_too(phones: Phones) -> None:
    with aiohttp.MultipartWriter("form-data") as form:
        for name, value in {"chat_id": str(MEI), "text": "多段"}.items():
            form.append(value).set_content_disposition("form-data", name=name)

        async with phones.session.post(f"{phones.base}/bot{TOKEN}/sendMessage", data=form) as response:
            answer = await response.json()

    assert (answer["result"]["text"], answer["result"]["from"]["id"]) == ("多段", BOT)
