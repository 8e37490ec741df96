"""A new release meets the last one's data, and for a while the last one's code: on both databases."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, MetaData, func, select
from sqlalchemy.orm import Session

from bot.storage.databases import make_engine
from bot.storage.migrate import BrokenReferences, migrate, present_revision
from bot.storage.organisation import import_if_empty
from config.organisation import load_organisation
from models import Base
from models.audit import Audit
from models.organisation import Seat
from tests.older import LAST, NEWEST, REVISIONS, ROWS, breaches, counts, fill, go_to, reflected


def read_all(engine: Engine) -> dict[str, int]:
    """Read every row through today's models."""
    with Session(engine) as session:
        return {mapper.local_table.name: len(session.scalars(select(mapper.class_)).all())  # type: ignore[attr-defined]
                for mapper in Base.registry.mappers}


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_what_an_older_release_wrote_is_all_there_and_readable_after_the_upgrade(empty_engine: Engine,
                                                                                 revision: str) -> None:
    go_to(empty_engine, revision)
    fill(empty_engine, reflected(empty_engine))
    before = counts(empty_engine)

    migrate(empty_engine)

    after = counts(empty_engine)
    assert {name: after[name] for name in before} == before
    assert set(before.values()) == {ROWS}
    assert read_all(empty_engine) == {name: before.get(name, 0) for name in read_all(empty_engine)}


def test_a_filled_database_goes_back_to_the_last_release_and_up_again(empty_engine: Engine) -> None:
    migrate(empty_engine)
    fill(empty_engine, reflected(empty_engine))
    before = counts(empty_engine)

    go_to(empty_engine, LAST)
    below = counts(empty_engine)
    migrate(empty_engine)

    assert below == {name: before[name] for name in below}
    assert read_all(empty_engine) == {name: below.get(name, 0) for name in read_all(empty_engine)}


def test_the_last_release_goes_on_working_on_the_newest_schema(empty_engine: Engine) -> None:
    go_to(empty_engine, LAST)
    old = reflected(empty_engine)

    migrate(empty_engine)

    assert breaches(old, reflected(empty_engine)) == []
    fill(empty_engine, old)
    fill(empty_engine, old, first=ROWS + 1)
    assert {counts(empty_engine)[table.name] for table in old.sorted_tables} == {2 * ROWS}
    assert set(read_all(empty_engine).values()) <= {0, 2 * ROWS}


def test_a_damaged_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'town.db'}")
    go_to(engine, LAST)
    fill(engine, reflected(engine))
    with sqlite3.connect(tmp_path / "town.db") as raw:
        raw.execute("DELETE FROM person")

    with pytest.raises(BrokenReferences):
        migrate(engine)

    with engine.connect() as connection:
        assert present_revision(connection) == LAST
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
    engine.dispose()


@pytest.mark.parametrize("change", [
    sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True)),
    sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, nullable=False)),
    sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(5))),
    sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, unique=True)),
    sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer),
             sa.Column("c", sa.Integer, nullable=False)),
    sa.Table("u", MetaData(), sa.Column("a", sa.Integer, primary_key=True)),
], ids=["dropped", "must be given", "another type", "unique", "a new one must be given", "renamed"])
def test_the_rule_would_notice(change: sa.Table) -> None:
    before = sa.Table("t", MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer))

    assert len(breaches(before.metadata, change.metadata)) == 1


def test_of_ten_replicas_that_start_together_one_migrates_and_imports(postgres_url: str) -> None:
    together = threading.Barrier(10)

    def start(_: int) -> tuple[str | None, str]:
        engine = make_engine(postgres_url)
        try:
            together.wait()
            seen = migrate(engine)
            import_if_empty(engine, load_organisation)
            return seen
        finally:
            engine.dispose()

    with ThreadPoolExecutor(10) as threads:
        seen = list(threads.map(start, range(10)))

    engine = make_engine(postgres_url)
    with Session(engine) as session:
        imports = session.scalar(select(func.count()).where(Audit.what == "organisation_imported"))
        seats = session.scalar(select(func.count()).select_from(Seat))
    engine.dispose()
    assert sorted(seen, key=str) == [*[(NEWEST, NEWEST)] * 9, (None, NEWEST)]
    assert (imports, seats) == (1, len(load_organisation().roster))
