"""A town in which answers promise something, for the tests of promises and absences."""

from pathlib import Path

from sqlalchemy import select

from models.matter import Follower
from models.person import Person
from models.promise import Promise
from services.work import Work
from tests.flows.clock_town import file_matter, leap, local
from tests.flows.conftest import all_routes
from tests.harness import Town, Who

WEDNESDAY = local(11, 18, 10)

__all__ = ["WEDNESDAY", "answer_with", "file_matter", "follow", "leap", "local", "new_since", "open_promise",
           "promise_town", "promised", "promises"]


def promise_town(folder: Path) -> Town:
    """Return a town of all features on a Wednesday."""
    return Town(folder, all_routes(), now=WEDNESDAY)


async def promised(town: Town, author: Who, owner: Who, on: str = "2026-12-01", *, result: str = "B 正在解决",
                   close: bool = True) -> int:
    """File a matter whose owner answers with a promise, and closes it; return its id."""
    matter_id = await file_matter(town, author)
    await town.press(owner, "认领")
    await answer_with(town, owner, result, on)
    if close:
        await town.press(owner, "办结")
    return matter_id


async def answer_with(town: Town, owner: Who, result: str, on: str | None = None,
                      words: str = "材料到了就安装新路灯。") -> None:
    """Answer the newest matter with a class and its date or reason."""
    await town.press(owner, "答复")
    await town.message(owner, words)
    await town.press(owner, result)
    if on:
        await town.message(owner, on)
    await town.press(owner, "发送")


async def open_promise(town: Town, who: Who) -> None:
    await town.message(who, "/promises")
    await town.press(who, "🤝 BA-261118-0001")


async def promises(town: Town) -> list[Promise]:
    """Return all promises as they are stored."""
    return await town.read(lambda session: list(session.scalars(select(Promise).order_by(Promise.id))))


async def follow(town: Town, who: Who, matter_id: int) -> None:
    """Let a resident follow a matter."""
    await town.message(who, "/hello")
    await town.work(lambda work: _follow(work, who, matter_id))


def _follow(work: Work, who: Who, matter_id: int) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    work.session.add(Follower(matter_id=matter_id, person_id=person.id, joined_at=work.now))


def new_since(town: Town, who: Who, before: int) -> str:
    """Return what the person was sent after their first messages."""
    return "\n\n".join(sent.text for sent in town.sent_to(who)[before:])
