"""The watch over the flows' statements sees what it is there for."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.metrics.tables import count_settled
from bot.storage.databases import make_engine
from models import Base
from tests import whole_reads


def test_a_whole_read_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_reads, "MAY", {})
    monkeypatch.setattr(whole_reads, "_known", set())
    engine = make_engine(f"sqlite:///{tmp_path / 'town.db'}")
    Base.metadata.create_all(engine)

    with whole_reads.watching() as found, Session(engine) as session:
        count_settled(session)
        session.execute(sa.select(sa.func.count()).select_from(Base.metadata.tables["matter"]))
    engine.dispose()

    assert [each.partition(":")[0] for each in found] == ["bot/metrics/tables.py reads outbox whole"]


def test_every_reference_to_what_is_deleted_has_an_index() -> None:
    """Else each row that goes costs a look at all that might refer to it."""
    gone = {"matter", "event", "clock", "card", "attachment"}
    bare = {f"{table.name}.{key.parent.name}" for table in Base.metadata.tables.values() for key in table.foreign_keys
            if key.column.table.name in gone and not _leads(table, key.parent)}

    assert bare == set()


def _leads(table: sa.Table, column: sa.Column[object]) -> bool:
    keys = [table.primary_key, *(each for each in table.constraints if isinstance(each, sa.UniqueConstraint))]
    return any(next(iter(each.columns)) is column for each in (*table.indexes, *keys)
               if not isinstance(each, sa.Index) or _where(each) in ("None", f"{column.name} IS NOT NULL"))


def _where(index: sa.Index) -> str:
    return str(index.dialect_options["sqlite"]["where"])
