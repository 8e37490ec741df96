"""A small town behind the sandbox's page: a scripted bot over plain HTTP, three people and their group."""

import json
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.nest import Nest

TOKEN = "7000001:" + "P" * 35
BOT, LI_MEI, ZHANG_WEI, CHEN_JING, GROUP = 7000001, 101, 102, 103, -1001

ROOT = Path(__file__).parents[2]

Json = dict[str, Any]


@contextmanager
def running_sandbox(home: Nest, errors: Path, *arguments: str) -> Iterator[str]:
    """Run a sandbox of its own and return its address; its errors are added to a file."""
    process = home.hatch(["sandbox", "--limits", "off", *arguments], os.environ, errors)
    with process.stdout as told:
        try:
            yield told.readline().removeprefix("ready ").strip()
        finally:
            process.terminate()
            process.wait()


def call(address: str, path: str, body: Json | None = None, method: str | None = None) -> Json:
    """Ask the sandbox something and read its JSON."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address + path, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as response:
        return dict(json.load(response))


def keys(*rows: list[tuple[str, str]]) -> Json:
    """Return an inline keyboard of (label, data or address) rows."""
    return {"inline_keyboard": [[{"text": label, _field(to): to} for label, to in row] for row in rows]}


def _field(target: str) -> str:
    return "url" if target.startswith("http") else "callback_data"


MENU = {
    "keyboard": [["随手拍", "我的诉求"], [{"text": "发送位置", "request_location": True}]],
    "resize_keyboard": True,
}
CARD = keys([("提交", "submit"), ("认领", "refuse")], [("我也遇到", "https://t.me/huying_bot?start=me_0042")])


class ScriptedBot:
    """A bot that answers the way the tests expect; it runs in a thread until the town closes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seen: list[Json] = []
        self._open = True
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def do(self, method: str, **fields: Any) -> Any:
        """Call a method of the Bot API."""
        return call(self.address, f"/bot{TOKEN}/{method}", fields)["result"]

    def heard(self, kind: str = "message") -> list[Json]:
        """Return the messages of one kind of update that came so far."""
        return [update[kind] for update in self.seen if kind in update]

    def close(self) -> None:
        """Stop asking for updates."""
        self._open = False
        self._thread.join(10)

    def _run(self) -> None:
        offset = 0
        while self._open:
            for update in self.do("getUpdates", offset=offset, timeout=1):
                offset = update["update_id"] + 1
                self.seen.append(update)
                with suppress(urllib.error.HTTPError):  # somebody who blocked the bot cannot be answered
                    self._answer(update)

    def _answer(self, update: Json) -> None:
        if query := update.get("callback_query"):
            self._press(query)
        elif (message := update.get("message")) and message["chat"]["type"] == "private":
            self._reply(message)

    def _press(self, query: Json) -> None:
        refused = query["data"] == "refuse"
        text = "只有本选区的代表可以认领" if refused else "已收到"
        self.do("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=refused)
        if not refused:
            where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            self.do("editMessageText", **where, text="已提交 <b>BA-261122-0042</b>", parse_mode="HTML")

    def _reply(self, message: Json) -> None:
        text = message.get("text", "")
        if text.startswith("/start"):
            self._say(message, f"您好，我是呼应{text.removeprefix('/start')}", MENU)
        elif text == "card":
            self._say(message, "请看一遍", CARD)
        elif location := message.get("location"):
            self._say(message, f"收到位置 {location['latitude']:.3f}", None)
        else:
            self._say(message, f"收到：{text or message.get('caption', '')}", None)

    def _say(self, message: Json, text: str, markup: Json | None) -> None:
        extra = {"reply_markup": markup} if markup else {}
        self.do("sendMessage", chat_id=message["chat"]["id"], text=text, **extra)


def people_the_town(address: str) -> None:
    """Let in the bot, three people and their group."""
    call(address, "/bots", {"token": TOKEN, "username": "huying_bot", "first_name": "呼应助手"})
    for ident, name in ((LI_MEI, "李梅"), (ZHANG_WEI, "张伟"), (CHEN_JING, "陈静")):
        call(address, "/people", {"id": ident, "first_name": name})
    members = {"members": [CHEN_JING, ZHANG_WEI, BOT], "admins": [CHEN_JING, BOT]}
    call(address, "/chats", {"id": GROUP, "title": "固戍邻里群", "type": "supergroup", **members})
    commands = [{"command": "help", "description": "帮助"}, {"command": "my", "description": "我的诉求"}]
    call(address, f"/bot{TOKEN}/setMyCommands", {"commands": commands})


def phone(page: Page, name: str) -> Locator:
    """Find a phone by whose it is."""
    return page.get_by_role("region", name=name, exact=True)


def write(where: Locator, words: str) -> None:
    """Type words into a phone and send them."""
    where.get_by_role("textbox", name="写消息").fill(words)
    where.get_by_role("button", name="发送消息").click()


def button(where: Locator, label: str) -> Locator:
    """Find a button by exactly its label."""
    return where.get_by_role("button", name=label, exact=True)
