"""What the cards of a matter say about it, whoever reads them."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy import BindParameter, bindparam, func, or_, select

from models.category import Category
from models.kinds import Kind, ResultClass
from models.lifecycle import Status
from models.limits import is_overdue
from models.matter import Attachment, Event, Follower, Happening, Matter
from models.organisation import Seat
from models.policy import ClockKind
from models.prepared import Prepared
from services.absences import absence_of
from services.cards import once
from services.clocks import running
from services.history import author_name, entries, last_events
from services.merge_part import merge_lines
from services.routing import place_names
from services.seats import seat_name
from services.work import Work
from texts.card import (
    AssignedTo,
    AssignLimit,
    Author,
    Chased,
    ClaimBy,
    ClaimedBy,
    ClaimLimit,
    Fellows,
    FirstAnswerBy,
    FirstAnswerLimit,
    LimitPassed,
    NoWords,
    Pictures,
    Place,
    PlaceOutside,
    PlaceUnknown,
    PlaceUnrecognised,
    Promise,
    Question,
    ResolveBy,
    ResolveLimit,
    Result,
    State,
    TakenOver,
    Title,
    UrgentTitle,
    Words,
    WordsCut,
    YoursNow,
)
from texts.deputy import SnapOf
from texts.history import Head
from texts.message import Names, Text, Until, term

FIRST_WORDS = 500
LAST_EVENTS = 6
LIMITS = (ClockKind.CLAIM, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
"""In the order in which they are owed."""
_of_matter: BindParameter[int] = bindparam("matter")
_last_way = Prepared(
    select(Event.what)
    .where(Event.matter_id == _of_matter, or_(Event.what == Happening.CLAIMED, Event.what == Happening.ASSIGNED))
    .order_by(Event.id.desc()).limit(1)
)
_fellows = Prepared(select(func.count()).select_from(Follower).where(Follower.matter_id == _of_matter))
# what the resident sent: with the report and as additions, not what answers brought
_files = Prepared(
    select(func.count()).select_from(Attachment).outerjoin(Event, Event.id == Attachment.event_id)
    .where(Attachment.matter_id == _of_matter,
           or_(Attachment.event_id.is_(None), Event.what == Happening.ADDED))
)


class Duty(StrEnum):
    """What the reader of a card can do about its next limit."""

    OWES = "owes"
    ASSIGNS = "assigns"
    WATCHES = "watches"


LimitText = Callable[[Until], Text]
OWED: Mapping[ClockKind, LimitText] = {
    ClockKind.CLAIM: ClaimLimit, ClockKind.FIRST_ANSWER: FirstAnswerLimit, ClockKind.RESOLVE: ResolveLimit,
}
WATCHED: Mapping[ClockKind, LimitText] = {
    ClockKind.CLAIM: ClaimBy, ClockKind.FIRST_ANSWER: FirstAnswerBy, ClockKind.RESOLVE: ResolveBy,
}
LIMIT_TEXTS: Mapping[Duty, Mapping[ClockKind, LimitText]] = {
    Duty.OWES: OWED, Duty.WATCHES: WATCHED, Duty.ASSIGNS: {**WATCHED, ClockKind.CLAIM: AssignLimit},
}


def category_of(work: Work, matter: Matter) -> Category | None:
    """Return the matter's category, a stand-in for one that the policy no longer knows."""
    return work.house.policy.find(matter.category)


def category_name(work: Work, matter: Matter) -> Names | None:
    """Return the category's name in every language."""
    category = category_of(work, matter)
    if category is None:
        return None
    return Names(*(f"{category.emoji} {category.name.in_language(each)}".strip() for each in ("zh-Hans", "en")))


def title_of(work: Work, matter: Matter) -> Text:
    """Return number, kind and category."""
    kind = UrgentTitle if matter.urgent else Title
    return kind(matter.number or "", term(Kind(matter.kind)), category_name(work, matter))


def state_of(matter: Matter) -> Text:
    """Return where the matter stands."""
    return State(term(Status(matter.status)))


def place_of(work: Work, matter: Matter) -> Text:
    """Return street, community and the place as told."""
    street, community = place_names(work, matter)
    if matter.outside and not community:
        return PlaceOutside(matter.place or "")
    if not street and not community:
        return PlaceUnrecognised(matter.place) if matter.place else PlaceUnknown()
    return Place(" ".join(part for part in (street, community, matter.place) if part))


def area_of(work: Work, matter: Matter) -> Text:
    """Return street and community alone: what a resident typed may name a person or a door."""
    street, community = place_names(work, matter)
    if matter.outside and not community:
        return PlaceOutside("")
    return Place(f"{street} {community}".strip()) if street or community else PlaceUnknown()


def owner_of(work: Work, matter: Matter) -> Seat | None:
    """Return the owner's seat."""
    return work.session.get(Seat, matter.claimed_by) if matter.claimed_by else None


def ownership(work: Work, matter: Matter, reader: Seat | None) -> Text | None:
    """Return who has the matter in hand, as this reader sees it."""
    owner = owner_of(work, matter)
    if owner is None:
        return TakenOver() if matter.taken_over else None
    if reader is not None and owner.id == reader.id and not absence_of(work, owner):
        return YoursNow()
    if matter.is_own_snap:
        return SnapOf(seat_name(owner))
    was_assigned = once(matter, "assigned", lambda: _was_assigned(work, matter))
    return AssignedTo(seat_name(owner)) if was_assigned else ClaimedBy(seat_name(owner))


def _was_assigned(work: Work, matter: Matter) -> bool:
    return bool(_last_way.scalar(work.session, matter=matter.id) == Happening.ASSIGNED)


def next_limit(work: Work, matter: Matter, duty: Duty = Duty.OWES) -> Text | None:
    """Return the next deadline that somebody owes; claim before first answer before closing."""
    ends = once(matter, "limits", lambda: {clock.kind: clock.ends_at for clock in running(work, matter)})
    for kind in LIMITS:
        if at := ends.get(kind):
            limit = LIMIT_TEXTS[duty][kind](Until(at))
            return LimitPassed(limit) if is_overdue(at, work.now) else limit
    return None


def details(work: Work, matter: Matter) -> tuple[Text | None, ...]:
    """Return place, author, fellows, chases, attachments and the category's questions, a line each."""
    fellows, files = (count.scalar(work.session, matter=matter.id) for count in (_fellows, _files))
    promised = Promise(Until(matter.promise_on)) if matter.promise_on else None
    return (
        Result(term(ResultClass(matter.result_class))) if matter.result_class else None, promised,
        place_of(work, matter), Author(author_name(matter)),
        Fellows(fellows) if fellows else None, Chased(matter.chases) if matter.chases else None,
        Pictures(files) if files else None, *merge_lines(work, matter), *questions(work, matter),
    )


def questions(work: Work, matter: Matter) -> tuple[Text, ...]:
    """Return the category's own questions with what the resident replied."""
    category = category_of(work, matter)
    if category is None:
        return ()
    told = []
    for question in category.questions:
        if answer := (matter.answers or {}).get(question.code):
            options = {each.code: each.words for each in question.options}
            words = options.get(answer)
            said = Names(words.in_language("zh-Hans"), words.in_language("en")) if words else str(answer)
            asked = Names(question.words.in_language("zh-Hans"), question.words.in_language("en"))
            told.append(Question(asked, said))
    return tuple(told)


def first_words(matter: Matter) -> Text:
    """Return the first 500 characters of the resident's words."""
    words = matter.words.strip()
    if not words:
        return NoWords()
    return WordsCut(words[:FIRST_WORDS]) if len(words) > FIRST_WORDS else Words(words)


def recent(work: Work, matter: Matter) -> tuple[Text, ...]:
    """Return the last six events under their heading."""
    told = entries(matter, last_events(work, matter, LAST_EVENTS))
    return (Head(), *told) if told else ()
