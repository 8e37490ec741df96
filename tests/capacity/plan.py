"""What a place needs: from updates a second to processors, replicas, bots, connections and disk."""

import math
from dataclasses import dataclass
from functools import cached_property

from bot.receiving.inbox import KEEP
from bot.sending.pacing import CEILING
from bot.sending.sender import AT_ONCE
from bot.storage.databases import AT_ONCE as TRANSACTIONS
from bot.storage.databases import READERS
from tests.capacity.inputs import Inputs, Place
from tests.capacity.rhythm import matters_a_day, updates_a_second
from tests.harness import default_policy

POOL = 2 * TRANSACTIONS + READERS + 2 + 1
"""Connections of one process at most (bot/storage/databases.py), and the one that listens (notices.py)."""
PAID = 1000.0
"""Messages a second of a paid broadcast (Bot API, ``allow_paid_broadcast``)."""
SPARE = 1
"""Replicas beyond what the load needs, so that one may die."""
YEARS = (1, 5, 10)
GIGABYTE = 1e9


@dataclass(frozen=True)
class Need:
    """What one place needs; rates are of one bot unless a name says otherwise."""

    inputs: Inputs
    place: Place

    @property
    def matters(self) -> float:
        """Return the matters a day of one district."""
        return matters_a_day(self.inputs, self.place.residents)

    @property
    def updates(self) -> float:
        """Return the updates of an average day in the whole place."""
        return self.matters * self.inputs["updates_per_matter"] * self.place.districts

    @property
    def peak(self) -> float:
        """Return the updates a second in a usual week's busiest hour."""
        return updates_a_second(self.inputs, self.place.residents, bad=False)

    @cached_property
    def bad(self) -> float:
        """Return the updates a second in the bad day's busiest hour."""
        return updates_a_second(self.inputs, self.place.residents, bad=True)

    @property
    def letters(self) -> float:
        """Return the letters a second that these updates owe."""
        return self.bad * (1 + self.inputs["more_answers_per_update"] + self.inputs["notices_per_update"])

    @property
    def subscribers(self) -> float:
        """Return how many people of a district a notice is for."""
        return self.place.residents * self.inputs["subscriber_share"]

    @property
    def left_for_notices(self) -> float:
        """Return the letters a second that conversations of the bad day's hour leave to a notice."""
        return max(0.0, CEILING - self.letters)

    @cached_property
    def handler_cores(self) -> float:
        """Return the processors that handlers of one bot use up in that hour, a notice going out meanwhile."""
        return (self.bad * self.inputs["bot_ms_per_update"]
                + self.left_for_notices * self.inputs["bot_ms_per_notice"]) / 1000

    @cached_property
    def database_cores(self) -> float:
        """Return the processors that one bot's database uses up then, its replicas' idle looks counted."""
        return ((self.bad * self.inputs["database_ms_per_update"]
                 + self.left_for_notices * self.inputs["database_ms_per_notice"]) / 1000
                + self.replicas * self.inputs["database_idle"])

    @cached_property
    def replicas(self) -> int:
        """Return the processes of one bot: busy for the allowed share at most, and one may die."""
        return math.ceil(self.handler_cores / self.inputs["busy_share"]) + SPARE

    @property
    def host_cores(self) -> int:
        """Return the processors of all hosts: what is used, by the allowed share; a bot's spare replica idles."""
        return math.ceil(self.place.districts * self.handler_cores / self.inputs["busy_share"])

    @property
    def server_cores(self) -> int:
        """Return the processors of the PostgreSQL server of the whole place."""
        return math.ceil(self.place.districts * self.database_cores / self.inputs["busy_share"])

    @property
    def connections(self) -> int:
        """Return the connections of all processes at most."""
        return self.place.districts * self.replicas * POOL

    @property
    def bots_for_letters(self) -> int:
        """Return how many bots a district needs for the bad day's conversations."""
        return max(1, math.ceil(self.letters / (CEILING * self.inputs["busy_share"])))

    @property
    def notice_minutes(self) -> float:
        """Return how long a notice to all subscribers takes on a quiet day."""
        return self.subscribers / CEILING / 60

    @property
    def bots_for_notices(self) -> int:
        """Return how many bots a district needs for a notice that arrives within the promised time."""
        return math.ceil(self.notice_minutes / self.inputs["notice_minutes"])

    @property
    def paid_rate(self) -> float:
        """Return the letters a second of a paid notice: what Telegram, open requests and one leader allow."""
        return min(PAID, AT_ONCE / self.inputs["call_seconds"], 1000 / self.inputs["bot_ms_per_notice"])

    def bytes_after(self, years: float) -> dict[str, float]:
        """Return the bytes of the whole place by table; inbox and outbox reach their size and stay there."""
        return {name: self.inputs["slack"] * self.place.districts * self._kept(name, years)
                for name in self.inputs.tables}

    def _kept(self, name: str, years: float) -> float:
        a_day = self.matters * self.inputs.tables[name].bytes
        if name == "inbox":
            return a_day * KEEP.days
        if name == "outbox":
            return (a_day + self.notice_bytes_a_day) * default_policy().retention.letters_days
        return a_day * 365 * years

    @property
    def notice_bytes_a_day(self) -> float:
        """Return the bytes of a district's notices a day."""
        return self.subscribers * self.inputs["notices_a_year"] / 365 * self.inputs["bytes_per_notice"]

    def total_after(self, years: float) -> float:
        """Return all bytes of the place."""
        return sum(self.bytes_after(years).values())
