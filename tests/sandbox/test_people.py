"""The people side: what people can send, what they see, what they are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.phones import BOT, JING, MEI, OTHER_TOKEN, TOKEN, WEI, Phones
from tests.sandbox.uploads import show


@pytest.mark.parametrize(
    ("content", "field", "expected"),
    [
        ({"location": {"latitude": 22.5, "longitude": 113.8}}, "location", {"latitude": 22.5, "longitude": 113.8}),
        (
            {"venue": {"title": "公园", "address": "路", "latitude": 1, "longitude": 2}},
            "venue",
            {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "公园", "address": "路"},
        ),
        (
            {"contact": {"phone_number": "+86100", "first_name": "王"}},
            "contact",
            {"phone_number": "+86100", "first_name": "王"},
        ),
    ],
)
async def test_places_and_contacts_reach_the_bot(
    phones: Phones, content: dict[str, Any], field: str, expected: dict[str, Any]
) -> None:
    await phones.post(f"/people/{MEI}/messages", {"chat": BOT, **content})

    assert (await phones.updates())[0]["message"][field] == expected


async def test_sharing_the_phone_sends_ones_own_contact(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/messages", {"chat": BOT, "share_phone": True})

    contact = (await phones.updates())[0]["message"]["contact"]
    assert (contact["user_id"], contact["first_name"]) == (MEI, "李梅")


async def test_stickers_and_dice_reach_the_bot(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/messages", {"chat": BOT, "sticker": "👍"})
    await phones.post(f"/people/{MEI}/messages", {"chat": BOT, "dice": "🎲"})

    sticker, dice = (update["message"] for update in await phones.updates())
    assert (sticker["sticker"]["emoji"], dice["dice"]["emoji"]) == ("👍", "🎲")


async def test_a_pin_has_an_address_of_its_own(phones: Phones) -> None:
    await phones.post(f"/people/{MEI}/location", {"chat": BOT, "latitude": 22.55, "longitude": 113.9})

    assert (await phones.updates())[0]["message"]["location"] == {"latitude": 22.55, "longitude": 113.9}


async def test_start_carries_its_payload(phones: Phones) -> None:
    await phones.post(f"/people/{JING}/start", {"bot": "@huying_bot", "payload": "join_abc"})

    message = (await phones.updates())[0]["message"]
    assert (message["text"], message["entities"][0]["type"]) == ("/start join_abc", "bot_command")


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/people/9/messages", {"chat": BOT, "text": "x"}, 404, "There is no person with the number 9."),
        (f"/people/{MEI}/messages", {"text": "x"}, 400, "chat is missing: give a chat's number or a bot's @username."),
        (f"/people/{MEI}/messages", {"chat": "@nobody", "text": "x"}, 404, "There is no chat '@nobody'."),
        (f"/people/{MEI}/messages", {"chat": -5, "text": "x"}, 404, "There is no chat with the number -5."),
        (f"/people/{MEI}/messages", {"chat": BOT, "text": " "}, 400, "There is nothing to send: the text is empty."),
        (f"/people/{MEI}/messages", {"chat": BOT, "text": "x" * 4097}, 400, "A message holds at most 4096 characters."),
        (
            f"/people/{MEI}/messages",
            {"chat": BOT, "text": "x", "reply_to": 99},
            404,
            "The message to reply to is not there.",
        ),
        (f"/people/{MEI}/messages", {"chat": BOT, "text": "x", "edit": 99}, 403, "Only own messages can be edited."),
        (
            f"/people/{MEI}/messages",
            {"chat": BOT, "venue": {"latitude": 1, "longitude": 2}},
            400,
            "A venue needs a title.",
        ),
        (
            f"/people/{MEI}/messages",
            {"chat": BOT, "contact": {"first_name": "x"}},
            400,
            "A contact needs phone_number and first_name.",
        ),
        (
            f"/people/{MEI}/location",
            {"chat": BOT, "latitude": 95, "longitude": 1},
            400,
            "latitude must lie between -90 and 90.",
        ),
        (f"/people/{MEI}/location", {"chat": BOT, "longitude": 1}, 400, "latitude must be a number."),
        (
            f"/people/{MEI}/presses",
            {"chat": BOT, "message_id": 99, "data": "x"},
            404,
            "This message is not there any more.",
        ),
        (
            f"/people/{MEI}/presses",
            {"chat": BOT, "message_id": 1},
            400,
            "Say which button: give its data or its label.",
        ),
        (
            f"/people/{MEI}/reactions",
            {"chat": BOT, "message_id": 1, "emoji": "🦖"},
            400,
            "Telegram has no such reaction.",
        ),
        (f"/people/{MEI}/votes", {"poll_id": "1", "options": [0]}, 404, "There is no such poll."),
        (f"/people/{MEI}/start", {"bot": "@nobody"}, 404, "There is no bot '@nobody'."),
        ("/people", {"last_name": "x"}, 400, "first_name is missing."),
        (
            "/people",
            {"first_name": "x", "username": "a b"},
            400,
            "A username has 3 to 32 letters, digits and underscores, a letter first.",
        ),
        ("/people", {"first_name": "x", "username": "huying_bot"}, 409, "The username @huying_bot is taken."),
        (
            "/bots",
            {"token": "1:x", "username": "x_bot"},
            400,
            "A token is digits, a colon and 35 letters, digits, dashes or underscores.",
        ),
        ("/chats", {"type": "group"}, 400, "title is missing."),
        ("/chats", {"title": "x", "type": "club"}, 400, "type must be group, supergroup or channel."),
        ("/chats", {"title": "x", "type": "group", "forum": True}, 400, "Only a supergroup can be a forum."),
        ("/chats", {"title": "x", "members": [4242]}, 404, "There is nobody with the number 4242."),
        ("/chats/-5/members", {"person": MEI}, 404, "There is no group or channel with the number -5."),
        ("/nowhere", {}, 404, "There is nothing at this address."),
        ("/state", {}, 405, "This address takes GET."),
        ("/faults", {"mode": "sometimes"}, 400, "mode must be one of before, after, drop, drop_after."),
        ("/faults", {"count": 0}, 400, "count must be a whole number from 1 to 1000000."),
    ],
)
async def test_wrong_requests_are_told_in_one_sentence(
    phones: Phones, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    assert await phones.ask("POST", path, body) == (status, {"error": error})


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
async def test_a_body_that_is_no_object_is_told(phones: Phones, body: bytes) -> None:
    async with phones.session.post(f"{phones.base}/people", data=body) as response:
        answer = await response.json()

    assert (response.status, answer["error"][:8]) == (400, "The body")


async def test_someone_outside_a_group_cannot_write_there(phones: Phones) -> None:
    group = await phones.group()

    answer = await phones.ask("POST", f"/people/{JING}/messages", {"chat": group, "text": "x"})

    assert answer == (403, {"error": "陈静 is not a member of this chat."})


async def test_registering_twice_changes_nothing(phones: Phones) -> None:
    before = await phones.get("/state")

    await phones.post("/bots", {"token": TOKEN, "username": "huying_bot"})
    await phones.post("/people", {"id": MEI, "first_name": "李梅"})

    after = await phones.get("/state")
    assert (before["people"], before["bots"]) == (after["people"], after["bots"])


async def test_a_person_can_be_renamed(phones: Phones) -> None:
    status, person = await phones.ask("PATCH", f"/people/{MEI}", {"first_name": "梅", "language_code": "en"})

    assert (status, person["first_name"], person["language_code"]) == (200, "梅", "en")


async def test_making_a_chat_again_only_adds_who_is_missing(phones: Phones) -> None:
    group = await phones.group(id=-1001234567890)

    again = await phones.post("/chats", {"id": group, "title": "翻身社区", "members": [MEI, WEI, BOT, JING]})

    updates = await phones.updates()
    joined = [user["id"] for update in updates for user in update["message"]["new_chat_members"]]
    assert (again["id"], joined, len(again["members"])) == (-1001234567890, [JING], 4)


async def test_a_reply_keyboard_is_shown_until_it_is_removed(phones: Phones) -> None:
    await phones.send("菜单", reply_markup={"keyboard": [["随手拍", {"text": "位置", "request_location": True}]]})
    shown = (await phones.get(f"/chats/{MEI}?viewer={MEI}"))["reply_keyboard"]

    await phones.send("好", reply_markup={"remove_keyboard": True})
    gone = (await phones.get(f"/chats/{MEI}?viewer={MEI}"))["reply_keyboard"]

    expected = [[{"text": "随手拍"}, {"text": "位置", "request_location": True}]]
    assert (shown["keyboard"], gone) == (expected, None)


async def test_a_one_time_keyboard_goes_when_it_was_pressed(phones: Phones) -> None:
    await phones.send("选", reply_markup={"keyboard": [["跳过"]], "one_time_keyboard": True})

    await phones.say(MEI, "跳过", via_keyboard=True)

    assert (await phones.get(f"/chats/{MEI}?viewer={MEI}"))["reply_keyboard"] is None


async def test_a_selective_keyboard_in_a_group_is_for_whom_it_answers(phones: Phones) -> None:
    group = await phones.group()
    said = await phones.say(MEI, "/start", chat=group)
    markup = {"keyboard": [["好"]], "selective": True}

    await phones.send("选", chat=group, reply_to_message_id=said["message_id"], reply_markup=markup)

    keyboards = [(await phones.get(f"/chats/{group}?viewer={who}"))["reply_keyboard"] for who in (MEI, WEI)]
    assert (keyboards[0]["keyboard"], keyboards[1]) == ([[{"text": "好"}]], None)


async def test_history_is_paged_backwards(phones: Phones) -> None:
    for number in range(5):
        await phones.say(MEI, str(number))
    newest = await phones.get(f"/chats/{MEI}?viewer={MEI}&limit=2")

    before = newest["messages"][0]["message_id"]
    older = await phones.get(f"/chats/{MEI}?viewer={MEI}&limit=2&before={before}")

    texts = [[m["text"] for m in page["messages"]] for page in (newest, older)]
    assert texts == [["3", "4"], ["1", "2"]]


async def test_a_message_is_seen_once_the_bot_took_it(phones: Phones) -> None:
    await phones.say(MEI, "看见了吗")
    waiting = (await phones.history(MEI))[-1]["seen_by"]

    await phones.updates()

    assert (waiting, (await phones.history(MEI))[-1]["seen_by"]) == ([], [BOT])


async def test_the_state_lists_everything_a_page_needs(phones: Phones) -> None:
    group = await phones.group()
    await phones.bot("setMyCommands", commands=[{"command": "start", "description": "开始"}])

    state = await phones.get("/state")

    chats = sorted((chat["id"], chat["type"], chat["private_of"]) for chat in state["chats"])
    assert chats == [(group, "supergroup", None), (MEI, "private", MEI), (WEI, "private", WEI)]
    assert state["bots"][0]["commands"] == [{"command": "start", "description": "开始"}]
    assert [person["first_name"] for person in state["people"]] == ["李梅", "张伟", "陈静"]


async def test_html_of_a_message_is_escaped(phones: Phones) -> None:
    said = await phones.say(MEI, "<script>alert(1)</script> & https://a.cn/?x=1&y=2")

    link = '<a href="https://a.cn/?x=1&amp;y=2" target="_blank" rel="noopener">https://a.cn/?x=1&amp;y=2</a>'
    assert said["html"] == f"&lt;script&gt;alert(1)&lt;/script&gt; &amp; {link}"


async def test_a_file_in_an_unknown_field_is_told(phones: Phones) -> None:
    answer = await show(phones, [("painting", b"x")], status=400)

    assert answer["error"].startswith("A file field must be one of photo, document")


async def test_a_picture_telegram_would_not_take_is_told(phones: Phones) -> None:
    answer = await show(phones, [("photo", b"x")], status=400)

    assert answer["error"] == "Telegram would not take this file: Bad Request: IMAGE_PROCESS_FAILED."


async def test_two_bots_need_a_name_in_start(phones: Phones) -> None:
    await phones.post("/bots", {"token": OTHER_TOKEN, "username": "other_bot"})

    status, _ = await phones.ask("POST", f"/people/{MEI}/start", {})

    assert status == 404


async def test_the_page_and_its_parts_are_served_and_nothing_else(phones: Phones) -> None:
    names = (
        "/",
        "/page/index.html",
        "/page/../__main__.py",
        "/page/%2e%2e/__main__.py",
        "/page/none.js",
        "/favicon.ico",
    )
    page = Path(__file__).parents[2] / "sandbox" / "page" / "index.html"

    statuses = []
    for name in names:
        async with phones.session.get(phones.base + name) as response:
            statuses.append(response.status)

    there = 200 if page.exists() else 404
    assert statuses == [there, there, 404, 404, 404, 204]


async def test_every_answer_is_json(phones: Phones) -> None:
    async with phones.session.get(f"{phones.base}/state") as response:
        content = await response.text()

    assert json.loads(content)["clock"]["timezone"] == "Asia/Shanghai"
