"""What the people side refuses, in one sentence each."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, JING, MEI, Phones


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
