"""What people of the town do and see."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Seat
from models.person import Person
from services.work import Work
from tests.telegram import FakeTelegram, Sent, Toast
from tests.updates import BOT, Anyone, Group, Place, Who, message_update, press_update

T = TypeVar("T")


class Deeds:
    """The people's half of the town; `tests.harness.Town` is the engine's half."""

    telegram: FakeTelegram
    _people: dict[int, Who]

    def date(self) -> int:
        """Return the town's time as Telegram stamps it."""
        raise NotImplementedError

    async def settle(self) -> None:
        """Wait until the bot has nothing more to do."""
        raise NotImplementedError

    async def work(self, use: Callable[[Work], T]) -> T:
        """Run a use case."""
        raise NotImplementedError

    async def read(self, look: Callable[[Session], T]) -> T:
        """Look into the database."""
        raise NotImplementedError

    # -- who is here --------------------------------------------------------------------

    def person(self, name: str, *, language_code: str = "zh-hans", username: str | None = None) -> Who:
        """Return somebody with a Telegram account; the same name is the same person."""
        for who in self._people.values():
            if who.name == name:
                return who
        who = Who(101 + len(self._people), name, language_code, username)
        self._people[who.id] = who
        return who

    async def seated(self, key: str) -> Who:
        """Return the roster's person of a key, bound to an account as if they had joined already."""
        seat = await self.read(lambda session: session.scalars(select(Seat).where(Seat.key == key)).one())
        who = self.person(seat.name)
        await self.work(lambda work: _bind(work, key, who))
        return who

    def group(self, title: str, *, chat_id: int = -1001, forum: bool = False) -> Group:
        """Return a group; tell the bot that it is a member with `invite`."""
        return Group(chat_id, title, forum)

    async def invite(self, group: Group, by: Who) -> None:
        """Add the bot to a group."""
        await self._member(group.as_chat(), by, "left", "member")

    def make_admin(self, group: Group, who: Who) -> None:
        """Make somebody an administrator of a group."""
        self.telegram.administrators.add((group.id, who.id))

    async def remove(self, group: Group, by: Who) -> None:
        """Remove the bot from a group."""
        await self._member(group.as_chat(), by, "member", "left")

    async def block(self, who: Who) -> None:
        """Block the bot."""
        await self._member(who.as_chat(), who, "member", "kicked")

    async def unblock(self, who: Who) -> None:
        """Let the bot in again."""
        await self._member(who.as_chat(), who, "kicked", "member")

    async def _member(self, chat: dict[str, Any], by: Who, old: str, new: str) -> None:
        self.telegram.queue(my_chat_member={
            "chat": chat, "from": by.as_user(), "date": self.date(),
            "old_chat_member": _member(old), "new_chat_member": _member(new),
        })
        await self.settle()

    # -- what people do -----------------------------------------------------------------

    async def message(self, who: Anyone, text: str | None = None, *, chat: Group | None = None,
                      reply_to: Sent | int | None = None, **content: Any) -> int:
        """Write a message; returns its number in the chat.

        Args:
            who: the writer.
            text: its words, or the caption when there is content.
            chat: the group; by default the private chat with the bot.
            reply_to: the message it replies to.
            **content: one of ``photo=True`` (or a file id), ``photos=3`` (an album), ``video=True``,
                ``voice=True``, ``document="report.pdf"``, ``image=True`` (an image sent as a file),
                ``location=(lat, lon)``, ``venue=(lat, lon, title, address)``, ``contact=True``,
                ``sticker=True``, ``dice=True``; with ``album="id"`` for parts of your own, ``edit=number`` for
                an edit of an earlier message, ``size=bytes`` for a file's size, ``thread=7`` for a topic.
        """
        number = self.post(who, text, chat=chat, reply_to=reply_to, **content)
        await self.settle()
        return number

    def post(self, who: Anyone, text: str | None = None, *, chat: Group | None = None,
             reply_to: Sent | int | None = None, **content: Any) -> int:
        """Write a message without waiting for the bot; several and one `settle` arrive in one batch."""
        count = int(content.pop("photos", 1))
        album = content.pop("album", f"album-{self.telegram.next_update}" if count > 1 else None)
        if count > 1:
            content["photo"] = True
        number = 0
        for part in range(count):
            number = content.get("edit") or self.telegram.next_message_id(chat.id if chat else who.id)
            words = text if part == 0 else None
            at = Place(number, self.date(), chat, _number(reply_to), album)
            self.telegram.queue(**message_update(who, words, at, content))
        return number

    async def press(self, who: Anyone, label_or_data: str, *, on: Sent | None = None,
                    chat: Group | None = None) -> Toast | None:
        """Press an inline button and return how the press was answered; a link's button presses nothing.

        Args:
            who: who presses.
            label_or_data: the label (the emoji before it may be left out) or callback data.
            on: the message; by default the newest of the chat that has such a button.
            chat: the group; by default the private chat with the bot.
        """
        key = self.send_press(who, label_or_data, on=on, chat=chat)
        await self.settle()
        return self.telegram.toasts.get(key)

    def send_press(self, who: Anyone, label_or_data: str, *, on: Sent | None = None,
                   chat: Group | None = None) -> str:
        """Press without waiting for the bot; returns the press's id, a key of ``town.telegram.toasts``."""
        place: Group | Who = chat or who
        sent = on or self._newest_with(place.id, label_or_data)
        data = sent.button(label_or_data).data
        assert data is not None, f"{label_or_data!r} is a link"
        return self.forge(who, data, sent.message_id, chat=chat)

    def forge(self, who: Anyone, data: str, message_id: int, *, chat: Group | None = None) -> str:
        """Press a button that may never have existed, without waiting."""
        key = f"press-{self.telegram.next_update}"
        self.telegram.queue(**press_update(who, data, Place(message_id, self.date(), chat), key))
        return key

    def _newest_with(self, chat_id: int, label_or_data: str) -> Sent:
        for sent in reversed(self.sent_to(chat_id)):
            if sent.has(label_or_data):
                return sent
        seen = [sent.labels for sent in self.sent_to(chat_id)[-5:]]
        raise AssertionError(f"nobody sees a button {label_or_data!r}; the newest messages have {seen}")

    # -- what people see ----------------------------------------------------------------

    def sent_to(self, chat: Who | Group | int) -> list[Sent]:
        """Return the bot's messages of a chat as they look now, oldest first, deleted ones left out."""
        chat_id = chat if isinstance(chat, int) else chat.id
        return [sent for sent in self.telegram.sent if sent.chat_id == chat_id and not sent.is_deleted]

    def last(self, chat: Who | Group | int) -> Sent:
        """Return the newest message of the bot in a chat."""
        sent = self.sent_to(chat)
        assert sent, f"the bot sent nothing to {chat}"
        return sent[-1]

    def keyboard(self, who: Who) -> list[list[str]]:
        """Return the labels of the reply keyboard the person sees now."""
        keyboards = [sent.keyboard for sent in self.sent_to(who) if sent.keyboard is not None]
        return keyboards[-1] if keyboards else []


def _number(message: Sent | int | None) -> int | None:
    return message.message_id if isinstance(message, Sent) else message


def _member(status: str) -> dict[str, Any]:
    member = {"user": BOT, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member


def _bind(work: Work, key: str, who: Who) -> None:
    session = work.session
    person = session.scalar(select(Person).where(Person.telegram_id == who.id))
    if person is None:
        person = Person(telegram_id=who.id, name=who.name, created_at=work.now)
        session.add(person)
        session.flush()
    seat = session.scalars(select(Seat).where(Seat.key == key)).one()
    seat.person_id, seat.bound_at, seat.token = person.id, work.now, None
