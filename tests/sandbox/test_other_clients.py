"""Echo bots of aiogram and pyTelegramBotAPI run on the sandbox unchanged, in processes of their own."""

import asyncio
import os
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.environments import CannotObtain, python_of
from tests.sandbox.phones import BOT, MEI, TOKEN, Phones, until
from tests.sandbox.uploads import show

CLIENTS = Path(__file__).parent / "clients"


@pytest.fixture(params=["aiogram", "telebot"])
async def client(request: pytest.FixtureRequest, phones: Phones) -> AsyncIterator[str]:
    """Run the echo bot of a client until the test is over; return the client's name."""
    name = str(request.param)
    python = await asyncio.to_thread(_python_or_skip, name)
    command = (python, CLIENTS / f"{name}_echo.py", phones.base, TOKEN)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    await phones.until_polled()
    yield name
    process.kill()
    await process.communicate()


def _python_or_skip(name: str) -> Path:
    """Return the client's Python; without it the test is skipped, but fails when CI is set."""
    try:
        return python_of(name)
    except CannotObtain as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


async def answer(phones: Phones, after: int) -> dict[str, Any]:
    """Wait for what the bot says after a message of Mei's."""
    found: list[dict[str, Any]] = []

    async def is_there() -> bool:
        found[:] = [m for m in await phones.history(MEI) if m["message_id"] > after and m["from"]["is_bot"]]
        return bool(found)

    await until(is_there)
    return found[0]


async def echo_of_words(phones: Phones) -> str:
    said = await phones.say(MEI, "回声 😀 <b>")
    echoed = await answer(phones, said["message_id"])
    assert echoed["reply_to_message"]["message_id"] == said["message_id"]
    return str(echoed["text"])


async def press_and_edit(phones: Phones) -> tuple[str, str]:
    said = await phones.say(MEI, "/start")
    card = await answer(phones, said["message_id"])
    body = {"chat": BOT, "message_id": card["message_id"], "label": "按我"}
    pressed = await phones.post(f"/people/{MEI}/presses", body)

    async def is_edited() -> bool:
        return (await phones.history(MEI))[-1].get("text") == "按过了"

    await until(is_edited)
    return card["html"], pressed["answer"]["text"]


async def photo_and_back(phones: Phones, content: bytes) -> tuple[str, int, str, int]:
    said = (await show(phones, [("photo", content)], caption="井盖"))[0]
    echoed = await answer(phones, said["message_id"])
    document = echoed["document"]
    return document["file_name"], document["file_size"], echoed["caption"], said["photo"][-1]["file_size"]


async def test_an_echo_bot_echoes_is_pressed_edits_downloads_and_uploads(
    phones: Phones, client: str, picture: Callable[..., bytes]
) -> None:
    words = await echo_of_words(phones)
    card = await press_and_edit(phones)
    name, size, caption, sent_size = await photo_and_back(phones, picture())

    assert (words, card) == ("回声 😀 <b>", (f"<b>{client}</b>", "已按"))
    assert (name, size, caption) == ("echo.jpg", sent_size, "井盖")
