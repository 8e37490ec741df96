"""Switching between one's roles and their menus."""

from handlers.routes import Routes
from handlers.talk import Talk
from models.organisation import Seat
from models.refusals import RoleNeeded
from services.seats import acting_seat, scope_name, seat_name, seats_of
from texts.message import Text
from texts.role import (
    AsResident,
    ChooseRole,
    NoRole,
    ResidentMenu,
    ResidentMenuShown,
    RoleChoice,
    RolePress,
    ScopeOf,
    WorkMenu,
    WorkMenuShown,
    keys_of,
)
from texts.screen import Button, Key, Screen, grid
from texts.start import menu

routes = Routes("role")


@routes.command("role")
def on_role(talk: Talk) -> None:
    """Somebody wants another role."""
    seats = seats_of(talk.work)
    if not seats:
        talk.reply(Screen(NoRole()), view="form")
        return
    buttons = [Button(_choice(talk, seat), RolePress(seat.id)) for seat in sorted(seats, key=lambda seat: seat.id)]
    rows = tuple((button,) for button in buttons) + grid([Button(AsResident(), RolePress(0))])
    talk.reply(Screen(ChooseRole(seat_name(seats[0])), rows), view="form")


@routes.press(RolePress)
def on_choice(talk: Talk, press: RolePress) -> None:
    """A role was chosen."""
    if press.seat_id == 0:
        _show_resident_menu(talk)
        return
    seat = next((seat for seat in seats_of(talk.work) if seat.id == press.seat_id), None)
    if seat is None:
        raise RoleNeeded(role=_role_of(talk, press.seat_id))
    talk.work.person.acting_seat_id = seat.id
    talk.work.seat = seat
    _show_work_menu(talk, seat)


@routes.key(ResidentMenu)
def on_resident_menu(talk: Talk) -> None:
    """A deputy wants what every resident has."""
    _show_resident_menu(talk)


@routes.key(WorkMenu)
@routes.command("work")
def on_work_menu(talk: Talk) -> None:
    """Back to the menu of the role."""
    seat = acting_seat(talk.work)
    if seat is None:
        talk.reply(Screen(NoRole(), keys=menu()), view="form")
        return
    _show_work_menu(talk, seat)


def _show_work_menu(talk: Talk, seat: Seat) -> None:
    scope = ScopeOf(scope_name(talk.work, seat.role, seat.scope))
    talk.reply(Screen(WorkMenuShown(seat_name(seat), scope), keys=keys_of(seat.role)), view="form")


def _show_resident_menu(talk: Talk) -> None:
    keys = menu()
    if seats_of(talk.work):
        keys = (*keys, (Key(WorkMenu()),))
    talk.reply(Screen(ResidentMenuShown(), keys=keys), view="form")


def _choice(talk: Talk, seat: Seat) -> Text:
    return RoleChoice(seat_name(seat), scope_name(talk.work, seat.role, seat.scope))


def _role_of(talk: Talk, seat_id: int) -> str:
    seat = talk.work.session.get(Seat, seat_id)
    return seat.role if seat else "deputy"
