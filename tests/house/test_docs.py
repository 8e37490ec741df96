"""The papers say what the house does: drawings, links, decisions and names are held to the code."""

import re
from pathlib import Path

import pytest

from models.diagram import DIAGRAM_END, DIAGRAM_START, mermaid
from models.lifecycle import Status

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md"), *(ROOT / "sandbox" / "page").rglob("README.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAME_IN_FILE = re.compile(r"\[`([\w.]+)`\]\(\.\./([\w/]+\.py)\)")


def test_the_drawn_lifecycle_is_the_one_that_runs() -> None:
    page = (DOCS / "lifecycle.md").read_text()

    drawn = page.partition(DIAGRAM_START)[2].partition(DIAGRAM_END)[0].strip()

    assert drawn == f"```mermaid\n{mermaid()}\n```", "run: python -m tests.house.draw_lifecycle"


def test_every_state_is_explained_once() -> None:
    page = (DOCS / "lifecycle.md").read_text()

    assert re.findall(r"^\| (\w+) \| \S*[一-龥]", page, re.MULTILINE) == [state.value for state in Status]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(page.read_text()) if "://" not in link]

    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_every_decision_is_listed_with_its_title() -> None:
    index = (DOCS / "adr" / "README.md").read_text()
    decisions = sorted((DOCS / "adr").glob("[0-9]*.md"))

    listed = re.findall(r"^\| \[(.+?)\]\((.+?)\) \| \S", index, re.MULTILINE)

    assert listed == [(title(page), page.name) for page in decisions]


def title(page: Path) -> str:
    return page.read_text().partition("\n")[0].removeprefix("# ")


def test_the_tour_names_what_exists() -> None:
    named = NAME_IN_FILE.findall((DOCS / "tour.md").read_text())

    assert len(named) > 80
    assert [f"{file}: {name}" for name, file in named if not defines(ROOT / file, name)] == []


def test_the_threat_model_names_what_exists() -> None:
    named = NAME_IN_FILE.findall((DOCS / "security.md").read_text())

    assert len(named) > 30
    assert [f"{file}: {name}" for name, file in named if not defines(ROOT / file, name)] == []


def defines(file: Path, name: str) -> bool:
    """Tell whether a file defines each part of a dotted name."""
    code = file.read_text() if file.exists() else ""
    return all(re.search(rf"^\s*(async def|def|class) {part}\b|^{part}\b.* =", code, re.MULTILINE)
               for part in name.split("."))
