"""The people of a crashing town: some ask for help again and again, some file reports, deputies only read."""

import asyncio
import itertools
from collections import Counter
from random import Random
from typing import Any

from tests.bench.talkers import Done, Press, ReportTalker, Say
from tests.crash.telegram import Telegram, date

FIRST_ASKER, FIRST_REPORTER, FIRST_STAFF = 810_000_000, 820_000_000, 830_000_000
HELP = {"text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}


class People:
    """Writes what people write, and counts what they must get for it."""

    def __init__(self, telegram: Telegram, draw: Random) -> None:
        self.telegram = telegram
        self.fresh: set[int] = set()
        """Who wrote since they were last asked to rest."""
        self.asked: Counter[int] = Counter()
        """How often a chat asked for help, each of which is owed one answer."""
        self.submitted: Counter[int] = Counter()
        """How often a person pressed 提交, each of which makes one matter."""
        self._draw = draw
        self._reporters: dict[int, ReportTalker] = {}
        self._new = itertools.count()
        telegram.hear = self._hear

    def ask(self, chats: int, times: int) -> None:
        """Let some chats ask for help some times each."""
        people = [FIRST_ASKER + next(self._new) for _ in range(chats)]
        for place, chat in itertools.product(range(times), people):
            self.ask_once(chat, to=place)

    def ask_once(self, chat: int, to: int = 0) -> None:
        """Let a chat ask for help."""
        self.asked[chat] += 1
        self._say(chat, HELP, to)

    def report(self, many: int) -> None:
        """Let some new people begin a report; they go on by themselves as they are answered."""
        for _ in range(many):
            person = FIRST_REPORTER + next(self._new)
            self._reporters[person] = ReportTalker(self._draw)
            self._move(person, self._reporters[person].begin())

    def album(self, parts: int) -> int:
        """Let a new person send an album, its parts to replicas in turn; returns who."""
        person = FIRST_REPORTER + next(self._new)
        sizes = [{"file_id": "p", "file_unique_id": "u", "width": 90, "height": 90, "file_size": 999}]
        for part in range(parts):
            photo = [size | {"file_id": f"p{part}", "file_unique_id": f"u{part}"} for size in sizes]
            words = {"caption": "井盖翘起一角，晚上看不见，很危险"} if not part else {}
            self._say(person, {"photo": photo, "media_group_id": str(person), **words}, to=part)
        return person

    @property
    def askers(self) -> set[int]:
        """Return those who ask for help and do nothing else."""
        return {chat for chat in self.asked if chat < FIRST_REPORTER}

    def rest(self) -> list[int]:
        """Let nobody go on with a report; returns who wrote since the last rest."""
        self._reporters.clear()
        fresh, self.fresh = sorted(self.fresh), set()
        return fresh

    def _hear(self, chat: int, message: dict[str, Any]) -> None:
        talker = self._reporters.get(chat)
        move = talker.hear(message) if talker else None
        if isinstance(move, Done):
            del self._reporters[chat]
        elif move is not None:
            # a moment later: nobody presses a button before it is on the screen
            asyncio.get_running_loop().call_later(0.01, self._move, chat, move)

    def _move(self, person: int, move: Say | Press | Done) -> None:
        if isinstance(move, Say):
            self._say(person, {"text": move.text})
        elif isinstance(move, Press):
            labels = [each["text"] for row in move.message["reply_markup"].get("inline_keyboard", []) for each in row
                      if each.get("callback_data") == move.data]
            self.submitted[person] += any("提交" in label for label in labels)
            query = {"id": str(self._draw.getrandbits(60)), "from": user(person), "message": move.message,
                     "chat_instance": str(person), "data": move.data}
            self.telegram.write({"callback_query": query})

    def _say(self, person: int, content: dict[str, Any], to: int = 0) -> None:
        self.fresh.add(person)
        self.telegram.write({"message": {
            "message_id": self.telegram.number(person), "from": user(person), "date": date(),
            "chat": {"id": person, "type": "private", "first_name": "居民"}, **content}}, to)


def user(person: int) -> dict[str, Any]:
    """Return a person as Telegram writes them."""
    return {"id": person, "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}
