"""[引用单位答复]: what a body said last, in the owner's own words to the resident."""

from dataclasses import dataclass

from sqlalchemy import select

from models.dispatch import Dispatch, DispatchState
from models.matter import Matter
from models.promise import Promise
from models.timeline import AnswerDraft, Attachment
from services.answer import FileRow, check_files, check_words
from services.dispatches import body_name, newest_dispatch
from services.work import Work
from texts.catalog import DEFAULT, load
from texts.dispatch_told import Quoted
from texts.press import StalePress


@dataclass(frozen=True)
class Quote:
    """A body's words with its name before them, and the files that came with them."""

    words: str
    files: list[FileRow]

    def joined(self, words: str, files: list[FileRow]) -> tuple[str, list[FileRow]]:
        """Return what was put together so far with the quote behind it; twice changes nothing."""
        if self.words in words:
            return words, files
        return check_words("\n".join(part for part in (words, self.words) if part)), check_files([*files, *self.files])


def quote_reply(work: Work, matter: Matter, draft: AnswerDraft) -> None:
    """Put the body's newest reply and its files into the owner's draft of an answer.

    Raises:
        StalePress: no body replied.
    """
    dispatch = newest_dispatch(work, matter, DispatchState.REPLIED)
    if dispatch is None:
        raise StalePress
    draft.words, draft.files = _quote(work, dispatch).joined(draft.words, draft.files)
    draft.updated_at = work.now


def report_on(work: Work, matter: Matter, promise: Promise) -> Quote | None:
    """Return what the promise's body said since it was promised: older words promised, they report nothing."""
    dispatch = newest_dispatch(work, matter, DispatchState.REPLIED, body=promise.body_code)
    if promise.body_code is None or dispatch is None or (dispatch.reply_event or 0) <= promise.event_id:
        return None
    return _quote(work, dispatch)


def _quote(work: Work, dispatch: Dispatch) -> Quote:
    name = body_name(work, dispatch.body_code)
    words = load(DEFAULT)[Quoted.id].format(body=name, words=dispatch.reply)
    query = select(Attachment).where(Attachment.event_id == dispatch.reply_event).order_by(Attachment.id)
    files = [[file.kind, file.file_id, file.file_unique_id, file.album_id] for file in work.session.scalars(query)]
    return Quote(words, files)
