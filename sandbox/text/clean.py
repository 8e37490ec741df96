"""What Telegram does to every text before it is a message."""

import re

from sandbox.jsontypes import Json
from sandbox.text.utf16 import Offsets, length

_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SPACED = re.compile("[\x00-\x08\x0b-\x1f\x7f\t\u000b]")


def scrub(text: str) -> str:
    """Drop the characters that Telegram drops and blank the ones it blanks."""
    if text.isascii() and text.isprintable():
        return text
    return _SPACED.sub(" ", _REMOVED.sub("", text))


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Strip the text and move its entities along; those left empty vanish."""
    stripped = text.strip(" \n")
    if stripped == text:
        return text, entities
    lost = length(text) - length(text.lstrip(" \n"))
    end = length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lost, 0)
        stop = min(entity["offset"] + entity["length"] - lost, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def tidy_entities(text: str, entities: list[Json]) -> list[Json]:
    """Sort entities, cut them to the text and trim blanks off their ends, as Telegram does."""
    if not entities:
        return entities
    kept = {_identity(fitted): fitted for entity in entities if (fitted := _fit(text, entity))}
    return sorted(kept.values(), key=lambda e: (e["offset"], -e["length"], _PRIORITY.get(e["type"], 5)))


def _identity(entity: Json) -> tuple[object, ...]:
    return entity["offset"], entity["length"], entity["type"]


_PRIORITY = {
    "expandable_blockquote": 0,
    "blockquote": 0,
    "pre": 9,
    "code": 9,
    "text_link": 1,
    "text_mention": 1,
}


def _fit(text: str, entity: Json) -> Json | None:
    offsets = Offsets(text)
    start = offsets.to_points(max(entity["offset"], 0))
    stop = offsets.to_points(entity["offset"] + entity["length"])
    if entity["type"] not in ("pre", "code", "blockquote", "expandable_blockquote"):
        while start < stop and text[start] in " \n":
            start += 1
        while stop > start and text[stop - 1] in " \n":
            stop -= 1
    if stop <= start:
        return None
    offset = offsets.to_units(start)
    return {**entity, "offset": offset, "length": offsets.to_units(stop) - offset}
