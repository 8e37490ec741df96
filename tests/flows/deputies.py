"""A town with the deputies of 西乡第二选区, their officer and the office, and a way to file matters quickly."""

from pathlib import Path

from sqlalchemy import select

from handlers import (
    answer,
    back,
    card,
    close,
    dead_letters,
    deputy,
    desk,
    follow_up,
    group,
    join,
    leave,
    merging,
    mine,
    mine_add,
    mine_word,
    mute,
    office,
    oversight,
    people,
    policy_view,
    queue,
    recategorise,
    reply,
    report,
    role,
    start,
)
from models.clock import Clock
from models.matter import Attachment, Event, Matter
from models.organisation import Community, Constituency, Seat
from models.person import Person
from services import delivery, ladder, notices, weekly  # noqa: F401 their due work enters the registry
from services.report import SubmitMatter, submit_matter
from services.work import Work
from tests.harness import Town
from tests.telegram import Toast
from tests.updates import Group, Who

ROUTES = [module.routes for module in (answer, back, card, close, deputy, follow_up, group, join, leave, merging,
                                       mine, mine_add, mine_word, mute, office, queue, reply, report, role, start,
                                       desk, oversight, dead_letters, people, policy_view, recategorise)]
HOME = "xixiang-2"



def town_of(folder: Path, **options: object) -> Town:
    """Return a town with all features a deputy and a resident need."""
    return Town(folder, ROUTES, **options)  # type: ignore[arg-type]


async def seated_as(town: Town, role_name: str, constituency: str = HOME) -> Who:
    """Bind the first person of a role that oversees a constituency."""
    key = await town.work(lambda work: _key_of(work, role_name, constituency))
    return await town.seated(key)


async def file_matter(town: Town, who: Who, words: str = "楼下的路灯坏了三天", *, community: str | None = HOME,
                      files: int = 0, urgent: bool = False, **fields: object) -> int:
    """Let a resident submit a matter of a constituency (None: without a place); return its id."""
    matter_id = await town.work(lambda work: _file(work, who, words, community, files, urgent, fields))
    await town.settle()
    return matter_id


async def matter_of(town: Town, matter_id: int) -> Matter:
    """Return the matter as it is stored."""
    return await town.read(lambda session: session.get_one(Matter, matter_id))


async def happenings(town: Town, matter_id: int) -> list[str]:
    """Return what happened to the matter, in order."""
    query = select(Event.what).where(Event.matter_id == matter_id).order_by(Event.id)
    return await town.read(lambda session: list(session.scalars(query)))


async def running_clocks(town: Town) -> set[str]:
    """Return the kinds of all clocks that run in the town."""
    running = select(Clock.kind).where(Clock.stopped_at.is_(None))
    return set(await town.read(lambda session: session.scalars(running).all()))


async def claimed(town: Town, resident: Who, owner: Who, **options: object) -> int:
    """File a matter and let a deputy claim it."""
    matter_id = await file_matter(town, resident, **options)  # type: ignore[arg-type]
    await town.press(owner, "认领")
    return matter_id


async def answered(town: Town, owner: Who, words: str = "已经修好了，谢谢您。", result: str = "A 已解决") -> None:
    """Let the owner answer with a class that asks nothing more."""
    await town.press(owner, "答复")
    await town.message(owner, words)
    await town.press(owner, result)
    await town.press(owner, "发送")


async def forged(town: Town, who: Who, data: str, *, on: int = 1, chat: Group | None = None) -> Toast:
    """Press a button that may never have existed; return how it was answered."""
    key = town.forge(who, data, on, chat=chat)
    await town.settle()
    return town.telegram.toasts[key]


def _file(work: Work, who: Who, words: str, community: str | None, files: int, urgent: bool,
          fields: dict[str, object]) -> int:
    author = work.session.scalar(select(Person).where(Person.telegram_id == who.id))
    if author is None:
        author = Person(telegram_id=who.id, name=who.name, created_at=work.now)
        work.session.add(author)
        work.session.flush()
    code = work.session.scalar(select(Community.code).where(Community.constituency_code == community))
    draft = Matter(author_id=author.id, words=words, category="streetlight", community_code=code, urgent=urgent,
                   created_at=work.now, form={}, **fields)
    work.session.add(draft)
    work.session.flush()
    for part in range(files):
        work.session.add(Attachment(matter_id=draft.id, kind="photo", file_id=f"photo-{part}",
                                    file_unique_id=f"unique-{part}", created_at=work.now))
    work.actor = author
    submit_matter(SubmitMatter(draft.id), work)
    return draft.id


def _key_of(work: Work, role_name: str, constituency: str) -> str:
    place = work.session.get_one(Constituency, constituency)
    scopes = {"deputy": place.code, "officer": place.station_code, "head": place.station_code,
              "street": place.street_code}
    query = select(Seat.key).where(Seat.role == role_name).order_by(Seat.id)
    if role_name in scopes:
        query = query.where(Seat.scope == scopes[role_name])
    key = work.session.scalars(query).first()
    assert key is not None
    return key
