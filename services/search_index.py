"""Keeps the words of submitted matters findable, in the transaction that writes them."""

from sqlalchemy import ARRAY, BigInteger, Table, bindparam, delete, func, insert, select, update

from models.bigrams import grams_of, plain
from models.matter import Matter
from models.prepared import Prepared
from models.same_words import normal
from models.search import SearchGram, SearchText
from models.sketch import sketch_of
from models.together import Kind, Write
from services.work import Work

PAGE = 200
_grams: Table = SearchGram.__table__  # type: ignore[assignment]
_words: Table = SearchText.__table__  # type: ignore[assignment]
_words_of = Prepared(select(_words.c.words).where(_words.c.matter_id == bindparam("matter")))
_put_words = Prepared(insert(_words), "matter_id", "words")
_put_gram = Prepared(insert(_grams), "gram", "matter_id")
_put_grams = Prepared(insert(_grams).from_select(["gram", "matter_id"], select(
    func.unnest(bindparam("grams", type_=ARRAY(BigInteger))), bindparam("matter", type_=BigInteger))))
_change_words = Prepared(
    update(_words).where(_words.c.matter_id == bindparam("matter")).values(words=bindparam("new"))
)


def index_new(work: Work, matter: Matter) -> None:
    """Let a matter be found by its words and place that was not before."""
    words = _sketched(matter)
    values = {"matter_id": matter.id, "words": words}
    work.session.later(Write(_put_words, Kind.NEW, _words.name, values, matter.id))
    _add(work, matter.id, grams_of(words))


def index_words(work: Work, matter: Matter) -> None:
    """Let a submitted matter be found by the words and place it has now."""
    known: str | None = _words_of.scalar(work.session, matter=matter.id)
    if known is None:
        index_new(work, matter)
    elif known != (words := _sketched(matter)):
        _change(work, matter.id, known, words)


def _sketched(matter: Matter) -> str:
    """Return the words by which a matter is found, after taking their sketch."""
    matter.sketch = sketch_of(normal(matter.words))
    return plain(f"{matter.words} {matter.place or ''}")


def index_missing(work: Work) -> int:
    """Index a page of the matters that were submitted before there was an index; return how many there were."""
    indexed = select(SearchText.matter_id)
    query = select(Matter).where(Matter.number.is_not(None), Matter.id.not_in(indexed)).order_by(Matter.id)
    matters = work.session.scalars(query.limit(PAGE)).all()
    for matter in matters:
        index_new(work, matter)
    return len(matters)


def _change(work: Work, matter_id: int, known: str, words: str) -> None:
    old, new = grams_of(known), grams_of(words)
    if gone := old - new:
        work.session.execute(delete(_grams).where(_grams.c.matter_id == matter_id, _grams.c.gram.in_(gone)))
    _add(work, matter_id, new - old)
    _change_words.run(work.session, matter=matter_id, new=words)


def _add(work: Work, matter_id: int, grams: set[int]) -> None:
    if work.session.defers:
        values = {"grams": sorted(grams), "matter": matter_id}
        work.session.later(Write(_put_grams, Kind.NEW, _grams.name, values, matter_id))
        return
    _put_gram.run_each(work.session, [{"gram": gram, "matter_id": matter_id} for gram in sorted(grams)])
