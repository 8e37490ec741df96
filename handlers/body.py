"""A body's contact: 我的承办, [签收], [退回], all the words."""

from handlers.body_choice import PURPOSES, Purpose, ask_body
from handlers.forms import FORM, ask, ask_here, require_private, show_card, show_form
from handlers.incoming import Content
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.organisation import Body
from models.organisation_plan import Role
from models.refusals_of_office import WhyNeeded
from services.body_group import check_group
from services.body_list import list_screen
from services.body_work import (
    SendBack,
    SignDispatch,
    check_proposed,
    check_reason,
    check_send_back,
    send_back,
    sign_dispatch,
)
from services.dispatches import bodies_reached, dispatch_for_contact
from services.paging import turn_rows
from texts.body import ToCard, WordsPage
from texts.body_form import SendBackPreview, SentBack, Signed, WriteReason
from texts.body_presses import (
    BodyCardPress,
    BodyWordsPress,
    HandlingPress,
    SendBackNowPress,
    SendBackPress,
    SignPress,
)
from texts.deputy import Cancel, DropPress
from texts.dispatch import AbsentProposed, ChooseProposed, Send
from texts.message import Text, Until
from texts.press import StalePress
from texts.role import Handling
from texts.screen import Button, Screen, row

routes = Routes("body")
PAGE = 1500


@routes.key(Handling)
@routes.command("handling")
def on_handling(talk: Talk) -> None:
    """What the body has in hand."""
    talk.reply(list_screen(talk.work, seat_among(talk, (Role.BODY,))), view="list")


@routes.press(HandlingPress)
def on_page(talk: Talk, press: HandlingPress) -> None:
    """A page was turned."""
    require_private(talk)
    talk.show(list_screen(talk.work, seat_among(talk, (Role.BODY,)), press.page), view="list")


@routes.press(SignPress)
def on_sign(talk: Talk, press: SignPress) -> None:
    """[签收], in private or in the body's own group: whoever is a contact may."""
    if not talk.incoming.is_private:
        check_group(talk.work, press.dispatch_id, talk.incoming.chat_id)
    matter, dispatch = sign_dispatch(SignDispatch(press.dispatch_id), talk.work)
    talk.say(Signed(matter.number or "", Until(dispatch.due_at)))


@routes.press(SendBackPress)
def on_send_back(talk: Talk, press: SendBackPress) -> None:
    """[退回]: the reason is asked first."""
    require_private(talk)
    dispatch, matter = check_send_back(talk.work, press.dispatch_id)
    screen = Screen(WriteReason(matter.number or ""), (_cancel(matter),))
    ask(talk, matter, screen, "body.reason", dispatch=dispatch.id)


@routes.step("body.reason", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed: whose job is it?"""
    dispatch, matter = check_send_back(talk.work, talk.data["dispatch"])
    reason = check_reason(talk.incoming.words)
    if not reason:
        raise WhyNeeded
    ask_body(talk, matter, "back", dispatch=dispatch.id, reason=reason, without=dispatch.body_code)


@routes.step("body.reason")
def on_other(talk: Talk) -> None:
    """Something else than words came: the question stands."""
    _, matter = check_send_back(talk.work, talk.data["dispatch"])
    talk.reply(Screen(WriteReason(matter.number or ""), (_cancel(matter),)), view=FORM, matter_id=matter.id)


def on_proposed(talk: Talk, code: str) -> None:
    """The proposed body was chosen: preview."""
    dispatch, matter = check_send_back(talk.work, talk.data["dispatch"])
    proposed, reason = check_proposed(talk.work, dispatch, code), talk.data["reason"]
    rows = (row(Button(Send(), SendBackNowPress(dispatch.id))), _cancel(matter))
    screen = Screen(SendBackPreview(matter.number or "", proposed.name, reason, _absent(talk, proposed)), rows)
    ask_here(talk, matter, screen, "body.back", dispatch=dispatch.id, reason=reason, proposed=code)


def _absent(talk: Talk, body: Body) -> Text | None:
    return None if bodies_reached(talk.work).get(body.code) else AbsentProposed(body.name)


@routes.press(SendBackNowPress)
def on_send_back_now(talk: Talk, press: SendBackNowPress) -> None:
    """It is sent back."""
    require_private(talk)
    check_send_back(talk.work, press.dispatch_id)
    dialog = talk.dialog()
    if dialog is None or dialog.step != "body.back" or dialog.data.get("dispatch") != press.dispatch_id:
        raise StalePress
    form = talk.data
    matter = send_back(SendBack(press.dispatch_id, form["reason"], form["proposed"]), talk.work)
    talk.leave()
    show_form(talk, matter, Screen(SentBack(matter.number or "")))


@routes.step("body.back", Content.TEXT)
def on_new_reason(talk: Talk) -> None:
    """Other words after the preview: they are the reason now."""
    on_reason(talk)


@routes.press(BodyCardPress)
def on_card(talk: Talk, press: BodyCardPress) -> None:
    """Back to the card."""
    require_private(talk)
    _, matter = dispatch_for_contact(talk.work, press.dispatch_id)
    show_card(talk, matter)


@routes.press(BodyWordsPress)
def on_words(talk: Talk, press: BodyWordsPress) -> None:
    """All the words, page by page."""
    require_private(talk)
    dispatch, matter = dispatch_for_contact(talk.work, press.dispatch_id)
    words = matter.words.strip()
    pages = [words[at:at + PAGE] for at in range(0, len(words), PAGE)] or [""]
    page = min(max(press.page, 0), len(pages) - 1)
    turns = turn_rows(page, len(pages), lambda to: BodyWordsPress(dispatch.id, to))
    rows = (*turns, row(Button(ToCard(), BodyCardPress(dispatch.id))))
    text = WordsPage(matter.number or "", page + 1, len(pages), pages[page])
    talk.show(Screen(text, rows), view=FORM, matter_id=matter.id)


def _check(talk: Talk) -> None:
    check_send_back(talk.work, talk.data["dispatch"])


PURPOSES["back"] = Purpose(_check, ChooseProposed, on_proposed)


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
