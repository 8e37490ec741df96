"""A deputy of the replay: claims what comes, answers and closes it, one matter at a time."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.replay.ledger import Ledger
from bot.replay.phones import Message, Phone, Stuck, label_like, labels
from bot.replay.residents import NUMBER

CLAIM, ANSWER, SEND, CLOSE, NO_PHOTO, CANCEL = "认领", "答复", "发送", "办结", "无需照片", "取消"
TRIES = 3
CLASSES = ("A ", "B ", "C ", "D ")
WORDS = "您好，已到现场核实，并与承办单位商定了处理办法，会继续跟进，请放心。"
REASON = "情况已当面向群众说明，需等下一步统筹安排。"
CLASS_PATTERN = re.compile(r"^\W*[ABCD] ")


@dataclass
class Deputy:
    """Works through the cards on the phone until cancelled."""

    phone: Phone
    ledger: Ledger
    clock: Callable[[], float]
    patience: float
    draw: random.Random
    tried: set[int] = field(default_factory=set)

    async def work(self) -> None:
        """Claim, answer, close, for ever; a matter that gets stuck is counted, and gone on with a few times."""
        while True:
            card = await self._next_card()
            for carry in (self._carry, *[self._go_on] * TRIES):
                try:
                    await carry(card)
                    break
                except Stuck as where:
                    self.ledger.errors[f"deputy: {where}"] += 1
                    await self.phone.say("/cancel")

    async def _next_card(self) -> Message:
        """Return the oldest card that may be claimed and was not tried yet, waiting for one."""
        while True:
            for ident, card in sorted(self.phone.latest.items()):
                if ident not in self.tried and label_like(card, CLAIM):
                    self.tried.add(ident)
                    return card
            await self.phone.listen()

    async def _carry(self, card: Message) -> None:
        number = number_of(card)
        self.phone.news.clear()
        if await self.phone.press(card, CLAIM) and await self._is_mine(card):
            self.ledger.mark(number, "claimed_at", self.clock())
            await self._answer(card, number)
            await self._close(card, number)

    async def _go_on(self, card: Message) -> None:
        """Go on with what got stuck, on its newest card."""
        number = number_of(card)
        cards = [m for m in self.phone.latest.values() if number_of(m) == number and label_like(m, ANSWER)]
        entry = self.ledger.by_number.get(number)
        if not cards or entry is None:
            return
        newest = max(cards, key=lambda m: int(m["message_id"]))
        self.phone.news.clear()
        self.ledger.mark(number, "claimed_at", self.clock())
        if entry.answered_at is None:
            await self._answer(newest, number)
        else:
            self.phone.news.append(newest)
        await self._close(newest, number)

    async def _is_mine(self, card: Message) -> bool:
        ident = card["message_id"]
        changed = await self._see(lambda m: m["message_id"] == ident and not label_like(m, CLAIM), "claimed card")
        return label_like(changed, ANSWER) is not None

    async def _answer(self, card: Message, number: str) -> None:
        await self.phone.press({**card, "reply_markup": _only(ANSWER)}, ANSWER)
        await self._see(lambda m: m["message_id"] != card["message_id"] and label_like(m, CANCEL), "answer form")
        await self.phone.say(WORDS)
        classes = await self._see(lambda m: any(CLASS_PATTERN.match(label) for label in labels(m)), "classes")
        await self.phone.press(classes, self.draw.choice(CLASSES))
        await self._until_sent()
        self.ledger.mark(number, "answered_at", self.clock())

    async def _until_sent(self) -> None:
        """Give the date or the reason that the class asks for, then send."""
        while True:
            message = await self._see(lambda m: label_like(m, CANCEL, SEND) and not label_like(m, *CLASSES), "sending")
            if label_like(message, SEND):
                await self.phone.press(message, SEND)
                return
            choices = [label for label in labels(message) if CANCEL not in label]
            if choices:
                await self.phone.press(message, choices[-1])
            else:
                await self.phone.say(REASON)

    async def _close(self, card: Message, number: str) -> None:
        await self._see(lambda m: m["message_id"] == card["message_id"] and label_like(m, CLOSE), "answered card")
        await self.phone.press({**card, "reply_markup": _only(CLOSE)}, CLOSE)
        while True:
            message = await self._see(
                lambda m: m["message_id"] == card["message_id"] or label_like(m, NO_PHOTO), "closed card")
            if message["message_id"] == card["message_id"] and not label_like(message, CLOSE):
                return self.ledger.mark(number, "closed_at", self.clock())
            if label_like(message, NO_PHOTO):
                await self.phone.press(message, NO_PHOTO)
                await self.phone.say(REASON)

    async def _see(self, fits: Callable[[Message], object], what: str) -> Message:
        return await self.phone.wait(fits, self.patience, what)


def number_of(card: Message) -> str:
    """Return the matter's number on its card."""
    found = NUMBER.search(card.get("text", "") or card.get("caption", ""))
    return found[0] if found else ""


def _only(label: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label}]]}
