"""Many chats in a closed loop: the next update of a chat is written when the reply to the former arrived."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import orjson

from tests.bench.talkers import Done, MakeTalker, Message, Move, Press, Say, Talker

FIRST_PERSON = 700_000_000
REPORTS_EACH = 5
"""Then the phone goes to a new person: nobody files more reports an hour than our own rules allow."""
BOT = {"id": 4242, "is_bot": True, "first_name": "呼应", "username": "bench_bot"}
SPEECH = ("text", "caption")

Later = Callable[[float, Callable[[], None]], object]


@dataclass(slots=True)
class Update:
    """A message or press on its way: when it was written and first handed out, in seconds of the crowd's clock."""

    number: int
    body: bytes
    written: float
    handed: float | None = None


@dataclass(slots=True)
class Chat:
    """One person's chat with the bot."""

    person: int
    talker: Talker
    reports: int = 0
    messages: int = 0
    open: Update | None = None
    shown: dict[int, Message] = field(default_factory=dict)
    """What the bot sent, by message id, for edits that change only a part."""
    last: str = ""


@dataclass
class Tally:
    """What happened since it was last taken."""

    answered: int = 0
    reports: int = 0
    strays: int = 0
    """Visible messages that answered nothing: second messages of a step, or doubles."""
    felt: list[float] = field(default_factory=list)
    """Seconds from writing to reply, as a person feels them."""
    served: list[float] = field(default_factory=list)
    """Seconds from handing out to reply."""
    calls: Counter[str] = field(default_factory=Counter)


class Crowd:
    """The chats, what they wait for, and the queue of updates the bot fetches from.

    Args:
        make_talker: makes the person of a chat.
        clock: seconds, never backwards.
        later: runs a function after some seconds.
        on_written: called when an update was put in the queue.
        seed: of everything drawn.
        before: so many people, updates and messages there were already, of another crowd.
    """

    def __init__(self, make_talker: MakeTalker, clock: Callable[[], float], later: Later,
                 on_written: Callable[[], None] = lambda: None, seed: int = 1, before: int = 0) -> None:
        self.queue: deque[Update] = deque()
        self.tally = Tally()
        self._make_talker, self._clock, self._later, self._on_written = make_talker, clock, later, on_written
        self._draw = Random(seed)
        self._chats: dict[int, Chat] = {}
        self._people = FIRST_PERSON + before
        self._updates = before
        self._elsewhere = count(before + 1)
        self._wanted, self._pause = 0, 0.0

    def set_load(self, chats: int, pause: float) -> None:
        """Let so many chats talk, each thinking `pause` seconds on average before it goes on.

        Chats that are too many end when their open update is answered.
        """
        self._wanted, self._pause = chats, pause
        for _ in range(chats - len(self._chats)):
            self._begin(self._new_chat())

    def open_updates(self) -> list[str]:
        """List the updates that have no reply yet, each with what its chat heard last."""
        return [f"{chat.open.body.decode()} after {chat.last!r}" for chat in self._chats.values() if chat.open]

    def take_tally(self) -> Tally:
        """Return what happened since the last time."""
        taken, self.tally = self.tally, Tally()
        return taken

    def hand_out(self, offset: int, limit: int) -> list[bytes]:
        """Forget what is confirmed and return the next updates, as getUpdates does."""
        while self.queue and self.queue[0].number < offset:
            self.queue.popleft()
        now = self._clock()
        bodies: list[bytes] = []
        for update in self.queue:
            if len(bodies) == limit:
                break
            update.handed = now if update.handed is None else update.handed
            bodies.append(update.body)
        return bodies

    def hear(self, chat_id: int, params: dict[str, Any]) -> Message:
        """Take a new or changed message of the bot; return it as Telegram would."""
        chat = self._chats.get(chat_id)
        message = self._show(chat, chat_id, params)
        move = None
        if chat is not None and chat.open is not None and chat.open.handed is not None:
            chat.last = message.get("text", "")
            move = chat.talker.hear(message)
        if chat is None or move is None:
            self.tally.strays += 1
        else:
            self._count(chat)
            self._go_on(chat, move)
        return _without_keys(message)

    # -- what people do -------------------------------------------------------------

    def _new_chat(self) -> Chat:
        self._people += 1
        chat = Chat(self._people, self._make_talker(self._draw))
        self._chats[chat.person] = chat
        return chat

    def _begin(self, chat: Chat) -> None:
        self._after_a_pause(lambda: self._write(chat, chat.talker.begin()))

    def _go_on(self, chat: Chat, move: Move) -> None:
        if isinstance(move, Done):
            self.tally.reports += 1
            chat.reports += 1
        if not isinstance(move, Done):
            self._after_a_pause(lambda: self._write(chat, move))
        elif chat.reports < REPORTS_EACH:
            self._begin(chat)
        else:
            del self._chats[chat.person]
            self._begin(self._new_chat())

    def _after_a_pause(self, act: Callable[[], None]) -> None:
        if self._pause:
            self._later(self._draw.expovariate(1 / self._pause), act)
        else:
            act()

    def _count(self, chat: Chat) -> None:
        update, now = chat.open, self._clock()
        assert update is not None
        assert update.handed is not None
        chat.open = None
        self.tally.answered += 1
        self.tally.felt.append(now - update.written)
        self.tally.served.append(now - update.handed)

    # -- updates and messages as Telegram writes them ----------------------------------

    def _write(self, chat: Chat, move: Say | Press) -> None:
        if len(self._chats) > self._wanted:
            del self._chats[chat.person]
            return
        self._updates += 1
        body = self._message(chat, move) if isinstance(move, Say) else self._query(chat, move)
        chat.open = Update(self._updates, orjson.dumps({"update_id": self._updates, **body}), self._clock())
        self.queue.append(chat.open)
        self._on_written()

    def _message(self, chat: Chat, move: Say) -> dict[str, Any]:
        chat.messages += 1
        return {"message": {"message_id": chat.messages, "from": _user(chat.person), "chat": _chat(chat.person),
                            "date": self._date(), "text": move.text}}

    def _query(self, chat: Chat, move: Press) -> dict[str, Any]:
        return {"callback_query": {"id": str(self._updates), "from": _user(chat.person), "message": move.message,
                                   "chat_instance": str(chat.person), "data": move.data}}

    def _show(self, chat: Chat | None, chat_id: int, params: dict[str, Any]) -> Message:
        number = int(params["message_id"]) if params.get("message_id") else 0
        if not number:
            number = chat.messages + 1 if chat else next(self._elsewhere)
        message: Message = {"message_id": number, "from": BOT, "chat": _chat(chat_id), "date": self._date()}
        before = chat.shown.get(number, {}) if chat else {}
        message |= {name: said for name in SPEECH if (said := params.get(name, before.get(name))) is not None}
        if params.get("reply_markup"):
            message["reply_markup"] = params["reply_markup"]
        if chat is not None:
            chat.messages = max(chat.messages, number)
            chat.shown[number] = message
        return message

    @staticmethod
    def _date() -> int:
        return int(time.time())  # noqa: TID251 Telegram's own clock


def _without_keys(message: Message) -> Message:
    """Return a message as Telegram returns it: with inline buttons, without the keys beneath the field."""
    if "keyboard" not in message.get("reply_markup", {}):
        return message
    return {name: part for name, part in message.items() if name != "reply_markup"}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "居民", "last_name": str(person), "language_code": "zh-hans"}


def _chat(person: int) -> dict[str, Any]:
    return {"id": person, "first_name": "居民", "last_name": str(person), "type": "private"}
