"""Read Telegram's HTML; errors are worded and placed (in bytes) as Telegram's are."""

import re
from dataclasses import dataclass

from sandbox.jsontypes import Json
from sandbox.text.links import link_entity
from sandbox.text.utf16 import length

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\f\v\0"
_ATTRIBUTE_END = _SPACE + "=>/\"'"


class ParseError(ValueError):
    """The text is not well-formed; the message is Telegram's."""


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    units: int
    points: int


class HtmlReader:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._units = 0
        self._points = 0
        self._open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> str:
        """Return the plain text; `entities` is filled on the way."""
        while self._at < len(self._source):
            stop = self._next_mark()
            self._write(self._source[self._at : stop])
            self._at = stop
            if stop < len(self._source):
                self._take_mark()
        if self._open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._out)

    def _next_mark(self) -> int:
        marks = (self._source.find("<", self._at), self._source.find("&", self._at))
        return min((mark for mark in marks if mark >= 0), default=len(self._source))

    def _take_mark(self) -> None:
        if self._source[self._at] == "&":
            text, self._at = _reference(self._source, self._at)
            self._write(text)
        elif self._source.startswith("/", self._at + 1):
            self._end_tag()
        else:
            self._start_tag()

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._units += length(text)
        self._points += len(text)

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _peek(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else ""

    def _skip(self, characters: str) -> None:
        while self._peek() and self._peek() in characters:
            self._at += 1

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        while self._peek() and self._peek() not in _SPACE + ">":
            self._at += 1
        if not self._peek():
            raise ParseError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self._source[begin + 1 : self._at].lower()
        if tag not in _TYPES:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(_Open(tag, attributes, self._units, self._points))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip(_SPACE)
            if self._peek() == ">":
                self._at += 1
                return attributes
            name = self._attribute_name(tag, begin)
            self._skip(_SPACE)
            if self._peek() != "=":
                attributes[name] = ""
            else:
                self._at += 1
                attributes[name] = self._attribute_value(tag, begin)
            if not self._peek():
                raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')

    def _attribute_name(self, tag: str, begin: int) -> str:
        start = self._at
        while self._peek() and self._peek() not in _ATTRIBUTE_END:
            self._at += 1
        if not self._peek():
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if self._at == start:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        return self._source[start : self._at].lower()

    def _attribute_value(self, tag: str, begin: int) -> str:
        self._skip(_SPACE)
        if not self._peek():
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if self._peek() in "\"'":
            return self._quoted_value()
        start = self._at
        while self._peek() and (self._peek().isalnum() or self._peek() in ".-"):
            self._at += 1
        if self._peek() and self._peek() not in _SPACE + ">":
            raise ParseError(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self._source[start : self._at].lower()

    def _quoted_value(self) -> str:
        quote = self._peek()
        self._at += 1
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            if self._peek() == "&":
                text, self._at = _reference(self._source, self._at)
                value.append(text)
            else:
                value.append(self._peek())
                self._at += 1
        self._at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise ParseError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self._at += 2
        while self._peek() and self._peek() not in _SPACE + ">":
            self._at += 1
        name = self._source[begin + 2 : self._at].lower()
        self._skip(_SPACE)
        if self._peek() != ">":
            raise ParseError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if self._units == opened.units:
            return
        entity = self._entity(opened)
        if entity is not None:
            entity = {**entity, "offset": opened.units, "length": self._units - opened.units}
            self._add(entity)

    def _entity(self, opened: _Open) -> Json | None:
        attributes = opened.attributes
        kind = _TYPES[opened.tag]
        if kind == "link":
            return link_entity(attributes.get("href") or "".join(self._out)[opened.points :])
        if kind == "code" and attributes.get("class", "").startswith("language-"):
            return {"type": "code", "language": attributes["class"][len("language-") :]}
        if kind == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if kind == "custom_emoji":
            ident = attributes.get("emoji-id", "")
            if not ident.isdigit():
                raise ParseError("Invalid custom emoji identifier specified")
            return {"type": kind, "custom_emoji_id": ident}
        return {"type": kind}

    def _add(self, entity: Json) -> None:
        last = self.entities[-1] if self.entities else None
        same_place = last and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if same_place and last and {last["type"], entity["type"]} == {"pre", "code"}:
            language = last.get("language") or entity.get("language")
            self.entities[-1] = {**entity, "type": "pre"} | ({"language": language} if language else {})
            return
        self.entities.append(entity)


def _reference(source: str, at: int) -> tuple[str, int]:
    match = _REFERENCE.match(source, at)
    if not match:
        return "&", at + 1
    named, decimal, hexadecimal = match.groups()
    if named:
        return _NAMED[named], match.end()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), match.end()


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities."""
    reader = HtmlReader(source)
    text = reader.read()
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, reader.entities
