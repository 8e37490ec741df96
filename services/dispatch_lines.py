"""What a matter's cards say about the body that handles it."""

from models.dispatch import Dispatch, DispatchState
from models.lifecycle import Status
from models.matter import Matter
from models.policy import ClockKind
from models.typed import shorten
from services.cards import once
from services.clocks import deadline
from services.dispatches import body_name, newest_dispatch, waiting_extension
from services.work import Work
from texts.dispatch_told import LineExtension, LineNote, LineReplied, LineSent, LineSentBack, LineSigned
from texts.message import Text, Until

WORDS = 200
AROUND = (Status.CLAIMED, Status.FORWARDED, Status.SIGNED, Status.REPLIED, Status.ANSWERED)
"""States in which there may be something to say."""


def dispatch_lines(work: Work, matter: Matter) -> tuple[Text, ...]:
    """Return where the matter is with a body, a line each; nothing for what is over."""
    if matter.status not in AROUND:
        return ()
    return once(matter, "dispatch", lambda: _lines(work, matter))


def _lines(work: Work, matter: Matter) -> tuple[Text, ...]:
    dispatch = newest_dispatch(work, matter)
    line = _state(work, matter, dispatch) if dispatch else None
    if dispatch is None or line is None:
        return ()
    note = (LineNote(shorten(dispatch.note, WORDS)),) if dispatch.note and dispatch.is_at_body else ()
    extension = waiting_extension(work, dispatch)
    return (line, *note, *((LineExtension(Until(extension.until)),) if extension else ()))


def _state(work: Work, matter: Matter, dispatch: Dispatch) -> Text | None:
    body, until = body_name(work, dispatch.body_code), Until(dispatch.due_at)
    match dispatch.state:
        case DispatchState.SENT:
            sign = deadline(work, matter, ClockKind.SIGN)
            return LineSent(body, Until(sign or dispatch.due_at), until)
        case DispatchState.SIGNED:
            return LineSigned(body, until)
        case DispatchState.SENT_BACK:
            return LineSentBack(body, body_name(work, dispatch.proposed_body), shorten(dispatch.reason, WORDS))
        case DispatchState.REPLIED:
            return LineReplied(body, shorten(dispatch.reply, WORDS))
    return None
