"""Business time: only forward, followed step by step, working mornings from a table."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.app import Options, Sandbox
from sandbox.clock import Clock
from sandbox.workdays import ZONE, Workdays
from tests.sandbox.phones import MEI, Phones, until

CALENDAR = "date,kind\n2026-10-01,holiday\n2026-10-02,holiday\n2026-10-10,workday\n"


async def until_true(condition: Callable[[], bool]) -> None:
    async def is_true() -> bool:
        return condition()

    await until(is_true)


async def test_messages_are_stamped_with_business_time(phones: Phones) -> None:
    before = (await phones.send("今天"))["date"]

    await phones.post("/clock", {"advance": 86400})

    after = (await phones.send("明天"))["date"]
    assert 86400 <= after - before < 86400 + 60


async def test_the_clock_can_be_moved_to_a_time(phones: Phones) -> None:
    clock = await phones.post("/clock", {"to": "2060-10-08T09:00:00+08:00"})

    assert clock["now"][:16] == "2060-10-08T09:00"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"advance": -1}, "The clock only goes forward: give a positive number of seconds."),
        ({"to": "2001-01-01T00:00:00+08:00"}, "The clock only goes forward: this moment has passed."),
        ({"to": "tomorrow"}, "The time must look like 2026-10-08T09:00:00+08:00."),
        ({"advance": "much"}, "advance must be a number of seconds."),
        ({"advance": 1e12}, "The clock cannot go more than a hundred years ahead."),
        ({}, "Say how far: advance (seconds), or to (a time, or next_working_morning)."),
    ],
)
async def test_wrong_moves_are_told(phones: Phones, body: dict[str, Any], error: str) -> None:
    assert await phones.ask("POST", "/clock", body) == (400, {"error": error})


async def test_a_follower_walks_and_messages_walk_with_it(phones: Phones) -> None:
    await phones.ask("PUT", "/clock/position", {"offset": 0})
    before = (await phones.send("出发"))["date"]
    await phones.post("/clock", {"advance": 3600})
    waiting = await phones.get("/clock")
    still = (await phones.send("未动"))["date"]

    _, halfway = await phones.ask("PUT", "/clock/position", {"offset": 1800})
    walked = (await phones.send("半路"))["date"]

    told = waiting["walking"], waiting["offset"], halfway["offset"], halfway["target_offset"]
    assert told == (True, 0.0, 1800.0, 3600.0)
    assert (still - before < 60, 1800 <= walked - before < 1860) == (True, True)


async def test_a_follower_cannot_go_back_or_beyond(phones: Phones) -> None:
    await phones.ask("PUT", "/clock/position", {"offset": 0})
    await phones.post("/clock", {"advance": 3600})
    await phones.ask("PUT", "/clock/position", {"offset": 9999})

    _, clock = await phones.ask("PUT", "/clock/position", {"offset": 5})

    assert (clock["offset"], clock["walking"]) == (3600.0, False)


async def test_a_follower_that_stands_still_is_no_news(phones: Phones) -> None:
    before = (await phones.get("/state"))["last_event"]

    for _ in range(3):
        await phones.ask("PUT", "/clock/position", {"offset": 0})

    assert (await phones.get("/state"))["last_event"] == before


async def test_the_caller_may_say_when_the_next_working_morning_is(phones: Phones) -> None:
    body = {"to": "next_working_morning", "at": "2061-02-01T09:00:00+08:00"}

    clock = await phones.post("/clock", body)

    assert clock["now"][:16] == "2061-02-01T09:00"


async def test_the_next_working_morning_is_at_nine_on_a_weekday(phones: Phones) -> None:
    clock = await phones.post("/clock", {"to": "next_working_morning"})

    now = datetime.fromisoformat(clock["now"])
    assert (now.hour, now.minute, now.weekday() < 5) == (9, 0, True)


@pytest.mark.parametrize(
    ("after", "morning"),
    [
        ("2026-09-29T10:00", "2026-09-30T09:00"),
        ("2026-09-30T08:59", "2026-09-30T09:00"),
        ("2026-09-30T09:00", "2026-10-05T09:00"),
        ("2026-10-09T12:00", "2026-10-10T09:00"),
        ("2026-10-10T12:00", "2026-10-12T09:00"),
    ],
)
def test_holidays_and_make_up_workdays_come_from_a_table(tmp_path: Path, after: str, morning: str) -> None:
    table = tmp_path / "calendar.csv"
    table.write_text(CALENDAR, encoding="utf-8")
    workdays = Workdays.from_csv(table)

    found = workdays.next_morning(datetime.fromisoformat(after).replace(tzinfo=ZONE))

    assert found.isoformat(timespec="minutes")[:16] == morning


def test_a_wrong_table_is_told_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "calendar.csv"
    table.write_text("date,kind\n2026-10-01,feast\n", encoding="utf-8")

    with pytest.raises(ValueError, match="line 2: kind must be holiday or workday, not 'feast'"):
        Workdays.from_csv(table)


def test_speed_lets_business_time_run_ahead() -> None:
    slow, fast = Clock(Workdays()), Clock(Workdays(), speed=1_000_000)

    assert (slow.offset, fast.offset > 0) == (0.0, True)


async def test_a_restart_keeps_the_offset(state: Path) -> None:
    first = Sandbox(Options(port=0, state=state))
    await first.start()
    first.services.clock.advance(7200)
    await first.stop()

    second = Sandbox(Options(port=0, state=state))
    await second.start()
    offset = second.services.clock.offset
    await second.stop()

    assert offset == 7200.0


async def test_a_fast_clock_does_not_fall_behind_its_own_messages_after_a_restart(state: Path) -> None:
    first = Sandbox(Options(port=0, state=state, speed=100_000))
    await first.start()
    await until_true(lambda: (state / "journal.jsonl").read_text().count("clock") >= 2)
    stamped = first.services.clock.now()
    await first.stop()

    second = Sandbox(Options(port=0, state=state))
    await second.start()
    now = second.services.clock.now()
    await second.stop()

    assert now >= stamped


async def test_business_time_never_goes_back(phones: Phones) -> None:
    stamps = []
    for seconds in (0, 10, 0.5):
        await phones.post("/clock", {"advance": seconds})
        stamps.append((await phones.send("嘀", chat=MEI))["date"])

    assert stamps == sorted(stamps)
