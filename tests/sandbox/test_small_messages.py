"""Places, contacts, dice, entities that bots give, and other small things that are sent."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, MEI, TOKEN, Phones


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
