"""What every room's tests may ask for; its place makes `tests` importable from all of them."""

import gc
import os
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext

import coverage
import pytest
import structlog
from hypothesis import settings

from bot.collector import THRESHOLDS
from tests.nest import Nest, nest
from tests.postgres import fresh_database, running_server

# rich's tracebacks take longer to draw than the tests that break take to run
structlog.configure(processors=[
    structlog.processors.add_log_level,
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
])

settings.register_profile("house", deadline=None)  # on a busy machine a deadline fails what is right
settings.load_profile("house")

gc.set_threshold(*THRESHOLDS)  # as the running bot: a fifth of the suite's time went into looking for rubbish


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let what runs on SQLite for its speed run on PostgreSQL when asked."""
    parser.addoption("--postgres", action="store_true", help="walk all presses on PostgreSQL instead of SQLite")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the address of a PostgreSQL server that all workers of this run share."""
    with running_server(os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex) as address:
        yield address


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Return the address of an empty PostgreSQL database of one's own."""
    with unmeasured(), fresh_database(postgres_server) as address:
        yield address


@pytest.fixture(scope="session")
def nests() -> Iterator[dict[str, Nest]]:
    """Keep a warm parent for processes of the bot and one for sandboxes, which know nothing of each other."""
    with nest("bot.__main__") as bot, nest("sandbox.__main__") as sandbox:
        yield {"bot": bot, "sandbox": sandbox}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let tests marked so run without coverage."""
    with unmeasured() if item.get_closest_marker("unmeasured") else nullcontext():
        return (yield)


@contextmanager
def unmeasured() -> Iterator[None]:
    """Keep coverage from what runs in greenlets, which it takes for one another; SQLite runs the same lines."""
    running = coverage.Coverage.current()
    if running is None:
        yield
        return
    running.stop()
    yield
    running.start()
