"""What a message looks like before it is worded: text, buttons, menu, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from texts.message import Names, Term, Text, decode, encode
from texts.press import Press


@dataclass(frozen=True)
class Button:
    """An inline button: it presses, or opens an address."""

    label: Text | Term | Names
    press: Press | None = None
    url: str | None = None


@dataclass(frozen=True)
class Key:
    """A key of the reply keyboard; ``asks`` is ``"location"`` or ``"contact"`` for Telegram's own questions."""

    label: Text
    asks: str | None = None


CODE = "code"
Rows = tuple[tuple[Button, ...], ...]
Keys = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class Media:
    """A picture or recording: kind photo, video, document or voice; a Telegram file id or a local path.

    Of kind `CODE` it is a QR code, drawn when it is sent; ``path`` then holds its words.
    """

    kind: str
    file_id: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Screen:
    """A message to come: words, inline buttons, reply keyboard (``()`` removes it, None leaves it), media.

    Several media become an album, whose first caption is the text; Telegram gives albums no buttons.
    """

    text: Text
    rows: Rows = ()
    keys: Keys | None = None
    media: tuple[Media, ...] = ()


def row(*buttons: Button) -> tuple[Button, ...]:
    """Return one row of buttons."""
    return buttons


def grid(buttons: Sequence[Button], columns: int = 2) -> Rows:
    """Return buttons in rows."""
    return tuple(tuple(buttons[at:at + columns]) for at in range(0, len(buttons), columns))


def encode_screen(screen: Screen) -> dict[str, Any]:
    """Turn a screen into JSON for the outbox; `decode_screen` is its inverse but for presses, kept packed."""
    packed: dict[str, Any] = {"text": encode(screen.text)}
    if screen.rows:
        packed["rows"] = [[_encode_button(button) for button in line] for line in screen.rows]
    if screen.keys is not None:
        packed["keys"] = [[[encode(key.label), key.asks] for key in line] for line in screen.keys]
    if screen.media:
        packed["media"] = [[item.kind, item.file_id, item.path] for item in screen.media]
    return packed


def _encode_button(button: Button) -> list[Any]:
    return [encode(button.label), button.press.pack() if button.press else None, button.url]


@dataclass(frozen=True)
class PackedButton:
    """A button as the outbox keeps it: callback data instead of a press."""

    label: Text | Term | Names
    data: str | None
    url: str | None


@dataclass(frozen=True)
class PackedScreen:
    """A screen as the sender reads it from the outbox."""

    text: Text
    rows: tuple[tuple[PackedButton, ...], ...] = ()
    keys: Keys | None = None
    media: tuple[Media, ...] = ()


def decode_screen(packed: dict[str, Any]) -> PackedScreen:
    """Turn the outbox's JSON back into a screen, ready to be worded."""
    keys = packed.get("keys")
    return PackedScreen(
        text=decode(packed["text"]),
        rows=tuple(
            tuple(PackedButton(decode(label), data, url) for label, data, url in line)
            for line in packed.get("rows", ())
        ),
        keys=None if keys is None else tuple(tuple(Key(decode(label), asks) for label, asks in line) for line in keys),
        media=tuple(Media(*item) for item in packed.get("media", ())),
    )
