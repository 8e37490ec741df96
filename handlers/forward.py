"""[转交]: body, note, deadline, preview, send; and quoting the body's reply in an answer."""

from datetime import date
from typing import Any

from handlers.answer_screens import collected_screen
from handlers.body_choice import PURPOSES, Purpose, ask_body
from handlers.forms import FORM, ask, ask_here, require_private, show_form
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.policy import ClockKind
from services.answer import begin_answer
from services.clocks import deadline
from services.dispatches import body_name
from services.dispatching import reachable_body, usual_due
from services.forward import (
    ForwardMatter,
    check_due,
    check_forward,
    check_note,
    due_of,
    forward_matter,
    near_days,
    read_typed_day,
)
from services.quoting import quote_reply
from services.routing import sign_by
from texts.body_presses import DuePress, ForwardPress, NoNotePress, QuotePress, SendForwardPress
from texts.deputy import Cancel, DropPress
from texts.dispatch import (
    AskDue,
    AskDueFree,
    ChooseBody,
    DueDay,
    DueDefault,
    Forwarded,
    NoNote,
    NoteLine,
    Preview,
    Send,
    WriteNote,
)
from texts.message import Day, Text, Until
from texts.press import StalePress
from texts.screen import Button, Screen, grid, row

routes = Routes("forward")


@routes.press(ForwardPress)
def on_forward(talk: Talk, press: ForwardPress) -> None:
    """The owner wants to pass the matter on."""
    require_private(talk)
    ask_body(talk, check_forward(talk.work, press.matter_id), "forward")


def on_body(talk: Talk, code: str) -> None:
    """The body was chosen: what should it know?"""
    matter = _current(talk)
    body = reachable_body(talk.work, code)
    rows = (row(Button(NoNote(), NoNotePress(matter.id))), _cancel(matter))
    screen = Screen(WriteNote(matter.number or "", body.name), rows)
    ask_here(talk, matter, screen, "forward.note", body=code)


@routes.press(NoNotePress)
def on_no_note(talk: Talk, press: NoNotePress) -> None:
    """There is nothing to add."""
    matter = _in_step(talk, press.matter_id, "forward.note")
    ask_here(talk, matter, _due_screen(talk, matter), "forward.day", body=talk.data["body"], note="")


@routes.step("forward.note", Content.TEXT)
def on_note(talk: Talk) -> None:
    """The note was typed: until when?"""
    matter, note = _current(talk), check_note(talk.incoming.words)
    ask(talk, matter, _due_screen(talk, matter), "forward.day", body=talk.data["body"], note=note)


@routes.press(DuePress)
def on_due(talk: Talk, press: DuePress) -> None:
    """A deadline was chosen."""
    matter = _in_step(talk, press.matter_id, "forward.day", "forward.preview")
    data = {**_form(talk), "on": _checked(talk, matter, press.on)}
    ask_here(talk, matter, _preview(talk, matter, data), "forward.preview", **data)


@routes.step("forward.day", Content.TEXT)
@routes.step("forward.preview", Content.TEXT)
def on_typed_due(talk: Talk) -> None:
    """A deadline was typed."""
    matter, day = _current(talk), read_typed_day(talk.work, talk.incoming.words)
    check_due(talk.work, matter, day)
    data = {**_form(talk), "on": day.isoformat()}
    ask(talk, matter, _preview(talk, matter, data), "forward.preview", **data)


@routes.step("forward.note")
def on_other_note(talk: Talk) -> None:
    """Something else than words came: the question stands."""
    matter = _current(talk)
    rows = (row(Button(NoNote(), NoNotePress(matter.id))), _cancel(matter))
    text = WriteNote(matter.number or "", body_name(talk.work, talk.data["body"]))
    talk.reply(Screen(text, rows), view=FORM, matter_id=matter.id)


@routes.step("forward.day")
@routes.step("forward.preview")
def on_other_day(talk: Talk) -> None:
    """Something else than words came: the question stands."""
    matter = _current(talk)
    talk.reply(_due_screen(talk, matter), view=FORM, matter_id=matter.id)


@routes.press(SendForwardPress)
def on_send(talk: Talk, press: SendForwardPress) -> None:
    """It is passed on."""
    _in_step(talk, press.matter_id, "forward.preview")
    form = talk.data
    on = date.fromisoformat(form["on"]) if form["on"] else None
    cmd = ForwardMatter(press.matter_id, press.revision, form["body"], form["note"], on)
    matter, dispatch = forward_matter(cmd, talk.work)
    talk.leave()
    told = Forwarded(matter.number or "", body_name(talk.work, dispatch.body_code), Until(dispatch.due_at))
    show_form(talk, matter, Screen(told))


@routes.press(QuotePress)
def on_quote(talk: Talk, press: QuotePress) -> None:
    """The body's reply and its pictures become part of the answer."""
    require_private(talk)
    matter, draft = begin_answer(talk.work, press.matter_id)
    quote_reply(talk.work, matter, draft)
    ask_here(talk, matter, collected_screen(matter, draft), "answer.write")


def _check(talk: Talk) -> None:
    check_forward(talk.work, talk.data["matter"])


PURPOSES["forward"] = Purpose(_check, ChooseBody, on_body)


def _current(talk: Talk) -> Matter:
    return check_forward(talk.work, talk.data["matter"])


def _in_step(talk: Talk, matter_id: int, *steps: str) -> Matter:
    """Return the matter if the form in this chat is at one of these steps for it."""
    require_private(talk)
    matter, dialog = check_forward(talk.work, matter_id), talk.dialog()
    if dialog is None or dialog.step not in steps or dialog.data.get("matter") != matter_id:
        raise StalePress
    return matter


def _form(talk: Talk) -> dict[str, Any]:
    return {name: talk.data[name] for name in ("body", "note")}


def _checked(talk: Talk, matter: Matter, on: str) -> str:
    """Return the pressed day, checked: a button can be forged."""
    if on:
        try:
            check_due(talk.work, matter, date.fromisoformat(on))
        except ValueError:
            raise StalePress from None
    return on


def _due_screen(talk: Talk, matter: Matter) -> Screen:
    limit, body = deadline(talk.work, matter, ClockKind.RESOLVE), body_name(talk.work, talk.data["body"])
    usual = usual_due(talk.work, matter)
    days = [Button(DueDay(Day(day)), DuePress(matter.id, day.isoformat())) for day in near_days(talk.work, matter)]
    text: Text = AskDue(body, Until(limit)) if limit and limit > talk.now else AskDueFree(body)
    rows = (row(Button(DueDefault(Until(usual)), DuePress(matter.id, ""))), *grid(days), _cancel(matter))
    return Screen(text, rows)


def _preview(talk: Talk, matter: Matter, data: dict[str, Any]) -> Screen:
    until = due_of(talk.work, matter, date.fromisoformat(data["on"]) if data["on"] else None)
    note = NoteLine(data["note"]) if data["note"] else None
    text = Preview(matter.number or "", body_name(talk.work, data["body"]), note, Until(sign_by(talk.work, matter)),
                   Until(until))
    return Screen(text, (row(Button(Send(), SendForwardPress(matter.id, matter.revision))), _cancel(matter)))


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
