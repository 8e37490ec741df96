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
from services.dispatches import contacts_of, likely_bodies
from services.forward import bodies
from services.seats import find_matter
from services.tell import is_reachable
from services.work import Work
from texts.body_presses import PickPagePress, PickPress
from texts.deputy import Cancel, DropPress
from texts.dispatch import (
    AbsentBodyChoice,
    AllBodies,
    BodyChoice,
    ChooseBody,
    ChooseProposed,
    ChooseRedirected,
    Earlier,
    Later,
    NoBodyFound,
    ProposedChoice,
    ResponsibleChoice,
)
from texts.message import Text
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, grid, row

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
    first = data["first"]
    likely = (first, *likely_bodies(work, matter))
    found = bodies(work, likely, data["search"], data["without"])
    pages = max(ceil(len(found) / PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE:(page + 1) * PAGE]
    choices = tuple((_button(work, matter, body, likely),) for body in shown)
    question = PURPOSES[data["purpose"]].question(matter.number or "", page + 1, pages)
    rows = (*choices, *_turns(matter, page, pages, searching=bool(data["search"])))
    return Screen(question, (*rows, row(Button(Cancel(), DropPress(matter.id)))))


def _button(work: Work, matter: Matter, body: Body, likely: tuple[str | None, ...]) -> Button:
    label: Text = BodyChoice(body.name)
    if not any(is_reachable(seat.person) for seat in contacts_of(work, body.code)):
        label = AbsentBodyChoice(body.name)
    elif body.code == likely[0]:
        label = ProposedChoice(body.name)
    elif body.code in likely:
        label = ResponsibleChoice(body.name)
    return Button(label, PickPress(matter.id, body.code))


def _turns(matter: Matter, page: int, pages: int, *, searching: bool) -> Rows:
    buttons = []
    if page > 0:
        buttons.append(Button(Earlier(), PickPagePress(matter.id, page - 1, searching)))
    if page + 1 < pages:
        buttons.append(Button(Later(), PickPagePress(matter.id, page + 1, searching)))
    if searching:
        buttons.append(Button(AllBodies(), PickPagePress(matter.id, 0, False)))
    return grid(buttons)


def _purpose(talk: Talk, matter_id: int) -> tuple[Purpose, Matter]:
    """Return what the form in this chat chooses a body for, if it is for this matter."""
    dialog = talk.dialog()
    if not talk.incoming.is_private or dialog is None or dialog.step != STEP or dialog.data.get("matter") != matter_id:
        raise StalePress
    purpose = PURPOSES[dialog.data["purpose"]]
    purpose.check(talk)
    return purpose, find_matter(talk.work, matter_id)
