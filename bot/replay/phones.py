"""Phones of many people: one event stream read once, each message kept where its reader waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientError, ClientTimeout

from bot.sandbox_client import Sandbox, SandboxRefused

Message = dict[str, Any]
RECONNECT_SECONDS = 0.2


def labels(message: Message) -> list[str]:
    """Return the labels of the inline buttons, in reading order."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def label_like(message: Message, *wanted: str) -> str | None:
    """Return the first button whose label holds one of the words; an emoji may stand before it."""
    return next((label for word in wanted for label in labels(message) if word in label), None)


class Stuck(Exception):
    """The bot did not come with what the person waits for."""


@dataclass
class Phone:
    """One person's private chat with the bot: what is new since they last looked."""

    sandbox: Sandbox
    person: int
    bot: int
    news: list[Message] = field(default_factory=list)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    latest: dict[int, Message] = field(default_factory=dict)
    """Messages with buttons, as they look now."""

    def take(self, message: Message) -> None:
        """A message came or changed."""
        self.news.append(message)
        self.latest.pop(message["message_id"], None)
        if labels(message):
            self.latest[message["message_id"]] = message
        self.bell.set()

    async def wait(self, fits: Callable[[Message], Any], patience: float, what: str = "no answer") -> Message:
        """Return the next new or changed message that fits; others are passed over for good.

        Raises:
            Stuck: none came in time.
        """
        try:
            async with asyncio.timeout(patience):
                while True:
                    while self.news:
                        message = self.news.pop(0)
                        if fits(message):
                            return message
                    self.bell.clear()
                    await self.bell.wait()
        except TimeoutError:
            raise Stuck(what) from None

    async def listen(self) -> None:
        """Wait until something new comes."""
        self.bell.clear()
        await self.bell.wait()

    async def say(self, text: str) -> None:
        """Send words to the bot."""
        await self.sandbox.say(self.person, self.bot, text)

    async def press(self, message: Message, *words: str) -> bool:
        """Press the button with one of the words; False when the message has changed meanwhile."""
        label = label_like(message, *words)
        if label is None:
            return False
        try:
            await self.sandbox.press(self.person, self.bot, message["message_id"], label)
        except SandboxRefused:
            return False
        return True


class Switchboard:
    """Reads the event stream and hands every message of the bot to its reader's phone."""

    def __init__(self, sandbox: Sandbox, bot: int) -> None:
        self._sandbox, self._bot, self._last = sandbox, bot, ""
        self._phones: dict[int, Phone] = {}

    def phone(self, person: int) -> Phone:
        """Return the person's phone."""
        return self._phones.setdefault(person, Phone(self._sandbox, person, self._bot))

    async def run(self) -> None:
        """Read until cancelled, resuming where a broken connection stopped."""
        while True:
            try:
                await self._read()
            except (ClientError, TimeoutError):
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _read(self) -> None:
        headers = {"Last-Event-ID": self._last} if self._last else {}
        stream = self._sandbox.http.get(f"{self._sandbox.root}/events", headers=headers,
                                        timeout=ClientTimeout(total=None, sock_read=60))
        async with stream as response:
            async for line in response.content:
                if line.startswith(b"id: "):
                    self._last = line[4:].strip().decode()
                elif line.startswith(b"data: "):
                    self._deliver(orjson.loads(line[6:]))

    def _deliver(self, event: dict[str, Any]) -> None:
        if event["type"] not in ("message", "edit"):
            return
        message, phone = event["message"], self._phones.get(event["chat"])
        if phone and message["from"]["id"] == self._bot:
            phone.take(message)
