"""Sending words: what is taken, what is refused, and in which words."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, JING, MEI, TOKEN, Phones, inline


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


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        (
            "sendLocation",
            {"latitude": 22.55, "longitude": 113.88},
            {"location": {"latitude": 22.55, "longitude": 113.88}},
        ),
        (
            "sendContact",
            {"phone_number": "+8610000", "first_name": "居委会"},
            {"contact": {"phone_number": "+8610000", "first_name": "居委会"}},
        ),
        (
            "sendVenue",
            {"latitude": 1, "longitude": 2, "title": "站", "address": "路"},
            {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "站", "address": "路"}},
        ),
    ],
)
async def test_small_messages_arrive(
    phones: Phones, method: str, params: dict[str, Any], expected: dict[str, Any]
) -> None:
    sent = await phones.bot(method, chat_id=MEI, **params)

    assert {name: sent[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendLocation", {"longitude": 1}, "latitude is empty"),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendLocation", {"latitude": 91, "longitude": 1}, "wrong parameter location in request"),
        ("sendContact", {"first_name": "x"}, "phone number must be non-empty"),
        ("sendContact", {"phone_number": "1"}, "first name must be non-empty"),
        ("sendVenue", {"latitude": 1, "longitude": 2, "address": "x"}, "title must be non-empty"),
        ("sendVenue", {"latitude": 1, "longitude": 2, "title": "x"}, "address must be non-empty"),
        ("sendDice", {"emoji": "x"}, "EMOTICON_INVALID"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)
async def test_small_messages_are_refused_in_telegrams_words(
    phones: Phones, method: str, params: dict[str, Any], description: str
) -> None:
    assert await phones.refusal(method, chat_id=MEI, **params) == (400, f"Bad Request: {description}")


async def test_a_die_shows_one_of_its_sides(phones: Phones) -> None:
    sent = await phones.bot("sendDice", chat_id=MEI, emoji="🎰")

    assert 1 <= sent["dice"]["value"] <= 64


async def test_forms_and_multipart_are_taken_like_json(phones: Phones) -> None:
    url = f"{phones.base}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": str(MEI), "text": "表单 & + %", "reply_markup": '{"inline_keyboard":[]}'}

    async with phones.session.post(url, data=fields) as response:
        form = await response.json()

    assert form["result"]["text"] == "表单 & + %"


async def test_a_person_cannot_write_to_a_bot_they_blocked(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/block", {"bot": BOT, "blocked": True})

    status, answer = await phones.ask("POST", f"/people/{MEI}/messages", {"chat": BOT, "text": "喂"})

    assert (status, answer) == (409, {"error": "You have blocked this bot: unblock it first."})


@pytest.mark.parametrize(
    ("entity", "description"),
    [
        (5, "can't parse MessageEntity: expected an Object"),
        ({"type": "dance", "offset": 0, "length": 1}, 'can\'t parse MessageEntity: unsupported type "dance" specified'),
        (
            {"type": "bold", "offset": -1, "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be of type Number',
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "no"},
            "can't parse MessageEntity: the link is invalid",
        ),
        ({"type": "text_mention", "offset": 0, "length": 1}, "can't parse MessageEntity: the link is invalid"),
    ],
)
async def test_wrong_entities_are_refused(phones: Phones, entity: Any, description: str) -> None:
    refusal = await phones.refusal("sendMessage", chat_id=MEI, text="您好", entities=[entity])

    assert refusal == (400, f"Bad Request: {description}")


async def test_a_mention_by_number_shows_who_is_meant_and_nobody_otherwise(phones: Phones) -> None:
    text = f'<a href="tg://user?id={MEI}">梅</a><a href="tg://user?id=4242">谁</a>'

    sent = await phones.send(text, parse_mode="HTML")

    assert [entity["user"]["first_name"] for entity in sent["entities"]] == ["李梅"]


async def test_a_quote_must_be_in_the_message(phones: Phones) -> None:
    said = await phones.say(MEI, "井盖坏了三天")
    reply = {"message_id": said["message_id"], "quote": "三天"}

    sent = await phones.send("收到", reply_parameters=reply)
    wrong = await phones.refusal("sendMessage", chat_id=MEI, text="x", reply_parameters={**reply, "quote": "四天"})

    assert (sent["quote"]["position"], wrong) == (4, (400, "Bad Request: QUOTE_TEXT_INVALID"))


async def test_a_protected_message_cannot_be_copied_or_forwarded(phones: Phones) -> None:
    sent = await phones.send("秘密", protect_content=True)
    where = {"chat_id": MEI, "from_chat_id": MEI, "message_id": sent["message_id"]}

    refusals = [(await phones.refusal(method, **where))[1] for method in ("copyMessage", "forwardMessage")]

    assert refusals == ["Bad Request: message can't be copied"] * 2


async def test_a_live_location_moves_and_ends(phones: Phones) -> None:
    sent = await phones.bot("sendLocation", chat_id=MEI, latitude=1, longitude=2, live_period=60)
    where = {"chat_id": MEI, "message_id": sent["message_id"]}

    moved = await phones.bot("editMessageLiveLocation", **where, latitude=3, longitude=4)
    ended = await phones.bot("stopMessageLiveLocation", **where)

    assert (moved["location"]["latitude"], "live_period" in ended["location"]) == (3, False)


async def test_who_may_not_write_in_a_group_is_told(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(
        f"/chats/{group}/members", {"bot": BOT, "status": "restricted", "rights": {"can_send_messages": False}}
    )

    refusal = await phones.refusal("sendMessage", chat_id=group, text="x")

    assert refusal == (400, "Bad Request: not enough rights to send text messages to the chat")


async def test_a_bot_does_not_write_to_bots(phones: Phones) -> None:
    refusal = await phones.refusal("sendMessage", chat_id=BOT, text="x")

    assert refusal == (403, "Forbidden: bot can't send messages to bots")


async def test_a_public_group_can_be_named_by_its_username(phones: Phones) -> None:
    group = await phones.group(username="fanshen")

    sent = await phones.send("公开", chat="@fanshen")

    assert sent["chat"] == {"id": group, "title": "翻身社区", "type": "supergroup", "username": "fanshen"}
