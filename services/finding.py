"""From criteria to matters: conditions and an order that an index answers."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.bigrams import grams_beginning, grams_within, plain
from models.criteria import OPEN as OPEN_STATES
from models.criteria import Criteria
from models.lifecycle import OPEN, Status
from models.matter import Matter
from models.organisation import Community, Constituency, Seat
from models.search import SearchGram, SearchText
from services.readable import readable_ids
from services.work import Work

PAGE = 5
COUNTED = 500
"""Matters are counted so far and no further: nobody reads five hundred, and counting all takes longer."""
COMMON = 500
"""A pair of characters found in as many matters is common; a rarer one leads."""
MET_SOON = 20_000
"""Beginnings with a character from which on its matters are met soon enough on the way from the newest."""
_NUMBER = re.compile(r"(?:([a-z]{1,8})-)?(\d{6})-(\d{1,9})?")


def find_ids(work: Work, seat: Seat, criteria: Criteria) -> Sequence[int]:
    """Return the numbers of what is found, the newest first, `COUNTED` + 1 at most: so many stand for more.

    Every page that is shown lies among them, so one look serves the count and the page.
    """
    return work.session.scalars(_found_ids(work, seat, criteria).limit(COUNTED + 1)).all()


def page_of_found(work: Work, ids: Sequence[int], page: int) -> Sequence[Matter]:
    """Return one page of what was found, the newest first."""
    shown = ids[page * PAGE:(page + 1) * PAGE]
    return work.session.scalars(select(Matter).where(Matter.id.in_(shown)).order_by(Matter.id.desc())).all()


def found(work: Work, seat: Seat, criteria: Criteria, most: int) -> Select[Matter]:
    """Return the query for what is found, the newest first, so many of them."""
    ids = _found_ids(work, seat, criteria).limit(most).subquery()
    return select(Matter).join(ids, Matter.id == ids.c[0]).order_by(Matter.id.desc())


def _found_ids(work: Work, seat: Seat, criteria: Criteria) -> Select[int]:
    """Return the query for the numbers of what a seat may read and the criteria describe, the newest first."""
    terms = plain(criteria.words).split()
    numbers = {term: each for term in terms if (each := number_condition(term, work.house.prefix)) is not None}
    words = [term for term in terms if term not in numbers]
    query, column = _with_words(work, words)
    conditions = [*_narrow(work, seat, criteria), *numbers.values()]
    if words and conditions:
        query = query.join(Matter, Matter.id == column)
    if not words:  # what is indexed is submitted
        conditions += [Matter.status != Status.DRAFT, Matter.number.is_not(None)]
    if (ids := readable_ids(work, seat)) is not None:
        # asked of each row as it comes: as a join of its own it would lead, or be walked again for every row
        conditions.append(column.in_(ids).is_(true()))
    return query.where(*conditions).order_by(column.desc())


def number_condition(term: str, prefix: str) -> ColumnElement[bool] | None:
    """Return the condition for a number or its beginning (BA-261122-0042, 261122-0042, BA-261122-); else None.

    A number without letters is one of the district's own. A day's numbers lie between two bounds, so that an index
    finds them; the bounds are digits, which every collation sorts alike.
    """
    hit = _NUMBER.fullmatch(term)
    if hit is None:
        return None
    day = f"{(hit[1] or prefix).upper()}-{hit[2]}"
    if hit[3]:
        return Matter.number == f"{day}-{hit[3]}"
    return Matter.number.between(f"{day}-0", f"{day}-999999999")


def _with_words(work: Work, words: list[str]) -> tuple[Select[int], InstrumentedAttribute[int]]:
    """Select the numbers of the matters that hold all the words; return also the column by whose order they come.

    The rarest pair of characters leads: its matters come from the index newest first and are compared as they come,
    so that a page costs no more than the page. A word of two characters is a pair itself: nothing is compared.
    """
    if not words:
        return select(Matter.id), Matter.id
    grams = sorted({gram for word in words for gram in grams_within(word)})
    if not grams:
        return _by_characters(work, words)
    leading, column = _rarest(work, grams), SearchGram.matter_id
    query = select(column).where(SearchGram.gram == leading)
    pairs = {gram for word in words if len(word) == 2 for gram in grams_within(word)} - {leading}
    query = query.where(*(_holds(gram) for gram in sorted(pairs)))
    if rest := [word for word in words if len(word) != 2]:
        query = query.join(SearchText, SearchText.matter_id == column).where(*map(_contains, rest))
    return query, column


def _by_characters(work: Work, words: list[str]) -> tuple[Select[int], InstrumentedAttribute[int]]:
    """Select by single characters alone: what begins with one is no list in the order of numbers.

    A character that few matters hold is looked up; one that many hold is soon met on the way from the newest.
    """
    query = select(SearchText.matter_id).where(*map(_contains, words))
    begins = _beginning(words[0])
    some = select(func.count()).select_from(begins.limit(MET_SOON).subquery())
    if (work.session.scalar(some) or 0) < MET_SOON:
        query = query.where(SearchText.matter_id.in_(begins))
    return query, SearchText.matter_id


def _beginning(character: str) -> Select[int]:
    first, beyond = grams_beginning(character)
    return select(SearchGram.matter_id).where(SearchGram.gram >= first, SearchGram.gram < beyond)


def _holds(gram: int) -> ColumnElement[bool]:
    other = aliased(SearchGram)
    return select(other.gram).where(other.gram == gram, other.matter_id == SearchGram.matter_id).exists()


def _contains(word: str) -> ColumnElement[bool]:
    return SearchText.words.contains(word, autoescape=True)


def _rarest(work: Work, grams: list[int]) -> int:
    """Return a pair that few matters hold: the first rare one, else the rarest of those looked at."""
    if len(grams) == 1:
        return grams[0]
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
