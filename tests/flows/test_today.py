"""The morning's `今日`: on working days, to those who have something in it, once."""

from pathlib import Path

from models.person import Person
from services.held import hold
from services.work import Work
from tests.flows.clock_town import ROUTES, Cast, claim, file_matter, gather, local, rungs_in
from tests.harness import Town
from texts.clock import NoWhere


async def friday(tmp_path: Path) -> Town:
    return Town(tmp_path, ROUTES, now=local(11, 20, 10))


async def test_nobody_is_greeted_with_an_empty_list(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)

        await town.advance_to(local(11, 24, 12))

        assert [town.sent_to(who) for who in cast.staff] == [[]] * 5


async def test_a_matter_due_today_is_told_at_half_past_eight_of_the_working_day(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        await town.advance_to(local(11, 25, 8, 15))
        before = len(town.sent_to(cast.zhang))

        await town.advance_to(local(11, 25, 8, 30))

        [told] = town.sent_to(cast.zhang)[before:]
        assert "BA-261120-0001" in told.text


async def test_held_reminders_and_the_list_are_one_message(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        for _ in range(2):
            await file_matter(town, cast.author)
        await town.advance_to(local(11, 24, 8, 15))
        before = len(town.sent_to(cast.zhang))

        await town.advance_to(local(11, 24, 9))

        [told] = town.sent_to(cast.zhang)[before:]
        assert [rung for rung, _ in rungs_in(told.text)] == ["limit", "limit"]
        assert len({button.data for button in told.buttons}) == len(told.buttons)


async def test_no_morning_on_a_weekend(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        await file_matter(town, cast.author, category="water")
        await town.advance_to(local(11, 20, 22))
        before = len(town.sent_to(cast.zhang))

        await town.advance_to(local(11, 22, 23))

        assert town.sent_to(cast.zhang)[before:] == []


async def test_more_notices_than_fit_are_counted(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        await town.advance_to(local(11, 20, 23))
        await town.work(lambda work: _hold(work, cast, 13))

        await town.advance_to(local(11, 23, 9))

        [told] = town.sent_to(cast.zhang)
        assert told.text.count("地点待定") == 10
        assert "还有 3 条" in told.text


async def test_a_morning_missed_in_the_night_is_not_made_up_in_the_dark(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        await town.work(lambda work: _hold(work, cast, 1))

        town.clock.moment = local(11, 24, 3)
        await town.settle()
        in_the_night = list(town.sent_to(cast.zhang))
        await town.advance_to(local(11, 24, 9))

        assert in_the_night == []
        assert len(town.sent_to(cast.zhang)) == 1


async def test_every_morning_plans_the_next(tmp_path: Path) -> None:
    async with await friday(tmp_path) as town:
        cast = await gather(town)
        heard = []
        for day in (23, 24, 25):
            await town.work(lambda work: _hold(work, cast, 1))
            await town.advance_to(local(11, day, 9))
            heard.append(len(town.sent_to(cast.zhang)))

        assert heard == [1, 2, 3]


def _hold(work: Work, cast: Cast, count: int) -> None:
    person = work.session.query(Person).filter_by(telegram_id=cast.zhang.id).one()
    for _ in range(count):
        hold(work, person, NoWhere())
