"""One text from many accounts: beyond a number of them, one more joins the first matter instead of opening another."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from models.lifecycle import OPEN, Status
from models.matter import Attachment, Event, Happening, Matter
from models.prepared import Prepared
from models.same_words import is_same, normal
from models.sketch import near, sketch_of
from services.audit import audit_event
from services.cards import refresh
from services.draft import delete_draft
from services.draft_form import is_chosen
from services.due import cancel
from services.follow import add_follower, is_following
from services.mine import count_followers
from services.reach import reach_seats
from services.routing import office, place_names, street_committee_of
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.card_presses import OpenPress
from texts.crowd import CrowdForOffice, Look
from texts.screen import Button, row

READ = 500
"""Matters of the category whose sketches are compared at most, the newest: a crowd comes within hours."""


@dataclass(frozen=True)
class FoldIntoCrowd:
    """Let a draft join the matter that many accounts filed in the same words."""

    draft_id: int


@dataclass(frozen=True)
class Folded:
    """The matter the draft has joined, and how many accounts there were before."""

    matter: Matter
    accounts: int
    followers: int
    is_new: bool


def fold_into_crowd(cmd: FoldIntoCrowd, work: Work) -> Folded | None:
    """Join the first open matter of the same words when enough other accounts sent them; None when not.

    The draft's pictures go along; an urgent draft always becomes a matter of its own.

    Raises:
        Muted: the office muted the person.
    """
    draft = work.session.get(Matter, cmd.draft_id)
    enough = work.house.policy.limits.same_words_accounts * max(work.house.speed, 1)
    if draft is None or not _may_fold(work, draft):
        return None
    twins = _twins(work, draft, enough)
    accounts = len({twin.author_id for twin in twins} - {work.person.id})
    first_id = next((twin.id for twin in twins if twin.status in OPEN), None)
    if first_id is None or accounts < enough:
        return None
    check_voice(work)
    first = work.session.get_one(Matter, first_id)
    is_new = _join(work, first, draft)
    _mark(work, first, accounts + 1)
    cancel(work, f"matter:{draft.id}", "draft", "album")
    delete_draft(work, draft)
    refresh(work, first)
    return Folded(first, accounts, count_followers(work, first), is_new)


def _may_fold(work: Work, draft: Matter) -> bool:
    is_mine = draft.status == Status.DRAFT and draft.author_id == work.person.id
    return is_mine and not draft.urgent and bool(normal(draft.words)) and is_chosen(work, draft)


@dataclass(frozen=True)
class _Twin:
    """A submitted matter of the same words."""

    id: int
    author_id: int
    status: str


def _twins(work: Work, draft: Matter, enough: float) -> list[_Twin]:
    """Return them oldest first; none when there cannot be enough."""
    since = work.now - timedelta(days=work.house.policy.limits.same_words_days)
    words = normal(draft.words)
    is_near = near(sketch_of(words))
    rows = _recent.all(work.session, category=draft.category, since=since)
    likely = [row[0] for row in reversed(rows) if is_near(row[1])]
    told = _told.each(work.session, [{"matter": each} for each in likely]) if len(likely) >= enough else ()
    return [_Twin(*row[:3]) for row in told
            if is_same(words, normal(row[4]), here=row[3] == draft.community_code)]


_recent = Prepared(
    select(Matter.id, Matter.sketch)
    .where(Matter.category == bindparam("category"), Matter.submitted_at > bindparam("since"),
           Matter.sketch.is_not(None))
    .order_by(Matter.submitted_at.desc()).limit(READ)
)
_told = Prepared(
    select(Matter.id, Matter.author_id, Matter.status, Matter.community_code, Matter.words)
    .where(Matter.id == bindparam("matter"))
)


def _join(work: Work, first: Matter, draft: Matter) -> bool:
    """Let the person follow the matter and bring the draft's pictures; tell whether that is new."""
    if is_following(work, first):
        return False
    place = " ".join(name for name in place_names(work, draft) if name)
    is_elsewhere = bool(place) and draft.community_code != first.community_code
    add_follower(work, first, **({"place": place} if is_elsewhere else {}))
    _bring_files(work, first, draft)
    return True


def _bring_files(work: Work, first: Matter, draft: Matter) -> None:
    files = work.session.scalars(select(Attachment).where(Attachment.matter_id == draft.id)).all()
    if not files:
        return
    event = record(work, first, Happening.ADDED, files=len(files))
    for file in files:
        file.matter_id, file.event_id = first.id, event.id
    work.session.flush()


def _mark(work: Work, first: Matter, accounts: int) -> None:
    """Tell street and office once that a matter has a crowd."""
    marked = select(Event.id).where(Event.matter_id == first.id, Event.what == Happening.CROWDED).limit(1)
    if work.session.scalar(marked) is not None:
        return
    event = Event(matter_id=first.id, at=work.now, what=Happening.CROWDED, data={"count": accounts})
    work.session.add(event)
    work.session.flush()
    audit_event(work.session, event)
    days = work.house.policy.limits.same_words_days
    text = CrowdForOffice(first.number or "", accounts, days)
    overseers = [*office(work), *street_committee_of(work, first)]
    reach_seats(work, overseers, text, first, rows=(row(Button(Look(), OpenPress(first.id))),))
