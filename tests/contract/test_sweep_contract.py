"""Rungs that fall due together, on every database: each fires once, whoever claims them and wherever it is cut off."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.features import FEATURES
from bot.storage.desk import Desk
from bot.storage.store import Store
from bot.timing.ticker import Ticker, run_due
from models.clock import Clock
from models.mail import Card, Due, DueState, Letter
from models.matter import Event, Happening
from models.policy import ClockKind
from services.audit_check import verify
from tests.databases import open_town, settle_organisation
from tests.flows.clock_town import Cast, end_clocks, file_matter, gather, happenings, local, rungs_in
from tests.harness import Town, Who, default_plan

WEDNESDAY = local(11, 18, 10)
NEAR = local(11, 19, 14, 45)
"""75 % of a normal claim from Wednesday 10:00."""


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, FEATURES, now=WEDNESDAY, database=database_url, is_strict=False) as town:
        yield town


async def near_of(town: Town, count: int) -> tuple[Cast, list[int]]:
    """File matters whose claim clocks alone run, and go to where the first reminder of all is due."""
    cast = await gather(town)
    authors = [await _resident(town, number) for number in range(count)]
    matters = [await file_matter(town, who, f"垃圾第{number}天没人收") for number, who in enumerate(authors)]
    for matter in matters:
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
    town.clock.moment = NEAR
    return cast, matters


async def _resident(town: Town, number: int) -> Who:
    who = town.person(f"居民{number}")
    await town.message(who, "/hello")
    return who


async def break_clock(town: Town, matter: int) -> None:
    """Let a clock be of a kind that no rule knows."""
    await town.work(lambda work: work.session.execute(
        update(Clock).where(Clock.matter_id == matter, Clock.kind == ClockKind.CLAIM).values(kind="broken")))


async def heard(town: Town, cast: Cast) -> list[tuple[str, str]]:
    """Return the reminders that the first deputy got: rung and number."""
    return [pair for sent in town.sent_to(cast.zhang) for pair in rungs_in(sent.text)]


async def due_rungs(town: Town, state: DueState = DueState.WAITING) -> list[Due]:
    query = select(Due).where(Due.kind == "rung", Due.state == state, Due.due_at <= town.clock.now())
    return await town.read(lambda session: list(session.scalars(query.order_by(Due.id))))


async def is_proven(town: Town) -> bool:
    """Tell whether the audit log is whole."""
    return (await town.read(verify)).broken is None


async def test_of_a_page_with_a_poisonous_rung_all_others_fire(town: Town) -> None:
    cast, matters = await near_of(town, 4)
    await break_clock(town, matters[1])

    await town.settle()

    assert len(await heard(town, cast)) == 3
    [poison] = await due_rungs(town)
    assert (poison.attempts, "broken" in (poison.error or "")) == (1, True)
    for matter in matters:
        assert (Happening.REMINDED in await happenings(town, matter)) == (matter != matters[1])
    assert await is_proven(town)


async def test_two_tickers_that_claim_the_same_page_remind_once(town: Town) -> None:
    cast, matters = await near_of(town, 12)
    assert town.database is not None
    other = Store(open_town(town.database), town.clock) if town.database.startswith("postgres") else town.store
    desks = [town.desk, Desk(other, town.clock, town.house, town.sender)]
    ids = [row.id for row in await due_rungs(town)]

    claimed = await asyncio.gather(*(desk.do(partial(run_due, ids)) for desk in desks))
    await asyncio.gather(*(Ticker(desk).tick() for desk in desks))
    await town.settle()

    assert (sum(claimed), len(ids)) == (12, 12)
    assert len(set(await heard(town, cast))) == len(await heard(town, cast)) == 12
    for matter in matters:
        assert (await happenings(town, matter)).count(Happening.REMINDED) == 1
    assert await is_proven(town)
    if other is not town.store:
        other.close()


async def test_a_page_that_is_cut_off_leaves_nothing_and_the_next_ticker_does_it_all(town: Town) -> None:
    cast, matters = await near_of(town, 3)
    ids = [row.id for row in await due_rungs(town)]

    def die(work: object) -> None:
        run_due(ids, work)  # type: ignore[arg-type]
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await town.desk.do(die)
    before = [await happenings(town, matter) for matter in matters]
    await town.restart()
    await town.settle()

    assert all(Happening.REMINDED not in each for each in before)
    assert len(await heard(town, cast)) == 3
    assert await is_proven(town)


async def test_a_kill_between_reminders_and_cards_loses_no_edit(town: Town) -> None:
    cast, matters = await near_of(town, 3)
    ids = [row.id for row in await due_rungs(town)]
    await town.desk.do(partial(run_due, ids))
    events = select(Event.matter_id).where(Event.what == Happening.REMINDED)
    edits = select(Letter.id).join(Card, Card.id == Letter.card_id).where(Letter.method == "edit",
                                                                          Card.matter_id.in_(matters))
    reminded = sorted(await town.read(lambda session: session.scalars(events).all()))
    before = await town.read(lambda session: len(session.scalars(edits).all()))

    await town.restart()
    await town.settle()

    assert reminded == matters
    assert await town.read(lambda session: len(session.scalars(edits).all())) > before
    assert len(await heard(town, cast)) == 3


async def test_reminders_are_put_before_any_card_is_edited(town: Town) -> None:
    _, matters = await near_of(town, 4)
    newest = await town.read(lambda session: max(session.scalars(select(Letter.id)).all()))

    await town.ticker.tick()

    reminders = select(Letter.id).where(Letter.dedupe_key.like("rung:%"))
    edits = select(Letter.id).join(Card, Card.id == Letter.card_id).where(
        Letter.id > newest, Letter.method == "edit", Card.matter_id.in_(matters))
    put, edited = await town.read(lambda session: [session.scalars(query).all() for query in (reminders, edits)])
    assert len(put) == 8
    assert len(edited) >= 8
    assert max(put) < min(edited)


async def test_a_card_that_cannot_be_shown_keeps_no_other_from_its_edit(town: Town) -> None:
    _, matters = await near_of(town, 3)
    await town.work(lambda work: work.session.execute(
        update(Card).where(Card.matter_id == matters[0], Card.living).values(view="of the past")))
    query = select(Due).where(Due.kind == "cards")

    await town.ticker.tick()
    failed = await town.read(lambda session: session.scalars(query).one())
    await town.work(lambda work: work.session.execute(update(Due).where(Due.id == failed.id).values(not_before=None)))
    await town.ticker.tick()

    [left] = await town.read(lambda session: session.scalars(query).all())
    assert (failed.attempts, failed.data) == (1, {"matters": matters})
    assert (left.attempts, left.data) == (1, {"matters": matters[:1]})
