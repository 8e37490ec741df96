"""docs/scale.md: its tables are the simulation's, the words around them are written by hand."""

from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"


class NoPlace(Exception):
    """The page lacks one of the marks between which a table goes."""


def put(text: str, tables: Mapping[str, str]) -> str:
    """Return the page with every table between its marks.

    Raises:
        NoPlace: a mark is missing.
    """
    for name, table in tables.items():
        begin, end = marks(name)
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise NoPlace(f"{NoPlace.__doc__} {name}")
        text = f"{before}{begin}\n{table}\n{end}{after}"
    return text


def marks(name: str) -> tuple[str, str]:
    """Return the marks around a table."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def shown(text: str, name: str) -> str:
    """Return the table that stands in the page."""
    begin, end = marks(name)
    return text.partition(begin)[2].partition(end)[0].strip()
