"""Files as Telegram takes them: at most ten a message, pictures with videos, documents apart, recordings alone."""

from collections.abc import Iterable

from models.mail import Card, Lane
from services.outbox import Address
from services.work import Work
from texts.message import Text
from texts.screen import Media, Screen

ALBUM = 10
VISUAL = frozenset({"photo", "video"})
VOICE = "voice"


def album_screens(caption: Text, media: Iterable[Media]) -> list[Screen]:
    """Split files into messages; all are kept, in their order within a kind, and each message has the caption."""
    files = list(media)
    visual = [each for each in files if each.kind in VISUAL]
    papers = [each for each in files if each.kind not in VISUAL and each.kind != VOICE]
    voices = [each for each in files if each.kind == VOICE]
    parts = [*_slices(visual, ALBUM), *_slices(papers, ALBUM), *_slices(voices, 1)]
    return [Screen(caption, media=part) for part in parts]


def send_albums(work: Work, to: Address, caption: Text, media: Iterable[Media], *, view: str,
                matter_id: int | None = None, lane: Lane = Lane.INTERACTIVE, key: str | None = None) -> Card | None:
    """Send files without sound, in as many messages as they take.

    Returns:
        The first message's card, for the text that replies to it; None without files.
    """
    cards = [
        work.outbox.send(to, screen, view=view, matter_id=matter_id, lane=lane, silent=True,
                         key=f"{key}:media:{place}" if key else None)
        for place, screen in enumerate(album_screens(caption, media))
    ]
    return cards[0] if cards else None


def _slices(files: list[Media], size: int) -> list[tuple[Media, ...]]:
    return [tuple(files[at:at + size]) for at in range(0, len(files), size)]
