"""[承办代表] of a search: one's own matters, everybody's, or those of one deputy."""

from handlers.incoming import Content
from handlers.routes import Routes
from handlers.search import ask, narrow, narrow_typed, open_search
from handlers.search_owner_screens import (
    ask_constituency_screen,
    ask_deputy_screen,
    ask_named_screen,
    ask_owner_screen,
    ask_street_screen,
)
from handlers.talk import Talk
from services.deputies import deputies_named
from texts import search_owner as say
from texts.screen import Screen

routes = Routes("search_owner")
STEP = "search.owner"


@routes.press(say.AskOwnerPress)
def on_ask_owner(talk: Talk, press: say.AskOwnerPress) -> None:
    """[承办代表]: the deputies nearest to the seat that looks."""
    search, seat = open_search(talk, press.search_id)
    ask(talk, search, ask_owner_screen(talk.work, search, seat), STEP)


@routes.press(say.OwnerStreetsPress)
def on_streets(talk: Talk, press: say.OwnerStreetsPress) -> None:
    """Deputies of other streets."""
    search, _ = open_search(talk, press.search_id)
    ask(talk, search, ask_street_screen(talk.work, search), STEP)


@routes.press(say.OwnerStreetPress)
def on_street(talk: Talk, press: say.OwnerStreetPress) -> None:
    """A street was chosen."""
    search, _ = open_search(talk, press.search_id)
    ask(talk, search, ask_constituency_screen(talk.work, search, press.street, press.page), STEP)


@routes.press(say.OwnerConstituencyPress)
def on_constituency(talk: Talk, press: say.OwnerConstituencyPress) -> None:
    """A constituency was chosen."""
    search, _ = open_search(talk, press.search_id)
    ask(talk, search, ask_deputy_screen(talk.work, search, press.constituency), STEP)


@routes.press(say.OwnerPress)
def on_owner(talk: Talk, press: say.OwnerPress) -> None:
    """The deputy was chosen, or [不限]."""
    narrow(talk, press.search_id, owner=press.seat_id, mine=False)


@routes.step(STEP, Content.TEXT)
def on_name(talk: Talk) -> None:
    """A name was typed: one deputy is looked for at once, namesakes are offered."""
    named = deputies_named(talk.work, talk.incoming.words)
    if len(named) == 1:
        narrow_typed(talk, owner=named[0].id, mine=False)
        return
    search, _ = open_search(talk, talk.data["search"])
    card = talk.reply(ask_named_screen(talk.work, search, talk.incoming.words, named), view="list")
    talk.step(STEP, search=search.id, card=card.id)


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Content that is nobody's name."""
    talk.reply(Screen(say.TypeName()), view="form")
