"""What people of the roster do when they look for matters, for the tests of search and export."""

from pathlib import Path

from bot.media.exporter import Exporter
from handlers import export, search, search_owner
from tests.flows.deputies import ROUTES
from tests.harness import Sent, Town, Who


def search_town(folder: Path, **options: object) -> Town:
    """Return a town in which matters are searched."""
    return Town(folder, [*ROUTES, search.routes, search_owner.routes, export.routes], **options)  # type: ignore[arg-type]


async def look_for(town: Town, who: Who, words: str) -> Sent:
    """Look for words; return the message that shows what was found."""
    await town.message(who, f"/search {words}")
    return town.last(who)


def numbers_in(sent: Sent) -> list[str]:
    """Return the numbers of the matters a page of results opens."""
    return [label.split()[-1] for label in sent.labels if label.split()[-1].startswith("BA-")]


async def export_all(town: Town, folder: Path) -> None:
    """Write and send what was ordered."""
    await Exporter(town.desk, town.catalog, folder).drain()
    await town.settle()
