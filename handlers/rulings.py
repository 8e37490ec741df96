"""The office and the street committees decide about bodies: [改派] [维持], [同意] [不同意], and what waits."""

from handlers.body_choice import PURPOSES, Purpose, ask_body
from handlers.forms import FORM, ask, ask_here, require_private, show_form
from handlers.incoming import Content
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from services.cards import render_card
from services.dispatches import BODY_ROLES
from services.dispatching import BACK, EXTENSION, usual_due
from services.rulings import (
    GrantExtension,
    KeepBody,
    RedirectDispatch,
    RefuseExtension,
    check_redirect,
    find_extension,
    find_send_back,
    grant_extension,
    keep_body,
    redirect_dispatch,
    refuse_extension,
)
from services.rulings_list import Ruling, overview_screen, rulings_screen
from services.seats import act_as_dispatcher, find_matter
from texts.body_presses import (
    GrantPress,
    KeepPress,
    RedirectPress,
    RefusePress,
    RulingPress,
    RulingsPress,
    SendRedirectPress,
)
from texts.deputy import Cancel, DropPress
from texts.dispatch import ChooseRedirected
from texts.message import Until
from texts.press import StalePress
from texts.ruling import (
    GrantedNow,
    Kept,
    Redirected,
    RedirectPreview,
    RefusedNow,
    Send,
    WriteRefusal,
)
from texts.screen import Button, Screen, row

routes = Routes("rulings")
VIEWS = {Ruling.BACK: BACK, Ruling.EXTENSION: EXTENSION}


@routes.command("rulings")
def on_rulings(talk: Talk) -> None:
    """What waits for a decision, by kind."""
    talk.reply(overview_screen(talk.work, seat_among(talk, BODY_ROLES)), view="list")


@routes.press(RulingsPress)
def on_list(talk: Talk, press: RulingsPress) -> None:
    """What waits for a decision."""
    require_private(talk)
    seat = seat_among(talk, BODY_ROLES)
    talk.show(rulings_screen(talk.work, seat, _kind(press.kind), press.page), view="list")


@routes.press(RulingPress)
def on_open(talk: Talk, press: RulingPress) -> None:
    """One of them was chosen: its card comes anew."""
    require_private(talk)
    matter = find_matter(talk.work, press.matter_id)
    act_as_dispatcher(talk.work, matter, *BODY_ROLES)
    view = VIEWS[_kind(press.kind)]
    talk.reply(render_card(talk.work, matter, view, talk.here), view=view, matter_id=matter.id, living=True)


@routes.press(RedirectPress)
def on_redirect(talk: Talk, press: RedirectPress) -> None:
    """[改派]: to which body? The proposed one comes first."""
    require_private(talk)
    dispatch, matter, _ = find_send_back(talk.work, press.dispatch_id)
    ask_body(talk, matter, "redirect", dispatch=dispatch.id, first=dispatch.proposed_body, without=dispatch.body_code)


def on_body(talk: Talk, code: str) -> None:
    """The body was chosen: preview."""
    dispatch, matter, _ = find_send_back(talk.work, talk.data["dispatch"])
    body = check_redirect(talk.work, dispatch, code)
    rows = (row(Button(Send(), SendRedirectPress(dispatch.id))), row(Button(Cancel(), DropPress(matter.id))))
    text = RedirectPreview(matter.number or "", body.name, Until(usual_due(talk.work, matter)))
    ask_here(talk, matter, Screen(text, rows), "ruling.redirect", dispatch=dispatch.id, body=code)


@routes.press(SendRedirectPress)
def on_send(talk: Talk, press: SendRedirectPress) -> None:
    """It goes to the other body."""
    require_private(talk)
    find_send_back(talk.work, press.dispatch_id)
    dialog = talk.dialog()
    if dialog is None or dialog.step != "ruling.redirect" or dialog.data.get("dispatch") != press.dispatch_id:
        raise StalePress
    matter, body = redirect_dispatch(RedirectDispatch(press.dispatch_id, talk.data["body"]), talk.work)
    talk.leave()
    show_form(talk, matter, Screen(Redirected(matter.number or "", body.name)))


@routes.press(KeepPress)
def on_keep(talk: Talk, press: KeepPress) -> None:
    """[维持]."""
    require_private(talk)
    matter, body = keep_body(KeepBody(press.dispatch_id), talk.work)
    talk.say(Kept(matter.number or "", body), alert=True)


@routes.press(GrantPress)
def on_grant(talk: Talk, press: GrantPress) -> None:
    """[同意]."""
    require_private(talk)
    matter, extension = grant_extension(GrantExtension(press.extension_id), talk.work)
    talk.say(GrantedNow(matter.number or "", Until(extension.until)), alert=True)


@routes.press(RefusePress)
def on_refuse(talk: Talk, press: RefusePress) -> None:
    """[不同意]: why?"""
    require_private(talk)
    extension, _, matter, _ = find_extension(talk.work, press.extension_id)
    screen = Screen(WriteRefusal(matter.number or ""), (row(Button(Cancel(), DropPress(matter.id))),))
    ask(talk, matter, screen, "ruling.refuse", extension=extension.id)


@routes.step("ruling.refuse", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed."""
    matter = refuse_extension(RefuseExtension(talk.data["extension"], talk.incoming.words), talk.work)
    talk.leave()
    talk.reply(Screen(RefusedNow(matter.number or "")), view=FORM, matter_id=matter.id)


@routes.step("ruling.refuse")
def on_other(talk: Talk) -> None:
    """Something else than words came: the question stands."""
    _, _, matter, _ = find_extension(talk.work, talk.data["extension"])
    rows = (row(Button(Cancel(), DropPress(matter.id))),)
    talk.reply(Screen(WriteRefusal(matter.number or ""), rows), view=FORM, matter_id=matter.id)


def _check(talk: Talk) -> None:
    find_send_back(talk.work, talk.data["dispatch"])


PURPOSES["redirect"] = Purpose(_check, ChooseRedirected, on_body)


def _kind(code: str) -> Ruling:
    if code not in set(Ruling):
        raise StalePress
    return Ruling(code)
