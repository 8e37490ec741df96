"""One town with every feature of the chat, for the tests of its flows."""

import importlib
import pkgutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import handlers
from handlers.routes import Routes
from tests.harness import Town


def all_routes() -> list[Routes]:
    """Return the routes of every feature, as the program collects them."""
    modules = [importlib.import_module(each.name) for each in pkgutil.iter_modules(handlers.__path__, "handlers.")]
    found = (getattr(module, "routes", None) for module in modules)
    return [routes for routes in found if isinstance(routes, Routes)]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path, all_routes()) as town:
        yield town
