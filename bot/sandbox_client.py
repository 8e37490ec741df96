"""The people's side of the local Telegram, over HTTP: demo and replay act as people through it."""

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession


class SandboxRefused(Exception):
    """The sandbox answered with an error; the message is its sentence."""


@dataclass
class Sandbox:
    """A client of docs/sandbox-api.md."""

    root: str
    http: ClientSession

    async def get(self, path: str, **query: Any) -> Any:
        """Ask for a page of JSON."""
        return await self._call("GET", path, params={name: str(value) for name, value in query.items()})

    async def post(self, path: str, **body: Any) -> Any:
        """Do something; what is not given is left out."""
        return await self._call("POST", path, json={name: value for name, value in body.items() if value is not None})

    async def _call(self, method: str, path: str, **arguments: Any) -> Any:
        async with self.http.request(method, f"{self.root}{path}", **arguments) as response:
            answer = await response.json()
            if response.status >= 400:
                raise SandboxRefused(f"{method} {path}: {answer.get('error', answer)}")
            return answer

    async def say(self, person: int, chat: int | str, text: str, **more: Any) -> int:
        """Send words as a person; returns the message's id."""
        answer = await self.post(f"/people/{person}/messages", chat=chat, text=text, **more)
        return int(answer["messages"][0]["message_id"])

    async def start(self, person: int, bot: int, payload: str | None = None) -> None:
        """Press the start button of a bot."""
        await self.post(f"/people/{person}/start", bot=bot, payload=payload)

    async def press(self, person: int, chat: int, message_id: int, label: str) -> Any:
        """Press an inline button by its label; returns the bot's answer."""
        return await self.post(f"/people/{person}/presses", chat=chat, message_id=message_id, label=label)

    async def history(self, chat: int, limit: int = 50, **query: Any) -> list[dict[str, Any]]:
        """Return the newest messages of a chat, oldest first."""
        answer = await self.get(f"/chats/{chat}", limit=limit, **query)
        return list(answer["messages"])
