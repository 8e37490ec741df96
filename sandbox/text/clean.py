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
    """Make entities nest as Telegram does: none inside code, none twice, none around blanks alone."""
    if not entities:
        return entities
    offsets = Offsets(text)
    opaque = [_span(entity) for entity in entities if entity["type"] in ("code", "pre")]
    walls = [_span(entity) for entity in entities if entity["type"] not in _WEAVABLE]
    pieces = [piece for entity in entities for piece in _around(entity, opaque, walls)]
    pieces.sort(key=lambda e: (e["offset"], -e["length"], _PRIORITY.get(e["type"], 5)))
    kept: list[Json] = []
    for entity in pieces:
        if not _is_blank(text, offsets, entity) and not _is_inside_its_kind(entity, kept):
            kept.append(entity)
    return kept


_WEAVABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_PRIORITY = {
    "expandable_blockquote": 0, "blockquote": 0, "pre": 9, "code": 9, "text_link": 1, "text_mention": 1,
}  # fmt: skip


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _around(entity: Json, opaque: list[tuple[int, int]], walls: list[tuple[int, int]]) -> list[Json]:
    """Return what is left of a style where code is taken out of it, cut where it would cross a quote or link."""
    if entity["type"] not in _WEAVABLE or not opaque:
        return [entity]
    start, stop = _span(entity)
    pieces = []
    for begin, end in sorted(opaque):
        if begin < stop and start < end:
            pieces.append((start, begin))
            start = end
    pieces.append((start, stop))
    for wall in walls:
        pieces = [part for piece in pieces for part in _cut(piece, wall)]
    return [{**entity, "offset": a, "length": b - a} for a, b in pieces if a < b]


def _cut(piece: tuple[int, int], wall: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the piece in two where it reaches over an edge of the wall with one end only."""
    (start, stop), (begin, end) = piece, wall
    if start < begin < stop < end:
        return [(start, begin), (begin, stop)]
    if begin < start < end < stop:
        return [(start, end), (end, stop)]
    return [piece]


def _is_blank(text: str, offsets: Offsets, entity: Json) -> bool:
    start, stop = (offsets.to_points(unit) for unit in _span(entity))
    return start >= stop or (entity["type"] not in ("code", "pre") and text[start:stop].isspace())


def _is_inside_its_kind(entity: Json, kept: list[Json]) -> bool:
    start, stop = _span(entity)
    outers = (_span(other) for other in reversed(kept) if other["type"] == entity["type"])
    return any(begin <= start and stop <= end for begin, end in outers)
