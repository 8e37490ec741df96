"""How the roster looks: street, role, people five to a page, one person."""

from models.organisation import Seat, Street
from models.organisation_plan import Role
from services.hand_over import leavers
from services.hand_over_screens import hand_over_rows
from services.paging import cut_page, page_line, turn_rows
from services.people import in_hand, joined, roster, street_of
from services.qr_codes import deputy_payload
from services.seats import scope_name, seat_name
from services.work import Work
from texts.desk import PanelPress, ToPanel
from texts.hand_over import ItemRetired, PersonRetired
from texts.message import Term, Text
from texts.people import (
    AskUnbind,
    Back,
    District,
    Invite,
    InviteAnew,
    InvitePress,
    ItemJoined,
    ItemWaiting,
    Listing,
    PeoplePress,
    PersonChoice,
    PersonJoined,
    PersonWaiting,
    RoleChoice,
    RolePeoplePress,
    Roles,
    SeatPress,
    StreetChoice,
    StreetPress,
    Streets,
    SureUnbind,
    Unbind,
    UnbindPress,
)
from texts.press import StalePress
from texts.qr import CodePress, ToCodes
from texts.screen import Button, Screen, grid, row


def streets_screen(work: Work, page: int) -> Screen:
    """Show the streets, and the district for those of none."""
    found = roster(work)
    codes, page, pages = cut_page(list(found), page)
    everyone = [seat for seats in found.values() for seat in seats]
    buttons = [row(Button(StreetChoice(_place(work, code), joined(found[code]), len(found[code])), StreetPress(code)))
               for code in codes]
    turns = turn_rows(page, pages, PeoplePress)
    return Screen(Streets(joined(everyone), len(everyone)), (*buttons, *turns, row(Button(ToPanel(), PanelPress()))))


def roles_screen(work: Work, street: str) -> Screen:
    """Show the roles of a street."""
    seats = _of_street(work, street)
    buttons = []
    for role in Role:
        people = [seat for seat in seats if seat.role == role]
        if people or (role is Role.DEPUTY and any(street_of(work, seat) == street for seat in leavers(work))):
            label = RoleChoice(Term("role", role.value), joined(people), len(people))
            buttons.append(row(Button(label, RolePeoplePress(street, role.value, 0))))
    text = Roles(_place(work, street), joined(seats), len(seats))
    return Screen(text, (*buttons, row(Button(Back(), PeoplePress(0)))))


def people_screen(work: Work, street: str, role: str, page: int) -> Screen:
    """Show a page of people."""
    people = [seat for seat in _of_street(work, street) if seat.role == role]
    gone = [seat for seat in leavers(work) if seat.role == role and street_of(work, seat) == street]
    if not people and not gone:
        raise StalePress
    shown, page, pages = cut_page([*gone, *people], page)
    items = tuple(_item(work, seat) for seat in shown)
    text = Listing(_place(work, street), Term("role", role), joined(people), len(people), items,
                   page_line(page, pages))
    buttons = [Button(PersonChoice(seat.name), SeatPress(seat.id)) for seat in shown]
    rows = grid(buttons)
    turns = turn_rows(page, pages, lambda to: RolePeoplePress(street, role, to))
    return Screen(text, (*rows, *turns, row(Button(Back(), StreetPress(street)))))


def person_screen(work: Work, seat: Seat) -> Screen:
    """Show one person and what can be done."""
    scope, hand = scope_name(work, seat.role, seat.scope), in_hand(work, seat)
    back = row(Button(Back(), RolePeoplePress(street_of(work, seat), seat.role, 0)))
    below = (*hand_over_rows(work, seat), back)
    if not seat.active:
        return Screen(PersonRetired(seat_name(seat), scope, hand), below)
    if seat.person_id is not None:
        text: Text = PersonJoined(seat_name(seat), scope, seat.bound_at or work.now, hand)
        return Screen(text, (row(Button(Unbind(), UnbindPress(seat.id, False)), *_code(seat)), *below))
    invite = row(Button(Invite(), InvitePress(seat.id, False)), Button(InviteAnew(), InvitePress(seat.id, True)))
    rows = (invite, code, *below) if (code := row(*_code(seat))) else (invite, *below)
    return Screen(PersonWaiting(seat_name(seat), scope, hand), rows)


def _code(seat: Seat) -> tuple[Button, ...]:
    """Return the button to the deputy's QR code; other roles have none."""
    return (Button(ToCodes(), CodePress(deputy_payload(seat))),) if seat.role == Role.DEPUTY else ()


def sure_screen(work: Work, seat: Seat) -> Screen:
    """Ask whether unbinding is meant."""
    sure = Button(SureUnbind(), UnbindPress(seat.id, True))
    return Screen(AskUnbind(seat_name(seat), in_hand(work, seat)), (row(sure, Button(Back(), SeatPress(seat.id))),))


def _of_street(work: Work, street: str) -> list[Seat]:
    found = roster(work)
    if street not in found:
        raise StalePress
    return found[street]


def _place(work: Work, code: str) -> str | Text:
    return work.session.get_one(Street, code).name if code else District()


def _item(work: Work, seat: Seat) -> Text:
    if not seat.active:
        return ItemRetired(seat_name(seat), scope_name(work, seat.role, seat.scope))
    kind = ItemWaiting if seat.person_id is None else ItemJoined
    return kind(seat_name(seat), scope_name(work, seat.role, seat.scope))
