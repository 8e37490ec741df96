"""`python -m tests.house.draw_lifecycle` draws docs/lifecycle.md anew after the table changed."""

from pathlib import Path

from models.diagram import DIAGRAM_END, DIAGRAM_START, mermaid

PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def draw() -> None:
    """Put the table's drawing between the page's marks."""
    before, _, rest = PAGE.read_text().partition(DIAGRAM_START)
    after = rest.partition(DIAGRAM_END)[2]
    PAGE.write_text(f"{before}{DIAGRAM_START}\n```mermaid\n{mermaid()}\n```\n{DIAGRAM_END}{after}")


if __name__ == "__main__":
    draw()
