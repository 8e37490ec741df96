"""Read MarkdownV2; errors are worded and placed (in bytes) as Telegram's are."""

from dataclasses import dataclass

from sandbox.jsontypes import Json
from sandbox.text.html import ParseError
from sandbox.text.links import link_entity
from sandbox.text.utf16 import length

_RESERVED = "_*[]()~`>#+-=|{}.!"
_ENDS = {
    "Bold": "*", "Italic": "_", "Underline": "__", "Strikethrough": "~", "Spoiler": "||",
    "Code": "`", "Pre": "```", "PreCode": "```", "TextUrl": "]", "CustomEmoji": "]",
}  # fmt: skip
_TYPES = {
    "Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough",
    "Spoiler": "spoiler", "Code": "code", "Pre": "pre", "PreCode": "pre",
}  # fmt: skip
_VERBATIM = ("Code", "Pre", "PreCode")


@dataclass(slots=True)
class _Open:
    kind: str
    language: str
    units: int
    at: int


class MarkdownReader:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._quote: int | None = None
        self.entities: list[Json] = []

    def read(self) -> str:
        """Return the plain text; `entities` is filled on the way."""
        while self._at < len(self._source):
            self._step()
        if self._open:
            opened = self._open[-1]
            raise ParseError(f"Can't find end of {opened.kind} entity at byte offset {self._byte(opened.at)}")
        self._end_quote()
        return "".join(self._out)

    def _step(self) -> None:
        character = self._source[self._at]
        following = self._source[self._at + 1 : self._at + 2]
        if character == "\\" and following and 0 < ord(following) <= 126:
            self._write(following)
            self._at += 2
        elif character == "\n" and self._quote is not None and following != ">" and not self._in_verbatim():
            self._write(character)
            self._at += 1
            self._end_quote()
        elif character not in ("`" if self._in_verbatim() else _RESERVED):
            self._write(character)
            self._at += 1
        elif self._is_end():
            self._close()
        else:
            self._begin(character)

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._units += length(text)

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _in_verbatim(self) -> bool:
        return bool(self._open) and self._open[-1].kind in _VERBATIM

    def _is_end(self) -> bool:
        if not self._open:
            return False
        kind = self._open[-1].kind
        if kind == "Italic":
            return self._source[self._at] == "_" and self._source[self._at + 1 : self._at + 2] != "_"
        return self._source.startswith(_ENDS[kind], self._at)

    def _begin(self, character: str) -> None:
        at = self._at
        starts = self._source.startswith
        if character == ">" and self._starts_line():
            self._quote = self._units if self._quote is None else self._quote
            self._at += 1
            return
        if starts("```", at):
            self._begin_pre()
            return
        for mark, kind in _STARTS:
            if starts(mark, at):
                self._open.append(_Open(kind, "", self._units, at))
                self._at += len(mark)
                return
        raise ParseError(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _starts_line(self) -> bool:
        return not self._open and (not self._out or self._out[-1].endswith("\n"))

    def _begin_pre(self) -> None:
        begin = self._at
        self._at += 3
        end = self._at
        while end < len(self._source) and not self._source[end].isspace() and self._source[end] != "`":
            end += 1
        kind, language = "Pre", ""
        if end != self._at and end < len(self._source) and self._source[end] != "`":
            kind, language = "PreCode", self._source[self._at : end]
            self._at = end
        if self._source.startswith("\r\n", self._at):
            self._at += 2
        elif self._source.startswith(("\n", "\r"), self._at):
            self._at += 1
        self._open.append(_Open(kind, language, self._units, begin))

    def _close(self) -> None:
        opened = self._open.pop()
        self._at += len(_ENDS[opened.kind])
        entity: Json | None = {"type": _TYPES.get(opened.kind, "")}
        if opened.kind in ("TextUrl", "CustomEmoji"):
            entity = self._link(opened)
        elif opened.language:
            entity = {"type": "pre", "language": opened.language}
        if entity is not None and self._units > opened.units:
            self.entities.append({**entity, "offset": opened.units, "length": self._units - opened.units})

    def _link(self, opened: _Open) -> Json | None:
        url = ""
        if self._source.startswith("(", self._at):
            url = self._url()
        elif opened.kind == "CustomEmoji":
            raise ParseError("Custom emoji entity must contain a tg://emoji URL")
        if opened.kind == "CustomEmoji":
            prefix, _, ident = url.partition("tg://emoji?id=")
            if prefix or not ident.isdigit():
                raise ParseError("Invalid custom emoji identifier specified")
            return {"type": "custom_emoji", "custom_emoji_id": ident}
        return link_entity(url or _tail("".join(self._out), self._units - opened.units))

    def _url(self) -> str:
        begin = self._at
        self._at += 1
        url: list[str] = []
        while self._at < len(self._source) and self._source[self._at] != ")":
            following = self._source[self._at + 1 : self._at + 2]
            if self._source[self._at] == "\\" and following and 0 < ord(following) <= 126:
                self._at += 1
            url.append(self._source[self._at])
            self._at += 1
        if self._at >= len(self._source):
            raise ParseError(f"Can't find end of a URL at byte offset {self._byte(begin)}")
        self._at += 1
        return "".join(url)

    def _end_quote(self) -> None:
        if self._quote is None:
            return
        text = "".join(self._out)
        size = self._units - self._quote - (1 if text.endswith("\n") else 0)
        if size > 0:
            self.entities.append({"type": "blockquote", "offset": self._quote, "length": size})
        self._quote = None


_STARTS = (
    ("__", "Underline"), ("_", "Italic"), ("*", "Bold"), ("~", "Strikethrough"), ("||", "Spoiler"),
    ("![", "CustomEmoji"), ("[", "TextUrl"), ("`", "Code"),
)  # fmt: skip


def _tail(text: str, units: int) -> str:
    taken = len(text)
    while taken and units > 0:
        taken -= 1
        units -= length(text[taken])
    return text[taken:]


def parse_markdown_v2(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities."""
    reader = MarkdownReader(source)
    return reader.read(), reader.entities
