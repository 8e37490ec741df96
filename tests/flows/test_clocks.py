"""A matter's clocks: from which event to which, in which column, and what moves them."""

from datetime import datetime
from pathlib import Path

import pytest

from models.matter import Matter
from models.policy import ClockKind
from services.clocks import deadline, move_clocks, restart_clocks, resume_clock, running, stop_all
from services.draft import StartDraft, start_draft
from services.drafts import plan_expiry
from services.work import Work
from tests.flows.clock_town import (
    ROUTES,
    act,
    answer,
    claim,
    clock_of,
    close,
    file_matter,
    gather,
    happenings,
    leap,
    local,
)
from tests.harness import Town

FRIDAY = local(11, 20, 17)
HOLIDAY_EVE = local(9, 30, 10)


async def limits(town: Town, matter_id: int) -> dict[str, datetime]:
    def look(work: Work) -> dict[str, datetime]:
        matter = work.session.get_one(Matter, matter_id)
        return {clock.kind: clock.ends_at for clock in running(work, matter)}

    return await town.work(look)


@pytest.mark.parametrize(
    ("start", "category", "urgent", "expected"),
    [
        (HOLIDAY_EVE, "rubbish", False, {"claim": local(10, 9), "first_answer": local(10, 11),
                                         "resolve": local(10, 16)}),
        (FRIDAY, "water", False, {"claim": local(11, 20, 21), "first_answer": local(11, 21, 17),
                                  "resolve": local(11, 22, 17)}),
        (local(10, 1, 3), "rubbish", True, {"claim": local(10, 1, 5), "first_answer": local(10, 1, 7),
                                            "resolve": local(10, 2, 3)}),
        (local(9, 20, 9), "rubbish", False, {"claim": local(9, 22), "first_answer": local(9, 24),
                                             "resolve": local(10, 1)}),
    ],
)
async def test_a_submitted_matter_has_the_limits_of_its_column(
    tmp_path: Path, start: datetime, category: str, urgent: bool, expected: dict[str, datetime]
) -> None:
    async with Town(tmp_path, ROUTES, now=start) as town:
        cast = await gather(town)

        matter = await file_matter(town, cast.author, category=category, urgent=urgent)

        assert await limits(town, matter) == expected


async def test_each_clock_stops_at_its_own_event(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        seen = []

        for step in (claim, answer, close):
            await step(town, cast.zhang, matter)
            seen.append(set(await limits(town, matter)))

        assert seen == [{"first_answer", "resolve"}, {"resolve"}, set()]


async def test_a_released_matter_goes_on_with_the_old_claim_limit(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        before = await limits(town, matter)
        await claim(town, cast.zhang, matter)
        await town.advance(hours=2)

        await town.work(lambda work: resume_clock(work, work.session.get_one(Matter, matter), ClockKind.CLAIM))

        assert await limits(town, matter) == before


async def test_an_urgent_flag_counts_its_hours_from_now_and_never_grants_more_time(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 19, 23))

        await town.work(lambda work: _flag(work, matter, urgent=True))

        assert await limits(town, matter) == {
            "claim": local(11, 20), "first_answer": local(11, 20, 3), "resolve": local(11, 20, 23)}


async def test_a_moved_limit_opens_a_new_ladder(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 19, 15))
        assert (await clock_of(town, matter, ClockKind.CLAIM)).last_rung == "near"

        await town.work(lambda work: _flag(work, matter, urgent=True))
        await town.advance_to(local(11, 19, 16, 45))

        assert (await happenings(town, matter)).count("reminded") == 2


async def test_a_hard_matter_is_counted_from_its_submission(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 20, 12))

        await town.work(lambda work: _flag(work, matter, hard=True))

        assert (await limits(town, matter))["resolve"] == local(12, 10)


async def test_after_a_dispute_the_owners_clocks_start_anew(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        await answer(town, cast.zhang, matter)
        await close(town, cast.zhang, matter)
        await town.advance_to(local(11, 23, 10))

        await town.work(lambda work: restart_clocks(work, work.session.get_one(Matter, matter)))

        first = await clock_of(town, matter, ClockKind.FIRST_ANSWER)
        assert (first.round, first.ends_at) == (2, local(11, 27))
        assert set(await limits(town, matter)) == {"first_answer", "resolve"}


async def test_clocks_of_an_ended_matter_are_void_and_ring_no_more(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)

        await town.work(lambda work: stop_all(work, work.session.get_one(Matter, matter)))
        await town.advance_to(local(11, 21, 9))

        assert (await clock_of(town, matter, ClockKind.CLAIM)).void
        assert "reminded" not in await happenings(town, matter)


async def test_only_a_running_clock_has_a_deadline(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)

        def look(work: Work) -> list[datetime | None]:
            stored = work.session.get_one(Matter, matter)
            return [deadline(work, stored, kind) for kind in (ClockKind.CLAIM, ClockKind.RESOLVE)]

        found = await town.work(look)

        assert found == [None, local(11, 28)]


def _flag(work: Work, matter_id: int, *, urgent: bool = False, hard: bool = False) -> None:
    matter = work.session.get_one(Matter, matter_id)
    matter.urgent, matter.hard = urgent, hard
    move_clocks(work, matter)


async def test_a_draft_left_alone_for_a_week_is_forgotten(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        draft = await act(town, cast.author, lambda work: start_draft(StartDraft(), work).id)
        await leap(town, local(11, 25, 9))
        before = await town.read(lambda session: session.get(Matter, draft) is not None)

        await leap(town, local(11, 25, 10))

        assert before
        assert await town.read(lambda session: session.get(Matter, draft)) is None


async def test_a_draft_that_grows_is_kept_for_another_week(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        draft = await act(town, cast.author, lambda work: start_draft(StartDraft(), work).id)
        await leap(town, local(11, 24, 10))
        await town.work(lambda work: plan_expiry(work, work.session.get_one(Matter, draft)))

        await leap(town, local(11, 30, 10))
        kept = await town.read(lambda session: session.get(Matter, draft) is not None)
        await leap(town, local(12, 1, 10))

        assert kept
        assert await town.read(lambda session: session.get(Matter, draft)) is None


async def test_a_submitted_matter_never_expires(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)

        await leap(town, local(11, 26, 10))

        assert await town.read(lambda session: session.get(Matter, matter)) is not None
