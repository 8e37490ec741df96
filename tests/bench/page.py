"""Keep the figures of docs/performance.md as the last measurement left them; the words around are written by hand."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


class NoPlace(Exception):
    """The page lacks one of the two marks between which the figures go."""


def put(text: str, figures: str) -> str:
    """Return the page with new figures between its marks.

    Raises:
        NoPlace: the marks are missing or the wrong way round.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlace(NoPlace.__doc__)
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def write(figures: str, page: Path = PAGE) -> None:
    """Write new figures into the page.

    Raises:
        NoPlace: as `put` says.
    """
    page.write_text(put(page.read_text(encoding="utf-8"), figures), encoding="utf-8")
