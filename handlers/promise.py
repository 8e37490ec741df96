"""The promise ledger: 承诺, [已兑现] with words and a photo, [未兑现] with a reason and a new day or D."""

from datetime import date

from handlers.forms import FORM, WORDS_AND_FILES, ask, ask_here, file_of, put_below, require_private, show_form
from handlers.incoming import Content
from handlers.promise_screens import (
    ask_no_proof_screen,
    ask_why_screen,
    delay_screen,
    kept_so_far_screen,
    new_day_screen,
    tell_kept_screen,
)
from handlers.queue import WORKERS, seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from models.dates import read_day
from models.lifecycle import Status
from models.matter import Matter
from models.promise import Promise
from models.refusals import DelayReasonNeeded
from services.answer import MAX_REASON, check_files, check_words, end_of_promise, typed_day
from services.promise_list import Shelf
from services.promise_screens import ledger_screen, promise_screen
from services.promises import BreakPromise, KeepPromise, break_promise, check_promise, keep_promise
from services.quoting import report_on
from services.seats import act_as_reader, find_matter, may_act_as_owner
from texts import promise as say
from texts import promise_form as form
from texts.answer import Close, ClosePress, CollectedBefore
from texts.message import Day, Text
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, row

routes = Routes("promise")
LEDGER = "ledger"
"""The view of messages in which one leafs through the ledger; others keep what they say."""


@routes.command("promises")
def on_promises(talk: Talk) -> None:
    """The ledger: a deputy's own promises, or all that a dispatcher watches over."""
    talk.reply(ledger_screen(talk.work, seat_among(talk, WORKERS)), view=LEDGER)


@routes.press(say.LedgerPress)
def on_ledger(talk: Talk, press: say.LedgerPress) -> None:
    """A part or page of the ledger was chosen."""
    require_private(talk)
    if press.shelf not in set(Shelf):
        raise StalePress
    _put(talk, ledger_screen(talk.work, seat_among(talk, WORKERS), Shelf(press.shelf), press.page))


@routes.press(say.PromisePress)
def on_promise(talk: Talk, press: say.PromisePress) -> None:
    """A promise of a list was chosen."""
    require_private(talk)
    promise = talk.work.session.get(Promise, press.promise_id)
    if promise is None:
        raise StalePress
    matter = find_matter(talk.work, promise.matter_id)
    act_as_reader(talk.work, matter)
    may_decide = may_act_as_owner(talk.work, matter)
    _put(talk, promise_screen(talk.work, promise, matter, may_decide=may_decide))


@routes.press(say.KeepPress)
def on_keep(talk: Talk, press: say.KeepPress) -> None:
    """The owner says that it was kept: how?"""
    require_private(talk)
    promise, matter = check_promise(talk.work, press.promise_id)
    ask(talk, matter, tell_kept_screen(talk.work, promise, matter), "promise.keep", promise=promise.id, words="",
        files=[], reason="")


@routes.step("promise.keep", *WORDS_AND_FILES)
def on_kept_words(talk: Talk) -> None:
    """Words or a picture of what was kept; several join."""
    data, file = talk.data, file_of(talk)
    promise, matter = check_promise(talk.work, data["promise"])
    data["words"] = check_words("\n".join(part for part in (data["words"], talk.incoming.words.strip()) if part))
    data["files"] = check_files([*data["files"], *([file] if file else [])])
    card = put_below(talk, matter, kept_so_far_screen(talk.work, promise, matter, data), Screen(CollectedBefore()))
    talk.step("promise.keep", **{**data, "album": talk.incoming.album_id, "card": card.id})


@routes.press(form.QuoteReportPress)
def on_quote(talk: Talk, press: form.QuoteReportPress) -> None:
    """The body's report becomes how it was kept, or why it was not."""
    promise, matter = _in_form(talk, press.promise_id, "promise.keep", "promise.why")
    report, data, dialog = report_on(talk.work, matter, promise), talk.data, talk.dialog()
    if report is None or dialog is None:
        raise StalePress
    if dialog.step == "promise.why":
        _take_why(talk, promise, matter, report.words)
        return
    words, files = report.joined(data["words"], data["files"])
    said = {"words": words, "files": files, "reason": data["reason"]}
    ask_here(talk, matter, kept_so_far_screen(talk.work, promise, matter, said), "promise.keep", promise=promise.id,
             **said)


@routes.press(form.NoProofPress)
def on_no_proof(talk: Talk, press: form.NoProofPress) -> None:
    """There is no photo: the reason is asked."""
    promise, matter = _in_form(talk, press.promise_id, "promise.keep")
    said = {name: talk.data[name] for name in ("words", "files", "reason")}
    ask_here(talk, matter, ask_no_proof_screen(matter), "promise.proof", promise=promise.id, **said)


@routes.step("promise.proof", Content.TEXT)
def on_no_proof_reason(talk: Talk) -> None:
    """The reason was typed; what is missing comes next, or [发送]."""
    promise, matter = check_promise(talk.work, talk.data["promise"])
    reason = check_words(talk.incoming.words.strip(), MAX_REASON)
    said = {"words": talk.data["words"], "files": talk.data["files"], "reason": reason}
    ask(talk, matter, kept_so_far_screen(talk.work, promise, matter, said), "promise.keep", promise=promise.id, **said)


@routes.press(say.NotKeptPress)
def on_not_kept(talk: Talk, press: say.NotKeptPress) -> None:
    """The owner says that it was not kept: why?"""
    require_private(talk)
    promise, matter = check_promise(talk.work, press.promise_id)
    ask(talk, matter, ask_why_screen(talk.work, promise, matter), "promise.why", promise=promise.id)


@routes.step("promise.why", Content.TEXT)
def on_why(talk: Talk) -> None:
    """The reason was typed: by which day instead?"""
    promise, matter = check_promise(talk.work, talk.data["promise"])
    _take_why(talk, promise, matter, talk.incoming.words)


@routes.press(form.NewDayPress)
def on_new_day(talk: Talk, press: form.NewDayPress) -> None:
    """A day was pressed."""
    promise, matter = _in_form(talk, press.promise_id, "promise.day")
    day = read_day(press.on, talk.work.house.calendar.local_date(talk.now))
    if day is None:
        raise StalePress
    _preview(talk, promise, matter, day)


@routes.press(form.NeverPress)
def on_never(talk: Talk, press: form.NeverPress) -> None:
    """It cannot be solved."""
    promise, matter = _in_form(talk, press.promise_id, "promise.day")
    _preview(talk, promise, matter, None)


@routes.step("promise.day", Content.TEXT)
def on_typed_day(talk: Talk) -> None:
    """A day was typed."""
    promise, matter = check_promise(talk.work, talk.data["promise"])
    _preview(talk, promise, matter, typed_day(talk.work, talk.incoming.words))


@routes.press(form.TellPress)
def on_tell(talk: Talk, press: form.TellPress) -> None:
    """[发送]: it is noted and told."""
    _, matter = _in_form(talk, press.promise_id, "promise.keep", "promise.confirm")
    data, dialog = talk.data, talk.dialog()
    if dialog is not None and dialog.step == "promise.keep":
        cmd = KeepPromise(press.promise_id, data["words"], data["files"], data["reason"])
        matter, is_reached = keep_promise(cmd, talk.work)
        told: Text = form.KeptNow(matter.number or "", None if _is_closed(matter) else form.CloseNext())
    else:
        until = date.fromisoformat(data["until"]) if data["until"] else None
        matter, is_reached = break_promise(BreakPromise(press.promise_id, data["reason"], until), talk.work)
        told = form.DelayedNow(matter.number or "", Day(until)) if until else form.BrokenNow(matter.number or "")
    talk.leave()
    show_form(talk, matter, Screen(told if is_reached else form.NotDelivered(matter.number or ""), _close_rows(matter)))


@routes.step("promise.keep")
@routes.step("promise.proof")
@routes.step("promise.why")
@routes.step("promise.day")
@routes.step("promise.confirm")
def on_other(talk: Talk) -> None:
    """Content that the question cannot use: it stands."""
    talk.reply(Screen(form.WordsOnly()), view=FORM, matter_id=talk.data["matter"])


def _take_why(talk: Talk, promise: Promise, matter: Matter, words: str) -> None:
    reason = check_words(words.strip(), MAX_REASON)
    if not reason:
        raise DelayReasonNeeded
    show = ask_here if talk.incoming.press else ask
    show(talk, matter, new_day_screen(talk.work, promise, matter), "promise.day", promise=promise.id, reason=reason)


def _put(talk: Talk, screen: Screen) -> None:
    """Turn a page of the ledger into this screen; a reminder, a list or `今日` stays as it is."""
    if talk.card is not None and talk.card.view == LEDGER:
        talk.show(screen, view=LEDGER)
    else:
        talk.reply(screen, view=LEDGER)


def _in_form(talk: Talk, promise_id: int, *steps: str) -> tuple[Promise, Matter]:
    """Return the promise whose form the person is in; a button of an older form is stale."""
    require_private(talk)
    dialog = talk.dialog()
    if dialog is None or dialog.step not in steps or talk.data.get("promise") != promise_id:
        raise StalePress
    return check_promise(talk.work, promise_id)


def _preview(talk: Talk, promise: Promise, matter: Matter, until: date | None) -> None:
    if until is not None:
        end_of_promise(talk.work, until)
    reason = talk.data["reason"]
    show = ask_here if talk.incoming.press else ask
    show(talk, matter, delay_screen(talk.work, promise, matter, reason, until), "promise.confirm",
         promise=promise.id, reason=reason, until=until.isoformat() if until else "")


def _is_closed(matter: Matter) -> bool:
    return matter.status != Status.ANSWERED


def _close_rows(matter: Matter) -> Rows:
    """Return [办结] for a matter that is answered and still open."""
    return () if _is_closed(matter) else (row(Button(Close(), ClosePress(matter.id, matter.revision))),)
