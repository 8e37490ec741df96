"""From criteria to matters: conditions and an order that an index answers."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from models.bigrams import grams_beginning, grams_within, plain
from models.criteria import OPEN as OPEN_STATES
from models.criteria import Criteria
from models.lifecycle import OPEN
from models.matter import Matter
from models.organisation import Community, Constituency, Seat
from models.search import SearchGram, SearchText
from services.readable import readable
from services.work import Work

PAGE = 5
COUNTED = 500
"""Matters are counted so far and no further: nobody reads five hundred, and counting all takes longer."""
COMMON = 500
"""A pair of characters found in as many matters is common; a rarer one leads."""
_NUMBER = re.compile(r"(?:[a-z]{1,8}-)?(\d{6})-(\d{1,9})?")


def count_found(work: Work, seat: Seat, criteria: Criteria) -> int:
    """Count what is found; `COUNTED` + 1 stands for more."""
    first = found(work, seat, criteria).with_only_columns(Matter.id).order_by(None).limit(COUNTED + 1)
    return work.session.scalar(select(func.count()).select_from(first.subquery())) or 0


def page_found(work: Work, seat: Seat, criteria: Criteria, page: int, size: int = PAGE) -> Sequence[Matter]:
    """Return one page of what is found, the newest first."""
    return work.session.scalars(found(work, seat, criteria).limit(size).offset(page * size)).all()


def found(work: Work, seat: Seat, criteria: Criteria) -> Select[Matter]:
    """Return the query for what a seat may read and the criteria describe, the newest first."""
    terms = plain(criteria.words).split()
    words = [term for term in terms if number_condition(term) is None]
    numbers = [condition for term in terms if (condition := number_condition(term)) is not None]
    query = select(Matter).where(readable(work, seat), *numbers, *_narrow(work, seat, criteria))
    return _with_words(work, query, words)


def number_condition(term: str) -> ColumnElement[bool] | None:
    """Return the condition for a number or its beginning (BA-261122-0042, 261122-0042, BA-261122-); else None."""
    hit = _NUMBER.fullmatch(term)
    if hit is None:
        return None
    prefix = term.partition("-")[0].upper() if term[0].isalpha() else None
    if prefix and hit[2]:
        return Matter.number == term.upper()
    tail = f"-{hit[1]}-{hit[2]}" if hit[2] else f"-{hit[1]}-%"
    return Matter.number.like(f"{prefix or '%'}{tail}")


def _with_words(work: Work, query: Select[Matter], words: list[str]) -> Select[Matter]:
    """Join the matters that hold all the words, the newest first.

    The rarest pair of characters leads: its matters come from the index newest first and are compared as they come,
    so that a page costs no more than the page. What begins with a single character is no list in that order.
    """
    if not words:
        return query.order_by(Matter.id.desc())
    query = query.join(SearchText, SearchText.matter_id == Matter.id)
    query = query.where(*(SearchText.words.contains(word, autoescape=True) for word in words))
    grams = sorted({gram for word in words for gram in grams_within(word)})
    if grams:
        leading = _rarest(work, grams)
        is_led = and_(SearchGram.matter_id == Matter.id, SearchGram.gram == leading)
        # by the index's own column: SQLite would sort them all for the same number under another name
        return query.join(SearchGram, is_led).order_by(SearchGram.matter_id.desc())
    first, beyond = grams_beginning(words[0])
    begins = select(SearchGram.matter_id).where(SearchGram.gram >= first, SearchGram.gram < beyond)
    return query.where(Matter.id.in_(begins)).order_by(Matter.id.desc())


def _rarest(work: Work, grams: list[int]) -> int:
    """Return a pair that few matters hold: the first rare one, else the rarest of those looked at."""
    counts = {}
    for gram in grams:
        some = select(SearchGram.matter_id).where(SearchGram.gram == gram).limit(COMMON).subquery()
        counts[gram] = work.session.scalar(select(func.count()).select_from(some)) or 0
        if counts[gram] < COMMON // 10:
            return gram
    return min(counts, key=lambda gram: counts[gram])


def _narrow(work: Work, seat: Seat, criteria: Criteria) -> list[ColumnElement[bool]]:
    calendar, conditions = work.house.calendar, []
    if criteria.place:
        conditions.append(_lies_in(criteria.place))
    if criteria.state:
        is_open = criteria.state == OPEN_STATES
        conditions.append(Matter.status.in_(OPEN) if is_open else Matter.status == criteria.state)
    if criteria.since:
        conditions.append(Matter.submitted_at >= calendar.end_of_day(criteria.since - timedelta(days=1)))
    if criteria.until:
        conditions.append(Matter.submitted_at < calendar.end_of_day(criteria.until))
    if owner := seat.id if criteria.mine else criteria.owner:
        conditions.append(Matter.claimed_by == owner)
    return conditions


def _lies_in(code: str) -> ColumnElement[bool]:
    """Return the condition for a community's or a street's matters."""
    communities = select(Community.code).where(Community.street_code == code)
    constituencies = select(Constituency.code).where(Constituency.street_code == code)
    nameless = and_(Matter.community_code.is_(None), Matter.constituency_code.is_(None),
                    Matter.form["street"].as_string() == code)
    bare = and_(Matter.community_code.is_(None), Matter.constituency_code.in_(constituencies))
    return or_(Matter.community_code == code, Matter.community_code.in_(communities), bare, nameless)
