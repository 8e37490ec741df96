"""The panel of those who dispatch, and its lists."""

from datetime import datetime

from texts.message import Text
from texts.press import Press
from texts.role import SeatName


class Panel(Text):
    """How many matters are open, and when that was counted; where they stand is on the buttons."""

    seat: SeatName
    open: int
    at: datetime
    guessed: Text | None


class GuessedYears(Text):
    """The holidays of these years are not known: limits count Monday to Friday."""

    years: str


class ToUnrouted(Text):
    """The panel's button to what no deputy can claim."""

    count: int


class ToUnclaimed(Text):
    """The panel's button to what waits for a claim."""

    count: int


class ToOverdue(Text):
    """The panel's button to what is late."""

    count: int


class ToDisputed(Text):
    """The panel's button to what was disputed twice."""

    count: int


class ToUrgent(Text):
    """The panel's button to the urgent matters."""

    count: int


class ToStuck(Text):
    """The panel's button to what nobody claimed for too long."""

    count: int


class Refresh(Text):
    """The panel's button that counts anew."""


class ToPanel(Text):
    """The button back to the panel."""


class UnroutedTitle(Text):
    """What no deputy can claim."""

    count: int


class UnclaimedTitle(Text):
    """What waits for a claim."""

    count: int


class UrgentTitle(Text):
    """What is urgent."""

    count: int


class StuckTitle(Text):
    """What nobody claimed for too long, oldest first."""

    count: int


class NothingHere(Text):
    """The list is empty."""


class TakeStuck(Text):
    """The head's button that takes what nobody claimed."""


class Taken(Text):
    """The head has it now."""

    number: str


class StuckForHead(Text):
    """Told to the head: it joined their list."""

    number: str
    count: int


class PanelPress(Press, verb="panel"):
    """Show the panel, counted anew."""


class TakeStuckPress(Press, verb="stuck"):
    """Take what nobody claimed for too long."""

    matter_id: int
    revision: int
