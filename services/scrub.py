"""Hiding whoever is named: in words, in JSON, in letters that wait or were sent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.mask import MARK, mask

SHORTEST = 2
"""A name of one character is a part of half the words there are."""
FIXED = frozenset({"$term", "$names", "$until", "$day", "$at"})
"""Encoded values that nobody typed (texts.message.encode)."""
NO_WORDS = frozenset({"$text", "files", "album"})
"""Keys under which ids stand: a mask would make other ids of them."""
ROSTER_NAME = "role.seat_name"
EMPTY: dict[str, Any] = {"text": ""}
"""What the screen of a letter becomes whose words are gone."""


LONG_NUMBER = re.compile(r"\d{7,}")


def numbers_in(*words: str | None) -> set[str]:
    """Return what may be phones or papers in words somebody typed."""
    return {number for each in words if each for number in LONG_NUMBER.findall(each)}


@dataclass(frozen=True)
class Scrubber:
    """Hides personal data of everybody and the names of somebody in particular."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, *names: str | None) -> "Scrubber":
        """Return a scrubber of names, the longest first; what is too short to be a name is left out."""
        known = {name.strip() for name in names if name and len(name.strip()) >= SHORTEST}
        spellings = known | {name.replace(" ", "") for name in known}
        return cls(tuple(sorted(spellings, key=lambda name: (-len(name), name))))

    def words(self, words: str) -> str:
        """Return words in which nobody is named."""
        for name in self.names:
            words = words.replace(name, MARK * len(name))
        return mask(words)

    def json(self, value: Any) -> Any:
        """Return a JSON value whose typed words name nobody; people of the roster keep their names."""
        match value:
            case str():
                return self.words(value)
            case list() | tuple():
                return [self.json(part) for part in value]
            case dict() if FIXED & value.keys() or value.get("$text") == ROSTER_NAME:
                return value
            case dict():
                return {key: part if key in NO_WORDS else self.json(part) for key, part in value.items()}
        return value

    def screen(self, packed: dict[str, Any]) -> dict[str, Any]:
        """Return a letter's screen whose words name nobody; its buttons and pictures stay."""
        return packed | {"text": self.json(packed["text"])}


def file_ids_in(screen: dict[str, Any]) -> Iterable[str]:
    """Return the Telegram ids of a letter's files."""
    return (item[1] for item in screen.get("media", ()) if item[1])
