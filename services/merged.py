"""Matters that were merged: which one they go on in, and who came with them."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from models.matter import Follower, Matter
from services.work import Work


def main_of(work: Work, matter: Matter) -> Matter:
    """Return the matter in which this one goes on: itself unless it was merged."""
    while matter.merged_into is not None:
        matter = work.session.get_one(Matter, matter.merged_into)
    return matter


def merged_in(work: Work, matter: Matter) -> Sequence[Matter]:
    """Return the matters that were merged into this one itself, oldest first."""
    return work.session.scalars(select(Matter).where(Matter.merged_into == matter.id).order_by(Matter.id)).all()


def all_merged_in(work: Work, matter: Matter) -> Iterator[Matter]:
    """Return every matter that goes on in this one, with those that came along merged already."""
    for each in merged_in(work, matter):
        yield each
        yield from all_merged_in(work, each)


def own_followers(work: Work, matter: Matter) -> list[int]:
    """Return the persons who joined a matter themselves."""
    query = select(Follower.person_id).where(Follower.matter_id == matter.id, Follower.came_with.is_(None))
    return list(work.session.scalars(query.order_by(Follower.person_id)))


def settle_followers(work: Work, matter: Matter) -> None:
    """Let exactly those follow a matter who joined it, filed or joined what goes on in it.

    What was merged has no such followers of its own: they follow the matter it goes on in.
    """
    work.session.flush()
    wanted = {} if matter.merged_into else _newcomers(work, matter)
    query = select(Follower).where(Follower.matter_id == matter.id, Follower.came_with.is_not(None))
    for known in work.session.scalars(query).all():
        came_with = wanted.pop(known.person_id, None)
        if came_with is None:
            work.session.delete(known)
        known.came_with = came_with or known.came_with
    work.session.add_all(Follower(matter_id=matter.id, person_id=person_id, came_with=came_with, joined_at=work.now)
                         for person_id, came_with in wanted.items())
    work.session.flush()


def _newcomers(work: Work, matter: Matter) -> dict[int, int]:
    """Return who came with a merged matter, each with the first one they came with; authors before followers."""
    came: dict[int, int] = {}
    merged = list(all_merged_in(work, matter))
    _note(came, ((each.author_id, each.id) for each in merged))
    _note(came, ((person_id, each.id) for each in merged for person_id in own_followers(work, each)))
    known = {matter.author_id, *own_followers(work, matter)}
    return {person_id: came_with for person_id, came_with in came.items() if person_id not in known}


def _note(came: dict[int, int], pairs: Iterable[tuple[int, int]]) -> None:
    for person_id, came_with in pairs:
        came.setdefault(person_id, came_with)
