"""What senders of several replicas tell each other: there are letters; nobody leads now."""

from collections.abc import Callable

from bot.storage.notices import Notices

SWEEP_SECONDS = 1.0
UNHEARD_SWEEP_SECONDS = 0.1
"""When a leader cannot hear of the other replicas' letters, it looks for them."""
LETTERS, FREE = "letters", "sender-free"


class Company:
    """The other replicas, as a sender sees them; without notices there are none, or none that can be heard."""

    def __init__(self, notices: Notices | None, *, alone: bool) -> None:
        self._notices = notices or Notices(None)
        self._alone = alone

    def listen(self, leads: Callable[[], bool], look: Callable[[], None]) -> None:
        """Let a sender look when there are letters and it leads, or when nobody leads."""
        self._notices.on(LETTERS, lambda _: look() if leads() else None)
        self._notices.on(FREE, lambda _: look())

    @property
    def sweep_seconds(self) -> float:
        """Return how often one has to look although nobody said anything."""
        return SWEEP_SECONDS if self._alone or self._notices.is_up else UNHEARD_SWEEP_SECONDS

    def tell(self) -> bool:
        """Tell who leads that there are letters; False when nobody can be told."""
        self._notices.tell(LETTERS)
        return self._notices.is_up

    def leave(self) -> None:
        """Tell the others that nobody leads now."""
        self._notices.tell(FREE)
