"""Every bot's updates: put in its queue, and pushed when it has a webhook."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox.delivery.queue import UpdateQueue
from sandbox.delivery.visibility import listeners
from sandbox.delivery.webhook import Webhook
from sandbox.journal import Journal, Key
from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, Bot, Chat, Message
from sandbox.nursery import Nursery
from sandbox.world import World

Execute = Callable[[Bot, Json], Awaitable[None]]


class Dispatch:
    """Puts updates where their bots will find them."""

    def __init__(self, world: World, journal: Journal, nursery: Nursery) -> None:
        self._world = world
        self._journal = journal
        self._nursery = nursery
        self._queues: dict[int, UpdateQueue] = {}
        self._webhooks: dict[int, Webhook] = {}
        self._session: aiohttp.ClientSession | None = None
        self.execute: Execute = _ignore

    def queue(self, bot: Bot) -> UpdateQueue:
        """Return a bot's queue."""
        queue = self._queues.get(bot.id)
        if queue is None:
            queue = self._queues[bot.id] = UpdateQueue(bot, self._journal)
        return queue

    def put(self, bot: Bot, lane: str, kind: str, payload: Json) -> None:
        """Give a bot an update, if it wants this kind."""
        queue = self.queue(bot)
        if queue.wants(kind):
            number = queue.put(lane, kind, payload)
            if webhook := self._webhooks.get(bot.id):
                webhook.put(lane, number)

    def announce(self, chat: Chat, message: Message, edited: bool = False) -> None:
        """Give a message to every bot that may see it."""
        kind = "channel_post" if chat.type == CHANNEL else "message"
        for bot in listeners(self._world, chat, message):
            self.put(bot, chat.key, f"edited_{kind}" if edited else kind, message.body)

    async def start_webhook(self, bot: Bot) -> None:
        """Begin to push to the address that the bot has set."""
        await self.stop_webhook(bot)
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, ssl=False)
            self._session = aiohttp.ClientSession(connector=connector)
        queue = self.queue(bot)
        queue.interrupt()
        self._webhooks[bot.id] = Webhook(queue, self._nursery, self._session, lambda call: self.execute(bot, call))

    async def stop_webhook(self, bot: Bot) -> None:
        """Stop pushing to a bot."""
        if webhook := self._webhooks.pop(bot.id, None):
            await webhook.stop()

    def last_error(self, bot: Bot) -> tuple[int, str] | None:
        """Return when and why pushing failed last."""
        webhook = self._webhooks.get(bot.id)
        return webhook.last_error if webhook else None

    async def restore(self, records: dict[Key, Any]) -> None:
        """Find pending updates and webhooks of an earlier run."""
        for bot in self._world.bots.values():
            self.queue(bot).restore(records)
            if bot.webhook:
                await self.start_webhook(bot)

    def interrupt(self) -> None:
        """Send every waiting poller away."""
        for queue in self._queues.values():
            queue.interrupt()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def pending(self) -> Json:
        """Count what waits for each bot."""
        return {str(bot.id): len(self.queue(bot).pending) for bot in self._world.bots.values()}


async def _ignore(bot: Bot, call: Json) -> None:
    return None
