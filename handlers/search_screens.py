"""How the choices of a search look: street, community, state, days."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

from sqlalchemy import select

from models.criteria import OPEN
from models.organisation import Community, Seat, Street
from models.search import Search
from services.search import STATES, streets_for
from services.work import Work
from texts import search as say
from texts.export import AsCsv, AskForm, AsXlsx, ExportPress
from texts.message import term
from texts.press import Press, StalePress
from texts.queue import Earlier, Later
from texts.screen import Button, Rows, Screen, grid, row

PAGE = 10
T = TypeVar("T")


def ask_words_screen(search: Search) -> Screen:
    """Ask for other words."""
    return Screen(say.AskWords(), (back_row(search),))


def ask_place_screen(work: Work, search: Search, seat: Seat) -> Screen:
    """Ask for a street; who serves in one street is asked for its community at once."""
    streets = streets_for(work, seat)
    if len(streets) == 1:
        return ask_community_screen(work, search, streets[0].code, 0)
    buttons = [Button(say.PlaceChoice(each.name), say.AskCommunityPress(search.id, each.code, 0)) for each in streets]
    anywhere = Button(say.AnyPlace(), say.PlacePress(search.id, ""))
    return Screen(say.AskPlace(), (*grid(buttons), row(anywhere), back_row(search)))


def ask_community_screen(work: Work, search: Search, code: str, page: int) -> Screen:
    """Ask for a community of a street, or all of it."""
    street = work.session.get(Street, code)
    if street is None:
        raise StalePress
    query = select(Community).where(Community.street_code == code, Community.active).order_by(Community.code)
    shown, page, pages = page_of(work.session.scalars(query).all(), page)
    buttons = [Button(say.PlaceChoice(each.name), say.PlacePress(search.id, each.code)) for each in shown]
    whole = row(Button(say.WholeStreet(street.name), say.PlacePress(search.id, code)))
    anywhere = row(Button(say.AnyPlace(), say.PlacePress(search.id, "")))
    turns = turns_of(page, pages, lambda to: say.AskCommunityPress(search.id, code, to))
    return Screen(say.AskCommunity(street.name), (whole, *grid(buttons), *turns, anywhere, back_row(search)))


def ask_state_screen(search: Search) -> Screen:
    """Ask for a state."""
    buttons = [Button(say.AnyState(), say.StatePress(search.id, "")),
               Button(say.OpenStates(), say.StatePress(search.id, OPEN))]
    buttons += [Button(term(state), say.StatePress(search.id, state.value)) for state in STATES]
    return Screen(say.AskState(), (*grid(buttons), back_row(search)))


def ask_period_screen(search: Search) -> Screen:
    """Ask for the days."""
    choices = ((say.ThisWeek(), "week"), (say.ThisMonth(), "month"), (say.OtherDays(), "typed"), (say.AnyDays(), "any"))
    buttons = [Button(label, say.PeriodPress(search.id, name)) for label, name in choices]
    return Screen(say.AskPeriod(), (*grid(buttons), back_row(search)))


def ask_days_screen(search: Search) -> Screen:
    """Ask for typed days."""
    return Screen(say.AskDays(), (back_row(search),))


def ask_form_screen(search: Search) -> Screen:
    """Ask in which form a table shall be."""
    forms = row(Button(AsXlsx(), ExportPress(search.id, "xlsx")), Button(AsCsv(), ExportPress(search.id, "csv")))
    return Screen(AskForm(), (forms, back_row(search)))


def page_of(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """Return the items of a page, its number, and how many pages there are."""
    pages = max(ceil(len(items) / PAGE), 1)
    page = min(max(page, 0), pages - 1)
    return items[page * PAGE:(page + 1) * PAGE], page, pages


def turns_of(page: int, pages: int, press: Callable[[int], Press]) -> Rows:
    """Return the ways to the pages before and after."""
    buttons = []
    if page > 0:
        buttons.append(Button(Earlier(), press(page - 1)))
    if page + 1 < pages:
        buttons.append(Button(Later(), press(page + 1)))
    return (tuple(buttons),) if buttons else ()


def back_row(search: Search) -> tuple[Button, ...]:
    """Return the way back to what was found."""
    return row(Button(say.Back(), say.FoundPress(search.id, 0)))
