"""Edits and deletions of what the bot said."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.phones import BOT, MEI, WEI, Phones, Refused, inline
from tests.sandbox.uploads import send_file

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


async def edit(phones: Phones, message_id: int, text: str, **more: object) -> dict[str, Any]:
    params = {"chat_id": MEI, "message_id": message_id, "text": text, **more}
    return dict(await phones.bot("editMessageText", **params))


async def test_an_edit_changes_words_and_keyboard_in_place(phones: Phones) -> None:
    sent = await phones.send("待认领", reply_markup=inline("认领"))

    edited = await edit(phones, sent["message_id"], "已认领", reply_markup=inline("答复"))

    shown = (await phones.history(MEI))[-1]
    actual = shown["message_id"], shown["text"], shown["reply_markup"], shown["edited"], "edit_date" in edited
    assert actual == (sent["message_id"], "已认领", inline("答复"), True, True)


async def test_an_edit_without_keyboard_takes_it_away(phones: Phones) -> None:
    sent = await phones.send("待认领", reply_markup=inline("认领"))

    edited = await edit(phones, sent["message_id"], "已认领")

    assert "reply_markup" not in edited


async def test_the_same_again_is_not_modified(phones: Phones) -> None:
    sent = await phones.send("<b>同</b>", parse_mode="HTML", reply_markup=inline("认领"))

    with pytest.raises(Refused) as refused:
        await edit(phones, sent["message_id"], "<b>同</b>", parse_mode="HTML", reply_markup=inline("认领"))

    assert refused.value.description == NOT_MODIFIED


async def test_the_same_again_after_a_real_edit_is_not_modified_either(phones: Phones) -> None:
    sent = await phones.send("旧")
    await edit(phones, sent["message_id"], "新")

    with pytest.raises(Refused) as refused:
        await edit(phones, sent["message_id"], "新")

    assert refused.value.description == NOT_MODIFIED


async def test_the_same_keyboard_again_is_not_modified(phones: Phones) -> None:
    sent = await phones.send("旧", reply_markup=inline("认领"))

    refusal = await phones.refusal(
        "editMessageReplyMarkup", chat_id=MEI, message_id=sent["message_id"], reply_markup=inline("认领")
    )

    assert refusal == (400, NOT_MODIFIED)


@pytest.mark.parametrize(
    ("method", "more", "description"),
    [
        ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageReplyMarkup", {"message_id": 999}, "message to edit not found"),
        ("editMessageCaption", {"message_id": 999, "caption": "x"}, "message to edit not found"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
        ("copyMessage", {"message_id": 999, "from_chat_id": MEI}, "message to copy not found"),
        ("forwardMessage", {"message_id": 999, "from_chat_id": MEI}, "message to forward not found"),
    ],
)
async def test_a_message_that_is_not_there_is_named_by_what_it_was_for(
    phones: Phones, method: str, more: dict[str, Any], description: str
) -> None:
    assert await phones.refusal(method, chat_id=MEI, **more) == (400, f"Bad Request: {description}")


async def test_a_persons_message_cannot_be_edited(phones: Phones) -> None:
    said = await phones.say(MEI, "我的话")

    refusal = await phones.refusal("editMessageText", chat_id=MEI, message_id=said["message_id"], text="x")

    assert refusal == (400, "Bad Request: message can't be edited")


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(phones: Phones) -> None:
    sent = await phones.send("菜单", reply_markup={"keyboard": [["随手拍"]]})

    refusal = await phones.refusal("editMessageText", chat_id=MEI, message_id=sent["message_id"], text="x")

    assert refusal == (400, "Bad Request: message can't be edited")


async def test_a_photo_has_a_caption_and_no_text(phones: Phones, picture: Callable[..., bytes]) -> None:
    sent = await send_file(phones, "photo", picture(), caption="路灯")

    text = await phones.refusal("editMessageText", chat_id=MEI, message_id=sent["message_id"], text="x")
    caption = await phones.bot("editMessageCaption", chat_id=MEI, message_id=sent["message_id"], caption="修好了")

    expected = (400, "Bad Request: there is no text in the message to edit"), "修好了"
    assert (text, caption["caption"]) == expected


async def test_a_text_has_no_caption(phones: Phones) -> None:
    sent = await phones.send("字")

    refusal = await phones.refusal("editMessageCaption", chat_id=MEI, message_id=sent["message_id"], caption="x")

    assert refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_a_photo_can_be_replaced(phones: Phones, picture: Callable[..., bytes]) -> None:
    first = await send_file(phones, "photo", picture(), caption="前")
    second = await send_file(phones, "photo", picture(colour="red"))
    media = {"type": "photo", "media": second["photo"][-1]["file_id"], "caption": "后"}

    edited = await phones.bot("editMessageMedia", chat_id=MEI, message_id=first["message_id"], media=media)

    assert (edited["photo"], edited["caption"]) == (second["photo"], "后")


async def test_a_deleted_message_is_gone_for_the_bot_and_marked_for_the_page(phones: Phones) -> None:
    sent = await phones.send("错了")
    await phones.bot("deleteMessage", chat_id=MEI, message_id=sent["message_id"])

    refusal = await phones.refusal("editMessageText", chat_id=MEI, message_id=sent["message_id"], text="x")
    shown = (await phones.history(MEI))[-1]

    assert (refusal[1], shown["deleted"]) == ("Bad Request: message to edit not found", True)


async def test_after_48_hours_a_message_can_be_edited_but_not_deleted(phones: Phones) -> None:
    sent = await phones.send("旧事")
    await phones.post("/clock", {"advance": 48 * 3600 + 60})

    refusal = await phones.refusal("deleteMessage", chat_id=MEI, message_id=sent["message_id"])
    edited = await edit(phones, sent["message_id"], "新事")

    assert (refusal[1], edited["text"]) == ("Bad Request: message can't be deleted", "新事")


async def test_several_messages_are_deleted_at_once_and_missing_ones_skipped(phones: Phones) -> None:
    idents = [(await phones.send(str(number)))["message_id"] for number in range(3)]

    await phones.bot("deleteMessages", chat_id=MEI, message_ids=[*idents, 999])

    assert [m["message_id"] for m in await phones.history(MEI) if m.get("deleted")] == idents


async def test_a_member_bot_cannot_delete_what_others_said_in_a_group(phones: Phones) -> None:
    group = await phones.group()
    said = await phones.say(WEI, "大家好", chat=group)

    refusal = await phones.refusal("deleteMessage", chat_id=group, message_id=said["message_id"])

    assert refusal == (400, "Bad Request: message can't be deleted")


async def test_an_administrator_bot_can(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    said = await phones.say(WEI, "广告", chat=group)

    assert await phones.bot("deleteMessage", chat_id=group, message_id=said["message_id"]) is True


async def test_a_copy_is_the_bots_own_and_a_forward_tells_its_origin(phones: Phones) -> None:
    said = await phones.say(MEI, "原话")
    where = {"chat_id": WEI, "from_chat_id": MEI, "message_id": said["message_id"]}

    copied = await phones.bot("copyMessage", **where)
    forwarded = await phones.bot("forwardMessage", **where)

    copy = next(m for m in await phones.history(WEI, WEI) if m["message_id"] == copied["message_id"])
    origin = forwarded["forward_origin"]["sender_user"]["id"]
    assert (copy["text"], "forward_origin" in copy, forwarded["text"], origin) == ("原话", False, "原话", MEI)


async def test_several_messages_are_copied_and_forwarded_in_order(phones: Phones) -> None:
    idents = [(await phones.say(MEI, str(number)))["message_id"] for number in range(3)]
    where = {"chat_id": WEI, "from_chat_id": MEI, "message_ids": idents}

    copied = await phones.bot("copyMessages", **where)
    forwarded = await phones.bot("forwardMessages", **where)

    texts = [m["text"] for m in await phones.history(WEI, WEI)][-6:]
    assert (len(copied), len(forwarded), texts) == (3, 3, ["0", "1", "2", "0", "1", "2"])
