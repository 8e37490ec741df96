"""How choosing the deputy of a search looks: by constituency, or among namesakes."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.search_screens import PAGE, back_row
from models.organisation import Constituency, Seat, Street
from models.organisation_plan import Role
from models.search import Search
from models.typed import clean_line
from services.deputies import constituencies_in, constituency_name, deputies_in
from services.paging import cut_page, turn_rows
from services.readable import street_of
from services.work import Work
from texts import search_owner as say
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, grid, row
from texts.search_presses import MinePress


def ask_owner_screen(work: Work, search: Search, seat: Seat) -> Screen:
    """Ask whose matters: a deputy is offered colleagues, a street its constituencies, the office the streets."""
    own = row(Button(say.MineAlone(), MinePress(search.id, True))) if seat.role == Role.DEPUTY else ()
    first = (*((own,) if own else ()), row(Button(say.AnyOwner(), say.OwnerPress(search.id, 0))))
    if seat.role == Role.DEPUTY:
        near = _deputies(search, [each for each in deputies_in(work, seat.scope) if each.id != seat.id])
        street = street_of(work, seat) or ""
        more = row(Button(say.OtherConstituencies(), say.OwnerStreetPress(search.id, street, 0)))
        return Screen(say.AskOwner(), (*first, *near, more, back_row(search)))
    if (street_code := street_of(work, seat)) is None:
        return Screen(say.AskOwner(), (*first, *_streets(work, search), back_row(search)))
    near = _constituencies(search, constituencies_in(work, street_code), street_code, 0)
    return Screen(say.AskOwner(), (*first, *near, _elsewhere(search), back_row(search)))


def ask_street_screen(work: Work, search: Search) -> Screen:
    """Ask for the street of the deputy."""
    return Screen(say.AskOwner(), (*_streets(work, search), back_row(search)))


def ask_constituency_screen(work: Work, search: Search, code: str, page: int) -> Screen:
    """Ask for the constituency of the deputy."""
    street = work.session.get(Street, code)
    if street is None:
        raise StalePress
    rows = _constituencies(search, constituencies_in(work, code), code, page)
    return Screen(say.AskConstituency(street.name), (*rows, _elsewhere(search), back_row(search)))


def ask_deputy_screen(work: Work, search: Search, code: str) -> Screen:
    """Ask for a deputy of a constituency."""
    constituency = work.session.get(Constituency, code)
    if constituency is None:
        raise StalePress
    more = row(Button(say.OtherConstituencies(), say.OwnerStreetPress(search.id, constituency.street_code, 0)))
    return Screen(say.AskDeputy(constituency.name),
                  (*_deputies(search, deputies_in(work, code)), more, back_row(search)))


def ask_named_screen(work: Work, search: Search, words: str, named: Sequence[Seat]) -> Screen:
    """Offer those who are called like that, or say that nobody is."""
    buttons = [Button(say.NamedChoice(each.name, constituency_name(work, each)), say.OwnerPress(search.id, each.id))
               for each in named]
    told = say.AskNamed if named else say.NobodyNamed
    return Screen(told(clean_line(words, 40)), (*grid(buttons, 1), back_row(search)))


def _streets(work: Work, search: Search) -> Rows:
    streets = work.session.scalars(select(Street).where(Street.active).order_by(Street.code))
    return grid([Button(say.Choice(each.name), say.OwnerStreetPress(search.id, each.code, 0)) for each in streets])


def _constituencies(search: Search, found: Sequence[Constituency], street: str, page: int) -> Rows:
    shown, page, pages = cut_page(found, page, PAGE)
    buttons = [Button(say.Choice(each.name), say.OwnerConstituencyPress(search.id, each.code)) for each in shown]
    return (*grid(buttons), *turn_rows(page, pages, lambda to: say.OwnerStreetPress(search.id, street, to)))


def _deputies(search: Search, seats: Sequence[Seat]) -> Rows:
    return grid([Button(say.DeputyChoice(each.name), say.OwnerPress(search.id, each.id)) for each in seats])


def _elsewhere(search: Search) -> tuple[Button, ...]:
    return row(Button(say.OtherStreets(), say.OwnerStreetsPress(search.id)))
