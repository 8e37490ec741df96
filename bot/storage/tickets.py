"""Jobs and the places where their callers wait for them."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.storage.runners import Job
from models.session import JobSession


@dataclass(slots=True)
class Ticket:
    """A job that waits for the writer, and who waits for it."""

    job: Job[Any]
    future: "asyncio.Future[Any]"
    value: Any = None
    error: BaseException | None = None

    def run(self, session: JobSession) -> None:
        """Run the job; its own error is kept, whatever the way back meets."""
        self.value = self.error = None
        try:
            self.value = self.job(session)
        except BaseException as error:
            self.error = error
            raise

    def fail(self, error: BaseException) -> None:
        """Keep what went wrong around the job."""
        self.value, self.error = None, error

    def settle(self) -> None:
        """Give the result to who waits, if they still do."""
        if self.future.done() or self.future.get_loop().is_closed():
            return
        if self.error is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(self.error)
