"""Keeps the words of submitted matters findable, in the transaction that writes them."""

from sqlalchemy import Table, delete, insert, select

from models.bigrams import grams_of, plain
from models.matter import Matter
from models.same_words import normal
from models.search import SearchGram, SearchText
from models.sketch import sketch_of
from services.work import Work

PAGE = 200
_grams: Table = SearchGram.__table__  # type: ignore[assignment]


def index_words(work: Work, matter: Matter) -> None:
    """Let a submitted matter be found by its words and place; call it again whenever they change."""
    matter.sketch = sketch_of(normal(matter.words))
    words = plain(f"{matter.words} {matter.place or ''}")
    known = work.session.get(SearchText, matter.id)
    if known is None:
        work.session.add(SearchText(matter_id=matter.id, words=words))
        _add(work, matter.id, grams_of(words))
    elif known.words != words:
        _change(work, known, words)


def index_missing(work: Work) -> int:
    """Index a page of the matters that were submitted before there was an index; return how many there were."""
    indexed = select(SearchText.matter_id)
    query = select(Matter).where(Matter.number.is_not(None), Matter.id.not_in(indexed)).order_by(Matter.id)
    matters = work.session.scalars(query.limit(PAGE)).all()
    for matter in matters:
        index_words(work, matter)
    return len(matters)


def _change(work: Work, known: SearchText, words: str) -> None:
    old, new = grams_of(known.words), grams_of(words)
    if gone := old - new:
        work.session.execute(delete(_grams).where(_grams.c.matter_id == known.matter_id, _grams.c.gram.in_(gone)))
    _add(work, known.matter_id, new - old)
    known.words = words


def _add(work: Work, matter_id: int, grams: set[int]) -> None:
    if grams:
        work.session.execute(insert(_grams), [{"gram": gram, "matter_id": matter_id} for gram in sorted(grams)])
