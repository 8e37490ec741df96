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


async def test_registering_twice_changes_nothing(phones: Phones) -> None:
    before = await phones.get("/state")

    await phones.post("/bots", {"token": TOKEN, "username": "huying_bot"})
    await phones.post("/people", {"id": MEI, "first_name": "李梅"})

    after = await phones.get("/state")
    assert (before["people"], before["bots"]) == (after["people"], after["bots"])


async def test_a_person_can_be_renamed(phones: Phones) -> None:
    status, person = await phones.ask("PATCH", f"/people/{MEI}", {"first_name": "梅", "language_code": "en"})

    assert (status, person["first_name"], person["language_code"]) == (200, "梅", "en")


async def test_a_role_is_for_the_page_and_never_for_bots(phones: Phones) -> None:
    _, person = await phones.ask("PATCH", f"/people/{MEI}", {"role": "居民"})

    said = await phones.say(MEI, "您好")

    assert (person["role"], "role" in said["from"], "role" in said["chat"]) == ("居民", False, False)


async def test_a_username_that_was_given_up_is_free(phones: Phones) -> None:
    await phones.ask("PATCH", f"/people/{MEI}", {"username": "mei_new"})

    status, _ = await phones.ask("PATCH", f"/people/{WEI}", {"username": f"person{MEI}"})

    assert status == 200


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
