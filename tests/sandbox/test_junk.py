"""Whatever is thrown at it, the sandbox refuses in words and never fails itself."""

import random
from typing import Any

import pytest

from sandbox.botapi.families import METHODS
from sandbox.botapi.registry import NAMES
from tests.sandbox.phones import BOT, MEI, Phones, Refused

JUNK: list[Any] = [
    None, "", " ", "x", "-1", "0", 0, 1, -1, 2**31, 2**53, 1.5, True, False, [], {}, [[]], [{}], [None], {"a": 1},
    {"type": "photo"}, {"type": "chat", "chat_id": "x"}, [{"type": "photo", "media": 5}], "[1,", "{}", '{"a":1}',
    {"inline_keyboard": 5}, {"inline_keyboard": [[5]]}, {"inline_keyboard": [[{"text": 5}]]}, {"keyboard": [[None]]},
    {"inline_keyboard": [[{"text": "x", "copy_text": 5}]]}, {"message_id": "x"}, {"message_id": 1, "quote": 5},
    [{"type": "emoji"}], [{"offset": 0}], [{"type": "bold", "offset": "x", "length": 1}], "@x", "🙂", "a" * 5000,
    [{"type": []}], [{"type": {}}] * 2, {"type": []},
    [{"type": "text_mention", "offset": 0, "length": 1}], [{"type": "text_link", "offset": 0, "length": 1, "url": 5}],
    ["x", "y"], [1, 2], ["x", {"text": 5}], "<b>", "*", "attach://x", "\u202e", "\x00",
]  # fmt: skip
GOOD: dict[str, Any] = {
    "text": "您好", "parse_mode": "HTML", "user_id": MEI, "message_ids": [1, 2], "photo": "x", "caption": "c",
    "media": [{"type": "photo", "media": "x"}] * 2, "latitude": 1, "longitude": 2, "title": "t", "address": "a",
    "phone_number": "+1", "first_name": "n", "question": "q", "options": ["a", "b"], "emoji": "🎲",
    "action": "typing", "reaction": [{"type": "emoji", "emoji": "👍"}], "name": "n", "description": "d",
    "commands": [{"command": "a", "description": "b"}], "permissions": {"can_send_messages": True},
    "callback_query_id": "1", "file_id": "x", "custom_title": "t", "rights": {"can_pin_messages": True},
    "menu_button": {"type": "commands"}, "scope": {"type": "default"}, "invite_link": "x",
}  # fmt: skip
ALSO = [
    "entities", "reply_markup", "reply_parameters", "reply_to_message_id", "from_chat_id", "document", "voice",
    "video", "caption_entities", "type", "correct_option_id", "correct_option_ids", "language_code",
    "allowed_updates", "offset", "limit", "message_thread_id", "until_date", "icon_color", "message_id",
    "link_preview_options", "show_alert", "duration", "sticker", "live_period", "is_anonymous",
]  # fmt: skip
PEOPLES = [
    "chat", "reply_to", "contact", "venue", "location", "sticker", "dice", "thread", "edit", "message_id", "data",
    "label", "bot", "payload", "blocked", "poll_id", "type", "members", "admins", "id", "advance", "to", "at",
    "mode", "count", "status", "username", "token", "privacy", "forum",
]  # fmt: skip
SKIPPED = {"setWebhook", "close", "logOut"}


@pytest.mark.parametrize("method", sorted(set(NAMES.values()) - SKIPPED))
async def test_junk_is_refused_or_done_but_never_fails(phones: Phones, method: str) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    sent = await phones.send("您好")
    dice = random.Random(method)
    codes = set()

    for _ in range(25):
        params = {**GOOD, "chat_id": dice.choice([MEI, group]), "message_id": sent["message_id"]}
        params["from_chat_id"] = MEI
        for name in dice.sample([*params, *ALSO], 4):
            params[name] = dice.choice(JUNK)
        try:
            await phones.bot(method, **params)
        except Refused as refused:
            codes.add(refused.code)

    assert codes <= {400, 403, 404}


@pytest.mark.parametrize(
    "path",
    ["people", f"people/{MEI}/messages", f"people/{MEI}/presses", f"people/{MEI}/location", f"people/{MEI}/start",
     f"people/{MEI}/block", f"people/{MEI}/votes", f"people/{MEI}/reactions", "chats", "clock", "faults", "bots"],
)  # fmt: skip
async def test_junk_on_the_people_side_is_told(phones: Phones, path: str) -> None:
    names = [*PEOPLES, *GOOD]
    dice = random.Random(path)
    statuses = set()

    for _ in range(40):
        body = {name: dice.choice(JUNK) for name in dice.sample(names, 10)}
        body |= {"chat": dice.choice([BOT, dice.choice(JUNK)])}
        status, _ = await phones.ask("POST", f"/{path}", body)
        statuses.add(status)

    assert statuses <= {200, 400, 403, 404, 409}


def test_every_method_has_the_name_telegram_gave_it() -> None:
    assert {name.lower() for name in NAMES.values()} == set(METHODS)
