"""A resident of the replay: files letters one after another, and has the last word."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

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
    asked: set[int] = field(default_factory=set)

    async def file_all(self, letters: list[Written]) -> None:
        """File the letters one after another; a stuck one is counted and left."""
        for letter in letters:
            self.ledger.entries[letter.index] = Entry(filed_at=self.clock())
            try:
                await self._file(letter)
            except Stuck as where:
                self.ledger.errors[f"resident: {where}"] += 1

    async def _file(self, letter: Written) -> None:
        self.phone.news.clear()
        placed = False
        await self.phone.say(letter.words)
        while True:
            message = await self.phone.wait(self._asks, self.patience, "no question")
            if number := self._receipt(message):
                if number in self.ledger.by_number:  # a receipt of an earlier letter, repeated after a crash
                    continue
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
        text = message.get("text", "")
        is_of_another_matter = NUMBER.search(text) and SUBMITTED not in text
        return not is_of_another_matter and bool(labels(message) or SKIP in text or SUBMITTED in text)

    @staticmethod
    def _receipt(message: Message) -> str | None:
        text = message.get("text", "")
        found = NUMBER.search(text)
        return found[0] if found and SUBMITTED in text else None

    async def have_the_last_words(self) -> None:
        """Answer each question that comes after closing, until cancelled; a stuck one is counted and left."""
        while True:
            question = await self._next_question()
            try:
                await self._confirm(question)
            except Stuck as where:
                self.ledger.errors[f"resident: {where}"] += 1

    async def _next_question(self) -> Message:
        while True:
            for ident, question in sorted(self.phone.latest.items()):
                if ident not in self.asked and label_like(question, SOLVED):
                    self.asked.add(ident)
                    return question
            await self.phone.listen()

    async def _confirm(self, question: Message) -> None:
        ident = question["message_id"]
        await self.phone.press(question, SOLVED)
        rating = await self._see(lambda m: m["message_id"] == ident and label_like(m, *CONTENT), "no rating asked")
        await self.phone.press(rating, *CONTENT)
        await self._see(lambda m: m["message_id"] == ident and not label_like(m, *CONTENT), "no thanks for a rating")
        found = NUMBER.search(question.get("text", ""))
        self.ledger.mark(found[0] if found else "", "confirmed_at", self.clock())

    async def _see(self, fits: Callable[[Message], object], what: str) -> Message:
        return await self.phone.wait(fits, self.patience, what)
