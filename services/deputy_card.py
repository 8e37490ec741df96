"""The deputy's card of a matter, and the one in the deputies' group."""

from models.lifecycle import Move, Status
from models.mail import Card
from models.matter import Hidden, Matter
from models.organisation import Seat
from models.organisation_plan import Role
from services.absences import absence_of, stood_in_for, substitute_of
from services.cards import once, view
from services.dispatch_lines import dispatch_lines
from services.facts import (
    Duty,
    area_of,
    details,
    first_words,
    next_limit,
    owner_of,
    ownership,
    recent,
    state_of,
    title_of,
)
from services.merge_part import merge_buttons
from services.seats import seat_name, seats_of_person
from services.work import Work
from texts.answer import Answer, AnswerPress, Close, ClosePress
from texts.away import StoodInBy
from texts.body_presses import ForwardPress
from texts.card import Collapsed, Full, GroupCard, History, Lines
from texts.card_presses import FullPress, HistoryPress
from texts.deputy import (
    AskBack,
    AskPress,
    Claim,
    ClaimPress,
    Note,
    NotePress,
    NotMine,
    NotMinePress,
    Publish,
    PublishPress,
    Release,
    ReleasePress,
)
from texts.dispatch import Forward
from texts.message import Text, Until
from texts.screen import Button, Screen, grid, row


@view("deputy")
def render_deputy(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter to a deputy: to claim, to work on, or to read."""
    reader = reader_of(work, matter, card.person_id)
    if reader and matter.status == Status.SUBMITTED and has_put_aside(work, matter, reader):
        return Screen(Collapsed(matter.number or ""), (row(_claim(matter)),))
    text = card_text(work, matter, reader, _duty(matter, reader))
    buttons = [*_actions(matter, reader), *merge_buttons(work, matter, card.person_id)]
    return Screen(text, grid([*buttons, *reading_row(matter)]))


@view("deputies_group")
def render_group(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter in the deputies' group: where and what, nothing a resident typed."""
    state = ownership(work, matter, None) if matter.is_open else None
    limit = next_limit(work, matter) if matter.status == Status.SUBMITTED else None
    text = GroupCard(title_of(work, matter), area_of(work, matter), state or state_of(matter), limit)
    rows = (row(_claim(matter)),) if matter.status == Status.SUBMITTED else ()
    return Screen(text, rows)


def card_text(work: Work, matter: Matter, reader: Seat | None, duty: Duty) -> Lines:
    """Return all that a card says about a matter; its next limit asks only those to act who can."""
    head, body = once(matter, "card", lambda: _told_to_all(work, matter))
    limit = next_limit(work, matter, duty) if matter.is_open else None
    return Lines((*head, ownership(work, matter, reader), _stand_in(work, matter), limit, *body))


def _stand_in(work: Work, matter: Matter) -> Text | None:
    """Return who stands in for an owner who is away, until when."""
    owner = owner_of(work, matter)
    absence = absence_of(work, owner) if owner and matter.is_open else None
    substitute = substitute_of(work, owner) if owner and absence else None
    if owner is None or absence is None or substitute is None:
        return None
    return StoodInBy(seat_name(owner), seat_name(substitute), Until(absence.ends_at))


def _told_to_all(work: Work, matter: Matter) -> tuple[tuple[Text | None, ...], tuple[Text | None, ...]]:
    """Return what every reader of the card reads, before and after who has the matter in hand."""
    body = (*dispatch_lines(work, matter), *details(work, matter), first_words(matter), *recent(work, matter))
    return (title_of(work, matter), state_of(matter)), body


def reading_row(matter: Matter) -> tuple[Button, ...]:
    """Return the buttons to all words and all events."""
    return row(Button(Full(), FullPress(matter.id, 0)), Button(History(), HistoryPress(matter.id, 0)))


def reader_of(work: Work, matter: Matter, person_id: int | None) -> Seat | None:
    """Return the deputy's seat by which a person reads the matter: the owner's, else the constituency's.

    A substitute reads it by the seat of who is away.
    """
    own = [seat for seat in seats_of_person(work, person_id) if seat.role == Role.DEPUTY]
    seats = [*own, *(absent for absent, _ in stood_in_for(work, own))]
    owning = [seat for seat in seats if seat.id == matter.claimed_by]
    local = [seat for seat in seats if seat.scope == matter.constituency_code]
    return next(iter([*owning, *local, *seats]), None)


def has_put_aside(work: Work, matter: Matter, seat: Seat) -> bool:
    """Tell whether the deputy pressed 不属于我."""
    return work.session.get(Hidden, (matter.id, seat.id)) is not None


def _actions(matter: Matter, reader: Seat | None) -> list[Button]:
    if reader is None:
        return []
    if reader.id == matter.claimed_by:
        return _owners_buttons(matter)
    if not _may_claim(matter, reader):
        return []
    return [_claim(matter), Button(NotMine(), NotMinePress(matter.id))]


def _may_claim(matter: Matter, reader: Seat) -> bool:
    is_local = reader.scope == matter.constituency_code
    return matter.status == Status.SUBMITTED and is_local and reader.person_id != matter.author_id


def _duty(matter: Matter, reader: Seat | None) -> Duty:
    owes = reader is not None and (reader.id == matter.claimed_by or _may_claim(matter, reader))
    return Duty.OWES if owes else Duty.WATCHES


def _owners_buttons(matter: Matter) -> list[Button]:
    if not matter.is_open:
        return []
    buttons = [Button(Answer(), AnswerPress(matter.id))]
    if matter.may(Move.FORWARD):
        buttons.append(Button(Forward(), ForwardPress(matter.id)))
    if not matter.is_own_snap:
        buttons.append(Button(AskBack(), AskPress(matter.id)))
    buttons.append(Button(Note(), NotePress(matter.id)))
    if matter.may(Move.RELEASE) and not matter.is_own_snap:
        buttons.append(Button(Release(), ReleasePress(matter.id, matter.revision)))
    buttons.append(Button(Close(), ClosePress(matter.id, matter.revision)))
    if not matter.published and not matter.unpublished:
        buttons.append(Button(Publish(), PublishPress(matter.id, matter.revision)))
    return buttons


def _claim(matter: Matter) -> Button:
    return Button(Claim(), ClaimPress(matter.id, matter.revision))
