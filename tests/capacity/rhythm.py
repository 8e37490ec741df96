"""When people write and when the house chases: the day's curve, and the real ladder on the real calendar."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from models.category import Column
from models.policy import ClockKind, Policy, Recipient
from models.quiet import QuietHours
from models.rungs import schedule
from models.worktime import Calendar
from tests.capacity.inputs import Inputs
from tests.harness import default_plan, default_policy, make_house

FIRST = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday of an announced year; Qingming and 1 May lie in the weeks after it."""
WEEKS = 12
NO_HOURS = 24


def matters_a_day(inputs: Inputs, residents: float) -> float:
    """Return how many matters a place files on an average day."""
    return residents * inputs["matters_per_resident_year"] / 365


def peak_share(inputs: Inputs) -> float:
    """Return which part of an average day's matters comes in the busiest hour of the busiest weekday."""
    weekday = max(inputs.weekdays) * len(inputs.weekdays) / sum(inputs.weekdays)
    return weekday * max(inputs.hours) / sum(inputs.hours)


def updates_a_second(inputs: Inputs, residents: float, *, bad: bool) -> float:
    """Return the updates a second in the busiest hour, of a usual week or of the bad day."""
    matters = matters_a_day(inputs, residents) * peak_share(inputs) / 3600
    return matters * inputs["updates_per_matter"] * (inputs["bad_day"] if bad else 1)


@dataclass(frozen=True)
class Chase:
    """What the ladder does for each matter: rungs that fire, letters they cost, and how they pile up.

    ``busiest_rungs`` and ``busiest_letters`` are those of the fullest minute, as parts of a day's matters.
    """

    rungs: float
    letters: float
    busiest_rungs: float
    rungs_at: datetime
    busiest_letters: float
    letters_at: datetime


def chase(inputs: Inputs, matters: int = 3000, seed: int = 1) -> Chase:
    """File matters over twelve weeks and let the real ladder chase those that are late.

    Delays of claim, first answer and closing are log-normal; the calendar, the limits, the rungs and the quiet hours
    are those of the program with the policy that ships.
    """
    draw, policy, calendar = Random(seed), default_policy(), make_house(default_plan(), default_policy()).calendar
    rungs: Counter[datetime] = Counter()
    letters: Counter[datetime] = Counter()
    quiet = QuietHours(calendar, policy.hours.quiet, policy.hours.digest)
    columns = [each.column for each in policy.offered]
    for _ in range(matters):
        filed = _moment(inputs, draw, calendar)
        for at, reach in _fired(inputs, draw, filed, draw.choice(columns), policy, calendar):
            rungs[_minute(at)] += 1
            letters[_minute(quiet.release(at, "reminder"))] += reach
    return _summed(rungs, letters, matters)


def _summed(rungs: Counter[datetime], letters: Counter[datetime], matters: int) -> Chase:
    a_day = matters / (7 * WEEKS)
    (rungs_at, most_rungs), (letters_at, most_letters) = rungs.most_common(1)[0], letters.most_common(1)[0]
    return Chase(sum(rungs.values()) / matters, sum(letters.values()) / matters, most_rungs / a_day, rungs_at,
                 most_letters / a_day, letters_at)


def _moment(inputs: Inputs, draw: Random, calendar: Calendar) -> datetime:
    day = draw.choices(range(7), inputs.weekdays)[0] + 7 * draw.randrange(WEEKS)
    hour = draw.choices(range(NO_HOURS), inputs.hours)[0]
    local = (FIRST + timedelta(days=day, hours=hour, seconds=draw.randrange(3600))).replace(tzinfo=calendar.zone)
    return local.astimezone(UTC)


def _fired(inputs: Inputs, draw: Random, filed: datetime, column: Column, policy: Policy,
           calendar: Calendar) -> list[tuple[datetime, int]]:
    """Return when rungs fire for one matter, with the letters each sends."""
    found = []
    for kind, name in ((ClockKind.CLAIM, "claim_days"), (ClockKind.FIRST_ANSWER, "answer_days"),
                       (ClockKind.RESOLVE, "close_days")):
        ended = filed + timedelta(days=draw.lognormvariate(math.log(inputs[name]), inputs["delay_sigma"]))
        ladder = schedule(kind, filed, policy.clock(kind, column), policy.ladder(column), calendar)
        found += [(rung.at, _letters(inputs, kind, rung.to)) for rung in ladder if rung.at < ended]
    return found


def _letters(inputs: Inputs, kind: ClockKind, to: tuple[Recipient, ...]) -> int:
    deputies = round(inputs["deputies_per_constituency"])
    return sum(deputies if kind == ClockKind.CLAIM and each == Recipient.OWING else 1 for each in to)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
