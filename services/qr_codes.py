"""Whose codes may be had, by whom, and what stands with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Constituency, Seat, Station
from models.organisation_plan import Role
from services.paging import cut_page, page_line, turn_rows
from services.seats import act_in_role
from services.work import Work
from texts import qr as say
from texts.desk import PanelPress, ToPanel
from texts.message import Text
from texts.press import StalePress
from texts.screen import CODE, Button, Media, Screen, grid, row

KEEPERS = (Role.OFFICE, Role.HEAD)
"""The office has every code, a station head those of the station and its deputies."""


@dataclass(frozen=True)
class Code:
    """A code: the payload with which it starts the bot, whose it is, and what stands with it."""

    payload: str
    name: str
    choice: Text
    about: Text


def codes_of(session: Session, station: str | None = None) -> list[Code]:
    """Return the codes of all stations, or of one, each followed by those of its deputies."""
    stations = select(Station).where(Station.active).order_by(Station.code)
    if station is not None:
        stations = stations.where(Station.code == station)
    return [code for each in session.scalars(stations) for code in (_of_station(each), *_of_deputies(session, each))]


def deputy_payload(seat: Seat) -> str:
    """Return the payload of a deputy's code."""
    return f"dp_{seat.key}"


def codes_screen(work: Work, page: int) -> Screen:
    """Show a page of the codes the acting person may have.

    Raises:
        RoleNeeded: the person is neither of the office nor a station head.
    """
    shown, page, pages = cut_page(_mine(work), page)
    buttons = [Button(code.choice, say.CodePress(code.payload)) for code in shown]
    turns = turn_rows(page, pages, say.CodesPress)
    return Screen(say.Codes(page_line(page, pages)), (*grid(buttons, 1), *turns, row(Button(ToPanel(), PanelPress()))))


def code_screen(work: Work, payload: str) -> Screen:
    """Show one code as a picture that can be passed on.

    Raises:
        RoleNeeded: as for the list.
        StalePress: it is not among the person's codes, or gone.
    """
    code = next((each for each in _mine(work) if each.payload == payload), None)
    if code is None:
        raise StalePress
    link = work.house.link(payload)
    return Screen(say.CodeLink(code.about, link), media=(Media(CODE, path=link),))


def _mine(work: Work) -> Sequence[Code]:
    seat = act_in_role(work, *KEEPERS)
    return codes_of(work.session, None if seat.role == Role.OFFICE else seat.scope)


def _of_station(station: Station) -> Code:
    return Code(f"st_{station.code}", station.name, say.StationChoice(station.name), say.StationCode(station.name))


def _of_deputies(session: Session, station: Station) -> list[Code]:
    query = select(Seat, Constituency.name).join(Constituency, Constituency.code == Seat.scope).where(
        Constituency.station_code == station.code, Constituency.active, Seat.role == Role.DEPUTY, Seat.active)
    return [Code(deputy_payload(seat), seat.name, say.DeputyChoice(seat.name), say.DeputyCode(seat.name, constituency))
            for seat, constituency in session.execute(query.order_by(Constituency.code, Seat.id))]
