"""What every room's tests may ask for; its place makes `tests` importable from all of them."""

from collections.abc import Iterator

import pytest

from tests.postgres import fresh_database, running_server


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a PostgreSQL server that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    is_worker = folder.name.startswith("popen-")
    with running_server(folder.parent if is_worker else folder) as address:
        yield address


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Return the address of an empty PostgreSQL database of one's own."""
    with fresh_database(postgres_server) as address:
        yield address
