"""A small town in the sandbox, driven over HTTP: one bot called by hand, and people with phones."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

TOKEN = "700000001:" + "T" * 35
OTHER_TOKEN = "700000002:" + "U" * 35
BOT, OTHER_BOT = 700000001, 700000002
MEI, WEI, JING = 101, 102, 103


class Refused(Exception):
    """The Bot API answered an error."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(f"{answer['error_code']} {answer['description']}")
        self.answer = answer
        self.code: int = answer["error_code"]
        self.description: str = answer["description"]


class Phones:
    """Both sides of one sandbox."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base = base
        self.session = session

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send JSON to the people side; return status and answer."""
        async with self.session.request(method, self.base + path, json=body) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        """Read from the people side."""
        status, answer = await self.ask("GET", path)
        assert status == 200, answer
        return answer

    async def post(self, path: str, body: Any) -> Any:
        """Write to the people side."""
        status, answer = await self.ask("POST", path, body)
        assert status == 200, answer
        return answer

    async def bot(self, method: str, token: str = TOKEN, **params: Any) -> Any:
        """Call a method of the Bot API with JSON; raise Refused for an error."""
        async with self.session.post(f"{self.base}/bot{token}/{method}", json=params) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise Refused(answer)
        return answer["result"]

    async def refusal(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, str]:
        """Call a method that must fail; return code and description."""
        try:
            result = await self.bot(method, token, **params)
        except Refused as refused:
            return refused.code, refused.description
        raise AssertionError(f"{method} was not refused but returned {result}")

    async def say(self, person: int, text: str, chat: Any = BOT, **more: Any) -> dict[str, Any]:
        """Have a person say something; return the message."""
        answer = await self.post(f"/people/{person}/messages", {"chat": chat, "text": text, **more})
        return dict(answer["messages"][0])

    async def send(self, text: str = "您好", chat: Any = MEI, **more: Any) -> dict[str, Any]:
        """Have the bot say something; return the message."""
        return dict(await self.bot("sendMessage", chat_id=chat, text=text, **more))

    async def updates(self, token: str = TOKEN, **params: Any) -> list[dict[str, Any]]:
        """Take and confirm all pending updates."""
        updates: list[dict[str, Any]] = await self.bot("getUpdates", token, **params)
        if updates:
            await self.bot("getUpdates", token, offset=updates[-1]["update_id"] + 1)
        return updates

    async def history(self, chat: int, viewer: int = MEI) -> list[dict[str, Any]]:
        """Return the messages of a chat as the page shows them."""
        return list((await self.get(f"/chats/{chat}?viewer={viewer}&bot={BOT}"))["messages"])

    async def until_polled(self) -> None:
        """Wait until a poller waits, after the two polls that settled the town."""

        async def is_polled() -> bool:
            return bool((await self.get("/updates/stats"))["by_method"].get("getUpdates", 0) >= 3)

        await until(is_polled)

    async def settle(self) -> None:
        """Let Mei, Wei and Jing in, and Mei and Wei begin their chats with the bot."""
        await self.post("/bots", {"token": TOKEN, "username": "huying_bot", "first_name": "呼应"})
        for ident, name in ((MEI, "李梅"), (WEI, "张伟"), (JING, "陈静")):
            await self.post("/people", {"id": ident, "first_name": name, "username": f"person{ident}"})
        for ident in (MEI, WEI):
            await self.post(f"/people/{ident}/start", {"bot": BOT})
        await self.updates()

    async def group(self, kind: str = "supergroup", **more: Any) -> int:
        """Make a group of Mei, Wei and the bot; return its number."""
        members = [MEI, WEI, BOT]
        chat = await self.post("/chats", {"title": "翻身社区", "type": kind, "members": members, **more})
        await self.updates()
        return int(chat["id"])


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something to become true, a minute at most: machines that test are busy."""
    async with asyncio.timeout(60):
        while not await condition():  # noqa: ASYNC110  the condition lives in another process or behind HTTP
            await asyncio.sleep(0.01)


def inline(*labels: str, **action: str) -> dict[str, Any]:
    """Return an inline keyboard, one button a row, whose data are the labels."""
    return {"inline_keyboard": [[{"text": label, **(action or {"callback_data": label})}] for label in labels]}
