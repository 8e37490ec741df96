"""How the forms of [已兑现] and [未兑现] look."""

from datetime import date
from typing import Any

from models.kinds import ResultClass
from models.matter import Matter
from models.promise import Promise
from services.answer import MAX_REASON, quick_days, units
from services.promised import day_of
from services.promises import has_photo, told_of_delay
from services.quoting import Quote, report_on
from services.work import Work
from texts import promise_form as say
from texts.answer import DayLabel, NoPhoto, Send
from texts.deputy import Cancel, DropPress
from texts.dispatch_told import QuoteReply
from texts.message import Day, term
from texts.screen import Button, Rows, Screen, grid, row


def tell_kept_screen(work: Work, promise: Promise, matter: Matter) -> Screen:
    """Ask how it was kept."""
    text = say.TellKept(matter.number or "", Day(day_of(work, promise)))
    return Screen(text, (*_quote_row(promise, report_on(work, matter, promise)), *_cancel_row(matter)))


def kept_so_far_screen(work: Work, promise: Promise, matter: Matter, said: dict[str, Any]) -> Screen:
    """Show what came so far, and ask for what is missing."""
    words, files, reason = said["words"], said["files"], said["reason"]
    is_shown = has_photo(files) or bool(reason)
    step = say.WordsNext() if not words else say.SendNext() if is_shown else say.PhotoNext()
    text = say.KeptSoFar(words or say.NoWordsYet(), say.FilesSoFar(len(files)) if files else None,
                         say.NoPhotoBecause(reason) if reason else None, step)
    send = [Button(Send(), say.TellPress(promise.id))] if words and is_shown else []
    missing = [] if is_shown else [Button(NoPhoto(), say.NoProofPress(promise.id))]
    report = report_on(work, matter, promise)
    quote = _quote_row(promise, report if report and report.words not in words else None)
    return Screen(text, (*grid([*send, *missing]), *quote, *_cancel_row(matter)))


def ask_no_proof_screen(matter: Matter) -> Screen:
    """Ask why there is no photo."""
    return Screen(say.AskNoProof(matter.number or ""), _cancel_row(matter))


def ask_why_screen(work: Work, promise: Promise, matter: Matter) -> Screen:
    """Ask why it was not kept."""
    text = say.AskWhy(matter.number or "", Day(day_of(work, promise)))
    report = report_on(work, matter, promise)
    fits = report if report and units(report.words) <= MAX_REASON else None
    return Screen(text, (*_quote_row(promise, fits), *_cancel_row(matter)))


def new_day_screen(work: Work, promise: Promise, matter: Matter) -> Screen:
    """Ask for a new day, the near ones as buttons, or for D."""
    days = [Button(DayLabel(Day(day)), say.NewDayPress(promise.id, day.isoformat())) for day in quick_days(work)]
    never = row(Button(term(ResultClass.D), say.NeverPress(promise.id)))
    return Screen(say.AskNewDay(matter.number or ""), (*grid(days), never, *_cancel_row(matter)))


def delay_screen(work: Work, promise: Promise, matter: Matter, reason: str, until: date | None) -> Screen:
    """Show what the residents will read."""
    body = told_of_delay(work, promise, matter, reason, until)
    return Screen(say.DelayPreview(body), (row(Button(Send(), say.TellPress(promise.id))), *_cancel_row(matter)))


def _quote_row(promise: Promise, report: Quote | None) -> Rows:
    return (row(Button(QuoteReply(), say.QuoteReportPress(promise.id))),) if report else ()


def _cancel_row(matter: Matter) -> Rows:
    return (row(Button(Cancel(), DropPress(matter.id))),)
