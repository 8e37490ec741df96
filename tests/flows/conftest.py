"""One town with every feature of the chat, for the tests of its flows."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import handlers
from bot.media.clerk import Clerk
from handlers.routes import Routes
from tests.flows.privacy_town import clerk_of
from tests.harness import Town
from tests.whole_reads import watching


def all_routes() -> list[Routes]:
    """Return the routes of every feature, as the program collects them."""
    modules = [importlib.import_module(each.name) for each in pkgutil.iter_modules(handlers.__path__, "handlers.")]
    found = (getattr(module, "routes", None) for module in modules)
    return [routes for routes in found if isinstance(routes, Routes)]


@pytest.fixture(autouse=True)
def nothing_is_read_whole() -> Iterator[None]:
    """Fail the flow whose statement would read a table that grows for ever from end to end."""
    with watching() as found:
        yield
    assert found == []


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path, all_routes()) as town:
        yield town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the media folder."""
    return tmp_path / "media"


@pytest.fixture
def clerk(town: Town, folder: Path) -> Clerk:
    """Return the clerk of the town."""
    return clerk_of(town, folder)
