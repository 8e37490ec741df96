"""Choosing a body: the likely ones first, then all, paged by five, searched by typed words."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from handlers.forms import FORM, show_form
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.organisation import Body
from models.typed import clean_line
from services.dispatches import bodies_reached, likely_bodies
from services.forward import bodies
from services.paging import turn_rows
from services.seats import find_matter
from services.work import Work
from texts.body_presses import PickPagePress, PickPress
from texts.deputy import Cancel, DropPress
from texts.dispatch import (
    AbsentBelow,
    AbsentBodyChoice,
    AbsentLikely,
    AllBodies,
    BodyChoice,
    ChooseBody,
    ChooseProposed,
    ChooseRedirected,
    NoBodyFound,
    ProposedChoice,
    ResponsibleChoice,
    UnreachedBodyChoice,
)
from texts.message import Text
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, row

routes = Routes("body_choice")
PAGE = 5
STEP = "body.pick"
Ask = type[ChooseBody] | type[ChooseProposed] | type[ChooseRedirected]


@dataclass(frozen=True)
class Purpose:
    """What a body is chosen for: who may choose, the question, and what follows."""

    check: Callable[[Talk], None]
    question: Ask
    chosen: Callable[[Talk, str], None]


PURPOSES: dict[str, Purpose] = {}


def ask_body(talk: Talk, matter: Matter, purpose: str, **data: Any) -> None:
    """Ask for a body; the form's data stay, and the choice comes back to its purpose."""
    data = {"purpose": purpose, "matter": matter.id, "first": None, "without": None, "search": "", **data}
    card = show_form(talk, matter, choice_screen(talk.work, matter, data, 0))
    talk.step(STEP, **{**data, "card": card.id})


@routes.press(PickPress)
def on_pick(talk: Talk, press: PickPress) -> None:
    """A body was chosen."""
    purpose, _ = _purpose(talk, press.matter_id)
    purpose.chosen(talk, press.body)


@routes.press(PickPagePress)
def on_page(talk: Talk, press: PickPagePress) -> None:
    """A page was turned, or a search left."""
    _, matter = _purpose(talk, press.matter_id)
    data = talk.data if press.searching else {**talk.data, "search": ""}
    talk.step(STEP, **data)
    talk.show(choice_screen(talk.work, matter, data, press.page), view=FORM, matter_id=matter.id)


@routes.step(STEP, Content.TEXT)
def on_search(talk: Talk) -> None:
    """Words were typed: bodies that are called like that."""
    matter = find_matter(talk.work, talk.data["matter"])
    PURPOSES[talk.data["purpose"]].check(talk)
    words = clean_line(talk.incoming.words, 20)
    found = bodies(talk.work, search=words, without=talk.data["without"])
    data = {**talk.data, "search": words if found else ""}
    talk.step(STEP, **data)
    if not found:
        talk.reply(Screen(NoBodyFound(words)), view=FORM, matter_id=matter.id)
    talk.reply(choice_screen(talk.work, matter, data, 0), view=FORM, matter_id=matter.id)


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Something else came: the question stands."""
    matter = find_matter(talk.work, talk.data["matter"])
    PURPOSES[talk.data["purpose"]].check(talk)
    talk.reply(choice_screen(talk.work, matter, talk.data, 0), view=FORM, matter_id=matter.id)


def choice_screen(work: Work, matter: Matter, data: dict[str, Any], page: int) -> Screen:
    """Show a page of bodies, those that were searched for or all."""
    likely = tuple(code for code in (data["first"], *likely_bodies(work, matter)) if code)
    reached = bodies_reached(work)
    found = bodies(work, likely, data["search"], data["without"])
    found.sort(key=lambda body: not reached.get(body.code))
    pages = max(ceil(len(found) / PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE:(page + 1) * PAGE]
    choices = tuple((Button(_label(body, data["first"], likely, reached), PickPress(matter.id, body.code)),)
                    for body in shown)
    absent = _absent(shown, [body for body in found if body.code in likely[:1]], reached)
    question = PURPOSES[data["purpose"]].question(matter.number or "", page + 1, pages, absent)
    rows = (*choices, *_turns(matter, page, pages, searching=bool(data["search"])))
    return Screen(question, (*rows, row(Button(Cancel(), DropPress(matter.id)))))


def _label(body: Body, proposed: str | None, likely: tuple[str, ...], reached: dict[str, bool]) -> Text:
    if not reached.get(body.code):
        return UnreachedBodyChoice(body.name) if body.code in reached else AbsentBodyChoice(body.name)
    if body.code == proposed:
        return ProposedChoice(body.name)
    return ResponsibleChoice(body.name) if body.code in likely else BodyChoice(body.name)


def _absent(shown: list[Body], likeliest: list[Body], reached: dict[str, bool]) -> Text | None:
    """Return what the page says of bodies that would not hear of the matter; they come last."""
    if not all(reached.get(body.code) for body in shown):
        return AbsentBelow()
    return next((AbsentLikely(body.name) for body in likeliest if not reached.get(body.code)), None)


def _turns(matter: Matter, page: int, pages: int, *, searching: bool) -> Rows:
    turns = turn_rows(page, pages, lambda to: PickPagePress(matter.id, to, searching))
    return (*turns, row(Button(AllBodies(), PickPagePress(matter.id, 0, False)))) if searching else turns


def _purpose(talk: Talk, matter_id: int) -> tuple[Purpose, Matter]:
    """Return what the form in this chat chooses a body for, if it is for this matter."""
    dialog = talk.dialog()
    if not talk.incoming.is_private or dialog is None or dialog.step != STEP or dialog.data.get("matter") != matter_id:
        raise StalePress
    purpose = PURPOSES[dialog.data["purpose"]]
    purpose.check(talk)
    return purpose, find_matter(talk.work, matter_id)
