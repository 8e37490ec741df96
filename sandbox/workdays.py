"""Working days: Monday to Friday, corrected by a table of holidays and make-up workdays."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = time(9, 0)


class Workdays:
    """Knows whether people work on a day."""

    def __init__(self, exceptions: dict[date, bool] | None = None) -> None:
        self._exceptions = exceptions or {}

    @classmethod
    def from_csv(cls, path: Path) -> "Workdays":
        """Read rows of `date,kind` where kind is holiday or workday."""
        exceptions: dict[date, bool] = {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                kind = (row.get("kind") or "").strip()
                if kind not in ("holiday", "workday"):
                    raise ValueError(f"{path}: line {number}: kind must be holiday or workday, not {kind!r}")
                exceptions[date.fromisoformat((row.get("date") or "").strip())] = kind == "workday"
        return cls(exceptions)

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on this day."""
        return self._exceptions.get(day, day.weekday() < 5)

    def next_morning(self, after: datetime) -> datetime:
        """Return the first 09:00 of a working day later than a moment."""
        day = after.astimezone(ZONE).date()
        for _ in range(400):
            morning = datetime.combine(day, MORNING, ZONE)
            if morning > after and self.is_workday(day):
                return morning
            day += timedelta(days=1)
        raise ValueError("the calendar holds no working day within 400 days")
