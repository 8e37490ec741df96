"""Writes that wait for one another have the effect of one after the other, and no job lives off another's mistake."""

from contextlib import suppress

import pytest
from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from bot.storage.store import DatabaseDown, Store
from models.mail import Card, Due, DueState, Letter, LetterState, Setting
from models.matter import Matter
from models.prepared import Prepared
from models.session import JobSession
from models.transaction import Undone
from services.due import cancel, plan, plan_new
from services.outbox import Address, Outbox
from services.work import Work
from tests.contract.test_session_contract import NOW, file
from texts.engine import Apology
from texts.screen import Screen

_cards = Prepared(select(Card.__table__.c.view))
_set = Prepared(insert(Setting.__table__), "key", "value")
_gone = Prepared(delete(Matter.__table__).where(Matter.__table__.c.id == bindparam("matter")))
HERE = Address(7)


def outbox(session: JobSession) -> Outbox:
    return Outbox(session, NOW)


def owed(session: JobSession) -> list[tuple[str, str]]:
    return [(row.method, row.state) for row in session.scalars(select(Letter).order_by(Letter.id))]


def work_on(session: JobSession) -> Work:
    return Work(session, NOW, None, outbox(session))  # type: ignore[arg-type]


async def test_letters_have_their_numbers_in_the_order_in_which_they_were_put(store: Store) -> None:
    def put(session: JobSession) -> list[int]:
        out = outbox(session)
        for number in range(9):
            out.send(HERE, Screen(Apology()), view=f"v{number}")
        return out.letters

    numbers = await store.run(put)

    views = select(Card.view).join(Letter, Letter.card_id == Card.id).order_by(Letter.id)
    stored = await store.read(lambda session: session.scalars(views).all())
    assert numbers == sorted(numbers)
    assert stored == [f"v{number}" for number in range(9)]


async def test_of_two_edits_of_a_job_the_older_is_replaced(store: Store) -> None:
    def edit_twice(session: JobSession) -> None:
        out = outbox(session)
        card = out.send(HERE, Screen(Apology()))
        for view in ("one", "other"):
            card.shown = view  # as if it looked different
            out.edit(card, Screen(Apology()))

    await store.run(edit_twice)

    assert await store.read(owed) == [("send", LetterState.WAITING), ("edit", LetterState.REPLACED),
                                      ("edit", LetterState.WAITING)]


async def test_what_a_job_writes_and_changes_again_is_stored_as_it_was_last(store: Store) -> None:
    def change(session: JobSession) -> None:
        card = outbox(session).send(HERE, Screen(Apology()), view="first")
        card.view = "second"
        session.flush()
        card.view = "third"

    await store.run(change)

    assert await store.read(lambda session: session.scalars(select(Card.view)).all()) == ["third"]


async def test_a_row_that_changes_before_it_was_written_goes_on_changing_afterwards(store: Store) -> None:
    def make(session: JobSession) -> int:
        number = file(session)
        for words in ("一", "二"):
            session.get_one(Matter, number).words = words
            session.flush()
        return number

    def change(session: JobSession) -> None:
        session.get_one(Matter, number).words += "三"

    number = await store.run(make)
    await store.run(change)

    assert await store.read(lambda session: session.get_one(Matter, number).words) == "二三"


async def test_what_refers_to_a_newer_row_is_written_after_it(store: Store) -> None:
    def refer(session: JobSession) -> int:
        card = outbox(session).send(HERE, Screen(Apology()))
        card.matter_id = file(session)
        session.flush()
        return card.id

    number = await store.run(refer)

    assert await store.read(lambda session: session.get_one(Card, number).matter_id) is not None


async def test_what_no_longer_refers_to_a_row_is_written_before_it_goes(store: Store) -> None:
    def let_go(session: JobSession) -> None:
        number = file(session)
        card = outbox(session).send(HERE, Screen(Apology()), matter_id=number)
        assert [row[0] for row in _cards.all(session)] == ["notice"]
        card.matter_id = None
        session.flush()
        _gone.run(session, matter=number)

    await store.run(let_go)

    assert await store.read(lambda session: session.scalars(select(Matter.id)).all()) == []


async def test_whoever_reads_sees_what_waits(store: Store) -> None:
    def look(session: JobSession) -> tuple[list[str], list[str], list[str]]:
        outbox(session).send(HERE, Screen(Apology()), view="one")
        by_prepared = [row[0] for row in _cards.all(session)]
        outbox(session).send(HERE, Screen(Apology()), view="two")
        by_orm = list(session.scalars(select(Card.view).order_by(Card.id)))
        outbox(session).send(HERE, Screen(Apology()), view="three")
        return by_prepared, by_orm, list(session.execute(text("SELECT view FROM card ORDER BY id")).scalars())

    assert await store.run(look) == (["one"], ["one", "two"], ["one", "two", "three"])


async def test_due_work_is_cancelled_whether_it_was_planned_before_or_by_the_same_job(store: Store) -> None:
    await store.run(lambda session: plan_new(work_on(session), "draft", "matter:1", NOW, "early"))

    def cancel_all(session: JobSession) -> bool:
        work = work_on(session)
        plan_new(work, "album", "matter:1", NOW, "late")
        plan_new(work, "rung", "matter:1", NOW, "kept")
        cancel(work, "matter:1", "draft", "album")
        plan_new(work, "draft", "matter:1", NOW, "after")
        return plan(work, "album", "matter:1", NOW, "late")

    assert await store.run(cancel_all) is True
    states = select(Due.dedupe_key, Due.state).order_by(Due.dedupe_key)
    rows = await store.read(lambda session: session.execute(states).all())
    assert [tuple(row) for row in rows] == [("after", DueState.WAITING), ("early", DueState.DROPPED),
                                           ("kept", DueState.WAITING), ("late", DueState.WAITING)]


async def test_one_row_that_somebody_else_changed_undoes_everything_that_went_with_it(store: Store) -> None:
    number = await store.run(file)
    tries = 0

    def change_behind(session: JobSession) -> None:
        nonlocal tries
        tries += 1
        matter = session.get_one(Matter, number)
        session.execute(update(Matter).where(Matter.id == number).values(revision=9 + tries)
                        .execution_options(synchronize_session=False))
        outbox(session).send(HERE, Screen(Apology()))
        matter.words = "新的"

    with pytest.raises(StaleDataError):
        await store.run(change_behind)

    assert (tries, await store.read(owed)) == (5, [])


async def test_what_fails_in_a_savepoint_is_undone_alone(store: Store) -> None:
    def try_twice(session: JobSession) -> None:
        outbox(session).send(HERE, Screen(Apology()))
        with pytest.raises(IntegrityError), session.begin_nested():
            _set.run(session, key="undone", value={})
            _set.run(session, key="undone", value={})
        _set.run(session, key="kept", value={})

    await store.run(try_twice)

    assert await store.read(lambda session: session.scalars(select(Setting.key)).all()) == ["kept"]
    assert await store.read(owed) == [("send", LetterState.WAITING)]


async def test_what_changed_before_a_savepoint_outlives_it(store: Store) -> None:
    number = await store.run(file)

    def change(session: JobSession) -> None:
        session.get_one(Matter, number).words = "先前的话"
        with pytest.raises(IntegrityError), session.begin_nested():
            session.scalars(select(Matter.words)).all()
            _set.run(session, key="undone", value={})
            _set.run(session, key="undone", value={})

    await store.run(change)

    assert await store.read(lambda session: session.get_one(Matter, number).words) == "先前的话"


async def test_a_job_that_passes_over_an_error_is_not_taken_for_done(store: Store) -> None:
    def pass_over(session: JobSession) -> None:
        session.add(Setting(key="kept", value={}))
        session.flush()
        with pytest.raises(DBAPIError):
            session.connection().exec_driver_sql("SELECT nothing FROM nowhere")

    if store.database.is_alone:  # SQLite undoes the statement alone
        await store.run(pass_over)
    else:
        with pytest.raises(Undone):
            await store.run(pass_over)

    kept = await store.read(lambda session: session.get(Setting, "kept"))
    assert (kept is not None) is store.database.is_alone
    await store.run(lambda session: session.add(Setting(key="next", value={})))
    assert await store.read(lambda session: session.get(Setting, "next")) is not None


async def test_after_the_server_hung_up_jobs_have_a_new_connection(store: Store) -> None:
    if store.database.is_alone:
        pytest.skip("nobody can hang up on a file")

    def hang_up(session: JobSession) -> None:
        session.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                             "WHERE datname = current_database() AND pid <> pg_backend_pid()"))

    await store.run(lambda session: session.execute(text("SELECT 1")))
    await store.read(hang_up)

    with suppress(DatabaseDown):  # the job that is the first to notice
        await store.run(lambda session: session.scalar(text("SELECT 1")))
    assert await store.run(lambda session: session.scalar(text("SELECT 7"))) == 7
