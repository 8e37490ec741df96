"""Fill a new demo town: people join with their invitations, groups are bound, all through the chat itself."""

import asyncio
from typing import Any

from bot.demo.town import BOT_ID, BOT_USERNAME, MEETINGS, NEIGHBOURS, Meeting, Neighbour
from bot.sandbox_client import Sandbox

PATIENCE_SECONDS = 60
LOOK_SECONDS = 0.05
YES = "是我"


class NoAnswer(Exception):
    """The bot did not show the expected button in time; the message names it."""


async def seed(sandbox: Sandbox, tokens: dict[str, str]) -> None:
    """Create the demo's people and groups and bind them; `tokens` are the invitations by roster key."""
    for neighbour in NEIGHBOURS:
        await sandbox.post("/people", id=neighbour.id, first_name=neighbour.name, role=neighbour.role,
                           language_code="zh-hans")
    for neighbour in NEIGHBOURS:
        await _arrive(sandbox, neighbour, tokens)
    for meeting in MEETINGS:
        await _bind(sandbox, meeting)


async def _arrive(sandbox: Sandbox, neighbour: Neighbour, tokens: dict[str, str]) -> None:
    token = tokens.get(neighbour.roster_key or "")
    await sandbox.start(neighbour.id, BOT_ID, f"join_{token}" if token else None)
    if token:
        await _answer(sandbox, neighbour.id, neighbour.id, YES)


async def _bind(sandbox: Sandbox, meeting: Meeting) -> None:
    chat = await sandbox.post("/chats", title=meeting.title, type="supergroup", members=list(meeting.members),
                              admins=[meeting.binder])
    await sandbox.post(f"/chats/{chat['id']}/members", bot=BOT_ID, status="administrator", by=meeting.binder)
    await sandbox.say(meeting.binder, chat["id"], f"/bind@{BOT_USERNAME}")
    for label in meeting.answers:
        await _answer(sandbox, meeting.binder, chat["id"], label)


async def _answer(sandbox: Sandbox, person: int, chat: int, label: str) -> None:
    """Wait for a message with a button whose label contains the words, and press it."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            message_id, whole_label = await _wait_for_button(sandbox, person, chat, label)
    except TimeoutError:
        raise NoAnswer(f"the bot showed {person} no button {label} within {PATIENCE_SECONDS} s") from None
    await sandbox.press(person, BOT_ID if chat == person else chat, message_id, whole_label)


async def _wait_for_button(sandbox: Sandbox, person: int, chat: int, label: str) -> tuple[int, str]:
    while True:
        if found := _button(await sandbox.history(chat, viewer=person), label):
            return found
        await asyncio.sleep(LOOK_SECONDS)


def _button(messages: list[dict[str, Any]], label: str) -> tuple[int, str] | None:
    return next(((message["message_id"], each) for message in reversed(messages)
                 for each in button_labels(message) if label in each), None)


def button_labels(message: dict[str, Any]) -> list[str]:
    """Return the labels of a message's inline buttons, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
