"""Read a TOML file into a typed shape, or say on which lines it is wrong."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from config.problems import FileError, Problem
from config.toml_lines import TomlLines

_POSITION = re.compile(r"\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


class Shape(BaseModel):
    """The base of every table a file may hold: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


S = TypeVar("S", bound=Shape)


def read_text(path: Path, refusal: type[FileError]) -> str:
    """Read a file as UTF-8 text, refusing one that is absent, unreadable or in another encoding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refusal([Problem(line, "this is not UTF-8 text; save the file as UTF-8")]) from error
    except OSError as error:
        raise refusal([Problem(1, f"the file {path.name} cannot be read: {error.strerror}")]) from error


def parse(text: str, shape: type[S], refusal: type[FileError]) -> tuple[S, TomlLines]:
    """Parse TOML text into a shape and the index of its lines.

    Raises:
        FileError: of the class `refusal`, with every syntax, type or key problem found.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refusal([_syntax_problem(text, str(error))]) from error
    lines = TomlLines(text.replace("\r\n", "\n"))
    try:
        return shape.model_validate(document), lines
    except ValidationError as error:
        raise refusal([_shape_problem(each, lines) for each in error.errors()]) from error


def _syntax_problem(text: str, message: str) -> Problem:
    position = _POSITION.search(message)
    line = position["line"] if position else None
    last_line = text.rstrip().count("\n") + 1
    sentence = f"this is not valid TOML: {_POSITION.sub('', message).strip()}"
    return Problem(int(line) if line else last_line, sentence)


def _shape_problem(error: ErrorDetails, lines: TomlLines) -> Problem:
    return Problem(lines.of(error["loc"]), f"{_dotted(error['loc'])} {_reason(error)}")


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str)) or "the file"


def _reason(error: ErrorDetails) -> str:
    given: Any = error["input"]
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a key this file knows"
        case "string_pattern_mismatch":
            return f"may not be {given!r}: it must match {error['ctx']['pattern']}"
        case "value_error" if isinstance(given, dict):
            return f"is wrong: {error['ctx']['error']}"
        case "value_error":
            return f"may not be {given!r}: {error['ctx']['error']}"
        case _:
            return f"may not be {given!r}: {error['msg'][:1].lower()}{error['msg'][1:]}"
