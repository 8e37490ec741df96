"""The command menu: what each command does, in a few words."""

from collections.abc import Iterable

from models.organisation_plan import Role
from texts.message import Text


class Start(Text):
    """/start."""


class Report(Text):
    """/report."""


class My(Text):
    """/my."""


class Near(Text):
    """/near."""


class Settings(Text):
    """/settings."""


class Language(Text):
    """/language."""


class Privacy(Text):
    """/privacy."""


class Help(Text):
    """/help."""


class Cancel(Text):
    """/cancel."""


class Back(Text):
    """/back."""


class SwitchRole(Text):
    """/role."""


class Inbox(Text):
    """/inbox."""


class Mine(Text):
    """/mine."""


class Today(Text):
    """/today."""


class Overdue(Text):
    """/overdue."""


class Promises(Text):
    """/promises."""


class Away(Text):
    """/away."""


class Search(Text):
    """/search."""


class Work(Text):
    """/work."""


class Office(Text):
    """/office."""


class Dispatch(Text):
    """/dispatch."""


class Walkin(Text):
    """/walkin."""


class Calls(Text):
    """/calls."""


class Rulings(Text):
    """/rulings."""


class Broadcast(Text):
    """/broadcast."""


class Canned(Text):
    """/canned."""


class Handling(Text):
    """/handling."""


Pairs = tuple[tuple[str, type[Text]], ...]
COMMANDS: Pairs = (
    ("report", Report), ("my", My), ("near", Near), ("settings", Settings), ("language", Language),
    ("privacy", Privacy), ("help", Help), ("cancel", Cancel), ("back", Back), ("start", Start),
)
"""Everybody's."""

SWITCH: Pairs = (("role", SwitchRole), ("work", Work))
_LATE: Pairs = (("today", Today), ("overdue", Overdue), ("promises", Promises))
_LAST: Pairs = (("away", Away), ("search", Search))
_DESK: Pairs = (("office", Office), ("dispatch", Dispatch), *_LATE)
OF_ROLES: dict[Role, Pairs] = {
    Role.DEPUTY: (("inbox", Inbox), ("mine", Mine), *_LATE, *_LAST),
    Role.OFFICER: (*_DESK, ("walkin", Walkin), ("calls", Calls), *_LAST),
    Role.HEAD: (*_DESK, *_LAST),
    Role.STREET: (*_DESK, ("rulings", Rulings), *_LAST),
    Role.OFFICE: (*_DESK, ("rulings", Rulings), *_LAST, ("broadcast", Broadcast), ("canned", Canned)),
    Role.BODY: (("handling", Handling),),
}
"""What each role adds to everybody's, the most used first."""


def commands_of(roles: Iterable[str]) -> tuple[tuple[str, Text], ...]:
    """Return the commands of somebody with these roles, each once; none for somebody without."""
    own = own_commands(roles)
    return tuple((dict(own) | {name: text() for name, text in (*SWITCH, *COMMANDS)}).items()) if own else ()


def own_commands(roles: Iterable[str]) -> tuple[tuple[str, Text], ...]:
    """Return what these roles add to everybody's commands, each once."""
    held = [role for role in OF_ROLES if role in set(roles)]
    return tuple({name: text() for role in held for name, text in OF_ROLES[role]}.items())
