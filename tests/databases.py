"""Databases of towns, made once and copied, opened by few engines: a test is soon over."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.storage.databases import READERS, Database, make_engine, open_database
from bot.storage.group_commit import GroupCommit
from bot.storage.runners import Runner
from models import Base
from models.organisation_plan import OrganisationPlan
from services.organisation import import_organisation
from tests.postgres import copy_database, new_database, server_of

_idle: list["_Engines"] = []


class _Engines:
    """A writer and a reader that open whichever file they are told to."""

    def __init__(self, address: str) -> None:
        database = open_database(address, durable=False)
        database.runner.close()
        self.file = ""
        self.pair = database.engine, database.reader
        for engine in self.pair:
            sa.event.listen(engine, "do_connect", self._open)

    def _open(self, _dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
        arguments[0] = self.file


@dataclass(frozen=True)
class _Lent(Database):
    """A database whose engines open another file after it."""

    engines: _Engines = field(kw_only=True)

    def close(self) -> None:
        """Close it as any other, and give the engines back."""
        super().close()
        _idle.append(self.engines)


def open_town(address: str) -> Database:
    """Open a town's database; SQLite files share engines, one after the other."""
    url = sa.make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database:
        return open_database(address, durable=False)
    engines = _idle.pop() if _idle else _Engines(address)
    engines.file = url.database
    writer, reader = engines.pair
    runner: Runner = GroupCommit(writer, reader, READERS)
    return _Lent(writer, reader, runner, engines=engines)


def settle_organisation(database: str, plan: OrganisationPlan) -> None:
    """Give an empty database the schema and a plan's organisation, as a copy of one that was made once."""
    url = sa.make_url(database)
    if url.get_backend_name() == "sqlite":
        shutil.copy(_file_of(plan), url.database or "")
    else:
        copy_database(_database_of(plan, server_of(database)), database)


@cache
def _file_of(plan: OrganisationPlan) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="huying-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _fill(f"sqlite:///{folder / 'town.db'}", plan)
    return folder / "town.db"


@cache
def _database_of(plan: OrganisationPlan, server: str) -> str:
    address = new_database(server)
    _fill(address, plan)
    return address


def _fill(database: str, plan: OrganisationPlan) -> None:
    engine = make_engine(database)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        import_organisation(session, plan)
    engine.dispose()
