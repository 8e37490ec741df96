"""Answers to the resident: put together in a draft, previewed, sent once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from models.dates import read_day
from models.kinds import ResultClass
from models.limits import add_months
from models.matter import Attachment, Event, Happening, Matter
from models.organisation import Seat
from models.policy import ClockKind
from models.refusals import DateNeeded, DateTooFar, NotUnderstoodDate, TooManyFiles, WordsNeeded, WordsTooLong
from models.timeline import AnswerDraft
from services.cards import refresh
from services.clocks import stop_clock
from services.inform import inform
from services.promised import note_answer
from services.seats import act_as_owner, acting_name, find_matter
from services.tell import tell_followers
from services.timeline import record
from services.work import Work
from texts.answer import AnswerToYou, PromiseLine, ReasonLine, ResponseToYou
from texts.message import Day, Text, term
from texts.press import StalePress
from texts.screen import Media

RESPOND = "respond"
MAX_WORDS = 3000
"""In UTF-16 units, as Telegram counts: leaves room for the frame around the words."""
MAX_REASON = 500
MAX_FILES = 10
FARTHEST = timedelta(days=731)

FileRow = list[Any]
"""[kind, file id, unique id, album id]."""


@dataclass(frozen=True)
class SendAnswer:
    """Send the answer that was previewed, on the matter as it stood at a revision."""

    matter_id: int
    revision: int


def begin_answer(work: Work, matter_id: int) -> tuple[Matter, AnswerDraft]:
    """Return the owner's draft for a matter, a new one if there is none."""
    matter = find_matter(work, matter_id)
    return matter, begin_draft(work, matter, act_as_owner(work, matter))


def find_draft(work: Work, matter_id: int) -> tuple[Matter, AnswerDraft]:
    """Return the owner's draft for a matter.

    Raises:
        StalePress: it was sent or thrown away already.
    """
    matter = find_matter(work, matter_id)
    return matter, draft_of(work, matter, act_as_owner(work, matter))


def begin_draft(work: Work, matter: Matter, seat: Seat) -> AnswerDraft:
    """Return what a seat puts together for a matter, a new draft if there is none."""
    draft = work.session.get(AnswerDraft, (matter.id, seat.id))
    if draft is None:
        draft = AnswerDraft(matter_id=matter.id, seat_id=seat.id, words="", files=[], reason="", updated_at=work.now)
        work.session.add(draft)
        work.session.flush()
    return draft


def draft_of(work: Work, matter: Matter, seat: Seat) -> AnswerDraft:
    """Return what a seat put together for a matter; one that was sent or thrown away makes the press stale."""
    draft = work.session.get(AnswerDraft, (matter.id, seat.id))
    if draft is None:
        raise StalePress
    return draft


def add_to_answer(work: Work, draft: AnswerDraft, words: str, file: FileRow | None) -> None:
    """Add a message to the draft; several join."""
    draft.words = check_words("\n".join(part for part in (draft.words, words.strip()) if part))
    if file is not None:
        draft.files = check_files([*draft.files, file])
    draft.updated_at = work.now


def start_over(work: Work, draft: AnswerDraft) -> None:
    """Empty the draft."""
    draft.words, draft.files, draft.result, draft.until, draft.reason = "", [], None, None, ""
    draft.updated_at = work.now


def drop_draft(work: Work, draft: AnswerDraft) -> None:
    """Throw the draft away."""
    work.session.delete(draft)
    work.session.flush()


def choose_result(draft: AnswerDraft, result: str) -> None:
    """Decide what the draft is: a first word, or an answer of a class."""
    if result != RESPOND and result not in set(ResultClass):
        raise StalePress
    if not draft.words.strip():
        raise WordsNeeded
    draft.result, draft.until, draft.reason = result, None, ""


def choose_day(work: Work, draft: AnswerDraft, day: date) -> None:
    """Set the date that the resident will read."""
    draft.until = end_of_promise(work, day)


def end_of_promise(work: Work, day: date) -> datetime:
    """Return 24:00 of a day that can be promised: one after today, and not too far away."""
    today = work.house.calendar.local_date(work.now)
    if day <= today:
        raise DateNeeded
    if day - today > FARTHEST:
        raise DateTooFar
    return work.house.calendar.end_of_day(day)


def choose_typed_day(work: Work, draft: AnswerDraft, words: str) -> None:
    """Set the date from typed words."""
    choose_day(work, draft, typed_day(work, words))


def typed_day(work: Work, words: str) -> date:
    """Return the date that typed words mean."""
    day = read_day(words, work.house.calendar.local_date(work.now))
    if day is None:
        raise NotUnderstoodDate
    return day


def quick_days(work: Work) -> list[date]:
    """Return the dates offered as buttons: next working day, third, a week, two, a month, a quarter."""
    calendar = work.house.calendar
    today = calendar.local_date(work.now)
    near = [calendar.nth_workday_after(today, 1), calendar.nth_workday_after(today, 3)]
    far = [today + timedelta(days=7), today + timedelta(days=14), add_months(today, 1), add_months(today, 3)]
    return sorted({*near, *(calendar.workday_from(day) for day in far)})


def body_of(work: Work, matter: Matter, draft: AnswerDraft) -> Text:
    """Return what the resident will read."""
    number, name = matter.number or "", acting_name(work)
    if draft.result == RESPOND:
        return ResponseToYou(number, name, draft.words, Day(_day_of(work, draft)))
    promise = PromiseLine(Day(_day_of(work, draft))) if draft.until else None
    reason = ReasonLine(draft.reason) if draft.reason else None
    return AnswerToYou(number, name, draft.words, term(ResultClass(draft.result or "")), promise, reason)


def send_answer(cmd: SendAnswer, work: Work) -> tuple[Matter, bool]:
    """Send the draft to the resident and the followers; the first one stops the first-answer clock.

    Returns:
        The matter, and whether the resident could be reached.

    Raises:
        StalePress: it was sent already, or the matter moved on since the preview.
    """
    matter, draft = find_draft(work, cmd.matter_id)
    if matter.revision != cmd.revision or draft.result is None:
        raise StalePress
    seat = act_as_owner(work, matter)
    told, media = body_of(work, matter, draft), media_of(draft.files)
    if _note(work, matter, draft, seat):
        stop_clock(work, matter, ClockKind.FIRST_ANSWER)
    event = _record(work, matter, draft)
    attach(work, matter, event, draft.files)
    if draft.result != RESPOND:
        note_answer(work, matter, event, draft.words)
    is_reached = inform(work, matter, told, media=media, alone=True)
    tell_followers(work, matter, told, media=media)
    drop_draft(work, draft)
    refresh(work, matter)
    return matter, is_reached


def attach(work: Work, matter: Matter, event: Event, files: list[FileRow]) -> None:
    """Keep the files that came with an event."""
    for kind, file_id, unique_id, album_id in files:
        work.session.add(Attachment(matter_id=matter.id, event_id=event.id, kind=kind, file_id=file_id,
                                    file_unique_id=unique_id, album_id=album_id, created_at=work.now))


def media_of(files: list[FileRow]) -> tuple[Media, ...]:
    """Return files as a message shows them."""
    return tuple(Media(file[0], file_id=file[1]) for file in files)


def check_words(words: str, limit: int = MAX_WORDS) -> str:
    """Refuse words that do not fit one message."""
    if units(words) > limit:
        raise WordsTooLong(limit=limit)
    return words


def units(words: str) -> int:
    """Count words as Telegram does."""
    return len(words.encode("utf-16-le")) // 2


def check_files(files: list[FileRow]) -> list[FileRow]:
    """Refuse more files than an album holds."""
    if len(files) > MAX_FILES:
        raise TooManyFiles(limit=MAX_FILES)
    return files


def _note(work: Work, matter: Matter, draft: AnswerDraft, seat: Seat) -> bool:
    if draft.result == RESPOND:
        return matter.respond(seat, draft.words, draft.until, work.now)
    return matter.answer(seat, ResultClass(draft.result or ""), draft.words, work.now, promise_on=draft.until,
                         reason=draft.reason)


def _record(work: Work, matter: Matter, draft: AnswerDraft) -> Event:
    data: dict[str, str] = {"on": _day_of(work, draft).isoformat()} if draft.until else {}
    if draft.result == RESPOND:
        return record(work, matter, Happening.RESPONDED, draft.words, **data)
    words = "\n".join(part for part in (draft.words, draft.reason) if part)
    return record(work, matter, Happening.ANSWERED, words, result=draft.result, **data)


def _day_of(work: Work, draft: AnswerDraft) -> date:
    if draft.until is None:
        raise DateNeeded
    return _last_day(work, draft.until)


def _last_day(work: Work, until: datetime) -> date:
    return work.house.calendar.local_date(until - timedelta(microseconds=1))
