"""How the form of an answer looks, step by step."""

from models.kinds import ResultClass
from models.lifecycle import Move, Status
from models.matter import Matter
from models.timeline import AnswerDraft
from services.answer import RESPOND, body_of, quick_days
from services.history import author_name
from services.work import Work
from texts.answer import (
    AskNextDate,
    AskPromiseDate,
    AskReason,
    Cancel,
    CancelPress,
    ClassPress,
    Collected,
    DayLabel,
    DayPress,
    Edit,
    EditPress,
    Files,
    Preview,
    Respond,
    RespondPress,
    Send,
    SendPress,
    WordsMissing,
    WriteAnswer,
)
from texts.body_presses import QuotePress
from texts.canned import Canned, Reword
from texts.canned_presses import CannedPress, RewordPress
from texts.dispatch_told import QuoteReply
from texts.message import Day, Text, term
from texts.screen import Button, Rows, Screen, grid, row


def write_screen(matter: Matter) -> Screen:
    """Ask for the answer."""
    quote = (row(Button(QuoteReply(), QuotePress(matter.id))),) if matter.status == Status.REPLIED else ()
    rows = (*quote, _canned_row(matter), *_cancel_row(matter))
    return Screen(WriteAnswer(matter.number or "", author_name(matter)), rows)


def collected_screen(matter: Matter, draft: AnswerDraft) -> Screen:
    """Show what came so far and ask what it is."""
    files = Files(len(draft.files)) if draft.files else None
    if not draft.words:
        text = WordsMissing(matter.number or "", len(draft.files))
        return Screen(text, (_canned_row(matter), *_cancel_row(matter)))
    may_answer = matter.may(Move.ANSWER)
    classes = [Button(term(result), ClassPress(matter.id, result.value)) for result in ResultClass if may_answer]
    words = (*_canned_row(matter), Button(Reword(), RewordPress(matter.id)))
    rows = (row(Button(Respond(), RespondPress(matter.id))), *grid(classes), words, *_cancel_row(matter))
    return Screen(Collected(matter.number or "", draft.words, files), rows)


def ask_day_screen(work: Work, matter: Matter, draft: AnswerDraft) -> Screen:
    """Ask for a date, the near ones as buttons."""
    days = [Button(DayLabel(Day(day)), DayPress(matter.id, day.isoformat())) for day in quick_days(work)]
    text: Text = AskNextDate() if draft.result == RESPOND else AskPromiseDate(term(ResultClass(draft.result or "")))
    return Screen(text, (*grid(days), *_cancel_row(matter)))


def ask_reason_screen(matter: Matter) -> Screen:
    """Ask why it cannot be solved."""
    return Screen(AskReason(), _cancel_row(matter))


def preview_screen(work: Work, matter: Matter, draft: AnswerDraft) -> Screen:
    """Show the answer as the resident will read it."""
    files = Files(len(draft.files)) if draft.files else None
    text = Preview(matter.number or "", body_of(work, matter, draft), files)
    send = Button(Send(), SendPress(matter.id, matter.revision))
    return Screen(text, (row(send, Button(Edit(), EditPress(matter.id))), *_cancel_row(matter)))


def _canned_row(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Canned(), CannedPress(matter.id, 0)))


def _cancel_row(matter: Matter) -> Rows:
    return (row(Button(Cancel(), CancelPress(matter.id))),)
