"""Remember on which line of a TOML file every value stands.

The standard `tomllib` reads TOML well but forgets the lines, and tomlkit keeps the layout without telling
positions. So tomllib parses and judges; this index runs over text that tomllib already accepted, which is
why it may trust the syntax and stay small.
"""

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class TomlLines:
    """The line of every table, key and array element of one valid TOML text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lines: dict[Path, int] = {(): 1}
        self._arrays: dict[Path, int] = {}
        self._read_document()

    def of(self, path: Path) -> int:
        """Give the line of a path such as `("street", 2, "name")`, or of its nearest known parent."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def knows(self, path: Path) -> bool:
        """Tell whether a path stands in the text."""
        return path in self._lines

    def _read_document(self) -> None:
        table: Path = ()
        self._skip_blank()
        while self._at < len(self._text):
            table = self._read_header() if self._text[self._at] == "[" else self._read_pair(table)
            self._skip_blank()

    def _read_header(self) -> Path:
        is_array = self._text.startswith("[[", self._at)
        line = self._line_here()
        self._at += 2 if is_array else 1
        path = self._into_last_elements(self._read_key(), line)
        self._at += 2 if is_array else 1
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, self._arrays[path])
        self._lines[path] = line
        return path

    def _into_last_elements(self, keys: list[str], line: int) -> Path:
        path: Path = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            self._lines.setdefault(path, line)
            if path in self._arrays and place < len(keys) - 1:
                path = (*path, self._arrays[path])
        return path

    def _read_pair(self, table: Path) -> Path:
        line = self._line_here()
        path = table
        for key in self._read_key():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip_blank()
        self._read_value(path)
        return table

    def _read_key(self) -> list[str]:
        keys = []
        while True:
            self._skip_blank()
            keys.append(self._read_simple_key())
            self._skip_blank()
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _read_simple_key(self) -> str:
        if self._text[self._at] in "\"'":
            raw = self._take(_STRING)
            return next(iter(tomllib.loads(f"{raw} = 0")))
        return self._take(_BARE)

    def _read_value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._read_array(path)
        elif opening == "{":
            self._read_inline_table(path)
        else:
            self._take(_STRING if opening in "\"'" else _SCALAR)

    def _read_array(self, path: Path) -> None:
        self._at += 1
        self._skip_blank()
        count = 0
        while self._text[self._at] != "]":
            self._lines[*path, count] = self._line_here()
            self._read_value((*path, count))
            self._skip_comma()
            count += 1
        self._at += 1

    def _read_inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip_blank()
        while self._text[self._at] != "}":
            self._read_pair(path)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip_blank()

    def _skip_blank(self) -> None:
        self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise AssertionError(f"tomllib accepted what this index cannot read: line {self._line_here()}")
        self._at = found.end()
        return found[0]

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line
