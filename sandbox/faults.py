"""Failures on demand: what Telegram and the net do on bad days."""

from dataclasses import dataclass
from typing import Any

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json

MODES = ("before", "after", "drop", "drop_after")


@dataclass(slots=True)
class Fault:
    """The next `count` matching calls fail in this way."""

    mode: str
    count: int
    status: int = 500
    method: str = ""
    chat: str = ""
    body: str = ""
    retry_after: int = 0

    @property
    def cuts(self) -> bool:
        """Tell whether the connection is cut instead of answered."""
        return self.mode in ("drop", "drop_after")

    @property
    def is_after(self) -> bool:
        """Tell whether the call is carried out first."""
        return self.mode in ("after", "drop_after")

    def as_json(self) -> Json:
        """Return the error body that Telegram would answer with this status."""
        if self.status == 429 or self.retry_after:
            wait = self.retry_after or 1
            return {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {wait}",
                "parameters": {"retry_after": wait},
            }
        names = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}
        description = names.get(self.status, "Bad Request: injected failure")
        return {"ok": False, "error_code": self.status, "description": description}


class Faults:
    """Failures waiting for their call."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._faults)

    def add(self, request: Json) -> Fault:
        """Plan a failure."""
        fault = Fault(
            mode=_choice(request.get("mode", "before")),
            count=_number(request, "count", 1, 1, 1_000_000),
            status=_number(request, "status", 429 if request.get("retry_after") else 500, 200, 599),
            method=str(request.get("method") or "").lower(),
            chat=str(request.get("chat") or ""),
            body=str(request.get("body") or ""),
            retry_after=_number(request, "retry_after", 0, 0, 86_400),
        )
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every planned failure."""
        self._faults.clear()

    def take(self, method: str, chat: str) -> Fault | None:
        """Return the failure planned for this call, if any, and count it down."""
        for fault in self._faults:
            if fault.method in ("", method) and fault.chat in ("", chat):
                fault.count -= 1
                if fault.count == 0:
                    self._faults.remove(fault)
                return fault
        return None


def _choice(mode: Any) -> str:
    if mode not in MODES:
        raise PeopleError(f"mode must be one of {', '.join(MODES)}.")
    return str(mode)


def _number(request: Json, name: str, fallback: int, low: int, high: int) -> int:
    value = request.get(name, fallback)
    if value is None:
        return fallback
    if not isinstance(value, int) or not low <= value <= high:
        raise PeopleError(f"{name} must be a whole number from {low} to {high}.")
    return value
