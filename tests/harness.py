"""A small town for tests: raw updates through the real intake, dispatcher, store and sender, over a fake wire."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import Bot

from bot.brake import Brake
from bot.databases import open_database
from bot.desk import Desk
from bot.dispatch import Dispatcher
from bot.edge import Edge, make_application
from bot.inbox import Inbox
from bot.lanes import Lanes
from bot.nursery import Nursery
from bot.pacing import Pacer
from bot.polling import Polling
from bot.postman import Postman
from bot.router import Router
from bot.sender import OutboxSender
from bot.store import Store
from bot.ticker import Ticker
from config.organisation import load_organisation
from config.policy import load_policy
from handlers.routes import Routes
from models import Base
from models.guess import KeywordGuesser
from models.organisation import Seat
from models.organisation_plan import OrganisationPlan
from models.person import Person
from models.policy import Policy
from models.worktime import Calendar
from services.organisation import import_organisation
from services.work import House, Work
from tests.telegram import BOT_ID, TOKEN, USERNAME, FakeRequest, FakeTelegram, Sent, Toast
from tests.updates import Anyone, Group, Who, message_update, press_update
from texts.catalog import Catalog

T = TypeVar("T")
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
"""A Wednesday in working hours, far from holidays."""
STEP = timedelta(minutes=15)
PATIENCE = 10.0
"""Real seconds after which waiting is called a failure."""


class TownClock:
    """Business time stands still until it is moved; real time is real."""

    def __init__(self, start: datetime) -> None:
        self.moment = start.astimezone(sa_utc())

    def now(self) -> datetime:
        """Return the town's time."""
        return self.moment

    def real_now(self) -> datetime:
        """Return real time."""
        return datetime.now(sa_utc())  # noqa: TID251 the town owns its clock

    def monotonic(self) -> float:
        """Return real seconds."""
        return asyncio.get_running_loop().time()


def sa_utc() -> ZoneInfo:
    """Return UTC."""
    return ZoneInfo("UTC")


@cache
def default_plan() -> OrganisationPlan:
    """Return Bao'an."""
    return load_organisation()


@cache
def default_policy() -> Policy:
    """Return the policy that ships."""
    return load_policy()


_templates: dict[OrganisationPlan | int, Path] = {}


def _template(plan: OrganisationPlan) -> Path:
    """Return a database file with the schema and a plan's organisation in it; copied, not built, for each test."""
    known = _templates.get(id(plan))
    if known is None:
        known = Path(tempfile.mkdtemp(prefix="huying-town-")) / "town.db"
        engine = sa.create_engine(f"sqlite:///{known}")
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            import_organisation(session, plan)
        engine.dispose()
        _templates[id(plan)] = known
    return known


def make_house(plan: OrganisationPlan, policy: Policy, *, speed: float = 1.0) -> House:
    """Return the house of a plan and a policy."""
    zone = ZoneInfo(plan.district.timezone)
    return House(
        name=plan.district.name, prefix=plan.district.number_prefix, zone=zone, policy=policy,
        calendar=Calendar(zone, hours=policy.hours.working), gazetteer=plan, guesser=KeywordGuesser(policy.categories),
        bot_id=BOT_ID, bot_username=USERNAME, speed=speed,
    )


@dataclass
class Town:
    """People, groups and the bot; every method returns when the bot has nothing more to do.

    Args:
        folder: where the database lives.
        routes: the features under test.
        plan: the organisation; Bao'an by default.
        policy: the rules; those that ship by default.
        now: business time at the start; it stands still until `advance`.
        database: an address; a fresh SQLite file by default.
        brake: messages a minute; by default no test is slowed down.
    """

    folder: Path
    routes: Iterable[Routes] = ()
    plan: OrganisationPlan | None = None
    policy: Policy | None = None
    now: datetime = MORNING
    database: str | None = None
    brake: int = 100_000

    def __post_init__(self) -> None:
        self.plan = self.plan or default_plan()
        self.policy = self.policy or default_policy()
        self.telegram = FakeTelegram()
        self.clock = TownClock(self.now)
        self.catalog = Catalog(ZONE)
        self._people: dict[int, Who] = {}

    async def __aenter__(self) -> Self:
        """Open the town."""
        assert self.plan is not None
        assert self.policy is not None
        if self.database is None:
            path = self.folder / "town.db"
            if not path.exists():
                shutil.copy(_template(self.plan), path)
            self.database = f"sqlite:///{path}"
        self.nursery = Nursery()
        self.store = Store(open_database(self.database, durable=False), self.clock)
        self.house = make_house(self.plan, self.policy)
        await self._build()
        return self

    async def _build(self) -> None:
        postman = Postman(self.telegram, self.catalog)  # type: ignore[arg-type]
        self.sender = OutboxSender(self.store, postman, Pacer(is_on=False), self.clock)
        self.desk = Desk(self.store, self.clock, self.house, self.sender)
        self.application = make_application(Bot(TOKEN, request=FakeRequest(), get_updates_request=FakeRequest()))
        brake = Brake(self.brake, self.clock.monotonic)
        self.dispatcher = Dispatcher(self.application, self.desk, self.catalog, self.telegram, self.nursery, brake)
        Edge(Router(self.routes), self.dispatcher).enter(self.application)
        self.inbox = Inbox(self.store, BOT_ID)
        self.lanes = Lanes(self.inbox, self.dispatcher.handle, self.nursery)
        self.polling = Polling(self.telegram, self.inbox, self.lanes, self.clock)
        self.ticker = Ticker(self.desk)
        await self.application.initialize()
        await self.lanes.sweep(timedelta(0))

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        """Close the town."""
        await self.lanes.close()
        await self.nursery.close()
        await self.application.shutdown()
        self.store.close()

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
        """Return the roster's person of a key, bound to a Telegram account as if they had joined already."""
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
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "呼应", "username": USERNAME}
        old_member, new_member = ({"user": bot, "status": status, "until_date": 0} for status in (old, new))
        self.telegram.queue(my_chat_member={
            "chat": chat, "from": by.as_user(), "date": self._date(),
            "old_chat_member": _member_json(old_member), "new_chat_member": _member_json(new_member),
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
            **content: one of ``photo=True`` (or a file id), ``photos=3`` (an album), ``video=True``, ``voice=True``,
                ``document="report.pdf"``, ``image=True`` (an image sent as a file), ``location=(lat, lon)``,
                ``venue=(lat, lon, title, address)``, ``contact=True``, ``sticker=True``, ``dice=True``;
                with ``album="id"`` for parts of your own, ``edit=number`` for an edit of an earlier message,
                ``size=bytes`` for a file's size.
        """
        number = self.post(who, text, chat=chat, reply_to=reply_to, **content)
        await self.settle()
        return number

    def post(self, who: Anyone, text: str | None = None, *, chat: Group | None = None,
             reply_to: Sent | int | None = None, **content: Any) -> int:
        """Write a message without waiting for the bot; several of these and one `settle` arrive in one batch."""
        count = int(content.pop("photos", 1))
        album = content.pop("album", None) or (f"album-{self.telegram._next_update}" if count > 1 else None)
        if count > 1:
            content["photo"] = True
        number = 0
        for part in range(count):
            number = content.get("edit") or self.telegram.next_message_id(chat.id if chat else who.id)
            words = text if part == 0 else None
            update = message_update(who, words, chat, number, self._date(), _number(reply_to), album, content)
            self.telegram.queue(**update)
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
        key = f"press-{self.telegram._next_update}"
        self.telegram.queue(**press_update(who, data, chat, message_id, self._date(), key))
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

    # -- time ---------------------------------------------------------------------------

    async def advance(self, by: timedelta = timedelta(0), **parts: float) -> None:
        """Let business time pass in steps, with the ticker run and everything sent at each.

        Args:
            by: how much.
            **parts: or as of `timedelta`: ``hours=2``.
        """
        await self.advance_to(self.clock.moment + by + timedelta(**parts))

    async def advance_to(self, moment: datetime) -> None:
        """Let business time pass until a moment; a naive one is local."""
        end = (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(sa_utc())
        while self.clock.moment < end:
            self.clock.moment = min(end, self.clock.moment + STEP)
            await self.settle()
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has read, done and sent everything there is at this moment."""
        async with asyncio.timeout(PATIENCE):
            await self.polling.once()
            await self.lanes.idle()
            await self.ticker.tick()
            await self.sender.drain()
            await self.nursery.idle()

    # -- behind the scenes --------------------------------------------------------------

    async def read(self, look: Callable[[Session], T]) -> T:
        """Look into the database."""
        return await self.store.read(look)

    async def work(self, use: Callable[[Work], T]) -> T:
        """Run a use case as nobody, committed; call `settle` to see what it sends."""
        return await self.desk.do(use)

    async def restart(self) -> None:
        """End the process as a kill would and start a new one over the same database."""
        await self.nursery.close()
        await self.application.shutdown()
        self.store.close()
        assert self.database is not None
        self.nursery = Nursery()
        self.store = Store(open_database(self.database, durable=False), self.clock)
        await self._build()

    def _date(self) -> int:
        return int(self.clock.moment.timestamp())


def _number(message: Sent | int | None) -> int | None:
    return message.message_id if isinstance(message, Sent) else message


def _member_json(member: dict[str, Any]) -> dict[str, Any]:
    return member if member["status"] == "kicked" else {"user": member["user"], "status": member["status"]}


def _bind(work: Work, key: str, who: Who) -> None:
    session = work.session
    person = session.scalar(select(Person).where(Person.telegram_id == who.id))
    if person is None:
        person = Person(telegram_id=who.id, name=who.name, created_at=work.now)
        session.add(person)
        session.flush()
    seat = session.scalars(select(Seat).where(Seat.key == key)).one()
    seat.person_id, seat.bound_at, seat.token = person.id, work.now, None


__all__ = ["Group", "Sent", "Toast", "Town", "Who", "replace"]
