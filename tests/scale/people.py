"""Who lives and works in the district: a resident for every ten matters, and a person on every seat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from models.category import Category
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from models.policy import Policy
from tests.bench.talkers import PLAN
from tests.scale.bulk import Bulk

CHUNK = 10_000
FIRST = 900_000_000


@dataclass(frozen=True)
class District:
    """How big it is and when: all matters of the two years before ``now``, all of them open."""

    matters: int
    now: datetime
    policy: Policy
    seed: int = 1

    @property
    def people(self) -> int:
        """Return how many residents there are."""
        return max(self.matters // 10, 1000)

    @property
    def categories(self) -> tuple[Category, ...]:
        """Return what matters are about."""
        return self.policy.offered


@dataclass(frozen=True)
class Holder:
    """A seat and who holds it."""

    seat: int
    key: str
    name: str
    person: int
    cards: list[int] = field(default_factory=lambda: [0])
    """The number of the newest message in their chat."""

    def next_message(self) -> int:
        """Return the number of their chat's next message."""
        self.cards[0] += 1
        return self.cards[0]


def settle_people(bulk: Bulk, engine: sa.Engine, district: District) -> dict[str, list[Holder]]:
    """Write residents and seat holders; returns the deputies of each constituency."""
    names = "id telegram_id name last_community_code last_place created_at"
    communities = sorted(PLAN.constituency_by_community)
    for chunk in chunks(district.people):
        with bulk.portion():
            bulk.put(Person, names, [(FIRST + number, FIRST + number, f"居民{number}",
                                      communities[number % len(communities)], f"{number % 99 + 1}栋", district.now)
                                     for number in chunk])
    return _seat_all(bulk, engine, district.now)


def _seat_all(bulk: Bulk, engine: sa.Engine, now: datetime) -> dict[str, list[Holder]]:
    """Give every seat a person of its own; return the deputies of each constituency."""
    with engine.connect() as connection:
        query = sa.select(Seat.id, Seat.key, Seat.name, Seat.role, Seat.scope).order_by(Seat.id)
        seats = connection.execute(query).all()
    holders = [(FIRST - row.id, FIRST - row.id, row.name, now) for row in seats]
    bulk.put(Person, "id telegram_id name created_at", holders)
    with engine.begin() as connection:
        connection.execute(sa.update(Seat).values(person_id=FIRST - Seat.id, bound_at=now, token=None))
    deputies: dict[str, list[Holder]] = {}
    for row in seats:
        if row.role == Role.DEPUTY:
            deputies.setdefault(row.scope, []).append(Holder(row.id, row.key, row.name, FIRST - row.id))
    return deputies


def chunks(total: int) -> Iterator[range]:
    """Cut so many numbers into portions."""
    return (range(at, min(at + CHUNK, total)) for at in range(0, total, CHUNK))
