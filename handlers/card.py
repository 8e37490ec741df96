"""Reading a matter: all the words, all that happened, back to the card."""

from handlers.forms import FORM, require_private, show_card
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.history import pages_of_history
from services.paging import turn_rows
from services.seats import act_as_reader, find_matter
from texts.card import Full, FullWords, History, ToCard
from texts.card_presses import CardPress, FullPress, HistoryPress
from texts.history import Page as HistoryPage
from texts.message import Text
from texts.screen import Button, Rows, Screen

routes = Routes("card")
PAGE = 1500
"""Characters to a page of words: in Telegram's count an emoji takes two of 4096."""


@routes.press(FullPress)
def on_full(talk: Talk, press: FullPress) -> None:
    """All the words, page by page."""
    matter = _readable(talk, press.matter_id)
    words = matter.words.strip()
    pages = [words[at:at + PAGE] for at in range(0, len(words), PAGE)] or [""]
    page = min(max(press.page, 0), len(pages) - 1)
    text = FullWords(matter.number or "", page + 1, len(pages), pages[page])
    switch = Button(History(), HistoryPress(matter.id, 0))
    _show(talk, matter, text, turn_rows(page, len(pages), lambda to: FullPress(matter.id, to)), switch)


@routes.press(HistoryPress)
def on_history(talk: Talk, press: HistoryPress) -> None:
    """All that happened, page by page."""
    matter = _readable(talk, press.matter_id)
    pages = pages_of_history(talk.work, matter)
    page = min(max(press.page, 0), len(pages) - 1)
    text = HistoryPage(matter.number or "", page + 1, len(pages), pages[page])
    switch = Button(Full(), FullPress(matter.id, 0))
    _show(talk, matter, text, turn_rows(page, len(pages), lambda to: HistoryPress(matter.id, to)), switch)


@routes.press(CardPress)
def on_card(talk: Talk, press: CardPress) -> None:
    """Back to the card."""
    require_private(talk)
    show_card(talk, find_matter(talk.work, press.matter_id))


def _readable(talk: Talk, matter_id: int) -> Matter:
    require_private(talk)
    matter = find_matter(talk.work, matter_id)
    act_as_reader(talk.work, matter)
    return matter


def _show(talk: Talk, matter: Matter, text: Text, turn: Rows, switch: Button) -> None:
    rows = (*turn, (Button(ToCard(), CardPress(matter.id)), switch))
    talk.show(Screen(text, rows), view=FORM, matter_id=matter.id)
