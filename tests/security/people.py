"""A town in which everything there is to press lies about, built once and copied for each who presses."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import select

from bot.features import FEATURES
from models import Base
from models.mail import InboxUpdate, UpdateState
from models.matter import Matter
from models.person import Person
from services.work import Work
from tests.databases import settle_organisation
from tests.flows.bodies import asked_for_time, pass_on, replied
from tests.flows.deputies import file_matter, forged, seated_as
from tests.flows.promise_town import answer_with
from tests.harness import ANONYMOUS_ADMIN, Group, Sent, Town, Who, default_plan
from tests.postgres import copy_database, new_database, server_of
from texts.broadcast_buttons import NewNoticePress
from texts.canned_presses import NewPress
from texts.mine_buttons import ConfirmPress, WithdrawPress
from texts.search_presses import SearchPress
from texts.start import JoinPress
from texts.subscription_buttons import FollowPress

ELSEWHERE = "shiyan-4"
XIXIANG = "440306018"
SECRET = "13912345678"
"""What only those may read who may read a resident's own words."""
WORDS = f"楼下的路灯坏了三天，我的电话{SECRET}"
NEIGHBOURS = Group(-100200, "固戍邻里")
TECHNICAL = {"inbox", "outbox", "card", "dialog", "held", "due", "audit_head", "salt", "search_gram", "search_text",
             "number_counter", "discard", "thinned"}
"""Tables that hold how things are said and kept, not what is so."""


@dataclass(frozen=True)
class Scene:
    """The built town: its database's address, who is who, and where the group is."""

    database: str
    people: dict[str, Who]
    matters: dict[str, int]
    sent: list[Sent]

    def chat_of(self, role: str) -> Group | None:
        """Return the group in which a role presses; None in private."""
        return NEIGHBOURS if role in ("anonymous", "in_group") else None


async def build(folder: Path, server: str | None = None) -> Scene:
    """Let people live through everything once, on SQLite or on a server of PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 before anything runs
    database = f"sqlite:///{folder / 'town.db'}" if server is None else new_database(server)
    settle_organisation(database, default_plan())
    async with Town(folder, FEATURES, database=database) as town:
        people = await _gather(town)
        matters = await _matters(town, people)
        await _more(town, people, matters)
        await town.work(_watch)
        await town.polling.leave()  # the copies poll at once
    return Scene(database, people, matters, town.telegram.sent)


@asynccontextmanager
async def copy_of(scene: Scene, folder: Path, **options: object) -> AsyncIterator[Town]:
    """Open a copy of the scene's town."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 before anything runs
    async with Town(folder, FEATURES, database=_copy(scene.database, folder), **options) as town:  # type: ignore[arg-type]
        town.telegram.next_update = 1_000_000
        town.telegram.sent = deepcopy(scene.sent)
        town.telegram._next_message = {who.id: 10_000 for who in scene.people.values()}
        yield town


def _copy(database: str, folder: Path) -> str:
    if database.startswith("sqlite"):
        shutil.copy(database.removeprefix("sqlite:///"), folder / "town.db")
        return f"sqlite:///{folder / 'town.db'}"
    address = new_database(server_of(database))
    copy_database(database, address)
    return address


async def _gather(town: Town) -> dict[str, Who]:
    people = {role: town.person(name) for role, name in (
        ("author", "李梅"), ("stranger", "王强"), ("neighbour", "赵敏"), ("follower", "孙丽"), ("muted", "周涛"))}
    people |= {role: await town.seated(key) for role, key in (
        ("owner", "zhang-wei"), ("fellow", "chen-jing"), ("body", "contact-cgj"), ("other_body", "contact-swj"))}
    for role in ("officer", "head", "street", "office"):
        people[role] = await seated_as(town, role)
    for role in ("deputy", "officer", "street"):
        people[f"far_{role}"] = await seated_as(town, role, ELSEWHERE)
    await town.invite(NEIGHBOURS, people["neighbour"])
    return people | {"anonymous": ANONYMOUS_ADMIN, "in_group": people["office"]}


async def _matters(town: Town, people: dict[str, Who]) -> dict[str, int]:
    """Bring one matter into each state, one after the other: the newest card is always the present one's."""
    matters: dict[str, int] = {}
    for state in ("claimed", "forwarded", "signed", "replied", "answered", "closed", "confirmed", "withdrawn",
                  "submitted"):
        matters[state] = await file_matter(town, people["author"], WORDS, files=1, urgent=state == "submitted")
        if state not in ("submitted", "withdrawn"):
            await town.press(people["owner"], "认领")
        await LIVES.get(state, _nothing)(town, people, matters[state])
        await town.advance(minutes=15)  # so many an hour are more than one resident may file
    await town.message(people["author"], "/cancel")
    await town.message(people["author"], f"还没写完，{WORDS}")
    matters["draft"] = await town.read(lambda session: session.scalar(select(sa.func.max(Matter.id))))  # type: ignore[assignment]
    return matters


async def _nothing(town: Town, people: dict[str, Who], matter_id: int) -> None:
    """Leave it as it is."""


async def _forwarded(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await pass_on(town, people["owner"])
    await asked_for_time(town, people["body"])


async def _signed(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await pass_on(town, people["owner"])
    await town.press(people["body"], "签收")


async def _replied(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await pass_on(town, people["owner"])
    await replied(town, people["body"])


async def _answered(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await answer_with(town, people["owner"], "B 正在解决", "2026-12-01")


async def _closed(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await _answered(town, people, matter_id)
    await town.press(people["owner"], "办结")


async def _confirmed(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await _closed(town, people, matter_id)
    await forged(town, people["author"], ConfirmPress(matter_id, True).pack())


async def _withdrawn(town: Town, people: dict[str, Who], matter_id: int) -> None:
    await forged(town, people["author"], WithdrawPress(matter_id, True).pack())


LIVES = {"forwarded": _forwarded, "signed": _signed, "replied": _replied, "answered": _answered, "closed": _closed,
         "confirmed": _confirmed, "withdrawn": _withdrawn}


async def _more(town: Town, people: dict[str, Who], matters: dict[str, int]) -> None:
    """Let somebody follow, somebody be muted, and everybody have what only they may touch."""
    for matter_id in list(matters.values())[:-1]:
        await forged(town, people["follower"], JoinPress(matter_id, True).pack())
    await town.message(people["muted"], "这里卖手表")
    await town.work(lambda work: _mute(work, people["muted"]))
    await forged(town, people["author"], FollowPress("street", XIXIANG).pack())
    await forged(town, people["office"], SearchPress().pack())
    await forged(town, people["office"], NewNoticePress().pack())
    await town.message(people["office"], "本周六上午停水检修，请大家提前储水。")
    await forged(town, people["office"], NewPress().pack())
    for words in ("路灯标准答复", "路灯已报修，三天内恢复。"):
        await town.message(people["office"], words)
    await town.message(people["owner"], "请假")
    await town.message(people["owner"], "2026-12-20")
    await town.message(people["owner"], "2026-12-24")
    await town.press(people["owner"], "陈静 · 西乡第二选区")
    await town.press(people["owner"], "确认请假")
    await town.work(_set_aside)


def _set_aside(work: Work) -> None:
    row = work.session.scalars(select(InboxUpdate).order_by(InboxUpdate.id).limit(1)).one()
    row.state, row.error, row.attempts = UpdateState.DEAD, "KeyError", 5


def _mute(work: Work, who: Who) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    person.muted_until, person.mute_reason = work.now + timedelta(days=30), "广告"


def _watch(work: Work) -> None:
    """Let the database itself write down what is changed in which update; taken back with what is taken back."""
    is_sqlite = work.session.get_bind().dialect.name == "sqlite"
    number, job = ("INTEGER", "0") if is_sqlite else ("SERIAL", "txid_current()")
    work.session.execute(sa.text(f"CREATE TABLE change (id {number} PRIMARY KEY, subject TEXT, row BIGINT, "
                                 f"job BIGINT DEFAULT {job})"))
    watch = _watch_on_sqlite if is_sqlite else _watch_on_postgres
    watch(work, "update_of", "UPDATE OF state", "inbox", "NEW.update_id")
    for table in Base.metadata.sorted_tables:
        if table.name not in TECHNICAL:
            for what in ("INSERT", "UPDATE", "DELETE"):
                watch(work, f"{what}_{table.name}", what, table.name, "0")


def _watch_on_sqlite(work: Work, name: str, what: str, table: str, row: str) -> None:
    work.session.execute(sa.text(f"CREATE TRIGGER {name} AFTER {what} ON \"{table}\" BEGIN "
                                 f"INSERT INTO change (subject, row) VALUES ('{table}', {row}); END"))


def _watch_on_postgres(work: Work, name: str, what: str, table: str, row: str) -> None:
    work.session.execute(sa.text(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                                 f"INSERT INTO change (subject, row) VALUES ('{table}', {row}); RETURN NULL; END $$"))
    work.session.execute(sa.text(f"CREATE TRIGGER {name} AFTER {what} ON \"{table}\" "
                                 f"FOR EACH ROW EXECUTE FUNCTION {name}()"))
