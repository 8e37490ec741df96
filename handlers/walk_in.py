"""`代群众登记`: the report's form on behalf of somebody without the app; `待电话告知`: what they are to be told."""

from handlers.forms import require_private
from handlers.incoming import Content
from handlers.menu import home
from handlers.report_flow import ASK, Got, ask_next, park, put
from handlers.report_steps import drafted
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.organisation_plan import Role
from services.draft import draft_of
from services.seats import act_in_role
from services.walk_in import NAME, PHONE, ToldCall, begin_walk_in, find_call, note_told, set_name, set_phone
from services.walk_in_screens import call_screen, calls_screen
from texts.press import StalePress
from texts.preview import Above
from texts.screen import Button, Screen, row
from texts.walk_in import (
    AskName,
    AskPhone,
    AskWords,
    CallPress,
    CallsKey,
    CallsPress,
    NoName,
    NoPhone,
    PhoneUnclear,
    SkipContactPress,
    ToldAlready,
    ToldNow,
    ToldPress,
    WalkInKey,
)

routes = Routes("walk_in")


@routes.key(WalkInKey)
@routes.command("walkin")
def on_walk_in(talk: Talk) -> None:
    """`代群众登记`: the words first."""
    act_in_role(talk.work, Role.OFFICER)
    park(talk)
    draft = begin_walk_in(talk.work)
    talk.step("report.content", draft=draft.id)
    talk.reply(Screen(AskWords(), keys=home(talk)), view="form", matter_id=draft.id)


def ask_contact(talk: Talk, draft: Matter, got: Got) -> None:
    """Ask for the name, then for the telephone."""
    above = Above(got) if got is not None else None
    if draft.form["walk_in"] == NAME:
        put(talk, draft, AskName(above), (row(Button(NoName(), SkipContactPress(draft.id, NAME))),))
    else:
        put(talk, draft, AskPhone(above), (row(Button(NoPhone(), SkipContactPress(draft.id, PHONE))),))


ASK["contact"] = ask_contact


@routes.step("report.contact", Content.TEXT)
@drafted
def on_contact(talk: Talk, draft: Matter) -> None:
    """Name or telephone was typed."""
    if draft.form.get("walk_in") == NAME:
        set_name(talk.work, draft, talk.incoming.words)
    elif not set_phone(talk.work, draft, talk.incoming.words):
        ask_next(talk, draft, PhoneUnclear())
        return
    ask_next(talk, draft)


@routes.press(SkipContactPress)
def on_skip(talk: Talk, press: SkipContactPress) -> None:
    """[不留姓名] or [没有电话]."""
    draft = draft_of(talk.work, press.draft_id)
    if draft.form.get("walk_in") != press.part:
        raise StalePress
    if press.part == NAME:
        set_name(talk.work, draft, "")
    else:
        set_phone(talk.work, draft, "")
    ask_next(talk, draft)


@routes.key(CallsKey)
@routes.command("calls")
def on_calls(talk: Talk) -> None:
    """`待电话告知`."""
    talk.reply(calls_screen(talk.work, act_in_role(talk.work, Role.OFFICER), 0), view="list")


@routes.press(CallsPress)
def on_page(talk: Talk, press: CallsPress) -> None:
    """A page of it."""
    require_private(talk)
    talk.show(calls_screen(talk.work, act_in_role(talk.work, Role.OFFICER), press.page), view="list")


@routes.press(CallPress)
def on_call(talk: Talk, press: CallPress) -> None:
    """One was chosen."""
    require_private(talk)
    talk.show(call_screen(*find_call(talk.work, press.call_id)), view="list")


@routes.press(ToldPress)
def on_told(talk: Talk, press: ToldPress) -> None:
    """[已告知]: the message keeps what was said, and any button but this one."""
    require_private(talk)
    matter, is_new = note_told(ToldCall(press.call_id), talk.work)
    number = matter.number or ""
    talk.say(ToldNow(number) if is_new else ToldAlready(number))
    if talk.card is not None and talk.card.view == "list":
        seat = act_in_role(talk.work, Role.OFFICER)
        talk.show(calls_screen(talk.work, seat, 0), view="list")
