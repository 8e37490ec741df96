"""From criteria to matters: conditions and an order that an index answers."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    desc,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.bigrams import grams_beginning, grams_within, plain
from models.criteria import OPEN as OPEN_STATES
from models.criteria import Criteria
from models.lifecycle import OPEN, Status
from models.matter import Matter
from models.organisation import Community, Constituency, Seat
from models.search import SearchGram, SearchText
from services.readable import readable_parts
from services.work import Work

PAGE = 5
COUNTED = 500
"""Matters are counted so far and no further: nobody reads five hundred, and counting all takes longer."""
COMMON = 500
"""What fewer matters have leads at once; of common lists the one leads whose newest so many lie farthest apart."""
MET_SOON = 20_000
"""Beginnings with a character from which on its matters are met soon enough on the way from the newest."""
Ids = Select[int] | CompoundSelect[int]
Conditions = Sequence[ColumnElement[bool]]
Column = InstrumentedAttribute[int] | ColumnElement[int]
Lead = tuple[Select[int] | None, Column, Conditions]
_NUMBER = re.compile(r"(?:([a-z]{1,8})-)?(\d{6})-(\d{1,9})?")


def find_ids(work: Work, seat: Seat, criteria: Criteria) -> Sequence[int]:
    """Return the numbers of what is found, the newest first, `COUNTED` + 1 at most: so many stand for more.

    Every page that is shown lies among them, so one look serves the count and the page.
    """
    return work.session.scalars(_found_ids(work, seat, criteria, COUNTED + 1)).all()


def page_of_found(work: Work, ids: Sequence[int], page: int) -> Sequence[Matter]:
    """Return one page of what was found, the newest first."""
    shown = ids[page * PAGE:(page + 1) * PAGE]
    return work.session.scalars(select(Matter).where(Matter.id.in_(shown)).order_by(Matter.id.desc())).all()


def found(work: Work, seat: Seat, criteria: Criteria, most: int) -> Select[Matter]:
    """Return the query for what is found, the newest first, so many of them."""
    ids = _found_ids(work, seat, criteria, most).subquery()
    return select(Matter).join(ids, Matter.id == ids.c[0]).order_by(Matter.id.desc())


def _found_ids(work: Work, seat: Seat, criteria: Criteria, most: int) -> Ids:
    """Return the query for so many numbers of what a seat may read and the criteria describe, the newest first."""
    numbers, words = _terms(work, criteria)
    conditions = [*_narrow(work, criteria), *numbers]
    if not words:  # what is indexed is submitted
        conditions += [Matter.status != Status.DRAFT, Matter.number.is_not(None)]
    parts = readable_parts(work, seat)
    if owner := seat.id if criteria.mine else criteria.owner:
        conditions, parts = [*conditions, *_any_of(parts)], [Matter.claimed_by == owner]
    if not words:
        if parts is None or numbers:
            return select(Matter.id).where(*conditions, *_any_of(parts)).order_by(Matter.id.desc()).limit(most)
        return _walk(parts, (), most, conditions)
    query, column, others = _led_by_words(work, words, parts)
    if query is None:
        return _walk(parts or (), others, most, conditions)
    return query.where(*_belongs_to(column, [*conditions, *others])).order_by(column.desc()).limit(most)


def _terms(work: Work, criteria: Criteria) -> tuple[Conditions, list[str]]:
    """Return the conditions for the numbers among what was typed, and the words."""
    terms = plain(criteria.words).split()
    numbers = {term: each for term in terms if (each := number_condition(term, work.house.prefix)) is not None}
    return list(numbers.values()), [term for term in terms if term not in numbers]


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


def _led_by_words(work: Work, words: list[str], parts: Conditions | None) -> Lead:
    """Select the numbers of the matters that hold all the words; return also what is to be asked of them yet.

    None is selected when the parts lead: then all is to be asked.
    What fewest matters have leads, a pair of characters or the parts: its matters come from the index newest first
    and are compared as they come, so that a page costs no more than the page.
    """
    grams = sorted({gram for word in words for gram in grams_within(word)})
    if not grams:
        return _by_characters(work, words, parts)
    sparsest, are_parts_sparser = _sparsest(work, grams, parts)
    if parts and are_parts_sparser:
        return None, Matter.id, _in_turn([_holds(sparsest, Matter.id), *_hold(words, Matter.id, sparsest)])
    column = SearchGram.matter_id
    query = select(column).where(SearchGram.gram == sparsest, *_hold(words, column, sparsest))
    return query, column, [or_(*parts)] if parts else ()


def _by_characters(work: Work, words: list[str], parts: Conditions | None) -> Lead:
    """Select by single characters alone: one that few matters hold is looked up, another is soon met."""
    few = _few_beginning(work, words[0])
    if parts:
        held = _hold(words, Matter.id) if few is None else [Matter.id.in_(few), *_hold(words[1:], Matter.id)]
        return None, Matter.id, held
    query, column = select(SearchText.matter_id), SearchText.matter_id
    if few is None:
        return query.where(*map(_contains, words)), column, ()
    return query.where(column.in_(few), *map(_contains, words[1:])), column, ()


def _few_beginning(work: Work, character: str) -> Select[int] | None:
    """Select the matters that hold a character, in no order; None if there are many."""
    first, beyond = grams_beginning(character)
    begins = select(SearchGram.matter_id).where(SearchGram.gram >= first, SearchGram.gram < beyond)
    some = select(func.count()).select_from(begins.limit(MET_SOON).subquery())
    return begins if (work.session.scalar(some) or 0) < MET_SOON else None


def _sparsest(work: Work, grams: list[int], parts: Conditions | None) -> tuple[int, bool]:
    """Return the pair that fewest matters hold, and whether fewer still are in the parts."""
    lists = [*map(_with_gram, grams), *([_walk(parts, (), COMMON)] if parts else [])]
    if len(lists) == 1:
        return grams[0], False
    reaches = [reach or 0 for reach in work.session.execute(select(*map(_reach, lists))).one()]
    least = min(reaches[:len(grams)])
    return grams[reaches.index(least)], reaches[-1] < least


def _reach(ids: Ids) -> ColumnElement[int]:
    """Return how far down a list's newest go: the lower, the farther apart they lie; null of a short one."""
    return ids.limit(1).offset(COMMON - 1).scalar_subquery()


def _with_gram(gram: int) -> Ids:
    return select(SearchGram.matter_id).where(SearchGram.gram == gram).order_by(SearchGram.matter_id.desc())


def _walk(parts: Conditions, held: Conditions, most: int, others: Conditions = ()) -> Ids:
    """Select so many numbers of all the parts, each walked from its newest on; what no index holds is asked last."""
    walks = []
    for part in parts:
        walked = select(Matter.id).where(part, *held).subquery()
        query = select(walked.c.id).where(*_belongs_to(walked.c.id, others)).order_by(walked.c.id.desc())
        # without a limit of its own each would be read whole: PostgreSQL does not merge them
        walks.append(select(query.limit(most).subquery().c.id))
    return union_all(*walks).order_by(desc(Matter.id.name)).limit(most)


def _in_turn(conditions: Conditions) -> Conditions:
    """Return the condition that asks one after the other: PostgreSQL would read words before it asks for a pair."""
    first, *others = conditions
    return [case((first, and_(*others)), else_=false())] if others else [first]


def _hold(words: list[str], column: Column, known: int = 0) -> Conditions:
    """Return the conditions for all words; one of two characters is a pair itself: no words are read."""
    pairs = {gram for word in words if len(word) == 2 for gram in grams_within(word)} - {known}
    conditions = [_holds(gram, column) for gram in sorted(pairs)]
    if rest := [_contains(word) for word in words if len(word) != 2]:
        conditions.append(_is_there(select(SearchText.matter_id).where(SearchText.matter_id == column, *rest)))
    return conditions


def _holds(gram: int, column: Column) -> ColumnElement[bool]:
    other = aliased(SearchGram)
    return _is_there(select(other.gram).where(other.gram == gram, other.matter_id == column))


def _belongs_to(column: Column, conditions: Conditions) -> Conditions:
    """Return the condition that the matter of a row fulfils all these."""
    return [_is_there(select(Matter.id).where(Matter.id == column, *conditions))] if conditions else ()


def _is_there(row: Select[int]) -> ColumnElement[bool]:
    """Tell whether there is a row, by a scalar subquery: no planner turns it into a join or a list.

    So the list that was chosen leads, and the walk ends with the page.
    """
    return row.scalar_subquery().is_not(None)


def _any_of(parts: Conditions | None) -> Conditions:
    """Return the condition for being in a part, asked of each row: an index of it must not lead."""
    return () if parts is None else [or_(*parts).is_(true())]


def _contains(word: str) -> ColumnElement[bool]:
    return SearchText.words.contains(word, autoescape=True)


def _narrow(work: Work, criteria: Criteria) -> list[ColumnElement[bool]]:
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
    return conditions


def _lies_in(code: str) -> ColumnElement[bool]:
    """Return the condition for a community's or a street's matters."""
    communities = select(Community.code).where(Community.street_code == code)
    constituencies = select(Constituency.code).where(Constituency.street_code == code)
    nameless = and_(Matter.community_code.is_(None), Matter.constituency_code.is_(None),
                    Matter.form["street"].as_string() == code)
    bare = and_(Matter.community_code.is_(None), Matter.constituency_code.in_(constituencies))
    return or_(Matter.community_code == code, Matter.community_code.in_(communities), bare, nameless)
