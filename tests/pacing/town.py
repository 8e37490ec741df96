"""Who is in the room of the pacing bench: an office that sends one notice, and residents who file reports meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from tests.bench.crowd import Chat, Crowd, Later, Update, _without_keys
from tests.bench.talkers import Message, Move, Press, ReportTalker, Say, buttons
from tests.broadcast import town

OFFICE = town.OFFICE
WORDS = "本周六上午 9 点，各代表联络站同时开放接访，欢迎您来。"
READ_SECONDS = 2.5
"""Nobody answers a message faster than they can read it."""


class Everyone(town.Crowd):
    """A town in which nobody blocks the bot or wants no notices."""

    @property
    def blocked(self) -> set[int]:
        """Return nobody."""
        return set()

    @property
    def opted_out(self) -> set[int]:
        """Return nobody."""
        return set()


class OfficeTalker:
    """Writes, aims and sends one notice, then looks at its progress until the report."""

    def __init__(self) -> None:
        self.is_done = False
        self._moves: list[tuple[str, Say | str]] = [
            ("写通知", Say(WORDS)), ("全区居民", "全区居民"), ("发送", "发送"),
        ]

    def begin(self) -> Say:
        """Open the draft."""
        return Say("/broadcast")

    def hear(self, message: Message) -> Move | None:
        """Do the next thing when what it needs is there."""
        text, pressable = message.get("text", ""), buttons(message)
        self.is_done = self.is_done or ("已发完" in text and "应发" in text)
        if not self._moves:
            return None
        sign, move = self._moves[0]
        label = next((label for label in pressable if sign in label), None)
        if isinstance(move, Say) and (sign in text or label):
            self._moves.pop(0)
            return move
        if isinstance(move, str) and label:
            self._moves.pop(0)
            return Press(pressable[label], message)
        return None


@dataclass(frozen=True)
class Reply:
    """A resident's update was answered: when, after how many seconds, by the replica it was posted to."""

    at: float
    waited: float
    replica: int


class Town(Crowd):
    """The bench's residents, who think as long as people do, and the office; updates are posted to replicas in turn."""

    def __init__(self, clock: Callable[[], float], later: Later, on_written: Callable[[], None], seed: int) -> None:
        super().__init__(ReportTalker, clock, later, on_written, seed)
        self.office = OfficeTalker()
        self.replies: list[Reply] = []
        self.posted: dict[int, int] = {}
        """The replica each update went to."""
        self._office_chat = Chat(OFFICE, self.office)

    def broadcast(self) -> None:
        """Let the office begin."""
        self._post_office(self.office.begin())

    def hear(self, chat_id: int, params: dict[str, Any]) -> Message:
        """Take a message of the bot."""
        if chat_id != OFFICE:
            return super().hear(chat_id, params)
        message = self._show(self._office_chat, chat_id, params)
        move = self.office.hear(message)
        if isinstance(move, Say | Press):
            self._post_office(move)
        return _without_keys(message)

    def is_resident(self, chat_id: int) -> bool:
        """Tell whether somebody who files reports reads a chat."""
        return chat_id in self._chats

    def _post_office(self, move: Say | Press) -> None:
        self._updates += 1
        chat = self._office_chat
        body = self._message(chat, move) if isinstance(move, Say) else self._query(chat, move)
        self.queue.append(Update(self._updates, orjson.dumps({"update_id": self._updates, **body}), self._clock()))
        self._on_written()

    def _message(self, chat: Chat, move: Say) -> dict[str, Any]:
        body = super()._message(chat, move)
        if move.text.startswith("/"):
            body["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": len(move.text)}]
        return body

    def _after_a_pause(self, act: Callable[[], None]) -> None:
        rest = max(self._pause - READ_SECONDS, 0.1)
        self._later(READ_SECONDS + self._draw.expovariate(1 / rest), act)

    def _count(self, chat: Chat) -> None:
        update, now = chat.open, self._clock()
        assert update is not None
        self.replies.append(Reply(now, now - update.written, self.posted.pop(update.number)))
        super()._count(chat)


