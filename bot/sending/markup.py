"""Telegram's HTML: measured in UTF-16 units after parsing, cut without breaking a tag or a character."""

import re
from html import unescape

PIECE = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|[<&]", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
ELLIPSIS = "…"
JOINERS = "\u200d\ufe0f"
BMP = 0xFFFF


def units(words: str) -> int:
    """Return the length Telegram counts: UTF-16 code units."""
    return len(words) + sum(ord(character) > BMP for character in words)


def strip_html(html: str) -> str:
    """Return the words without tags and character references."""
    return unescape(TAG.sub("", html))


def cut_html(html: str, limit: int) -> str:
    """Return the HTML, shortened with an ellipsis when it shows more than ``limit`` UTF-16 units.

    Tags still open at the cut are closed; neither a character reference nor a surrogate pair is split.
    """
    if 2 * len(html) <= limit or units(strip_html(html)) <= limit:
        return html
    kept, open_tags = _keep(html, limit - units(ELLIPSIS))
    closing = "".join(f"</{tag}>" for tag in reversed(open_tags))
    return f"{kept.rstrip().rstrip(JOINERS)}{ELLIPSIS}{closing}"


def _keep(html: str, room: int) -> tuple[str, list[str]]:
    kept: list[str] = []
    open_tags: list[str] = []
    for piece in PIECE.finditer(html):
        if piece[2]:
            _follow(open_tags, piece[2], is_closing=bool(piece[1]))
        else:
            room -= units(unescape(piece[0]))
            if room < 0:
                break
        kept.append(piece[0])
    return "".join(kept), open_tags


def _follow(open_tags: list[str], tag: str, *, is_closing: bool) -> None:
    if not is_closing:
        open_tags.append(tag)
    elif open_tags and open_tags[-1] == tag:
        open_tags.pop()


def cut_words(words: str, limit: int) -> str:
    """Return plain words, shortened with an ellipsis when they pass ``limit`` UTF-16 units."""
    if units(words) <= limit:
        return words
    kept, room = [], limit - units(ELLIPSIS)
    for character in words:
        room -= units(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip().rstrip(JOINERS) + ELLIPSIS
