"""Files of matters: which ones are still to be fetched, and what became of them. Fetching is bot/media/fetcher.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select

from models.matter import Attachment
from models.privacy import Discard
from services.work import Work

PAGE = 20
TRIES = 8
PAUSE = timedelta(seconds=30)
"""Real time after the first failure; doubled after each."""


@dataclass(frozen=True)
class Wanted:
    """A file to fetch."""

    attachment_id: int
    kind: str
    file_id: str


def pending(work: Work) -> list[Wanted]:
    """Return files to fetch now, oldest first, a page of them."""
    unfetched = select(Attachment).where(Attachment.path.is_(None), Attachment.fault.is_(None))
    may_try = or_(Attachment.fetch_at.is_(None), Attachment.fetch_at <= work.outbox.real_now)
    query = unfetched.where(may_try).order_by(Attachment.id).limit(PAGE)
    return [Wanted(row.id, row.kind, row.file_id) for row in work.session.scalars(query)]


def stored(work: Work, attachment_id: int, path: str, sha256: str) -> None:
    """Note where a file is kept, relative to the media folder; one nobody wants any more is thrown away."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        discard(work, path)
    else:
        row.path, row.sha256, row.fetch_at = path, sha256, None


def failed(work: Work, attachment_id: int, fault: str, *, for_good: bool = False) -> None:
    """Note a failure: tried again later, each time after a longer pause, and at last or ``for_good`` given up."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        return
    row.tries += 1
    row.fetch_at = work.outbox.real_now + PAUSE * 2 ** (row.tries - 1)
    if for_good or row.tries >= TRIES:
        row.fault = fault[:128]


# -- deleting ------------------------------------------------------------------------------------


def discard(work: Work, path: str, *, after: timedelta = timedelta(0), person_id: int | None = None) -> None:
    """Let a file of the media folder be deleted, after some real time."""
    row = work.session.get(Discard, path)
    if row is None:
        row = Discard(path=path, after=work.outbox.real_now + after, person_id=person_id)
        work.session.add(row)
    row.after = min(row.after, work.outbox.real_now + after)
    work.session.flush()


def delete_files(work: Work, rows: Sequence[Attachment]) -> None:
    """Forget files and let them be deleted."""
    for row in rows:
        if row.path:
            discard(work, row.path)
        work.session.delete(row)
    work.session.flush()


def doomed(work: Work) -> list[str]:
    """Return files to delete now; one that another matter holds too stays, and is no longer doomed."""
    query = select(Discard).where(Discard.after <= work.outbox.real_now).order_by(Discard.path).limit(PAGE)
    rows = list(work.session.scalars(query))
    if not rows:
        return []
    kept = set(work.session.scalars(select(Attachment.path).where(Attachment.path.in_([row.path for row in rows]))))
    for row in rows:
        if row.path in kept:
            work.session.delete(row)
    work.session.flush()
    return [row.path for row in rows if row.path not in kept]


def deleted(work: Work, path: str) -> None:
    """Note that a file is gone."""
    row = work.session.get(Discard, path)
    if row is not None:
        work.session.delete(row)
        work.session.flush()
