"""Where a demo town lives: its files, who holds it, and how it is forgotten."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from models.worktime import chinese_workday

YEARS_AHEAD = 2


class HeldByAnother(Exception):
    """The town is open in another terminal; the message says where it is shown."""


@dataclass(frozen=True)
class Home:
    """The folder of one demo town; only the names below are ever written or removed in it."""

    path: Path

    @property
    def telegram(self) -> Path:
        """Return the local Telegram's folder."""
        return self.path / "telegram"

    @property
    def media(self) -> Path:
        """Return the folder of the downloaded photos."""
        return self.path / "media"

    @property
    def calendar(self) -> Path:
        """Return the table of holidays and make-up workdays."""
        return self.path / "calendar.csv"

    @property
    def database_url(self) -> str:
        """Return where the bot's database is."""
        return f"sqlite:///{(self.path / 'huying.db').resolve()}"

    def log(self, name: str) -> Path:
        """Return the log of one of the processes."""
        return self.path / f"{name}.log"

    @property
    def is_seeded(self) -> bool:
        """Tell whether a finished town is there."""
        return self._seeded.exists()

    def mark_seeded(self) -> None:
        """Note that the town is finished."""
        self._seeded.touch()

    @property
    def _seeded(self) -> Path:
        return self.path / "seeded"

    def forget(self) -> None:
        """Remove the town, and nothing else that may lie in its folder."""
        self._seeded.unlink(missing_ok=True)
        for folder in (self.telegram, self.media):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (*self.path.glob("huying.db*"), *self.path.glob("*.log"), self.calendar):
            file.unlink(missing_ok=True)

    @contextmanager
    def held(self) -> Iterator[int]:
        """Keep the town to ourselves: two bots on one database would answer everything twice.

        Yields the lock's number: the processes we start keep it open, so that orphans of a killed demo hold it too.

        Raises:
            HeldByAnother: somebody else has it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise HeldByAnother(self._whereabouts()) from None
            yield lock.fileno()

    def show_at(self, address: str) -> None:
        """Note where the town is shown, for whoever asks for it again."""
        (self.path / "address").write_text(address)

    def _whereabouts(self) -> str:
        note = self.path / "address"
        return note.read_text() if note.exists() else ""

    def write_calendar(self, today: date) -> None:
        """Write down which days of this year and the next differ from Monday to Friday."""
        days = (date(today.year, 1, 1) + timedelta(days=n) for n in range(366 * YEARS_AHEAD))
        rows = [f"{day},{kind}" for day in days if (kind := _exception(day))]
        self.calendar.write_text("\n".join(["date,kind", *rows, ""]))


def _exception(day: date) -> str | None:
    works, usual = chinese_workday(day), day.weekday() < 5
    if works is None or works == usual:
        return None
    return "workday" if works else "holiday"
