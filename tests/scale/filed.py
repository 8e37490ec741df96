"""One matter of the district as production leaves it: its own row, and what the timeline and the audit log say."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from models.audit import Audit, details_of, digest
from models.category import Category
from models.lifecycle import Status
from models.matter import Event, Happening
from models.numbers import number_of
from models.same_words import normal
from models.sketch import sketch_of
from models.worktime import Calendar
from tests.bench.talkers import PLAN, content
from tests.scale.people import FIRST, District, Holder
from texts.message import Term, encode
from texts.role import SeatName

MATTER = ("id number status revision words sketch category handle form author_id author_name community_code "
          "constituency_code place created_at submitted_at claimed_by claimed_at")
SURNAMES = "陈李黄张林王吴刘周杨罗何曾梁郑谢赖叶朱钟许胡冯邓"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅春燕海波建国文辉志"
YEARS = timedelta(days=730)
CLAIMED_AFTER = timedelta(minutes=30)
Chain = tuple[int, str]
"""The newest entry of the audit log: its number and hash."""


@dataclass(frozen=True)
class Filed:
    """A submitted matter, and who claimed it if anybody did."""

    id: int
    at: datetime
    words: str
    number: str
    category: Category
    author: int
    community: str
    constituency: str
    place: str
    owner: Holder | None
    salt: str = field(default_factory=lambda: secrets.token_hex(8))
    handle: str = field(default_factory=lambda: secrets.token_hex(2).upper())

    @property
    def claimed_at(self) -> datetime | None:
        """Return when it was claimed."""
        return self.at + CLAIMED_AFTER if self.owner else None

    @property
    def author_name(self) -> str:
        """Return the author's name."""
        return f"居民{self.author - FIRST}"

    def row(self) -> tuple[Any, ...]:
        """Return the row, in the order of `MATTER`."""
        form = {"offer": False, "parts": [[1, self.words]], "place": True, "typed": None, "rest": None, "street": None,
                "candidates": None, "skipped": [each.code for each in self.category.questions]}
        status, revision = (Status.CLAIMED, 10) if self.owner else (Status.SUBMITTED, 9)
        return (self.id, self.number, status, revision, self.words, sketch_of(normal(self.words)), self.category.code,
                self.handle, form, self.author, self.author_name, self.community, self.constituency, self.place,
                self.at, self.at, self.owner.seat if self.owner else None, self.claimed_at)

    def events(self) -> Iterator[tuple[Any, ...]]:
        """Yield what its timeline says: moment, what, person, seat, data, and the actor of the audit log."""
        yield self.at, Happening.SUBMITTED, self.author, None, {}, f"resident:{self.salt}"
        if self.owner:
            by = encode(SeatName(self.owner.name, Term("role", "deputy")))
            yield self.claimed_at, Happening.CLAIMED, self.owner.person, self.owner.seat, {"by": by}, \
                f"seat:{self.owner.key}"


class Filer:
    """Draws matters, the oldest first, numbered by the day as `services.numbering` would."""

    def __init__(self, district: District, deputies: dict[str, list[Holder]], calendar: Calendar) -> None:
        self._district, self._deputies, self._calendar = district, deputies, calendar
        self._draw = Random(district.seed)
        self._communities = sorted((code, each.code) for code, each in PLAN.constituency_by_community.items())
        self.counted: dict[str, int] = {}

    def file(self, place: int) -> Filed:
        """Draw the matter of a place in the order of time."""
        district, draw = self._district, self._draw
        at = district.now - YEARS * (1 - (place + draw.random()) / district.matters) - 2 * CLAIMED_AFTER
        community, constituency = draw.choice(self._communities)
        owner = draw.choice(self._deputies[constituency]) if draw.random() < 0.5 else None
        return Filed(place + 1, at, self._words(), self._number(at), draw.choice(district.categories),
                     FIRST + draw.randrange(district.people), community, constituency,
                     f"{draw.randint(1, 99)}栋", owner)

    def _words(self) -> str:
        draw = self._draw
        shop = draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN)
        return f"{content(draw)}在{draw.randint(1, 999)}号{shop}店附近。"

    def _number(self, at: datetime) -> str:
        day = self._calendar.local_date(at)
        count = self.counted[f"{day:%y%m%d}"] = self.counted.get(f"{day:%y%m%d}", 0) + 1
        return number_of("BA", day, count)


def log(filed: Sequence[Filed], first_event: int, salts: dict[int, str], chain: Chain) -> tuple[
        list[tuple[Any, ...]], list[tuple[Any, ...]], Chain]:
    """Return timeline entries and the entries of the audit log behind them, from an event's number on."""
    events: list[tuple[Any, ...]] = []
    entries: list[tuple[Any, ...]] = []
    for matter in filed:
        for at, what, person, seat, data, actor in matter.events():
            number = first_event + len(events)
            events.append((number, matter.id, at, what, person, seat, None, data))
            entry = _entry(matter, number, events[-1], actor, salts[matter.id], chain)
            chain = entry[0], entry[-1]
            entries.append(entry)
    return events, entries, chain


def _entry(matter: Filed, number: int, event: tuple[Any, ...], actor: str, value: str, chain: Chain) -> tuple[Any, ...]:
    _, matter_id, at, what, person, seat, words, data = event
    said = details_of(Event(id=number, matter_id=matter_id, at=at, what=what, person_id=person, seat_id=seat,
                            words=words, data=data))
    entry = Audit(id=chain[0] + 1, at=at, actor=actor, what=what, subject=f"matter:{matter_id}", event_id=number,
                  digest=digest(value, said), salt=matter.salt, previous=chain[1])
    return (entry.id, at, actor, what, entry.subject, number, entry.digest, matter.salt, chain[1],
            entry.computed_hash())

