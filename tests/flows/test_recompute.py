"""Counting running limits anew after the rules or the holidays changed, and what the office granted."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.commands.clocks import lines_of
from models.audit import Audit
from models.category import Column
from models.matter import Happening, Matter
from models.policy import ClockKind
from services.clocks import move_clocks
from services.recompute import recompute_clocks
from services.timeline import record
from services.work import Work
from tests.flows.bodies import asked_for_time, body_town, dispatches, forwarded
from tests.flows.bodies import gather as gather_bodies
from tests.flows.clock_town import ROUTES, clock_of, end_clocks, file_matter, gather, happenings, local
from tests.flows.new_rules import rule_by, with_days, with_limit
from tests.harness import ZONE, Town

LONGER = with_limit(ClockKind.CLAIM, Column.NORMAL, 2)


async def flag(town: Town, matter_id: int, *, urgent: bool) -> None:
    def use(work: Work) -> None:
        matter = work.session.get_one(Matter, matter_id)
        matter.urgent = urgent
        move_clocks(work, matter)

    await town.work(use)


async def test_a_day_off_that_became_known_moves_running_limits_and_their_reminders(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await rule_by(town, with_days(date(2026, 11, 19)))

        recount = await town.work(recompute_clocks)
        await town.advance_to(local(11, 19, 23))
        quiet = (await clock_of(town, matter, ClockKind.CLAIM)).last_rung
        await town.advance_to(local(11, 20, 17))

        assert [(shift.kind, shift.new - shift.old) for shift in recount.shifts] == [
            ("claim", timedelta(days=1)), ("first_answer", timedelta(days=1)), ("resolve", timedelta(days=3))]
        assert quiet is None
        assert (await clock_of(town, matter, ClockKind.CLAIM)).last_rung == "near"
        assert (await happenings(town, matter)).count("recomputed") == 1
        noted = await town.read(lambda session: session.scalars(
            select(Audit).where(Audit.what == "clocks_recomputed")).one())
        assert noted.details == {"running": 3, "later": 3, "earlier": 0}


async def test_counting_anew_without_a_change_moves_and_tells_nothing(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 19, 15))
        before = await happenings(town, matter)

        recount = await town.work(recompute_clocks)
        await town.settle()

        assert recount.shifts == ()
        assert recount.running == 3
        assert await happenings(town, matter) == before


async def test_a_limit_that_moved_there_and_back_is_still_chased(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
        await town.advance_to(local(11, 19, 15))
        rules = town.house.policy
        for policy in (LONGER, rules):
            await rule_by(town, policy)
            await town.work(recompute_clocks)
            await town.settle()

        await town.advance_to(local(11, 20, 9))

        assert (await clock_of(town, matter, ClockKind.CLAIM)).last_rung == "limit"


async def test_a_matter_made_urgent_on_the_way_is_not_late_for_a_duty_it_did_not_have(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 19, 23))
        await flag(town, matter, urgent=True)
        ends = [(await clock_of(town, matter, kind)).ends_at for kind in (ClockKind.CLAIM, ClockKind.FIRST_ANSWER)]
        await town.work(lambda work: record_urgent(work, matter))

        recount = await town.work(recompute_clocks)

        assert recount.shifts == ()
        assert ends == [local(11, 20), local(11, 20, 3)]


def record_urgent(work: Work, matter_id: int) -> None:
    record(work, work.session.get_one(Matter, matter_id), Happening.URGENT, "有人受伤")


async def granted(town: Town) -> int:
    """Forward a matter, let the body ask for time until 4 December and the office consent."""
    cast = await gather_bodies(town)
    matter_id = await forwarded(town, cast)
    await asked_for_time(town, cast.lamps, day="2026-12-04")
    await town.press(cast.office, "同意")
    return matter_id


async def test_time_that_the_office_granted_stays_granted(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        matter_id = await granted(town)
        await rule_by(town, with_limit(ClockKind.RESOLVE, Column.UTILITY, 5))

        await town.work(recompute_clocks)

        assert (await clock_of(town, matter_id, ClockKind.RESOLVE)).ends_at.astimezone(ZONE) == local(12, 5)
        assert (await dispatches(town))[-1].due_at.astimezone(ZONE) == local(12, 5)


async def test_a_shorter_policy_does_not_make_an_old_limit_look_extended(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        policy = with_limit(ClockKind.RESOLVE, Column.NORMAL, 4)
        await rule_by(town, replace(policy, clocks={
            **policy.clocks, (ClockKind.RESOLVE, Column.HARD): policy.clock(ClockKind.RESOLVE, Column.NORMAL)}))

        def make_hard(work: Work) -> None:
            stored = work.session.get_one(Matter, matter)
            stored.hard = True
            move_clocks(work, stored)

        await town.work(make_hard)

        assert (await clock_of(town, matter, ClockKind.RESOLVE)).ends_at == local(11, 25)


async def test_a_longer_policy_does_not_hide_what_the_office_granted(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        matter_id = await granted(town)
        await rule_by(town, with_limit(ClockKind.RESOLVE, Column.UTILITY, 30))

        await flag(town, matter_id, urgent=True)
        await flag(town, matter_id, urgent=False)
        await rule_by(town, with_limit(ClockKind.RESOLVE, Column.UTILITY, 5))
        await town.work(recompute_clocks)

        assert (await clock_of(town, matter_id, ClockKind.RESOLVE)).ends_at.astimezone(ZONE) == local(12, 5)


async def test_the_command_says_what_moved_and_how_far(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 10)) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
        await rule_by(town, LONGER)
        recount = await town.work(recompute_clocks)

        lines = lines_of(recount, town.clock.now(), ZONE, is_done=False)

        assert lines == ["BA-261118-0001\tclaim\t2026-11-20 00:00 -> 2026-11-21 00:00",
                         "1 clocks run; 1 would move: 1 later (by 1 d), 0 earlier; 0 overdue by that"]
