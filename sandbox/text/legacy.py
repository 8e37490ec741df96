"""Read the first Markdown, which some bots still send."""

from sandbox.jsontypes import Json
from sandbox.text.html import ParseError
from sandbox.text.links import link_entity
from sandbox.text.utf16 import length

_TYPES = {"*": "bold", "_": "italic", "`": "code", "```": "pre", "[": "link"}


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities."""
    out: list[str] = []
    entities: list[Json] = []
    units = at = 0
    while at < len(source):
        character = source[at]
        if character == "\\" and source[at + 1 : at + 2] in ("_", "*", "`", "["):
            out.append(source[at + 1])
            units, at = units + 1, at + 2
        elif character not in "_*`[":
            out.append(character)
            units, at = units + length(character), at + 1
        else:
            text, entity, at = _entity(source, at)
            out.append(text)
            if entity is not None and text:
                entities.append({**entity, "offset": units, "length": length(text)})
            units += length(text)
    return "".join(out), entities


def _entity(source: str, at: int) -> tuple[str, Json | None, int]:
    mark = "```" if source.startswith("```", at) else source[at]
    end = source.find("]" if mark == "[" else mark, at + len(mark))
    if end < 0:
        offset = len(source[:at].encode())
        raise ParseError(f"Can't find end of the entity starting at byte offset {offset}")
    text = source[at + len(mark) : end]
    if mark == "[":
        return _link(source, text, end + 1)
    entity: Json = {"type": _TYPES[mark]}
    if mark == "```":
        language, newline, rest = text.partition("\n")
        if newline and language and language.isascii() and not any(c.isspace() for c in language):
            entity["language"] = language
        text = rest if newline and (not language or "language" in entity) else text
    return text, entity, end + len(mark)


def _link(source: str, text: str, at: int) -> tuple[str, Json | None, int]:
    if not source.startswith("(", at):
        return text, link_entity(text), at
    end = source.find(")", at)
    if end < 0:
        return text, None, at
    return text, link_entity(source[at + 1 : end]), end + 1
