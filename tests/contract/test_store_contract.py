"""What every database must do for a job."""

import asyncio
import contextlib
import threading
import time

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bot.storage.databases import ASYNCPG_OPTIONS, open_database
from bot.storage.runners import Job
from bot.storage.store import DatabaseDown, Store
from bot.timing.clock import BusinessClock
from models.mail import Dialog, Setting
from models.session import JobSession


def write(key: str, number: int = 0) -> Job[str]:
    def job(session: Session) -> str:
        session.add(Setting(key=key, value={"n": number}))
        return key

    return job


def keys(session: Session) -> list[str]:
    return sorted(session.scalars(select(Setting.key)))


async def test_what_a_job_returned_is_committed(store: Store) -> None:
    returned = await store.run(write("a"))

    assert returned == "a"
    assert await store.read(keys) == ["a"]


async def test_a_job_that_raises_leaves_nothing_behind(store: Store) -> None:
    def job(session: Session) -> None:
        session.add(Setting(key="half", value={}))
        session.flush()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.run(job)

    assert await store.read(keys) == []


async def test_one_failing_job_does_not_harm_the_others_of_its_group(store: Store) -> None:
    def failing(session: Session) -> None:
        session.add(Setting(key="half", value={}))
        session.flush()
        raise ValueError("no")

    jobs = [store.run(failing if number == 5 else write(f"k{number}")) for number in range(10)]
    results = await asyncio.gather(*jobs, return_exceptions=True)

    assert [type(result) for result in results].count(ValueError) == 1
    assert await store.read(keys) == sorted(f"k{number}" for number in range(10) if number != 5)


async def test_a_statement_that_fails_harms_only_its_own_job(store: Store) -> None:
    def wrong(session: Session) -> None:
        session.execute(text("SELECT * FROM no_such_table"))

    results = await asyncio.gather(
        store.run(write("a")), store.run(wrong), store.run(write("b")), return_exceptions=True
    )

    assert results[0] == "a"
    assert results[2] == "b"
    assert isinstance(results[1], Exception)
    assert await store.read(keys) == ["a", "b"]


async def test_a_job_that_lost_a_race_runs_again_and_sees_the_winner(store: Store) -> None:
    await store.run(open_dialog)
    both_have_read = threading.Barrier(2, timeout=0.5)

    def add_one(session: Session) -> None:
        dialog = session.get_one(Dialog, (1, 1, 0))
        with contextlib.suppress(threading.BrokenBarrierError):  # where one writes at a time nobody else comes
            both_have_read.wait()
        dialog.data = {"n": dialog.data["n"] + 1}

    await asyncio.gather(store.run(add_one), store.run(add_one))

    assert await store.read(lambda session: session.get_one(Dialog, (1, 1, 0)).data) == {"n": 2}


def open_dialog(session: Session) -> None:
    session.add(Dialog(chat_id=1, user_id=1, thread_id=0, step="form", data={"n": 0}))


async def test_two_jobs_that_insert_the_same_key_both_succeed_when_they_look_first(store: Store) -> None:
    def enter(session: Session) -> bool:
        if session.get(Setting, "once") is not None:
            return False
        session.add(Setting(key="once", value={}))
        session.flush()
        return True

    results = await asyncio.gather(*(store.run(enter) for _ in range(20)))

    assert sorted(results) == [False] * 19 + [True]


async def test_a_duplicate_that_is_no_race_is_told_as_an_error(store: Store) -> None:
    await store.run(write("a"))

    with pytest.raises(IntegrityError):
        await store.run(write("a"))


async def test_many_jobs_at_once_are_all_done_once(store: Store) -> None:
    await asyncio.gather(*(store.run(write(f"k{number}")) for number in range(300)))

    assert await store.read(lambda session: session.scalar(select(func.count(Setting.key)))) == 300


async def test_a_store_answers_while_its_database_does(store: Store) -> None:
    assert await store.answers() is True


@pytest.mark.parametrize(("state", "is_down"), [
    ("53100", True), ("53300", True), ("57P01", True), ("25006", True), ("55P03", True), ("58030", True),
    ("25P03", True),
    ("42P01", False), ("23505", False), ("40001", False),
])
def test_what_the_server_cannot_do_now_is_nobodys_fault(store: Store, state: str, is_down: bool) -> None:
    class Refusal(Exception):
        sqlstate = state

    error = DBAPIError("UPDATE", {}, Refusal())

    assert store.database.is_down(error) == (is_down and not store.database.is_alone)


async def test_a_session_that_ended_while_we_stood_still_in_it_is_nobodys_fault(postgres_url: str,
                                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ASYNCPG_OPTIONS["server_settings"], "idle_in_transaction_session_timeout", "50")
    store = Store(open_database(postgres_url), BusinessClock())

    def stand_still(session: JobSession) -> None:
        session.execute(select(1))
        time.sleep(0.3)
        session.execute(select(1))

    try:
        with pytest.raises(DatabaseDown):
            await store.run(stand_still)
        assert await store.answers()
        assert await store.run(lambda session: session.scalar(select(1))) == 1
    finally:
        store.close()
