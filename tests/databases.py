"""Databases of towns, opened by few engines: an engine compiles each statement once, and a test is soon over."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.storage.databases import READERS, Database, open_database
from bot.storage.group_commit import GroupCommit
from bot.storage.runners import Runner

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
