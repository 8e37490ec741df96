"""Chromium, a sandbox and its page for the browser tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.demo_walk import PATIENCE, Opens, running_demo
from tests.browser.page_town import ScriptedBot, people_the_town, running_sandbox
from tests.nest import Nest

QUIET = "--disable-background-networking --disable-component-update --disable-sync --no-first-run"
FLAGS = ["--no-sandbox", "--disable-gpu", *QUIET.split()]


@pytest.fixture
def address(nests: dict[str, Nest], tmp_path: Path) -> Iterator[str]:
    """A fresh sandbox on a port that the system chose."""
    with running_sandbox(nests["sandbox"], tmp_path / "sandbox.log", "--port", "0") as address:
        yield address


@pytest.fixture
def bot(address: str) -> Iterator[ScriptedBot]:
    """The town with its bot awake."""
    people_the_town(address)
    scripted = ScriptedBot(address)
    yield scripted
    scripted.close()


expect.set_options(timeout=30_000)
"""A busy machine is slow; a test that fails waits, one that passes does not."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium, shared by the tests of this file."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, bot: ScriptedBot) -> Iterator[Page]:
    """The page on a wide screen; an error in its scripts fails the test."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    opened, errors = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(bot.address)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, running; all tests of one file walk the same town."""
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def opens(browser: Browser, town: str) -> Iterator[Opens]:
    """Open the page as some screen shows it; an error in its scripts fails the test."""
    errors: list[str] = []
    with ExitStack() as stack:
        def open_page(remembered: str = "", **screen: Any) -> Page:
            context = browser.new_context(**screen)
            stack.callback(context.close)
            context.add_init_script(remembered)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(town)
            return page

        yield open_page
    assert errors == []
