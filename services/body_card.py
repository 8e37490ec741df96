"""The card of a matter for a body's contact, and the two cards on which the office decides."""

from models.dispatch import Dispatch, DispatchState
from models.limits import is_overdue
from models.mail import Card
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.policy import ClockKind
from models.typed import shorten
from services.cards import view
from services.clocks import deadline
from services.dispatches import body_name, dispatch_of_reader, waiting_extension
from services.dispatching import BODY
from services.facts import first_words, place_of, questions, title_of
from services.promise_report import promise_on, report_rows
from services.promised import day_of
from services.seats import seat_name, seats_of_person
from services.work import Work
from texts.body import (
    AskedBy,
    AskedByDecision,
    CardLines,
    Extend,
    ExtensionWaits,
    Final,
    Folded,
    FullWords,
    Note,
    Reply,
    ReplyBy,
    ReplyLate,
    SendBack,
    Sign,
    SignBy,
    SignLate,
    StateSentBack,
    StateSigned,
    WasDecided,
    WasEnded,
    WasPromised,
    WasReplied,
)
from texts.body_presses import BodyWordsPress, ExtendPress, ReplyPress, SendBackPress, SignPress
from texts.message import Day, Text, Until
from texts.screen import Button, Rows, Screen, grid, row

WORDS = 300


@view(BODY)
def render_body(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter to a contact of the body: what to do until when, or what became of it."""
    dispatch = dispatch_of_reader(work, matter, seats_of_person(work, card.person_id))
    if dispatch is None:
        return Screen(Folded(matter.number or "", WasEnded()))
    if dispatch.state in (DispatchState.DECIDED, DispatchState.ENDED, DispatchState.REPLIED):
        return _folded(work, matter, dispatch)
    lines = (title_of(work, matter), *_standing(work, matter, dispatch), place_of(work, matter),
             *questions(work, matter), first_words(matter), *_asked(work, dispatch))
    return Screen(CardLines(lines), _rows(work, dispatch))


def _folded(work: Work, matter: Matter, dispatch: Dispatch) -> Screen:
    promise = promise_on(work, matter, dispatch)
    if promise is None:
        return Screen(Folded(matter.number or "", _why(dispatch)))
    why = WasPromised(shorten(dispatch.reply, WORDS), Day(day_of(work, promise)))
    return Screen(Folded(matter.number or "", why), report_rows(dispatch))


def _why(dispatch: Dispatch) -> Text:
    if dispatch.state == DispatchState.REPLIED:
        return WasReplied(shorten(dispatch.reply, WORDS))
    return WasDecided() if dispatch.state == DispatchState.DECIDED else WasEnded()


def _standing(work: Work, matter: Matter, dispatch: Dispatch) -> tuple[Text, ...]:
    if dispatch.state == DispatchState.SENT_BACK:
        return (StateSentBack(body_name(work, dispatch.proposed_body), dispatch.reason),)
    late = is_overdue(dispatch.due_at, work.now)
    reply: Text = ReplyLate(Until(dispatch.due_at)) if late else ReplyBy(Until(dispatch.due_at))
    extension = waiting_extension(work, dispatch)
    waits = (ExtensionWaits(Until(extension.until)),) if extension else ()
    return (*_signing(work, matter, dispatch), reply, *waits)


def _signing(work: Work, matter: Matter, dispatch: Dispatch) -> tuple[Text, ...]:
    if dispatch.signed_at is not None:
        return (StateSigned(dispatch.signed_at),)
    sign = deadline(work, matter, ClockKind.SIGN)
    if sign is None:
        return ()
    return (SignLate(Until(sign)) if is_overdue(sign, work.now) else SignBy(Until(sign)),)


def _asked(work: Work, dispatch: Dispatch) -> tuple[Text, ...]:
    by = work.session.get(Seat, dispatch.by_seat) if dispatch.by_seat else None
    asked: Text = AskedBy(seat_name(by)) if by and by.role == Role.DEPUTY else AskedByDecision()
    note = (Note(dispatch.note),) if dispatch.note else ()
    return (asked, *note, *((Final(),) if dispatch.final else ()))


def _rows(work: Work, dispatch: Dispatch) -> Rows:
    words = Button(FullWords(), BodyWordsPress(dispatch.id, 0))
    if not dispatch.is_at_body:
        return (row(words),)
    buttons = []
    if dispatch.state == DispatchState.SENT:
        buttons.append(Button(Sign(), SignPress(dispatch.id)))
    if dispatch.may_send_back:
        buttons.append(Button(SendBack(), SendBackPress(dispatch.id)))
    buttons.append(Button(Reply(), ReplyPress(dispatch.id)))
    if waiting_extension(work, dispatch) is None:
        buttons.append(Button(Extend(), ExtendPress(dispatch.id)))
    buttons.append(words)
    return grid(buttons)
