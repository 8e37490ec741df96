"""What a table of matters holds: heads and cells, as texts and values that whoever writes it words."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from models.clock import Clock
from models.kinds import Kind, ResultClass, Satisfaction
from models.lifecycle import Status
from models.matter import Follower, Matter
from models.organisation import Community, Constituency, Seat, Street
from models.organisation_plan import Role
from models.policy import ClockKind
from services.export import find_order
from services.finding import found
from services.search_screens import criteria_lines
from services.work import Work
from texts import export as say
from texts.card import Handle, Resident
from texts.message import Names, Term, Text, term

ROWS = 20_000
"""What a table holds at most: writing one takes the processor from everybody else for some seconds."""
BATCH = 500
Cell = Text | Term | Names | str | int | datetime | date | None
Cells = tuple[Cell, ...]
Value = str | int | datetime | date | None
Word = Callable[[Cell], Value]
"""Words a cell: twenty thousand rows of texts would keep the garbage collector busy, plain values do not."""
HEADS: tuple[Text, ...] = (
    say.Number(), say.Kind(), say.Urgent(), say.Category(), say.Street(), say.Community(), say.Constituency(),
    say.Place(), say.Words(), say.State(), say.Author(), say.Owner(), say.Deputies(),
    say.SubmittedAt(), say.ClaimedAt(), say.FirstAnsweredAt(), say.AnsweredAt(), say.ClosedAt(), say.ConfirmedAt(),
    say.EndedAt(), say.ClaimBy(), say.FirstAnswerBy(), say.ResolveBy(),
    say.ResultClass(), say.PromiseOn(), say.Solved(), say.Satisfaction(),
    say.Chases(), say.Followers(), say.Disputes(), say.Taxonomy(),
)
"""In the order of the cells."""

COLUMNS = (
    Matter.id, Matter.number, Matter.kind, Matter.urgent, Matter.category, Matter.community_code,
    Matter.constituency_code, Matter.form, Matter.place, Matter.words, Matter.status, Matter.anonymous,
    Matter.author_name, Matter.handle, Matter.claimed_by, Matter.submitted_at, Matter.claimed_at,
    Matter.first_answered_at, Matter.answered_at, Matter.closed_at, Matter.confirmed_at, Matter.ended_at,
    Matter.result_class, Matter.promise_on, Matter.solved, Matter.satisfaction, Matter.chases, Matter.disputes,
)
"""Plain columns: twenty thousand matters as objects would take much memory."""


@dataclass(frozen=True)
class Sheet:
    """A table: its rows, what was looked for, and whether more was found than it holds."""

    rows: list[tuple[Value, ...]]
    criteria: tuple[Text, ...]
    has_more: bool


def read_sheet(work: Work, export_id: int, word: Word) -> Sheet:
    """Read the matters of an ordered table, the newest first."""
    seat, criteria = find_order(work, export_id)
    query = found(work, seat, criteria, ROWS + 1).with_only_columns(*COLUMNS)
    names = _Names(work)
    rows: list[tuple[Value, ...]] = []
    for batch in work.session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        # fetched all at once they would keep every other thread waiting for a good part of a second
        rows += [tuple(map(word, cells)) for cells in _cells_of(work, batch, names)]
    return Sheet(rows[:ROWS], criteria_lines(work, criteria), len(rows) > ROWS)


class _Names:
    """The organisation's names, read once for a table."""

    def __init__(self, work: Work) -> None:
        session = work.session
        self.streets: dict[str, str] = dict(iter(session.execute(select(Street.code, Street.name))))
        self.communities = {row.code: row for row in session.scalars(select(Community))}
        self.constituencies = {row.code: row for row in session.scalars(select(Constituency))}
        self.seats: dict[int, str] = dict(iter(session.execute(select(Seat.id, Seat.name))))
        self.deputies: dict[str, list[str]] = defaultdict(list)
        serving = select(Seat.scope, Seat.name).where(Seat.role == Role.DEPUTY, Seat.active).order_by(Seat.id)
        for scope, name in session.execute(serving):
            self.deputies[scope].append(name)
        self._policy = work.house.policy

    def category(self, matter: Any) -> Names | str:
        """Return the category's name; the bare code of one that the policy no longer knows."""
        category = self._policy.find(matter.category)
        return Names(*(category.name.in_language(each) for each in ("zh-Hans", "en"))) if category else ""

    def taxonomy(self, matter: Any) -> str:
        """Return the category's path in the national taxonomy, empty for one that the policy no longer knows."""
        category = self._policy.find(matter.category)
        return category.taxonomy if category else ""

    def place(self, matter: Any) -> tuple[str, str, str]:
        """Return the names of street, community and constituency, empty where unknown."""
        community = self.communities.get(matter.community_code or "")
        constituency = self.constituencies.get(matter.constituency_code or "")
        known = community or constituency
        code = known.street_code if known else (matter.form or {}).get("street")
        return (self.streets.get(code or "", ""), community.name if community else "",
                constituency.name if constituency else "")


def _cells_of(work: Work, matters: Any, names: _Names) -> Iterator[Cells]:
    ids = [matter.id for matter in matters]
    limits, followers = _limits(work, ids), _followers(work, ids)
    for matter in matters:
        ends = limits.get(matter.id, {})
        yield (
            *_what(matter, names), *_who(matter, names), *_when(matter),
            ends.get(ClockKind.CLAIM), ends.get(ClockKind.FIRST_ANSWER), ends.get(ClockKind.RESOLVE),
            *_outcome(work, matter), matter.chases, followers.get(matter.id, 0), matter.disputes,
            names.taxonomy(matter),
        )


def _what(matter: Any, names: _Names) -> Cells:
    return (
        matter.number, term(Kind(matter.kind)), _yes_no(matter.urgent), names.category(matter),
        *names.place(matter), matter.place, matter.words, term(Status(matter.status)),
    )


def _who(matter: Any, names: _Names) -> Cells:
    is_hidden = matter.anonymous or not matter.author_name
    author = Handle(matter.handle) if is_hidden else Resident(matter.author_name)
    deputies = names.deputies.get(matter.constituency_code or "", [])
    return author, names.seats.get(matter.claimed_by), "、".join(deputies)


def _when(matter: Any) -> Cells:
    return (matter.submitted_at, matter.claimed_at, matter.first_answered_at, matter.answered_at, matter.closed_at,
            matter.confirmed_at, matter.ended_at)


def _outcome(work: Work, matter: Any) -> Cells:
    local = work.house.calendar.local_date
    return (
        term(ResultClass(matter.result_class)) if matter.result_class else None,
        local(matter.promise_on - timedelta(microseconds=1)) if matter.promise_on else None,
        None if matter.solved is None else _yes_no(matter.solved),
        term(Satisfaction(matter.satisfaction)) if matter.satisfaction else None,
    )


def _yes_no(value: bool) -> Text:
    return say.Yes() if value else say.No()


def _limits(work: Work, ids: list[int]) -> dict[int, dict[str, datetime]]:
    """Return for each matter the limits of its newest clocks by kind."""
    query = select(Clock.matter_id, Clock.kind, Clock.ends_at).where(Clock.matter_id.in_(ids))
    limits: dict[int, dict[str, datetime]] = defaultdict(dict)
    for matter_id, kind, ends_at in work.session.execute(query.order_by(Clock.round, Clock.id)):
        limits[matter_id][kind] = ends_at
    return limits


def _followers(work: Work, ids: list[int]) -> dict[int, int]:
    query = select(Follower.matter_id, func.count()).where(Follower.matter_id.in_(ids)).group_by(Follower.matter_id)
    return dict(iter(work.session.execute(query)))
