"""How choosing in the organisation looks: street, constituency, deputy, community."""

from typing import TypeVar

from sqlalchemy import func, select

from models.lifecycle import OPEN
from models.matter import Matter
from models.organisation import Community, Constituency, Seat, Street
from services.deputies import constituencies_in, deputies_in
from services.office import may_be_given
from services.paging import cut_page, turn_rows
from services.tell import is_reachable
from services.work import Work
from texts.card_presses import CardPress
from texts.message import Names, Text
from texts.office import (
    AbsentDeputyChoice,
    Back,
    Choice,
    ChooseCommunity,
    ChooseConstituency,
    ChooseDeputy,
    ChoosePlaceStreet,
    ChooseStreet,
    DeputyChoice,
    OtherConstituency,
)
from texts.office_presses import (
    AssignAnyPress,
    AssignConstituencyPress,
    AssignStreetPress,
    AssignToPress,
    PlaceAtPress,
    PlacePress,
    PlaceStreetPress,
)
from texts.press import Press, StalePress
from texts.screen import Button, Screen, grid, row

PAGE = 10
T = TypeVar("T")


def choose_street_screen(work: Work, matter: Matter, page: int, *, places: bool) -> Screen:
    """Ask for a street: of the place, or of the deputy."""
    streets = work.session.scalars(select(Street).where(Street.active).order_by(Street.code)).all()
    shown, page, pages = cut_page(streets, page, PAGE)
    step = PlaceStreetPress if places else AssignStreetPress
    turn = PlacePress if places else AssignAnyPress
    buttons = [Button(_choice(street.name), step(matter.id, street.code, 0)) for street in shown]
    text: Text = ChoosePlaceStreet(matter.number or "") if places else ChooseStreet(matter.number or "")
    turns = turn_rows(page, pages, lambda to: turn(matter.id, to))
    return Screen(text, (*grid(buttons), *turns, _back(CardPress(matter.id))))


def choose_constituency_screen(work: Work, matter: Matter, street_code: str, page: int) -> Screen:
    """Ask for a constituency of a street."""
    street = _street(work, street_code)
    shown, page, pages = cut_page(constituencies_in(work, street_code), page, PAGE)
    buttons = [Button(_choice(each.name), AssignConstituencyPress(matter.id, each.code, 0)) for each in shown]
    turns = turn_rows(page, pages, lambda to: AssignStreetPress(matter.id, street_code, to))
    text = ChooseConstituency(matter.number or "", street.name)
    return Screen(text, (*grid(buttons), *turns, _back(AssignAnyPress(matter.id, 0))))


def choose_deputy_screen(work: Work, matter: Matter, code: str) -> Screen:
    """Ask for a deputy of a constituency, with how much each has in hand."""
    constituency = work.session.get(Constituency, code)
    if constituency is None:
        raise StalePress
    buttons = [_deputy_button(work, matter, seat) for seat in deputies_in(work, code)
               if may_be_given(work, matter, seat)]
    rows = tuple((button,) for button in buttons)
    other = row(Button(OtherConstituency(), AssignAnyPress(matter.id, 0)), Button(Back(), CardPress(matter.id)))
    return Screen(ChooseDeputy(matter.number or "", constituency.name), (*rows, other))


def choose_community_screen(work: Work, matter: Matter, street_code: str, page: int) -> Screen:
    """Ask for a community of a street."""
    street = _street(work, street_code)
    query = select(Community).where(Community.street_code == street_code, Community.active,
                                    Community.code != (matter.community_code or ""))
    shown, page, pages = cut_page(work.session.scalars(query.order_by(Community.code)).all(), page, PAGE)
    buttons = [Button(_choice(each.name), PlaceAtPress(matter.id, each.code, matter.revision)) for each in shown]
    turns = turn_rows(page, pages, lambda to: PlaceStreetPress(matter.id, street_code, to))
    text = ChooseCommunity(matter.number or "", street.name)
    return Screen(text, (*grid(buttons), *turns, _back(PlacePress(matter.id, 0))))


def _deputy_button(work: Work, matter: Matter, seat: Seat) -> Button:
    query = select(func.count()).select_from(Matter).where(Matter.claimed_by == seat.id, Matter.status.in_(OPEN))
    hand = work.session.scalar(query) or 0
    label: Text = DeputyChoice(seat.name, hand) if is_reachable(seat.person) else AbsentDeputyChoice(seat.name)
    return Button(label, AssignToPress(matter.id, seat.id, matter.revision))


def _street(work: Work, code: str) -> Street:
    street = work.session.get(Street, code)
    if street is None:
        raise StalePress
    return street


def _choice(name: str) -> Text:
    return Choice(Names(name, name))


def _back(press: Press) -> tuple[Button, ...]:
    return row(Button(Back(), press))
