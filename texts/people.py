"""The roster on the office's screen: who has joined, invitations, [解绑]."""

from datetime import datetime

from texts.message import Term, Text
from texts.press import Press
from texts.role import SeatName


class ToPeople(Text):
    """The panel's button to the roster."""


class Streets(Text):
    """In which street?"""

    joined: int
    total: int


class StreetChoice(Text):
    """A button with a street and how many have joined."""

    name: str | Text
    joined: int
    total: int


class District(Text):
    """Who belongs to no street: the office and the bureaus."""


class Roles(Text):
    """Which role?"""

    place: str | Text
    joined: int
    total: int


class RoleChoice(Text):
    """A button with a role and how many have joined."""

    role: Term
    joined: int
    total: int


class Listing(Text):
    """A page of people."""

    place: str | Text
    role: Term
    joined: int
    total: int
    items: tuple[Text, ...]
    page: Text | None


class ItemJoined(Text):
    """Somebody who has joined."""

    seat: SeatName
    scope: str


class ItemWaiting(Text):
    """Somebody who has not."""

    seat: SeatName
    scope: str


class PersonChoice(Text):
    """A button with a person."""

    name: str


class PersonJoined(Text):
    """One person who has joined."""

    seat: SeatName
    scope: str
    at: datetime
    hand: int


class PersonWaiting(Text):
    """One person who has not."""

    seat: SeatName
    scope: str
    hand: int


class Invite(Text):
    """The button that shows the invitation."""


class InviteAnew(Text):
    """The button that makes a new invitation and voids the old one."""


class Unbind(Text):
    """The button that takes the seat from its holder."""


class SureUnbind(Text):
    """The button that means it."""


class Back(Text):
    """The button one step back."""


class Invitation(Text):
    """The link, to be passed on."""

    seat: SeatName
    scope: str
    link: str


class AskUnbind(Text):
    """Are you sure?"""

    seat: SeatName
    hand: int


class Unbound(Text):
    """The seat is free."""

    seat: SeatName


class UnboundForYou(Text):
    """Told to the person: the role is gone."""

    seat: SeatName


class CardClosed(Text):
    """What is left of a card that its reader may not read any more."""

    number: str


class PeoplePress(Press, verb="ppl"):
    """Show a page of the streets."""

    page: int


class StreetPress(Press, verb="pplst"):
    """Show the roles of a street; empty for the district."""

    street: str


class RolePeoplePress(Press, verb="pplro"):
    """Show a page of a street's people of a role."""

    street: str
    role: str
    page: int


class SeatPress(Press, verb="seat"):
    """Show one person."""

    seat_id: int


class InvitePress(Press, verb="inv"):
    """Show the invitation, a new one if asked for."""

    seat_id: int
    anew: bool


class UnbindPress(Press, verb="unbind"):
    """Unbind, once it is meant."""

    seat_id: int
    sure: bool
