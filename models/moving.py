"""What goes through the lifecycle: its number, its state, and the one way to change it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.lifecycle import LIFECYCLE, OPEN, RETURNS, Move, Status
from models.refusals import ImpossibleMove


class Moving:
    """The part of a matter that moves."""

    number: Mapped[str | None] = mapped_column(String(32), unique=True)
    status: Mapped[str] = mapped_column(String(16), default=Status.DRAFT)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes something."""
        return self.status in OPEN

    def may(self, move: Move) -> bool:
        """Tell whether the lifecycle knows this move from the present state."""
        return (Status(self.status), move) in LIFECYCLE

    def move(self, move: Move, back_to: str | None = None) -> Status:
        """Change the state as the lifecycle says; a move that returns names the state it returns to.

        Raises:
            ImpossibleMove: the table has no such move from here; nothing was changed.
        """
        key = (Status(self.status), move)
        target = LIFECYCLE.get(key)
        if back_to is not None:
            target = Status(back_to) if back_to in RETURNS.get(key, ()) else None
        if target is None:
            raise ImpossibleMove(number=self.number or "", status=self.status)
        self.status = target
        return target
