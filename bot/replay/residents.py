"""A resident of the replay: files letters one after another, and has the last word."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.replay.ledger import Entry, Ledger
from bot.replay.letters import Written
from bot.replay.phones import Message, Phone, Stuck, label_like, labels

NUMBER = re.compile(r"\b[A-Z]{2}-\d{6}-\d{4,}\b")
START, SUBMIT, SAFE, SKIP = "反映这个问题", "提交", "没有危险", "跳过"
SOLVED, CONTENT = "已解决", ("基本满意", "满意")
SUBMITTED = "已提交"
PASSED_OVER = ("放弃", "取消", "修改", "English", "隐私", "继续填写", "删除草稿")


@dataclass
class Resident:
    """Files its letters in order; what the bot asks on the way is answered."""

    phone: Phone
    ledger: Ledger
    clock: Callable[[], float]
    patience: float

    async def file_all(self, letters: list[Written]) -> None:
        """File the letters one after another; a stuck one is counted and left."""
        for letter in letters:
            self.ledger.entries[letter.index] = Entry(filed_at=self.clock())
            try:
                await self._file(letter)
            except Stuck:
                self.ledger.errors["resident got no answer"] += 1

    async def _file(self, letter: Written) -> None:
        self.phone.news.clear()
        placed = False
        await self.phone.say(letter.words)
        while True:
            message = await self.phone.wait(self._asks, self.patience)
            if number := self._receipt(message):
                return self.ledger.received(letter.index, number, self.clock())
            if await self._press_on(message):
                continue
            if not placed:
                placed = True
                await self.phone.say(letter.community)

    async def _press_on(self, message: Message) -> bool:
        """Answer a question that has buttons; False when it wants words."""
        if label_like(message, START, SUBMIT, SAFE, SKIP):
            return await self.phone.press(message, START, SUBMIT, SAFE, SKIP)
        choices = [label for label in labels(message) if not any(word in label for word in PASSED_OVER)]
        return bool(choices) and await self.phone.press(message, choices[0])

    @staticmethod
    def _asks(message: Message) -> bool:
        return bool(labels(message) or message.get("reply_markup") or SUBMITTED in message.get("text", ""))

    @staticmethod
    def _receipt(message: Message) -> str | None:
        text = message.get("text", "")
        found = NUMBER.search(text)
        return found[0] if found and SUBMITTED in text else None

    async def have_the_last_word(self, expected: int) -> None:
        """Answer the questions after closing until every own matter is confirmed, or nothing more comes."""
        for _ in range(2 * expected):
            message = await self.phone.wait(lambda m: label_like(m, SOLVED, *CONTENT), self.patience)
            await self.phone.press(message, SOLVED, *CONTENT)
