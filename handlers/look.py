"""[查看身份]: the office sees a hidden name, for a reason that is written down."""

from handlers.forms import FORM, ask, require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.look import LookUpName, check_look, look_up_name
from texts.look import (
    AskLookReason,
    LookCancelButton,
    LookCancelPress,
    LookPress,
    LookReasonTyped,
    NameIs,
    NotLooked,
)
from texts.message import Text
from texts.press import StalePress
from texts.screen import Button, Screen, row

routes = Routes("look")


@routes.press(LookPress)
def on_look(talk: Talk, press: LookPress) -> None:
    """The office wants to see the name: why?"""
    require_private(talk)
    matter = check_look(talk.work, press.matter_id)
    ask(talk, matter, _asking(matter, AskLookReason(matter.number or "", matter.handle)), "look.reason")


@routes.step("look.reason", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed."""
    matter, name = look_up_name(LookUpName(talk.data["matter"], talk.incoming.words), talk.work)
    talk.leave()
    talk.reply(Screen(NameIs(matter.number or "", matter.handle, name)), view=FORM, matter_id=matter.id)


@routes.step("look.reason")
def on_other(talk: Talk) -> None:
    """Something else came instead of a reason."""
    matter = check_look(talk.work, talk.data["matter"])
    talk.reply(_asking(matter, LookReasonTyped(matter.number or "")), view=FORM, matter_id=matter.id)


@routes.press(LookCancelPress)
def on_cancel(talk: Talk, press: LookCancelPress) -> None:
    """No look after all."""
    require_private(talk)
    if talk.data.get("matter") != press.matter_id:
        raise StalePress
    matter = check_look(talk.work, press.matter_id)
    talk.leave()
    talk.show(Screen(NotLooked(matter.number or "")), view=FORM, matter_id=press.matter_id)


def _asking(matter: Matter, text: Text) -> Screen:
    return Screen(text, (row(Button(LookCancelButton(), LookCancelPress(matter.id))),))
