"""How jobs meet a database: in groups (bot/storage/group_commit.py), or each on its own (bot/storage/fibres.py)."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from models.session import JobSession

T = TypeVar("T")
Job = Callable[[JobSession], T]


class Runner(Protocol):
    """Runs jobs, each in a transaction of its own or none of it."""

    async def run(self, job: Job[T]) -> T:
        """Run a job that may write; what it returns is committed when it is returned."""

    async def read(self, job: Job[T]) -> T:
        """Run a job that only reads."""

    def close(self) -> None:
        """Finish what waits, then end."""
