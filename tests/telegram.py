"""A Telegram of our own for tests: the wire is fake, everything behind it is ours."""

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

from bot.wire.calls import Answer, Call

BOT_ID = 700
USERNAME = "huying_bot"
TOKEN = f"{BOT_ID}:{'t' * 35}"
SENDS = {"sendMessage": None, "sendPhoto": "photo", "sendVideo": "video", "sendVoice": "voice",
         "sendDocument": "document"}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class InlineButton:
    """A button of a message as the person sees it."""

    label: str
    data: str | None = None
    url: str | None = None

    def is_called(self, label_or_data: str) -> bool:
        """Tell whether this is its label, with or without the emoji before it, or its data."""
        return label_or_data in (self.label, bare(self.label), self.data)


@dataclass
class Sent:
    """A message of the bot as it looks now; ``edits`` counts how often it changed."""

    chat_id: int
    message_id: int
    html: str
    rows: list[list[InlineButton]] = field(default_factory=list)
    keyboard: list[list[str]] | None = None
    media: list[tuple[str, Any]] = field(default_factory=list)
    reply_to: int | None = None
    silent: bool = False
    thread_id: int | None = None
    edits: int = 0
    is_deleted: bool = False

    @property
    def text(self) -> str:
        """Return the words without markup."""
        return unescape(_TAG.sub("", self.html))

    @property
    def buttons(self) -> list[InlineButton]:
        """Return all inline buttons in reading order."""
        return [button for line in self.rows for button in line]

    @property
    def labels(self) -> list[str]:
        """Return the labels of all inline buttons."""
        return [button.label for button in self.buttons]

    def button(self, label_or_data: str) -> InlineButton:
        """Return a button by its label, its label without the emoji before it, or its data."""
        for button in self.buttons:
            if button.is_called(label_or_data):
                return button
        raise AssertionError(f"no button {label_or_data!r} in {self.labels} of {self.text!r}")

    def has(self, label_or_data: str) -> bool:
        """Tell whether there is such a button."""
        return any(button.is_called(label_or_data) for button in self.buttons)


@dataclass(frozen=True)
class Toast:
    """What a press was answered with."""

    text: str | None
    is_alert: bool
    url: str | None


def bare(label: str) -> str:
    """Return a label without the ornament before it."""
    return re.sub(r"^[^\w/]+", "", label).strip()


class FakeTelegram:
    """Answers calls like Telegram would; holds updates until they are fetched, and all that was sent."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.sent: list[Sent] = []
        self.toasts: dict[str, Toast] = {}
        self.administrators: set[tuple[int, int]] = set()
        """(chat, user) of who administers a group."""

        self.faults: list[Answer | Exception] = []
        self.updates: list[dict[str, Any]] = []
        self.next_update = 1000
        self.given = 0
        self._next_message: dict[int, int] = {}
        self._places: dict[tuple[int, int], Sent] = {}
        self._arrived = asyncio.Event()

    # -- towards the bot ------------------------------------------------------------

    def queue(self, **update: Any) -> dict[str, Any]:
        """Let an update wait for the bot."""
        self.next_update += 1
        raw = {"update_id": self.next_update, **update}
        self.updates.append(raw)
        self._arrived.set()
        return raw

    def next_message_id(self, chat_id: int) -> int:
        """Return the number of the chat's next message."""
        number = self._next_message.get(chat_id, 0) + 1
        self._next_message[chat_id] = number
        return number

    async def call(self, call: Call) -> Answer:
        """Answer a call."""
        if call.method == "getUpdates":
            return _ok(self._fetch(call.params.get("offset")))
        self.calls.append(call)
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, Exception):
                raise fault
            return fault
        return self._answer(call.method, call.params)

    def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        if offset is not None:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self.given = len(self.updates[:100])
        return list(self.updates[:100])

    def _answer(self, method: str, params: dict[str, Any]) -> Answer:
        if method in SENDS:
            return self._send(params, SENDS[method])
        match method:
            case "sendMediaGroup":
                return self._send_album(params)
            case "answerCallbackQuery":
                self.toasts[params["callback_query_id"]] = Toast(
                    params.get("text"), bool(params.get("show_alert")), params.get("url"))
                return _ok(True)
            case "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup":
                return self._edit(params)
            case "getChatMember":
                is_admin = (params["chat_id"], params["user_id"]) in self.administrators
                return _ok({"status": "administrator" if is_admin else "member"})
            case "deleteMessage":
                self.find(params["chat_id"], params["message_id"]).is_deleted = True
        return _ok(True)

    # -- what people see --------------------------------------------------------------

    def find(self, chat_id: int, message_id: int) -> Sent:
        """Return a message of the bot."""
        place = (chat_id, message_id)
        if place not in self._places:
            self._places |= {(sent.chat_id, sent.message_id): sent for sent in self.sent}
        return self._places[place]

    def _send(self, params: dict[str, Any], kind: str | None) -> Answer:
        media = [(kind, params.get(kind))] if kind else []
        sent = self._keep(params, params.get("text") or params.get("caption") or "", media)
        return _ok({"message_id": sent.message_id, "chat": {"id": sent.chat_id}})

    def _send_album(self, params: dict[str, Any]) -> Answer:
        items = params["media"]
        media = [(item["type"], item["media"]) for item in items]
        sent = self._keep(params, items[0].get("caption", ""), media)
        more = [self.next_message_id(sent.chat_id) for _ in items[1:]]
        return _ok([{"message_id": number} for number in (sent.message_id, *more)])

    def _keep(self, params: dict[str, Any], html: str, media: list[tuple[str, Any]]) -> Sent:
        markup = params.get("reply_markup") or {}
        chat_id = params["chat_id"]
        sent = Sent(
            chat_id, self.next_message_id(chat_id), html, _rows(markup), _keyboard(markup), media,
            (params.get("reply_parameters") or {}).get("message_id"),
            bool(params.get("disable_notification")), params.get("message_thread_id"),
        )
        self.sent.append(sent)
        self._places[sent.chat_id, sent.message_id] = sent
        return sent

    def _edit(self, params: dict[str, Any]) -> Answer:
        sent = self.find(params["chat_id"], params["message_id"])
        html = params.get("text") or params.get("caption") or sent.html
        rows = _rows(params.get("reply_markup") or {})
        if (html, rows) == (sent.html, sent.rows):
            return Answer(400, {"ok": False, "description": "Bad Request: message is not modified"})
        sent.html, sent.rows, sent.edits = html, rows, sent.edits + 1
        return _ok({"message_id": sent.message_id, "chat": {"id": sent.chat_id}})


def _ok(result: Any) -> Answer:
    return Answer(200, {"ok": True, "result": result})


def _rows(markup: dict[str, Any]) -> list[list[InlineButton]]:
    return [[_button(button) for button in line] for line in markup.get("inline_keyboard", [])]


def _button(button: dict[str, Any]) -> InlineButton:
    return InlineButton(button["text"], button.get("callback_data"), button.get("url"))


def _keyboard(markup: dict[str, Any]) -> list[list[str]] | None:
    if markup.get("remove_keyboard"):
        return []
    if "keyboard" not in markup:
        return None
    return [[key["text"] if isinstance(key, dict) else key for key in line] for line in markup["keyboard"]]


class FakeRequest(BaseRequest):
    """The request object of PTB's bot: only getMe goes through it."""

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    @property
    def read_timeout(self) -> float | None:
        """Return no limit."""
        return None

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None,
                         *_timeouts: Any, **_more: Any) -> tuple[int, bytes]:
        """Answer getMe."""
        me = {"id": BOT_ID, "is_bot": True, "first_name": "呼应", "username": USERNAME}
        return 200, orjson.dumps({"ok": True, "result": me})
