"""Sending words: what is taken, what is refused, and in which words."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, JING, MEI, Phones, inline


async def test_a_message_comes_back_as_telegram_shows_it(phones: Phones) -> None:
    sent = await phones.send("<b>您好</b>", parse_mode="HTML", reply_markup=inline("认领"))

    assert {name: sent[name] for name in sent if name not in ("date", "message_id")} == {
        "from": {"id": BOT, "is_bot": True, "first_name": "呼应", "username": "huying_bot"},
        "chat": {"id": MEI, "first_name": "李梅", "username": "person101", "type": "private"},
        "text": "您好",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "reply_markup": {"inline_keyboard": [[{"text": "认领", "callback_data": "认领"}]]},
    }


async def test_message_ids_grow_within_a_chat(phones: Phones) -> None:
    first, second = await phones.send("一"), await phones.send("二")

    assert second["message_id"] == first["message_id"] + 1


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": MEI}, "message text is empty"),
        ({"chat_id": MEI, "text": ""}, "message text is empty"),
        ({"chat_id": MEI, "text": "  \n "}, "message text is empty"),
        ({"chat_id": MEI, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"chat_id": MEI, "text": "长" * 4097}, "message is too long"),
        ({"chat_id": MEI, "text": "😀" * 2049}, "message is too long"),
        ({"text": "谁"}, "chat_id is empty"),
        ({"chat_id": 999, "text": "谁"}, "chat not found"),
        ({"chat_id": -999, "text": "谁"}, "chat not found"),
        ({"chat_id": "abc", "text": "谁"}, "chat not found"),
        ({"chat_id": "@person101", "text": "谁"}, "chat not found"),
        ({"chat_id": MEI, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"chat_id": MEI, "text": "x", "reply_to_message_id": 999}, "message to be replied not found"),
        ({"chat_id": MEI, "text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"chat_id": MEI, "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"chat_id": MEI, "text": "x", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
        ({"chat_id": MEI, "text": "x", "reply_markup": inline("")}, "BUTTON_TEXT_INVALID"),
        ({"chat_id": MEI, "text": "x", "reply_markup": inline("a", callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"chat_id": MEI, "text": "x", "reply_markup": inline("a", callback_data="诉" * 22)}, "BUTTON_DATA_INVALID"),
        (
            {"chat_id": MEI, "text": "x", "reply_markup": inline("a", url="no address")},
            "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL",
        ),
        (
            {"chat_id": MEI, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"chat_id": MEI, "text": "x", "reply_markup": inline(*"a" * 101)}, "REPLY_MARKUP_TOO_LONG"),
        (
            {"chat_id": MEI, "text": "x", "reply_markup": {"inline_keyboard": [inline("a")["inline_keyboard"][0] * 9]}},
            "REPLY_MARKUP_TOO_LONG",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused(phones: Phones, params: dict[str, Any], description: str) -> None:
    assert await phones.refusal("sendMessage", **params) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize("text", ["长" * 4096, "😀" * 2048, f"<b>{'x' * 4096}</b>"])
async def test_4096_units_after_parsing_are_taken(phones: Phones, text: str) -> None:
    sent = await phones.send(text, parse_mode="HTML")

    assert len(sent["text"].encode("utf-16-le")) // 2 == 4096


async def test_64_bytes_of_callback_data_and_100_buttons_are_taken(phones: Phones) -> None:
    rows = [[{"text": "a", "callback_data": "x" * 64}] * 5] * 20

    sent = await phones.send(reply_markup={"inline_keyboard": rows})

    assert sent["reply_markup"]["inline_keyboard"] == rows


async def test_a_bot_cannot_write_first(phones: Phones) -> None:
    refusal = await phones.refusal("sendMessage", chat_id=JING, text="您好")

    assert refusal == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_a_blocked_bot_is_told_so_and_hears_of_it(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/block", {"bot": BOT, "blocked": True})

    refusal = await phones.refusal("sendMessage", chat_id=MEI, text="您好")
    update = (await phones.updates())[0]["my_chat_member"]

    statuses = update["old_chat_member"]["status"], update["new_chat_member"]["status"]
    assert (refusal, statuses) == ((403, "Forbidden: bot was blocked by the user"), ("member", "kicked"))


async def test_starting_again_lets_a_blocked_bot_in(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/block", {"bot": BOT, "blocked": True})
    await phones.post(f"/people/{MEI}/start", {"bot": BOT})

    sent = await phones.send("欢迎回来")

    assert sent["text"] == "欢迎回来"


async def test_a_reply_carries_what_it_replies_to_one_level_deep(phones: Phones) -> None:
    said = await phones.say(MEI, "井盖坏了")
    first = await phones.send("收到", reply_parameters={"message_id": said["message_id"]})

    second = await phones.send("补充", reply_to_message_id=first["message_id"])

    replied = second["reply_to_message"]
    assert (replied["text"], "reply_to_message" in replied) == ("收到", False)


async def test_a_missing_reply_target_can_be_forgiven(phones: Phones) -> None:
    asked = {"message_id": 999, "allow_sending_without_reply": True}

    sent = await phones.send("照发", reply_parameters=asked)

    assert "reply_to_message" not in sent


async def test_entities_are_found_in_plain_words(phones: Phones) -> None:
    said = await phones.say(MEI, "😀 见 https://a.cn/x，问 @huying_bot 或 /help #路灯 a@b.com")

    kinds = [(entity["type"], entity["offset"]) for entity in said["entities"]]
    assert kinds == [("url", 5), ("mention", 22), ("bot_command", 36), ("hashtag", 42), ("email", 46)]


async def test_entities_given_by_the_bot_are_kept(phones: Phones) -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}]

    sent = await phones.send("您好", entities=given)

    assert sent["entities"] == given


async def test_control_characters_and_direction_marks_are_dropped(phones: Phones) -> None:
    said = await phones.say(MEI, " 李\u202e梅\x07说\r\n ")

    assert said["text"] == "李梅 说"
