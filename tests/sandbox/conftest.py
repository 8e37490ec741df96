"""A sandbox of its own for every test, listening on a port that the system chose."""

from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from sandbox.app import Options, Sandbox
from tests.sandbox.phones import Phones


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a client that lets connections go before the sandbox ends."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=90)) as session:
        yield session


@pytest.fixture
async def sandbox() -> AsyncIterator[str]:
    """Run a sandbox without limits; return its address."""
    running = Sandbox(Options(port=0, limits=False))
    yield await running.start()
    await running.stop()


@pytest.fixture
async def phones(sandbox: str, session: aiohttp.ClientSession) -> Phones:
    """Return a settled town."""
    phones = Phones(sandbox, session)
    await phones.settle()
    return phones


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """Return a maker of JPEG pictures."""

    def make(width: int = 640, height: int = 480, colour: str = "green", exif: bytes = b"") -> bytes:
        out = BytesIO()
        Image.new("RGB", (width, height), colour).save(out, "JPEG", exif=exif)
        return out.getvalue()

    return make


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return a folder for a sandbox that must be found again."""
    return tmp_path / "state"
