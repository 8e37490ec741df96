"""Forgetting by itself: a year after closing nothing names a matter's people, and sent letters go after a month."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.media.clerk import Clerk
from models.audit import Audit
from models.lifecycle import Status
from models.mail import Card, Letter, LetterState
from models.matter import Attachment, Matter
from models.person import Person
from models.privacy import Erasure
from services.audit_check import verify
from services.retention import plan_retention
from services.work import Work
from tests.flows.privacy_town import FILE, MEI, NAME, PHONE, fetch, found, found_in, tell
from tests.flows.residents import answered, close, report
from tests.harness import ZONE, Town

NIGHT = (3, 30)


async def closed_before(town: Town, days: int, matter_id: int = 1) -> None:
    """Let a matter have been closed some days ago."""
    def use(work: Work) -> None:
        matter = work.session.get_one(Matter, matter_id)
        matter.closed_at = work.now - timedelta(days=days)

    await town.work(use)


async def nights(town: Town, count: int = 1) -> None:
    """Let nights pass without living through their days."""
    for _ in range(count):
        await town.work(plan_retention)
        tomorrow = (town.clock.moment.astimezone(ZONE) + timedelta(days=1)).replace(hour=NIGHT[0], minute=NIGHT[1])
        town.clock.moment = tomorrow
        await town.settle()


async def a_closed_matter(town: Town, folder: Path) -> Matter:
    deputy = await town.seated("zhang-wei")
    matter = await tell(town)
    await answered(town, deputy, f"{NAME}女士您好，已经联系{PHONE}，修好了。")
    await close(town, deputy)
    await fetch(town, folder)
    return matter


async def test_a_year_after_closing_nothing_names_the_matters_people(town: Town, clerk: Clerk, folder: Path) -> None:
    matter = await a_closed_matter(town, folder)
    await closed_before(town, 366)

    await nights(town)
    await clerk.drain()

    stored = await town.read(lambda session: session.get_one(Matter, matter.id))
    assert (stored.number, stored.status, stored.author_name) == (matter.number, Status.CLOSED, None)
    assert "路灯坏了三天" in stored.words
    assert await town.read(lambda session: session.scalars(select(Attachment)).all()) == []
    assert found_in(folder, FILE) == []
    assert (await town.read(verify)).broken is None


async def test_a_person_of_whom_nothing_else_is_kept_is_forgotten(town: Town, clerk: Clerk, folder: Path) -> None:
    await a_closed_matter(town, folder)
    await closed_before(town, 366)

    await nights(town)
    await clerk.drain()

    left = await town.read(lambda session: found(session, NAME, FILE, str(MEI.id), PHONE))
    assert left == set()
    assert await town.read(lambda session: session.scalars(select(Erasure)).all()) == [], "they did not ask for it"


async def test_a_person_with_a_younger_matter_stays(town: Town, folder: Path) -> None:
    await a_closed_matter(town, folder)
    await report(town, MEI)
    await closed_before(town, 366)

    await nights(town)

    person = await town.read(lambda session: session.scalars(
        select(Person).where(Person.telegram_id == MEI.id)).one())
    old, young = await town.read(lambda session: session.scalars(select(Matter).order_by(Matter.id)).all())
    assert person.name == NAME
    assert (old.author_name, young.author_name) == (None, NAME)


async def test_one_day_earlier_everything_is_there(town: Town, folder: Path) -> None:
    matter = await a_closed_matter(town, folder)
    await closed_before(town, 363)

    await nights(town)

    stored = await town.read(lambda session: session.get_one(Matter, matter.id))
    assert stored.author_name == NAME
    assert PHONE in stored.words


async def test_a_matter_that_was_reopened_keeps_its_people(town: Town, folder: Path) -> None:
    await a_closed_matter(town, folder)
    await town.press(MEI, "未解决")
    await town.message(MEI, "又灭了")
    assert town.house.policy.retention.contacts_days == 365

    town.clock.moment += timedelta(days=400)
    await nights(town)

    stored = await town.read(lambda session: session.get_one(Matter, 1))
    assert stored.author_name == NAME


async def test_the_count_stands_in_the_audit_log_once(town: Town, folder: Path) -> None:
    await a_closed_matter(town, folder)
    await closed_before(town, 366)

    await nights(town, 2)

    entries = await town.read(lambda session: session.scalars(
        select(Audit.details).where(Audit.what == "retention")).all())
    assert entries == [{"matters": 1, "people": 1, "letters": 0}]


@pytest.mark.parametrize(("days", "is_left"), [(31, False), (29, True)])
async def test_sent_letters_go_after_the_policys_days(town: Town, days: int, is_left: bool) -> None:
    await report(town, town.person("李梅"))
    await town.store.run(lambda session: session.execute(
        update(Letter).values(created_at=town.clock.real_now() - timedelta(days=days))))
    cards = await town.read(lambda session: len(session.scalars(select(Card.id)).all()))

    await nights(town)

    letters = await town.read(lambda session: session.scalars(select(Letter)).all())
    old = [letter for letter in letters if letter.created_at < town.clock.real_now() - timedelta(days=1)]
    assert bool(old) == is_left
    assert await town.read(lambda session: len(session.scalars(select(Card.id)).all())) >= cards, "replies find it"


async def test_a_letter_that_waits_is_never_purged(town: Town) -> None:
    await report(town, town.person("李梅"))

    def wait(work: Work) -> int:
        letter = work.session.scalars(select(Letter).order_by(Letter.id)).first()
        assert letter is not None
        letter.state, letter.created_at = LetterState.WAITING, work.outbox.real_now - timedelta(days=90)
        letter.ready_at = work.outbox.real_now + timedelta(days=1)
        return letter.id

    waiting = await town.work(wait)
    await nights(town)

    assert await town.read(lambda session: session.get(Letter, waiting)) is not None
