"""What is remembered of the roster is never older than the last change that was committed, whoever made it."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Engine, bindparam, insert, select, text, update

from bot.storage.migrate import migrate
from bot.storage.store import Store
from models import Base
from models.mail import Setting
from models.organisation import Street
from models.roster import MARK, TABLES, Rosters, known_roster, note_mark
from models.rows import Rows
from models.session import JobSession

T = TypeVar("T")
_street = Rows(Street, select(Street).where(Street.code == bindparam("code")))
_mark = select(Setting.value["mark"]).where(Setting.key == MARK)


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """Return the address of a database that several processes may share."""
    return postgres_url


def opened(job: Callable[[JobSession], T]) -> Callable[[JobSession], T]:
    """Let a job read the roster's mark first, as the job of an update does."""
    def begin(session: JobSession) -> T:
        note_mark(session, session.scalar(_mark))
        return job(session)

    return begin


def name(session: JobSession) -> str | None:
    row = _street.first(session, code="s")
    return row.name if row else None


def rename(session: JobSession, to: str = "福永") -> None:
    session.get_one(Street, "s").name = to


@pytest.fixture
async def streets(store: Store) -> Store:
    """Return a store whose process has asked for a street."""
    await store.run(lambda session: session.execute(insert(Street).values(code="s", name="西乡", active=True)))
    await store.run(opened(name))
    return store


async def test_the_next_job_need_not_ask(streets: Store) -> None:
    def look(session: JobSession) -> int:
        def statements() -> int:
            return int(session.scalar(text("SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_all_tables "
                                           "WHERE relname = 'street'")) or 0)
        before = statements()
        assert name(session) == "西乡"
        return statements() - before

    assert await streets.run(opened(look)) == 0


@pytest.mark.parametrize("change", [
    update(Street.__table__).values(name="福永"),
    text("UPDATE street SET name = '福永'"),
    text("DELETE FROM street"),
    text("TRUNCATE street CASCADE"),
])
async def test_what_another_process_committed_is_seen_by_the_next_job(streets: Store, engine: Engine,
                                                                     change: object) -> None:
    with engine.begin() as other:
        other.execute(change)  # type: ignore[call-overload]
        stored = other.scalar(text("SELECT name FROM street"))
        before = await streets.run(opened(name))

    assert (before, await streets.run(opened(name))) == ("西乡", stored)


async def test_a_change_that_is_taken_back_is_seen_by_nobody(streets: Store) -> None:
    def fail(session: JobSession) -> None:
        rename(session)
        session.flush()
        assert name(session) == "福永"
        raise LookupError

    with pytest.raises(LookupError):
        await streets.run(opened(fail))

    assert await streets.run(opened(name)) == "西乡"


async def test_a_job_sees_its_own_change_and_so_does_the_next(streets: Store) -> None:
    def change(session: JobSession) -> str | None:
        name(session)
        rename(session)
        return name(session)

    assert await streets.run(opened(change)) == "福永"
    assert await streets.run(opened(name)) == "福永"


async def test_an_object_of_one_job_is_not_anothers(streets: Store) -> None:
    def spoil(session: JobSession) -> None:
        row = _street.first(session, code="s")
        assert row is not None
        session.expunge(row)
        row.name = "spoilt"

    await streets.run(opened(spoil))

    assert await streets.run(opened(name)) == "西乡"


def test_what_is_learned_late_under_an_older_mark_does_not_pass_for_the_newest() -> None:
    rosters = Rosters()
    older = rosters.at(1)

    newest = rosters.at(2)
    older.answer("who", lambda: [["somebody of yesterday"]])

    assert newest.answer("who", lambda: [["somebody of today"]]) == [["somebody of today"]]
    assert rosters.at(2) is newest


async def test_a_job_that_has_not_read_the_mark_asks(streets: Store) -> None:
    assert await streets.run(known_roster) is None


def test_migrations_watch_the_tables_that_the_models_do(empty_engine: Engine, postgres_server: str) -> None:
    triggers = text("SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), pg_get_functiondef(tgfoid) "
                    "FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")

    def watched() -> list[tuple[str, ...]]:
        with empty_engine.begin() as connection:
            return [tuple(row) for row in connection.execute(triggers)]

    migrate(empty_engine)
    migrated = watched()
    with empty_engine.begin() as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)

    assert watched() == migrated
    assert [table for table, *_ in migrated] == sorted(TABLES)
