"""Keeps the words of submitted matters findable, in the transaction that writes them."""

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, Table, bindparam, delete, func, insert, select, update

from models.bigrams import grams_of, plain
from models.matter import Matter
from models.prepared import Prepared
from models.same_words import normal
from models.search import SearchGram, SearchText
from models.sketch import sketch_of
from models.together import Kind, Write
from services.work import Work

LOOK = 5000
"""Matters looked at together: a million take 200 short reads at each start, one long one would take the server."""
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


def look_for_missing(work: Work, after: int) -> tuple[list[int], int | None]:
    """Look for matters that were submitted before there was an index, a page of them by their ids.

    Returns:
        The ids of those that are missing, and the last one looked at: where to go on, None at the end.
    """
    submitted = select(Matter.id).where(Matter.number.is_not(None), Matter.id > after).order_by(Matter.id)
    ids = work.session.scalars(submitted.limit(LOOK)).all()
    if not ids:
        return [], None
    known = set(work.session.scalars(select(SearchText.matter_id).where(SearchText.matter_id.between(ids[0], ids[-1]))))
    return [each for each in ids if each not in known], ids[-1]


def index_missing(work: Work, ids: Collection[int]) -> None:
    """Index matters of these ids; one that has been indexed meanwhile is left as it is."""
    for matter in work.session.scalars(select(Matter).where(Matter.id.in_(ids)).order_by(Matter.id)):
        index_words(work, matter)


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
