"""/search: a number or words, narrowed by place, state and days, in one message."""

from typing import Any

from handlers.forms import require_private
from handlers.incoming import Content
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.search_screens import (
    ask_community_screen,
    ask_days_screen,
    ask_period_screen,
    ask_place_screen,
    ask_state_screen,
    ask_words_screen,
)
from handlers.talk import Talk
from models.criteria import Criteria
from models.mail import Card
from models.organisation import Seat
from models.search import Search
from services.search import (
    SEARCHERS,
    BeginSearch,
    NarrowSearch,
    begin_search,
    find_search,
    narrow_search,
    period_named,
    period_typed,
)
from services.search_screens import found_screen
from texts import search as say
from texts.screen import Screen
from texts.search_presses import (
    AskCommunityPress,
    AskPeriodPress,
    AskPlacePress,
    AskStatePress,
    AskWordsPress,
    ClearPress,
    FoundPress,
    MinePress,
    PeriodPress,
    PlacePress,
    SearchPress,
    StatePress,
)

routes = Routes("search")
VIEW = "list"
STEPS = ("search.words", "search.days", "search.owner")


@routes.command("search")
def on_search(talk: Talk) -> None:
    """/search, with words or without: then they are asked."""
    words = talk.incoming.arguments
    search = begin_search(BeginSearch(words), talk.work, seat_among(talk, SEARCHERS))
    if words:
        talk.reply(found_screen(talk.work, search), view=VIEW)
    else:
        card = talk.reply(ask_words_screen(search), view=VIEW)
        talk.step("search.words", search=search.id, card=card.id)


@routes.press(SearchPress)
def on_begin(talk: Talk, _press: SearchPress) -> None:
    """The panel's button."""
    require_private(talk)
    search = begin_search(BeginSearch(), talk.work, seat_among(talk, SEARCHERS))
    talk.reply(found_screen(talk.work, search), view=VIEW)


@routes.press(FoundPress)
def on_page(talk: Talk, press: FoundPress) -> None:
    """A page was turned, or a choice was left."""
    search, _ = open_search(talk, press.search_id)
    _leave(talk, search.id)
    talk.show(found_screen(talk.work, search, press.page), view=VIEW)


@routes.press(AskWordsPress)
def on_ask_words(talk: Talk, press: AskWordsPress) -> None:
    """[关键词]."""
    search, _ = open_search(talk, press.search_id)
    ask(talk, search, ask_words_screen(search), "search.words")


@routes.press(AskPlacePress)
def on_ask_place(talk: Talk, press: AskPlacePress) -> None:
    """[地点]."""
    search, seat = open_search(talk, press.search_id)
    talk.show(ask_place_screen(talk.work, search, seat), view=VIEW)


@routes.press(AskCommunityPress)
def on_ask_community(talk: Talk, press: AskCommunityPress) -> None:
    """A street was chosen."""
    search, _ = open_search(talk, press.search_id)
    talk.show(ask_community_screen(talk.work, search, press.street, press.page), view=VIEW)


@routes.press(PlacePress)
def on_place(talk: Talk, press: PlacePress) -> None:
    """The place was chosen."""
    narrow(talk, press.search_id, place=press.code)


@routes.press(AskStatePress)
def on_ask_state(talk: Talk, press: AskStatePress) -> None:
    """[状态]."""
    search, _ = open_search(talk, press.search_id)
    talk.show(ask_state_screen(search), view=VIEW)


@routes.press(StatePress)
def on_state(talk: Talk, press: StatePress) -> None:
    """The state was chosen."""
    narrow(talk, press.search_id, state=press.state)


@routes.press(AskPeriodPress)
def on_ask_period(talk: Talk, press: AskPeriodPress) -> None:
    """[时间]."""
    search, _ = open_search(talk, press.search_id)
    talk.show(ask_period_screen(search), view=VIEW)


@routes.press(PeriodPress)
def on_period(talk: Talk, press: PeriodPress) -> None:
    """本周, 本月, any days, or days to type."""
    search, _ = open_search(talk, press.search_id)
    if press.name == "typed":
        ask(talk, search, ask_days_screen(search), "search.days")
    else:
        narrow(talk, press.search_id, **period_named(talk.work, press.name))


@routes.press(MinePress)
def on_mine(talk: Talk, press: MinePress) -> None:
    """One's own or all."""
    narrow(talk, press.search_id, mine=press.mine, owner=0)


@routes.press(ClearPress)
def on_clear(talk: Talk, press: ClearPress) -> None:
    """[清除条件]."""
    narrow(talk, press.search_id, **vars(Criteria()))


@routes.step("search.words", Content.TEXT)
def on_words(talk: Talk) -> None:
    """The words were typed."""
    narrow_typed(talk, words=talk.incoming.words)


@routes.step("search.days", Content.TEXT)
def on_days(talk: Talk) -> None:
    """The days were typed."""
    narrow_typed(talk, **period_typed(talk.work, talk.incoming.words))


@routes.step("search.words")
@routes.step("search.days")
def on_other(talk: Talk) -> None:
    """Content that nobody can look for."""
    talk.reply(Screen(say.TypeWords()), view="form")


def open_search(talk: Talk, search_id: int) -> tuple[Search, Seat]:
    """Return one's search and the seat that looks."""
    require_private(talk)
    search, seat, _ = find_search(talk.work, search_id)
    return search, seat


def ask(talk: Talk, search: Search, screen: Screen, step: str) -> None:
    """Turn the message into a question that may be answered by typing."""
    card = talk.show(screen, view=VIEW)
    talk.step(step, search=search.id, card=card.id)


def narrow(talk: Talk, search_id: int, **changes: Any) -> None:
    """Change criteria by a press: the message shows what is found."""
    require_private(talk)
    search = narrow_search(NarrowSearch(search_id, changes), talk.work)
    _leave(talk, search_id)
    talk.show(found_screen(talk.work, search), view=VIEW)


def narrow_typed(talk: Talk, **changes: Any) -> None:
    """Change criteria by a message: what is found comes below it, and the question folds."""
    data = talk.data
    search = narrow_search(NarrowSearch(data["search"], changes), talk.work)
    talk.leave()
    if asked := talk.work.session.get(Card, data["card"]):
        talk.work.outbox.edit(asked, Screen(say.FoundBelow()), language=talk.here.language)
    talk.reply(found_screen(talk.work, search), view=VIEW)


def _leave(talk: Talk, search_id: int) -> None:
    """Leave the question for words, days or a name, unless the person is in another form by now."""
    dialog = talk.dialog()
    if dialog is not None and dialog.step in STEPS and talk.data.get("search") == search_id:
        talk.leave()
