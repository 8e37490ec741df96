"""The command menu: what each command does, in a few words."""

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


class Role(Text):
    """/role."""


COMMANDS: tuple[tuple[str, type[Text]], ...] = (
    ("report", Report), ("my", My), ("near", Near), ("settings", Settings), ("language", Language),
    ("privacy", Privacy), ("help", Help), ("cancel", Cancel), ("back", Back), ("role", Role), ("start", Start),
)
