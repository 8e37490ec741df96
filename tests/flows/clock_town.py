"""A town for the tests of clocks: matters filed and answered in one line, and a diary of who heard what when."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from handlers import follow_up, group
from handlers.routes import Routes
from models.clock import Clock
from models.kinds import ResultClass
from models.lifecycle import Move
from models.matter import Event, Happening, Matter
from models.organisation import Seat
from models.person import Person
from models.policy import ClockKind
from services.cards import refresh
from services.claim import ClaimMatter, claim_matter
from services.clocks import stop_clock
from services.close import CloseMatter, close_matter
from services.draft import StartDraft, start_draft
from services.report import SubmitMatter, submit_matter
from services.rhythm import keep_rhythm
from services.timeline import record
from services.work import Work
from tests.harness import ZONE, Group, Town, Who

T = TypeVar("T")
GUSHU = "440306018001"
"""固戍社区 of 西乡街道: constituency xixiang-2 with the deputies 张伟 and 陈静, station xixiang2."""
ROUTES: tuple[Routes, ...] = (follow_up.routes, group.routes)
MARKS = {"⏳": "near", "⏰": "limit", "📣": "late"}
Line = tuple[str, str, str, str]
"""Number of the matter, local time, rung, recipient."""


@dataclass(frozen=True)
class Cast:
    """The people of 固戍 and those above them."""

    author: Who
    zhang: Who
    chen: Who
    head: Who
    street: Who
    office: Who

    @property
    def staff(self) -> tuple[Who, ...]:
        """Return everyone who works on matters."""
        return self.zhang, self.chen, self.head, self.street, self.office


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of 2026 as the clocks of Bao'an show it."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


async def gather(town: Town) -> Cast:
    """Bind everyone who may hear of a matter in 固戍, and let mornings and weeks begin."""
    author = town.person("李梅")
    await town.message(author, "/hello")
    keys = ("zhang-wei", "chen-jing", "head-xixiang2", "street-xixiang", "office-1")
    seated = [await town.seated(key) for key in keys]
    await town.work(keep_rhythm)
    await town.settle()
    return Cast(author, *seated)


async def bind(town: Town, by: Who, title: str, *labels: str, chat_id: int = -1001) -> Group:
    """Let an administrator bind a group by its buttons."""
    place = town.group(title, chat_id=chat_id)
    await town.invite(place, by=by)
    town.make_admin(place, by)
    await town.message(by, "/bind", chat=place)
    for label in labels:
        await town.press(by, label, chat=place)
    return place


async def act(town: Town, who: Who, use: Callable[[Work], T]) -> T:
    """Run a use case as somebody, in their first seat, and let the bot finish."""
    def act_as(work: Work) -> T:
        enter(work, who)
        return use(work)

    value = await town.work(act_as)
    await town.settle()
    return value


def enter(work: Work, who: Who) -> None:
    """Act as somebody, in their first seat."""
    work.actor = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    work.seat = work.session.scalar(select(Seat).where(Seat.person_id == work.actor.id).order_by(Seat.id))


async def file_matter(town: Town, who: Who, words: str = "垃圾三天没人收", **fields: Any) -> int:
    """Submit a matter and let the bot finish; returns its id. Fields as of `file_as`."""
    matter_id = await town.work(lambda work: file_as(work, who, words, **fields))
    await town.settle()
    return matter_id


def file_as(work: Work, who: Who, words: str = "垃圾三天没人收", *, category: str = "rubbish",
            community: str | None = GUSHU, urgent: bool = False, unpublished: bool = False) -> int:
    """Submit a matter as somebody, within a transaction."""
    enter(work, who)
    draft = start_draft(StartDraft(), work)
    draft.words, draft.category, draft.community_code = words, category, community
    draft.urgent, draft.unpublished = urgent, unpublished
    return submit_matter(SubmitMatter(draft.id), work).id


async def claim(town: Town, who: Who, matter_id: int) -> None:
    """Claim a matter."""
    await act(town, who, lambda work: claim_matter(ClaimMatter(matter_id), work))


async def answer(town: Town, who: Who, matter_id: int, result: ResultClass = ResultClass.A) -> None:
    """Answer a matter with a class."""
    def use(work: Work) -> None:
        matter = work.session.get_one(Matter, matter_id)
        assert work.seat is not None
        matter.answer(work.seat, result, "已经清运", work.now, promise_on=work.now + timedelta(days=3), reason="无")
        stop_clock(work, matter, ClockKind.FIRST_ANSWER)
        record(work, matter, Happening.ANSWERED, "已经清运", result=result.value)
        refresh(work, matter)

    await act(town, who, use)


async def close(town: Town, who: Who, matter_id: int) -> None:
    """Close an answered matter, without a photo."""
    await act(town, who, lambda work: close_matter(CloseMatter(matter_id, reason="现场已看过"), work))


async def end_clocks(town: Town, matter_id: int, *kinds: ClockKind) -> None:
    """Stop clocks that a test does not look at."""
    def use(work: Work) -> None:
        for kind in kinds:
            stop_clock(work, work.session.get_one(Matter, matter_id), kind)

    await town.work(use)


async def matter_of(town: Town, matter_id: int) -> Matter:
    """Return a matter as it is stored now."""
    return await town.read(lambda session: session.get_one(Matter, matter_id))


async def clock_of(town: Town, matter_id: int, kind: ClockKind) -> Clock:
    """Return the newest clock of a kind."""
    query = select(Clock).where(Clock.matter_id == matter_id, Clock.kind == kind).order_by(Clock.id.desc()).limit(1)
    return await town.read(lambda session: session.scalars(query).one())


async def happenings(town: Town, matter_id: int) -> list[str]:
    """Return what the timeline tells, in order."""
    query = select(Event.what).where(Event.matter_id == matter_id).order_by(Event.id)
    return await town.read(lambda session: list(session.scalars(query)))


async def force(town: Town, matter_id: int, move: Move) -> None:
    """Make a move of the lifecycle directly."""
    await town.work(lambda work: work.session.get_one(Matter, matter_id).move(move))


async def leap(town: Town, moment: datetime, *, step: timedelta = timedelta(days=1)) -> None:
    """Go to a moment in long steps: nothing that happens between is looked at."""
    end = moment.astimezone(UTC)
    while town.clock.moment < end:
        town.clock.moment = min(end, town.clock.moment + step)
        await town.settle()


async def live_until(town: Town, moment: datetime, *readers: Who | Group) -> list[Line]:
    """Let time pass in the ticker's steps; return which rung of which matter each reader heard, and when."""
    end = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    names = {reader.id: reader.name if isinstance(reader, Who) else reader.title for reader in readers}
    diary: list[Line] = []
    while town.clock.moment < end:
        before = len(town.telegram.sent)
        await town.advance_to(min(end, await town.next_step()))
        at = f"{town.clock.moment.astimezone(ZONE):%m-%d %H:%M}"
        heard = [(sent.text, names[sent.chat_id]) for sent in town.telegram.sent[before:] if sent.chat_id in names]
        diary += [(number, at, rung, who) for text, who in heard for rung, number in rungs_in(text)]
    return diary


def rungs_in(text: str) -> list[tuple[str, str]]:
    """Return the rungs and numbers that a message tells of, in its order."""
    if text.startswith("📋"):
        return [("board", number) for number in re.findall(r"• (BA-\S+)", text)]
    return [(MARKS[mark], number) for mark, number in re.findall(r"(⏳|⏰|📣) (BA-\S+)", text)]


async def number_of(town: Town, matter_id: int) -> str:
    """Return a matter's number."""
    return (await matter_of(town, matter_id)).number or ""
