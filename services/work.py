"""The unit of work: everything a use case may touch, in one transaction that its caller commits."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.canned import CannedReply
from models.organisation import Seat
from models.person import Person
from models.policy import Policy
from models.quiet import QuietHours
from models.session import JobSession
from models.worktime import Calendar
from services.outbox import Outbox

if TYPE_CHECKING:
    from models.guess import Guesser
    from models.places import Gazetteer


@dataclass(frozen=True)
class House:
    """What is the same for every transaction of a process: the district, its rules and who we are."""

    name: str
    prefix: str
    zone: ZoneInfo
    policy: Policy
    calendar: Calendar
    gazetteer: "Gazetteer"
    guesser: "Guesser"
    bot_id: int
    bot_username: str
    canned: tuple[CannedReply, ...] = ()
    """The canned replies of the files; what the office wrote in the chat stands before them (services/canned.py)."""

    speed: float = 1.0
    """How many times faster than real time business runs (replays); spam limits scale with it."""

    paid: int = 0
    """Messages a second that broadcasts pay for; none by default."""

    @property
    def quiet(self) -> QuietHours:
        """Return the nights of the district, as its policy sets them."""
        return QuietHours(self.calendar, self.policy.hours.quiet, self.policy.hours.digest)

    def link(self, payload: str) -> str:
        """Return the deep link that starts the bot with a payload."""
        return f"https://t.me/{self.bot_username}?start={payload}"


@dataclass
class Work:
    """One transaction: session, business time, actor and the outbox whose letters leave after the commit.

    ``actor`` is the person who acts, empty for what happens by itself; ``seat`` the role they act in.
    A use case never commits, never sends, never calls another use case; raising undoes everything.
    """

    session: JobSession
    now: datetime
    house: House
    outbox: Outbox
    actor: Person | None = None
    seat: Seat | None = None
    behalf: Seat | None = None
    """The absent deputy for whom ``seat`` stands in."""

    @property
    def person(self) -> Person:
        """Return the acting person; a use case that asks has one."""
        if self.actor is None:
            raise LookupError("nobody acts in this transaction")
        return self.actor
