"""Roles: how a person of the roster is named, their menus, and switching between them."""

from models.organisation_plan import Role
from texts.message import Term, Text
from texts.press import Press
from texts.screen import Key, Keys
from texts.walk_in import CallsKey, WalkInKey


class SeatName(Text):
    """A person of the roster as everyone sees them: 张伟 代表."""

    name: str
    role: Term


class Inbox(Text):
    """The key of the matters that wait for a deputy."""


class Mine(Text):
    """The key of the matters a deputy took."""


class Today(Text):
    """The key of what is due today."""


class Overdue(Text):
    """The key of what is late."""


class Away(Text):
    """The key of a deputy's absences."""


class Dispatch(Text):
    """The key of the matters that wait to be assigned."""


class Office(Text):
    """The key of the panel of those who dispatch."""


class Handling(Text):
    """The key of what a body has in hand."""


class ResidentMenu(Text):
    """The key back to the resident's menu, which everyone has."""


class WorkMenu(Text):
    """The key back to the menu of the role."""


class WorkMenuShown(Text):
    """The menu of a role is below."""

    seat: SeatName
    scope: Text


class ScopeOf(Text):
    """What the role serves."""

    scope: str


class ResidentMenuShown(Text):
    """The resident's menu is below."""


class ChooseRole(Text):
    """Which of your roles do you act in?"""

    now: SeatName


class NoRole(Text):
    """The person is on no roster."""


class RoleChoice(Text):
    """A button for one role."""

    seat: SeatName
    scope: str


class AsResident(Text):
    """A button for acting as a resident."""


class RolePress(Press, verb="role"):
    """Act in one of one's roles; 0 is the resident's."""

    seat_id: int


DEPUTY_KEYS: Keys = ((Key(Inbox()), Key(Mine())), (Key(Today()), Key(Overdue())),
                     (Key(Away()), Key(ResidentMenu())))
BODY_KEYS: Keys = ((Key(Handling()), Key(ResidentMenu())),)
STAFF_KEYS: Keys = ((Key(Dispatch()), Key(Overdue())), (Key(Today()), Key(Office())), (Key(ResidentMenu()),))
OFFICER_KEYS: Keys = ((Key(Dispatch()), Key(Overdue())), (Key(WalkInKey()), Key(CallsKey())),
                      (Key(Today()), Key(Office())), (Key(ResidentMenu()),))


def keys_of(role: str) -> Keys:
    """Return the reply keyboard of a role."""
    return {Role.DEPUTY: DEPUTY_KEYS, Role.OFFICER: OFFICER_KEYS, Role.BODY: BODY_KEYS}.get(Role(role), STAFF_KEYS)
