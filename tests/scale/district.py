"""A district with as many matters as asked for, written past the use cases with the rows that they would write.

What a matter leaves for good is there: its row, words and pairs of characters, timeline, audit log and salt, clocks
and due work, cards. Letters and updates are not: they go after some days (docs/privacy.md). So that a million matters
are open and no rung is due, their limits lie ahead, as if the office had moved them.
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from models.audit import FIRST as FIRST_HASH
from models.audit import HEAD, Audit, AuditHead, Salt
from models.bigrams import grams_of, plain
from models.clock import Clock
from models.limits import limit_at
from models.mail import Card, Due, DueState
from models.matter import Event, Matter
from models.numbers import NumberCounter
from models.policy import ClockKind
from models.rungs import ScheduledRung
from models.search import SearchGram, SearchText
from models.worktime import Calendar
from services.clocks import AT_SUBMISSION, rung_key
from tests.scale.bulk import Bulk
from tests.scale.filed import MATTER, Chain, Filed, Filer, log
from tests.scale.people import District, Holder, chunks, settle_people

CLOCK = "id matter_id kind column started_at counts_from ends_at stopped_at last_rung"
DUE = "kind ref data due_at dedupe_key state done_at"
CARD = "chat_id message_id matter_id view person_id living shown created_at"
SOON = timedelta(days=1)
LATER_DAYS = 30
Tell = Callable[[str], None]
Row = tuple[Any, ...]


class Builder:
    """Writes the district chunk by chunk, a transaction each."""

    def __init__(self, bulk: Bulk, district: District, deputies: dict[str, list[Holder]], calendar: Calendar) -> None:
        self._bulk, self._district, self._deputies, self._calendar = bulk, district, deputies, calendar
        self._filer = Filer(district, deputies, calendar)
        self._chain: Chain = (0, FIRST_HASH)
        self._events = 1
        self._limit = lru_cache(1 << 16)(self._limit_at)
        self._messages: dict[int, int] = {}

    def write(self, chunk: range) -> None:
        """Write the matters of a chunk with all that belongs to them."""
        filed = [self._filer.file(place) for place in chunk]
        put = self._bulk.put
        with self._bulk.portion():
            put(Matter, MATTER, [each.row() for each in filed])
            self._index(filed)
            self._log(filed)
            put(Clock, CLOCK, [row for each in filed for row in self._clocks(each)])
            put(Due, DUE, [row for each in filed for row in self._due(each)])
            put(Card, CARD, [row for each in filed for row in self._cards(each)])

    def finish(self) -> None:
        """Write what is counted over all matters."""
        last, newest = self._chain
        self._bulk.put(AuditHead, "id last_id hash", [(HEAD, last, newest)])
        self._bulk.put(NumberCounter, "day last", list(self._filer.counted.items()))

    def _index(self, filed: list[Filed]) -> None:
        words = {each.id: plain(f"{each.words} {each.place}") for each in filed}
        self._bulk.put(SearchText, "matter_id words", list(words.items()))
        self._bulk.put(SearchGram, "gram matter_id",
                       sorted((gram, id) for id, each in words.items() for gram in grams_of(each)))

    def _log(self, filed: list[Filed]) -> None:
        salts = {each.id: secrets.token_hex(32) for each in filed}
        self._bulk.put(Salt, "name person_id subject value",
                       [(each.salt, each.author, f"matter:{each.id}", salts[each.id]) for each in filed])
        events, entries, self._chain = log(filed, self._events, salts, self._chain)
        self._events += len(events)
        self._bulk.put(Event, "id matter_id at what person_id seat_id words data", events)
        self._bulk.put(Audit, "id at actor what subject event_id digest salt previous hash", entries)

    def _clocks(self, matter: Filed) -> Iterator[Row]:
        for place, kind in enumerate(AT_SUBMISSION):
            at, column = matter.at, matter.category.column
            stopped, rung = (matter.claimed_at, None) if _is_over(matter, kind) else (None, "near")
            yield (_clock_id(matter, place), matter.id, kind, column, at, at, self._end(matter, kind), stopped, rung)

    def _due(self, matter: Filed) -> Iterator[Row]:
        yield ("draft", f"matter:{matter.id}", {"matter": matter.id}, matter.at + timedelta(days=7),
               f"draft:{matter.id}:{matter.at:%Y%m%d%H%M%S%f}:{matter.handle}", DueState.DROPPED, matter.at)
        for place, kind in enumerate(AT_SUBMISSION):
            number, end = _clock_id(matter, place), self._end(matter, kind)
            rung = ScheduledRung("near" if _is_over(matter, kind) else "limit", end, ())
            key = rung_key(Clock(id=number, column=matter.category.column, ends_at=end), rung)
            state, done = (DueState.WAITING, None)
            if _is_over(matter, kind):
                state, done = DueState.DROPPED, matter.claimed_at
            yield "rung", f"clock:{number}", {"clock": number}, end, key, state, done

    def _end(self, matter: Filed, kind: ClockKind) -> datetime:
        """Return a clock's limit: what the rules say if it is over, else one that lies ahead."""
        if _is_over(matter, kind):
            return self._limit(matter.at.replace(minute=0, second=0, microsecond=0), kind, matter.category.column)
        return self._moved_to(matter)

    def _moved_to(self, matter: Filed) -> datetime:
        return self._district.now + SOON + timedelta(minutes=matter.id % (LATER_DAYS * 24 * 60))

    def _limit_at(self, at: datetime, kind: ClockKind, column: Any) -> datetime:
        return limit_at(at, self._district.policy.clock(kind, column), self._calendar)

    def _cards(self, matter: Filed) -> Iterator[Row]:
        """Yield the cards of its form, of its deputies, and what its author was told."""
        for view in ("form", "form", "form", "submitted", *(["notice"] if matter.owner else [])):
            number = self._messages[matter.author] = self._messages.get(matter.author, 0) + 1
            yield (matter.author, number, matter.id, view, matter.author, False, secrets.token_hex(16), matter.at)
        for deputy in self._deputies[matter.constituency]:
            yield (deputy.person, deputy.next_message(), matter.id, "deputy", deputy.person, True,
                   secrets.token_hex(16), matter.at)


def build(engine: sa.Engine, district: District, calendar: Calendar, tell: Tell = lambda _: None) -> None:
    """Fill a settled database; nothing is due before a day has passed."""
    with Bulk.into(engine) as bulk:
        builder = Builder(bulk, district, settle_people(bulk, engine, district), calendar)
        for chunk in chunks(district.matters):
            builder.write(chunk)
            tell(f"{chunk.stop:,} of {district.matters:,} matters")
        builder.finish()


def _clock_id(matter: Filed, place: int) -> int:
    return len(AT_SUBMISSION) * (matter.id - 1) + place + 1


def _is_over(matter: Filed, kind: ClockKind) -> bool:
    return kind is ClockKind.CLAIM and matter.owner is not None
