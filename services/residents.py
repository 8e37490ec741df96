"""What residents set for themselves, and the place they named last."""

from dataclasses import dataclass

from models.matter import Matter
from services.commands import offer_commands
from services.work import Work
from texts.catalog import language_of


@dataclass(frozen=True)
class SetLanguage:
    """Speak this language with the acting person from now on."""

    language: str


def set_language(cmd: SetLanguage, work: Work) -> None:
    """Change the acting person's language; an unknown one means the default."""
    work.person.language = language_of(cmd.language)
    offer_commands(work, work.person)


def remember_place(work: Work, matter: Matter) -> None:
    """Offer the matter's place as `上次的地点` next time."""
    if not (matter.community_code or matter.place or matter.lat is not None):
        return
    person = work.person
    person.last_community_code, person.last_place = matter.community_code, matter.place
    person.last_lat, person.last_lon = matter.lat, matter.lon


def has_last_place(work: Work) -> bool:
    """Tell whether `上次的地点` means anything."""
    person = work.person
    return bool(person.last_community_code or person.last_place or person.last_lat is not None)
