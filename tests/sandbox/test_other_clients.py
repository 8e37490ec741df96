"""Echo bots of aiogram and pyTelegramBotAPI run on the sandbox unchanged, in processes of their own."""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.environments import python_of
from tests.sandbox.phones import BOT, MEI, TOKEN, Phones, until
from tests.sandbox.uploads import show

CLIENTS = Path(__file__).parent / "clients"


@pytest.fixture(params=["aiogram", "telebot"])
async def client(request: pytest.FixtureRequest, phones: Phones) -> AsyncIterator[str]:
    """Run the echo bot of a client until the test is over; return the client's name."""
    name = str(request.param)
    python = await asyncio.to_thread(python_of, name)
    command = (python, CLIENTS / f"{name}_echo.py", phones.base, TOKEN)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    await phones.until_polled()
    yield name
    process.kill()
    await process.communicate()


async def answer(phones: Phones, after: int) -> dict[str, Any]:
    """Wait for what the bot says after a message of Mei's."""
    found: list[dict[str, Any]] = []

    async def is_there() -> bool:
        found[:] = [m for m in await phones.history(MEI) if m["message_id"] > after and m["from"]["is_bot"]]
        return bool(found)

    await until(is_there)
    return found[0]


async def test_it_echoes_words(phones: Phones, client: str) -> None:
    said = await phones.say(MEI, "回声 😀 <b>")

    echoed = await answer(phones, said["message_id"])

    assert (echoed["text"], echoed["reply_to_message"]["message_id"]) == ("回声 😀 <b>", said["message_id"])


async def test_it_answers_a_press_and_edits(phones: Phones, client: str) -> None:
    said = await phones.say(MEI, "/start")
    card = await answer(phones, said["message_id"])

    body = {"chat": BOT, "message_id": card["message_id"], "label": "按我"}
    pressed = await phones.post(f"/people/{MEI}/presses", body)

    async def is_edited() -> bool:
        return (await phones.history(MEI))[-1].get("text") == "按过了"

    await until(is_edited)
    assert (card["html"], pressed["answer"]["text"]) == (f"<b>{client}</b>", "已按")


async def test_it_downloads_a_photo_and_uploads_it_as_a_document(
    phones: Phones, client: str, picture: Callable[..., bytes]
) -> None:
    said = (await show(phones, [("photo", picture())], caption="井盖"))[0]

    echoed = await answer(phones, said["message_id"])

    document = echoed["document"]
    expected = "echo.jpg", said["photo"][-1]["file_size"], "井盖"
    assert (document["file_name"], document["file_size"], echoed["caption"]) == expected
