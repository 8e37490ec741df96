"""What a job's session promises, whether it lives for one job or for many."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, select
from sqlalchemy.orm.exc import StaleDataError

from bot.storage.store import Store
from models.kinds import Kind
from models.lifecycle import Status
from models.mail import Card, Dialog, Setting
from models.matter import Event, Happening, Matter
from models.memory import recall, remember, remembered
from models.organisation import Seat
from models.person import Group, Person
from models.session import JobSession
from services.outbox import find_card, note_message

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


def meet(session: JobSession, name: str = "李梅", telegram_id: int = 1) -> Person:
    person = Person(telegram_id=telegram_id, name=name, created_at=NOW)
    session.add(person)
    session.flush()
    return person


def file(session: JobSession) -> int:
    matter = Matter(author_id=meet(session).id, kind=Kind.REQUEST, status=Status.DRAFT, created_at=NOW)
    session.add(matter)
    session.flush()
    return matter.id


async def stored(store: Store, entity: Any, key: Any) -> dict[str, Any]:
    """Return a row as another session sees it."""
    def look(session: JobSession) -> dict[str, Any]:
        table = sa.inspect(entity).local_table
        row = session.execute(select(table).where(next(iter(table.primary_key)) == key)).one()
        return dict(row._mapping)

    return await store.read(look)


async def test_a_new_row_gets_its_number_its_defaults_and_its_first_revision(store: Store) -> None:
    matter_id = await store.run(file)

    row = await stored(store, Matter, matter_id)

    assert (row["status"], row["revision"], row["answers"], row["words"]) == ("draft", 1, {}, "")
    assert len(row["handle"]) == 4
    assert row["created_at"].replace(tzinfo=UTC) == NOW


async def test_changed_columns_alone_are_written_and_the_revision_counts(store: Store) -> None:
    matter_id = await store.run(file)

    def change(session: JobSession) -> None:
        matter = session.get_one(Matter, matter_id)
        matter.words, matter.form, matter.lat = "路灯不亮", {"offer": True}, 22.5

    await store.run(change)

    row = await stored(store, Matter, matter_id)
    assert (row["words"], row["form"], row["lat"], row["revision"]) == ("路灯不亮", {"offer": True}, 22.5, 2)


async def test_a_change_taken_back_writes_nothing(store: Store) -> None:
    matter_id = await store.run(file)

    def touch(session: JobSession) -> None:
        matter = session.get_one(Matter, matter_id)
        matter.words = "x"
        matter.words = ""

    await store.run(touch)

    assert (await stored(store, Matter, matter_id))["revision"] == 1


async def test_a_row_that_somebody_else_changed_is_stale(store: Store, engine: Engine) -> None:
    matter_id = await store.run(file)

    def change(session: JobSession) -> None:
        matter = session.get_one(Matter, matter_id)
        session.connection().execute(
            sa.update(Matter.__table__).values(revision=9))  # type: ignore[arg-type]
        matter.words = "too late"
        session.flush()

    with pytest.raises(StaleDataError):
        await store.run(change)

    assert (await stored(store, Matter, matter_id))["words"] == ""


async def test_what_a_failed_job_changed_is_forgotten_by_the_next(store: Store) -> None:
    matter_id = await store.run(file)

    def fail(session: JobSession) -> None:
        session.get_one(Matter, matter_id).words = "half done"
        session.flush()
        remember(session, "told", True)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.run(fail)

    assert await store.run(lambda session: session.get_one(Matter, matter_id).words) == ""
    assert await store.run(lambda session: remembered(session, "told")) is None


async def test_what_another_process_wrote_is_seen(store: Store, engine: Engine) -> None:
    matter_id = await store.run(file)
    assert await store.run(lambda session: session.get_one(Matter, matter_id).words) == ""

    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE matter SET words = 'from outside'"))

    assert await store.run(lambda session: session.get_one(Matter, matter_id).words) == "from outside"


async def test_rows_with_keys_of_their_own_are_written_too(store: Store) -> None:
    await store.run(lambda session: session.add(Dialog(chat_id=7, user_id=7, thread_id=0, step="a", data={})))

    def go_on(session: JobSession) -> None:
        dialog = session.get_one(Dialog, (7, 7, 0))
        dialog.step, dialog.data = "b", {"draft": 3}

    await store.run(go_on)

    row = await stored(store, Dialog, 7)
    assert (row["step"], row["data"], row["revision"]) == ("b", {"draft": 3}, 2)


async def test_a_row_that_brings_its_number_keeps_it(store: Store) -> None:
    await store.run(lambda session: session.add(Person(id=77, telegram_id=9, name="x", created_at=NOW)))

    assert (await stored(store, Person, 77))["telegram_id"] == 9


async def test_rows_can_be_deleted_beside_new_and_changed_ones(store: Store) -> None:
    matter_id = await store.run(file)
    await store.run(lambda session: session.add(Setting(key="old", value={})))

    def all_at_once(session: JobSession) -> None:
        session.delete(session.get_one(Setting, "old"))
        session.add(Event(matter_id=matter_id, at=NOW, what=Happening.NOTED))
        session.get_one(Matter, matter_id).words = "changed"

    await store.run(all_at_once)

    count = await store.read(lambda session: session.scalar(select(sa.func.count(Setting.key))))
    events = await store.read(lambda session: session.scalars(select(Event.what)).all())
    assert (count, events) == (0, [Happening.NOTED])
    assert (await stored(store, Matter, matter_id))["words"] == "changed"


@pytest.mark.parametrize("change", [
    lambda session: session.add(Group(chat_id=-5, title="new")),
    lambda session: setattr(session.get_one(Group, -1), "title", "changed"),
    lambda session: session.delete(session.get_one(Group, -1)),
    lambda session: session.execute(sa.update(Group).values(title="all")),
], ids=["new", "changed", "deleted", "all at once"])
async def test_a_changed_roster_is_looked_up_again(store: Store, change: Callable[[JobSession], object]) -> None:
    await store.run(lambda session: session.add(Group(chat_id=-1, title="固戍")))

    def titles(session: JobSession) -> list[str]:
        return recall(session, "titles", lambda: sorted(session.scalars(select(Group.title))))

    before = await store.run(titles)

    def change_and_look(session: JobSession) -> list[str]:
        assert titles(session) == before
        change(session)
        session.flush()
        return titles(session)

    assert await store.run(change_and_look) != before
    assert await store.run(titles) != before


async def test_the_holder_of_a_seat_is_who_holds_it_now(store: Store) -> None:
    def sit(session: JobSession) -> tuple[int, int]:
        first, second = meet(session, "张伟", 1), meet(session, "陈静", 2)
        seat = Seat(key="z", name="张伟", role="deputy", scope="x", person_id=first.id)
        session.add(seat)
        session.flush()
        assert seat.person is first
        return seat.id, second.id

    seat_id, second = await store.run(sit)

    def change(session: JobSession) -> None:
        session.get_one(Seat, seat_id).person_id = second

    await store.run(change)

    assert await store.run(lambda session: session.get_one(Seat, seat_id).person.name) == "陈静"  # type: ignore[union-attr]


async def test_a_card_is_found_by_its_message_as_soon_as_that_is_known(store: Store) -> None:
    def send(session: JobSession) -> int:
        card = Card(chat_id=5, message_id=None, view="deputy", created_at=NOW)
        session.insert_all(Card, [card])
        return card.id

    card_id = await store.run(send)

    def sent(session: JobSession) -> None:
        session.connection().execute(
            sa.update(Card.__table__).values(message_id=100, medium="photo"))  # type: ignore[arg-type]
        note_message(session, card_id, 100, "photo")

    await store.run(sent)

    def look(session: JobSession) -> tuple[int | None, str | None]:
        card = find_card(session, 5, 100)
        return (card.id, card.medium) if card else (None, None)

    assert await store.run(look) == (card_id, "photo")
    assert await store.run(lambda session: find_card(session, 5, 101)) is None
