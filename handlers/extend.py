"""[申请延期]: day, reason, preview, send."""

from datetime import date

from handlers.forms import FORM, ask, ask_here, require_private, show_form
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.dispatch import Dispatch
from models.matter import Matter
from services.extend import AskExtension, ask_extension, check_extend, check_why, new_end
from services.forward import extension_days, read_typed_day
from texts.body_form import AskNewDay, DayLabel, ExtendAsked, ExtendPreview, WriteWhy
from texts.body_presses import ExtendDayPress, ExtendPress, SendExtendPress
from texts.deputy import Cancel, DropPress
from texts.dispatch import Send
from texts.message import Day, Until
from texts.press import StalePress
from texts.screen import Button, Screen, grid, row

routes = Routes("extend")


@routes.press(ExtendPress)
def on_extend(talk: Talk, press: ExtendPress) -> None:
    """A body needs more time: until when?"""
    require_private(talk)
    dispatch, matter = check_extend(talk.work, press.dispatch_id)
    ask(talk, matter, _day_screen(talk, dispatch, matter), "extend.day", dispatch=dispatch.id)


@routes.press(ExtendDayPress)
def on_day(talk: Talk, press: ExtendDayPress) -> None:
    """A day was pressed."""
    dispatch, matter = _in_step(talk, press.dispatch_id, "extend.day", "extend.why", "extend.preview")
    try:
        day = date.fromisoformat(press.on)
    except ValueError:
        raise StalePress from None
    ask_here(talk, matter, _why_screen(talk, dispatch, matter, day), "extend.why", dispatch=dispatch.id,
             on=day.isoformat())


@routes.step("extend.day", Content.TEXT)
def on_typed_day(talk: Talk) -> None:
    """A day was typed."""
    dispatch, matter = check_extend(talk.work, talk.data["dispatch"])
    day = read_typed_day(talk.work, talk.incoming.words)
    ask(talk, matter, _why_screen(talk, dispatch, matter, day), "extend.why", dispatch=dispatch.id, on=day.isoformat())


@routes.step("extend.why", Content.TEXT)
@routes.step("extend.preview", Content.TEXT)
def on_why(talk: Talk) -> None:
    """The reason was typed: preview."""
    dispatch, matter = check_extend(talk.work, talk.data["dispatch"])
    why, day = check_why(talk.incoming.words), date.fromisoformat(talk.data["on"])
    text = ExtendPreview(matter.number or "", Until(new_end(talk.work, dispatch, day)), why)
    screen = Screen(text, (row(Button(Send(), SendExtendPress(dispatch.id))), _cancel(matter)))
    ask(talk, matter, screen, "extend.preview", dispatch=dispatch.id, on=day.isoformat(), why=why)


@routes.step("extend.day")
@routes.step("extend.why")
@routes.step("extend.preview")
def on_other(talk: Talk) -> None:
    """Something else than words came: the first question stands."""
    dispatch, matter = check_extend(talk.work, talk.data["dispatch"])
    talk.step("extend.day", matter=matter.id, dispatch=dispatch.id)
    talk.reply(_day_screen(talk, dispatch, matter), view=FORM, matter_id=matter.id)


@routes.press(SendExtendPress)
def on_send(talk: Talk, press: SendExtendPress) -> None:
    """The office is asked."""
    _in_step(talk, press.dispatch_id, "extend.preview")
    form = talk.data
    cmd = AskExtension(press.dispatch_id, date.fromisoformat(form["on"]), form["why"])
    matter, _ = ask_extension(cmd, talk.work)
    talk.leave()
    show_form(talk, matter, Screen(ExtendAsked(matter.number or "")))


def _in_step(talk: Talk, dispatch_id: int, *steps: str) -> tuple[Dispatch, Matter]:
    """Return dispatch and matter if the form in this chat is at one of these steps for it."""
    require_private(talk)
    found, dialog = check_extend(talk.work, dispatch_id), talk.dialog()
    if dialog is None or dialog.step not in steps or dialog.data.get("dispatch") != dispatch_id:
        raise StalePress
    return found


def _day_screen(talk: Talk, dispatch: Dispatch, matter: Matter) -> Screen:
    days = [Button(DayLabel(Day(day)), ExtendDayPress(dispatch.id, day.isoformat()))
            for day in extension_days(talk.work, dispatch.due_at)]
    return Screen(AskNewDay(matter.number or "", Until(dispatch.due_at)), (*grid(days), _cancel(matter)))


def _why_screen(talk: Talk, dispatch: Dispatch, matter: Matter, day: date) -> Screen:
    return Screen(WriteWhy(Until(new_end(talk.work, dispatch, day))), (_cancel(matter),))


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
