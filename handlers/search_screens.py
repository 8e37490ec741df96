"""How the choices of a search look: street, community, state, days."""

from typing import TypeVar

from sqlalchemy import select

from models.criteria import OPEN
from models.organisation import Community, Seat, Street
from models.search import Search
from services.paging import cut_page, turn_rows
from services.search import STATES, streets_for
from services.work import Work
from texts import search as say
from texts.export import AsCsv, AskForm, AsXlsx, ExportPress
from texts.message import term
from texts.press import StalePress
from texts.screen import Button, Screen, grid, row
from texts.search_presses import AskCommunityPress, FoundPress, PeriodPress, PlacePress, StatePress

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
    buttons = [Button(say.PlaceChoice(each.name), AskCommunityPress(search.id, each.code, 0)) for each in streets]
    anywhere = Button(say.AnyPlace(), PlacePress(search.id, ""))
    return Screen(say.AskPlace(), (*grid(buttons), row(anywhere), back_row(search)))


def ask_community_screen(work: Work, search: Search, code: str, page: int) -> Screen:
    """Ask for a community of a street, or all of it."""
    street = work.session.get(Street, code)
    if street is None:
        raise StalePress
    query = select(Community).where(Community.street_code == code, Community.active).order_by(Community.code)
    shown, page, pages = cut_page(work.session.scalars(query).all(), page, PAGE)
    buttons = [Button(say.PlaceChoice(each.name), PlacePress(search.id, each.code)) for each in shown]
    whole = row(Button(say.WholeStreet(street.name), PlacePress(search.id, code)))
    anywhere = row(Button(say.AnyPlace(), PlacePress(search.id, "")))
    turns = turn_rows(page, pages, lambda to: AskCommunityPress(search.id, code, to))
    return Screen(say.AskCommunity(street.name), (whole, *grid(buttons), *turns, anywhere, back_row(search)))


def ask_state_screen(search: Search) -> Screen:
    """Ask for a state."""
    buttons = [Button(say.AnyState(), StatePress(search.id, "")),
               Button(say.OpenStates(), StatePress(search.id, OPEN))]
    buttons += [Button(term(state), StatePress(search.id, state.value)) for state in STATES]
    return Screen(say.AskState(), (*grid(buttons), back_row(search)))


def ask_period_screen(search: Search) -> Screen:
    """Ask for the days."""
    choices = ((say.ThisWeek(), "week"), (say.ThisMonth(), "month"), (say.OtherDays(), "typed"), (say.AnyDays(), "any"))
    buttons = [Button(label, PeriodPress(search.id, name)) for label, name in choices]
    return Screen(say.AskPeriod(), (*grid(buttons), back_row(search)))


def ask_days_screen(search: Search) -> Screen:
    """Ask for typed days."""
    return Screen(say.AskDays(), (back_row(search),))


def ask_form_screen(search: Search) -> Screen:
    """Ask in which form a table shall be."""
    forms = row(Button(AsXlsx(), ExportPress(search.id, "xlsx")), Button(AsCsv(), ExportPress(search.id, "csv")))
    return Screen(AskForm(), (forms, back_row(search)))


def back_row(search: Search) -> tuple[Button, ...]:
    """Return the way back to what was found."""
    return row(Button(say.Back(), FoundPress(search.id, 0)))
