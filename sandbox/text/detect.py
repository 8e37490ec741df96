"""Entities that Telegram finds by itself: commands, mentions, links, tags, addresses."""

import re

from sandbox.jsontypes import Json
from sandbox.text.utf16 import Offsets

_DOMAINS = "com|org|net|cn|me|io|dev|app|info|gov|edu|xyz|top|co|uk|de|ru|jp|eu|tv|cc|site|online|local|test"
_PATTERN = re.compile(
    r"(?P<url>(?<![\w@.])(?:(?:https?|ftp|tg|tonsite)://[^\s<>\"'，。；、！？（）【】《》]+"
    rf"|(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+(?:{_DOMAINS})\b(?![\w@])(?:[:/?#][^\s<>\"'，。；、！？（）【】《》]*)?))"
    r"|(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,16}(?![\w@]))"
    r"|(?P<mention>(?<![\w/@])@[a-zA-Z][a-zA-Z0-9_]{2,31}(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<hashtag>(?<!\w)[#＃](?=\w*[^\W\d_])\w{1,256})"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{3,8}(?!\w))"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d -]{6,18}\d(?!\w))"
)
_HINT = re.compile(r"[@/#＃$+]|[a-zA-Z0-9]\.[a-zA-Z]")
_TAIL = ".,:;!?'\")]}»”’"
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def add_found_entities(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram would find in the text, outside of code and links."""
    if not _HINT.search(text):
        return entities
    offsets = Offsets(text)
    opaque = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE]
    found = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or ""
        value = _without_tail(match.group()) if kind == "url" else match.group()
        start = offsets.to_units(match.start())
        stop = offsets.to_units(match.start() + len(value))
        if not any(start < end and begin < stop for begin, end in opaque):
            found.append({"type": kind, "offset": start, "length": stop - start})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))


def _without_tail(url: str) -> str:
    while url and url[-1] in _TAIL and not (url[-1] == ")" and "(" in url):
        url = url[:-1]
    return url
