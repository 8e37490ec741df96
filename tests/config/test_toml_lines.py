"""The line index agrees with the standard parser about what stands where."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.organisation import BAOAN
from config.policy import DEFAULT
from config.toml_lines import Path, TomlLines

TRICKY = '''\
# comment with [brackets] and = signs
plain = 1
dotted . "quoted key" = "x # no comment ] }"
list = [ # a comment
  1, [ 2,
       3 ],
  { text = """first
"quoted" line""", when = 1979-05-27 07:32:00 },
]

[[outer]]
name = 'it''s'
[[outer.inner]]
value = 1
[[outer]]
[[outer.inner]]
value = 2
[[outer.inner]]
value = 3
[outer.inner.deep]
last = true
'''.replace("'it''s'", "'literal \\'")


def paths(value: Any, here: Path = ()) -> list[Path]:
    children = list(enumerate(value)) if isinstance(value, list) else []
    children = list(value.items()) if isinstance(value, dict) else children
    return [here, *(path for key, child in children for path in paths(child, (*here, key)))]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), 2),
        (("dotted", "quoted key"), 3),
        (("list", 0), 5),
        (("list", 1, 1), 6),
        (("list", 2, "text"), 7),
        (("list", 2, "when"), 8),
        (("outer", 0), 11),
        (("outer", 0, "name"), 12),
        (("outer", 0, "inner", 0, "value"), 14),
        (("outer", 1, "inner", 0, "value"), 17),
        (("outer", 1, "inner", 1, "value"), 19),
        (("outer", 1, "inner", 1, "deep", "last"), 21),
    ],
)
def test_each_value_knows_its_line(path: Path, line: int) -> None:
    assert TomlLines(TRICKY).of(path) == line


def test_a_missing_key_points_at_the_table_that_lacks_it() -> None:
    assert TomlLines(TRICKY).of(("outer", 1, "name")) == 15


@pytest.mark.parametrize("text", [TRICKY, BAOAN.read_text("utf-8"), DEFAULT.read_text("utf-8")])
def test_every_path_the_parser_sees_is_indexed(text: str) -> None:
    lines = TomlLines(text)

    assert [path for path in paths(tomllib.loads(text)) if not lines.knows(path)] == []


@given(st.lists(st.tuples(st.text(min_size=0, max_size=8), st.integers(0, 3)), max_size=8))
def test_any_words_in_strings_leave_the_count_right(values: list[tuple[str, int]]) -> None:
    parts = ["\n" * gap + f"key{n} = {_quoted(text)}\n" for n, (text, gap) in enumerate(values)]
    document = "".join(parts)

    lines = TomlLines(document)

    expected = ["".join(parts[: n + 1]).count("\n") for n in range(len(parts))]
    assert tomllib.loads(document) == {f"key{n}": text for n, (text, _) in enumerate(values)}
    assert [lines.of((f"key{n}",)) for n in range(len(parts))] == expected


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08x}" if not letter.isalnum() else letter for letter in text) + '"'
