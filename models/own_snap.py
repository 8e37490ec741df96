"""What is told of a deputy's own 随手拍: who filed it acts on it from the start."""

from typing import Any, Protocol


class _Filed(Protocol):
    """A matter as far as this asks."""

    form: Any
    claimed_by: Any


class OwnSnap:
    """The part of a matter that knows whether a deputy filed it as one."""

    @property
    def snap_seat(self: _Filed) -> int | None:
        """Return the seat of the deputy whose own 随手拍 it is; None for what residents file."""
        seat: int | None = (self.form or {}).get("snap_seat")
        return seat

    @property
    def is_own_snap(self: _Filed) -> bool:
        """Tell whether its author still follows it as its owner."""
        seat = (self.form or {}).get("snap_seat")
        return seat is not None and seat == self.claimed_by
