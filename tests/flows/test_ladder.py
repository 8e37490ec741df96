"""The chase ladder: who stands in for whom, what is sent once, what a reminder looks like."""

from pathlib import Path

from sqlalchemy import select, update

from models.mail import Dialog
from models.matter import Hidden
from models.organisation import Seat
from models.policy import ClockKind
from tests.flows.clock_town import (
    ROUTES,
    act,
    bind,
    claim,
    clock_of,
    end_clocks,
    file_matter,
    gather,
    happenings,
    local,
    number_of,
    rungs_in,
)
from tests.harness import Sent, Town, Who

WEDNESDAY = local(11, 18, 10)
NEAR = local(11, 19, 14, 45)
"""75 % of a normal claim from Wednesday 10:00: 6 + 7 working hours, three quarters of them."""
MORNING_AFTER = local(11, 20, 8, 30)


async def heard(town: Town, who: Who) -> list[str]:
    return [rung for sent in town.sent_to(who) for rung, _ in rungs_in(sent.text)]


async def last_reminder(town: Town, who: Who) -> Sent:
    return next(sent for sent in reversed(town.sent_to(who)) if rungs_in(sent.text))


async def unseat(town: Town, who: Who) -> None:
    """Let nobody hold the seats of somebody any more, as before they joined."""
    def use(work: object) -> None:
        session = work.session  # type: ignore[attr-defined]
        session.execute(update(Seat).where(Seat.name == who.name).values(person_id=None))

    await town.work(use)


async def test_a_reminder_replies_to_the_card_and_opens_it(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        number = await number_of(town, matter)
        card = next(sent for sent in town.sent_to(cast.zhang) if sent.has("认领"))

        await town.advance_to(NEAR)

        reminder = await last_reminder(town, cast.zhang)
        assert number in reminder.text
        assert "11月19日" in reminder.text
        assert "24:00" in reminder.text
        assert reminder.reply_to == card.message_id
        assert reminder.button(f"打开 {number}").data == f"open:{matter}"


async def test_a_reminder_leaves_a_half_filled_form_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        await file_matter(town, cast.author)
        zhang = cast.zhang.id
        form = Dialog(chat_id=zhang, user_id=zhang, thread_id=0, step="answer.words", data={"words": "半句"})
        await act(town, cast.zhang, lambda work: work.session.add(form))

        await town.advance_to(MORNING_AFTER)

        kept = await town.read(lambda session: session.get_one(Dialog, (zhang, zhang, 0)))
        assert (kept.step, kept.data, kept.revision) == ("answer.words", {"words": "半句"}, 1)
        assert await heard(town, cast.zhang) == ["near", "limit"]


async def test_after_a_long_silence_only_the_newest_rung_fires(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)

        town.clock.moment = local(11, 23, 10)
        await town.settle()

        assert await heard(town, cast.zhang) == []
        assert await heard(town, cast.office) == ["late"]
        assert (await clock_of(town, matter, ClockKind.CLAIM)).last_rung == "late"


async def test_a_restart_sends_nothing_twice(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        await file_matter(town, cast.author)
        await town.advance_to(NEAR)

        await town.restart()
        await town.advance(hours=1)

        assert await heard(town, cast.zhang) == ["near"]


async def test_a_claim_before_the_morning_takes_the_held_reminder_away(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.advance_to(local(11, 20, 7))

        await claim(town, cast.chen, matter)
        await town.advance_to(MORNING_AFTER)

        assert await heard(town, cast.zhang) == ["near"]
        assert await heard(town, cast.head) == []


async def test_a_blocked_owners_rungs_go_to_the_head(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        await end_clocks(town, matter, ClockKind.RESOLVE)
        await town.block(cast.zhang)

        await town.advance_to(local(11, 24, 9))

        assert await heard(town, cast.zhang) == []
        assert await heard(town, cast.head) == ["near", "limit"]


async def test_without_a_head_who_joined_the_street_stands_in(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
        await unseat(town, cast.head)

        await town.advance_to(MORNING_AFTER)

        assert await heard(town, cast.street) == ["limit"]


async def test_who_put_the_matter_aside_and_who_filed_it_are_not_chased(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        chen = await town.read(lambda session: session.scalars(select(Seat.id).where(Seat.key == "chen-jing")).one())
        await town.work(lambda work: work.session.add(Hidden(matter_id=matter, seat_id=chen, at=work.now)))

        await town.advance_to(NEAR)

        assert await heard(town, cast.chen) == []
        assert await heard(town, cast.zhang) == ["near"]


async def test_the_overdue_board_names_no_person(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "代表群", "代表群", "全区代表")
        matters = [await file_matter(town, cast.author) for _ in range(2)]
        numbers = [await number_of(town, each) for each in matters]
        await claim(town, cast.zhang, matters[0])

        await town.advance_to(local(12, 4, 9))

        boards = [sent.text for sent in town.sent_to(group) if sent.text.startswith("📋")]
        assert all(number in "".join(boards) for number in numbers)
        assert "区城市管理和综合执法局 · 西乡街道" in boards[0]
        assert not [name for name in ("张伟", "陈静", "李梅", "赵雪芬") if name in "".join(boards)]


async def test_lines_that_fall_due_together_share_one_board(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "代表群", "代表群", "全区代表")
        for _ in range(3):
            await end_clocks(town, await file_matter(town, cast.author), ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)

        await town.advance_to(local(11, 26, 9))

        boards = [rungs_in(sent.text) for sent in town.sent_to(group) if sent.text.startswith("📋")]
        assert [len(board) for board in boards] == [3]


async def test_urgent_rungs_ring_at_night_and_normal_ones_by_day(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=local(11, 18, 23)) as town:
        cast = await gather(town)
        await file_matter(town, cast.author, urgent=True)

        await town.advance(hours=2)

        reminders = [sent for sent in town.sent_to(cast.zhang) if rungs_in(sent.text)]
        assert [sent.silent for sent in reminders] == [False, False]
        assert all("马上办" in sent.text for sent in reminders)


async def test_the_timeline_tells_of_every_rung(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=WEDNESDAY) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await end_clocks(town, matter, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)

        await town.advance_to(local(11, 26, 9))

        assert await happenings(town, matter) == ["submitted", "reminded", "overdue", "escalated", "escalated"]
