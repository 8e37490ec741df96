"""A district with as many matters as asked for, written past the use cases: what is measured comes after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from models.bigrams import grams_of, plain
from models.clock import Clock
from models.lifecycle import Status
from models.mail import Due
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from models.policy import ClockKind, Column
from models.same_words import normal
from models.search import SearchGram, SearchText
from models.sketch import sketch_of
from tests.bench.talkers import PLAN, content

CHUNK = 10_000
FIRST_PERSON = 900_000_000
CATEGORIES = ("road", "lamp", "waste")
STATES = (Status.SUBMITTED, Status.CLAIMED, Status.ANSWERED, Status.CONFIRMED, Status.CONFIRMED, Status.CONFIRMED)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class District:
    """How big it is and when: a resident for every ten matters, all matters of the two years before ``now``."""

    matters: int
    now: datetime
    due: int = 500
    seed: int = 1

    @property
    def people(self) -> int:
        """Return how many residents there are."""
        return max(self.matters // 10, 1000)


def build(engine: sa.Engine, district: District) -> None:
    """Fill a settled database; with `district.due` clocks whose rung is due at ``now``, the others' later."""
    draw = Random(district.seed)
    with engine.begin() as connection:
        for chunk in _chunks(district.people):
            _put(connection, Person, [_person(number, district) for number in chunk])
        owners = _owners(connection)
        constituencies = {code: each.code for code, each in PLAN.constituency_by_community.items()}
        places = sorted(constituencies)
        for chunk in _chunks(district.matters):
            rows = [_matter(number, district, draw, draw.choice(places), constituencies, owners) for number in chunk]
            _put(connection, Matter, rows)
            _put(connection, Clock, [_clock(row, district) for row in rows])
            _put(connection, Due, [_due(row, district) for row in rows])
            _index(connection, rows)


def _index(connection: sa.Connection, rows: Rows) -> None:
    words = {row["id"]: plain(f"{row['words']} {row['place']}") for row in rows}
    _put(connection, SearchText, [{"matter_id": id, "words": each} for id, each in words.items()])
    pairs = sorted((gram, id) for id, each in words.items() for gram in grams_of(each))
    _put(connection, SearchGram, [{"gram": gram, "matter_id": id} for gram, id in pairs])


def _owners(connection: sa.Connection) -> dict[str, int]:
    """Give every deputy's seat a resident to hold it; return one seat of each constituency."""
    seats = connection.execute(sa.select(Seat.scope, Seat.id).where(Seat.role == Role.DEPUTY).order_by(Seat.id)).all()
    for place, (_, seat) in enumerate(seats):
        holds = sa.update(Seat).where(Seat.id == seat).values(person_id=FIRST_PERSON + place)
        connection.execute(holds)
    return dict(tuple(each) for each in seats)


def _person(number: int, district: District) -> dict[str, Any]:
    return {"id": FIRST_PERSON + number, "telegram_id": FIRST_PERSON + number, "name": f"居民{number}",
            "language": "zh-Hans", "created_at": district.now}


def _matter(number: int, district: District, draw: Random, community: str, constituencies: dict[str, str],
            owners: dict[str, int]) -> dict[str, Any]:
    at = district.now - timedelta(minutes=draw.randint(1, 2 * 365 * 24 * 60))
    state, constituency = draw.choice(STATES), constituencies[community]
    words = f"{content(draw)}在{draw.randint(1, 999)}号附近。"
    is_open = state in (Status.SUBMITTED, Status.CLAIMED, Status.ANSWERED)
    return {
        "id": number + 1, "number": f"BA-{at:%y%m%d}-{number:07d}", "status": state, "words": words,
        "sketch": sketch_of(normal(words)), "category": draw.choice(CATEGORIES), "handle": f"{number % 65536:04X}",
        "author_id": FIRST_PERSON + draw.randrange(district.people), "community_code": community,
        "constituency_code": constituency, "place": f"{draw.randint(1, 99)}栋",
        "lat": 22.55 + draw.random() / 5, "lon": 113.8 + draw.random() / 5, "created_at": at, "submitted_at": at,
        "claimed_by": None if state == Status.SUBMITTED else owners.get(constituency),
        "ended_at": None if is_open else at + timedelta(days=9),
    }


def _clock(row: dict[str, Any], district: District) -> dict[str, Any]:
    """Return a clock that has used up more than three quarters of its time when it is due."""
    before, left = (30, 1) if row["id"] <= district.due else (1, 30)
    started = district.now - timedelta(days=before)
    return {"id": row["id"], "matter_id": row["id"], "kind": ClockKind.RESOLVE, "column": Column.NORMAL, "round": 1,
            "started_at": started, "counts_from": started, "ends_at": district.now + timedelta(days=left)}


def _due(row: dict[str, Any], district: District) -> dict[str, Any]:
    is_due = row["id"] <= district.due
    at = district.now - timedelta(minutes=1) if is_due else district.now + timedelta(days=1, seconds=row["id"] % 86400)
    return {"kind": "rung", "ref": f"clock:{row['id']}", "due_at": at, "dedupe_key": f"rung:{row['id']}",
            "data": {"clock": row["id"]}}


def _put(connection: sa.Connection, entity: Any, rows: Rows) -> None:
    if rows:
        connection.execute(sa.insert(entity.__table__), _as_columns(entity, rows))


def _as_columns(entity: Any, rows: Rows) -> Rows:
    names = {prop.key: prop.columns[0].name for prop in sa.inspect(entity).column_attrs}
    return [{names[key]: value for key, value in row.items()} for row in rows]


def _chunks(total: int) -> Iterator[range]:
    return (range(at, min(at + CHUNK, total)) for at in range(0, total, CHUNK))
