"""From a screen of the outbox to a call of the Bot API, in the reader's language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from bot.media.code import code_file
from bot.sending.markup import cut_html, cut_words, strip_html
from bot.wire.calls import Call
from texts.catalog import Catalog, language_of
from texts.message import decode
from texts.screen import CODE, Key, Keys, Media, PackedButton, PackedScreen, decode_screen

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ALBUM_LIMIT = 10
ALBUM = "album"
TEXT = "text"
LOOKS = 1000
"""Looks that are remembered: a broadcast's, questions, menus; 2 or 3 KB each."""
NO_PREVIEW = {"is_disabled": True}
SENDS = {"photo": "sendPhoto", "video": "sendVideo", "voice": "sendVoice", "document": "sendDocument"}
ASKS = {"location": "request_location", "contact": "request_contact"}


@dataclass(frozen=True)
class Envelope:
    """Where a screen goes: a new message of a chat, or one of ours that is changed.

    ``medium`` is what the message to change is (text, photo, video, document, voice or album).
    """

    chat_id: int
    thread_id: int | None = None
    silent: bool = False
    reply_to: int | None = None
    message_id: int | None = None
    medium: str = TEXT


@dataclass(frozen=True)
class Rendered:
    """A call, what its message is and for how many messages it counts."""

    call: Call
    medium: str = TEXT
    cost: int = 1


@dataclass(frozen=True)
class Look:
    """A screen in one language: words, markup and inline buttons as the Bot API takes them, and its media."""

    words: str
    markup: dict[str, Any] | None
    inline: dict[str, Any]
    media: tuple[Media, ...]


def render_send(packed: str, language: str, to: Envelope, catalog: Catalog) -> Rendered:
    """Word a new message."""
    look, params = look_of(packed, language, catalog), _address(to)
    if len(look.media) > 1:
        return _album(look.media, look.words, params)
    if look.markup is not None:
        params["reply_markup"] = look.markup
    if look.media:
        return _medium(look.media[0], look.words, params)
    params |= {"text": cut_html(look.words, TEXT_LIMIT), "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    return Rendered(Call("sendMessage", params))


def render_edit(packed: str, language: str, to: Envelope, catalog: Catalog) -> Rendered:
    """Word the new look of a message: its words and inline buttons; media and reply keyboard stay."""
    look = look_of(packed, language, catalog)
    params: dict[str, Any] = {"chat_id": to.chat_id, "message_id": to.message_id}
    if to.medium != ALBUM:
        params["reply_markup"] = look.inline
    if to.medium != TEXT:
        params |= {"caption": cut_html(look.words, CAPTION_LIMIT), "parse_mode": "HTML"}
        return Rendered(Call("editMessageCaption", params), to.medium)
    if not look.words.strip():
        return Rendered(Call("editMessageReplyMarkup", params))
    params |= {"text": cut_html(look.words, TEXT_LIMIT), "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    return Rendered(Call("editMessageText", params))


def look_of(packed: str, language: str, catalog: Catalog) -> Look:
    """Return a screen of the outbox (JSON) as a reader sees it; what many are shown is worded once."""
    return _look_of(packed, language_of(language), catalog, catalog.year)


@lru_cache(LOOKS)
def _look_of(packed: str, language: str, catalog: Catalog, _year: int | None) -> Look:
    screen = decode_screen(orjson.loads(packed))
    words, inline = catalog.word(screen.text, language), {"inline_keyboard": _inline(screen, language, catalog)}
    # a message carries one markup: buttons win, a menu belongs to a message without them
    return Look(words, inline if screen.rows else _menu(screen.keys, language, catalog), inline, screen.media)


def render_commands(screen: str, language: str, to: Envelope, catalog: Catalog) -> Rendered:
    """Word the commands a chat is offered; without any it is offered everybody's again."""
    packed, language = orjson.loads(screen), language_of(language)
    scope = {"type": "chat", "chat_id": to.chat_id}
    if not packed["commands"]:
        return Rendered(Call("deleteMyCommands", {"scope": scope}))
    commands = [{"command": name, "description": catalog.word(decode(does), language, plain=True)}
                for name, does in packed["commands"]]
    return Rendered(Call("setMyCommands", {"commands": commands, "scope": scope}))


def render_delete(to: Envelope) -> Rendered:
    """Take a message away."""
    return Rendered(Call("deleteMessage", {"chat_id": to.chat_id, "message_id": to.message_id}), to.medium)


def without_markup(call: Call) -> Call:
    """Return the call with its words plain, for when Telegram cannot parse them."""
    params = _plain(call.params)
    if "media" in params:
        params["media"] = [_plain(item) for item in params["media"]]
    return Call(call.method, params, call.files)


def without_thread(call: Call) -> Call:
    """Return the call addressed to the General topic, for when its own topic is gone or closed."""
    params = {name: value for name, value in call.params.items() if name != "message_thread_id"}
    return Call(call.method, params, call.files)


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in params.items() if name != "parse_mode"}
    for name, limit in (("text", TEXT_LIMIT), ("caption", CAPTION_LIMIT)):
        if name in plain:
            plain[name] = cut_words(strip_html(plain[name]), limit)
    return plain


def _address(to: Envelope) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": to.chat_id}
    if to.thread_id is not None:
        params["message_thread_id"] = to.thread_id
    if to.silent:
        params["disable_notification"] = True
    if to.reply_to is not None:
        params["reply_parameters"] = {"message_id": to.reply_to, "allow_sending_without_reply": True}
    return params


def _menu(keys: Keys | None, language: str, catalog: Catalog) -> dict[str, Any] | None:
    if keys is None:
        return None
    return _keyboard(keys, language, catalog) if keys else {"remove_keyboard": True}


def _inline(screen: PackedScreen, language: str, catalog: Catalog) -> list[list[dict[str, str]]]:
    return [[_button(button, language, catalog) for button in line] for line in screen.rows]


def _button(button: PackedButton, language: str, catalog: Catalog) -> dict[str, str]:
    label = catalog.word(button.label, language, plain=True)
    if button.url:
        return {"text": label, "url": button.url}
    return {"text": label, "callback_data": button.data or "-"}


def _keyboard(keys: Keys, language: str, catalog: Catalog) -> dict[str, Any]:
    rows = [[_key(key, language, catalog) for key in line] for line in keys]
    return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}


def _key(key: Key, language: str, catalog: Catalog) -> dict[str, Any]:
    label = {"text": catalog.word(key.label, language, plain=True)}
    return label | {ASKS[key.asks]: True} if key.asks else label


def _kind(item: Media) -> str:
    if item.kind == CODE:
        return "photo"
    return item.kind if item.kind in SENDS else "document"


def _medium(item: Media, words: str, params: dict[str, Any]) -> Rendered:
    kind, files = _kind(item), {}
    if item.file_id:
        params[kind] = item.file_id
    else:
        files[kind] = _path(item)
    if words:
        params |= {"caption": cut_html(words, CAPTION_LIMIT), "parse_mode": "HTML"}
    return Rendered(Call(SENDS[kind], params, files), kind)


def _path(item: Media) -> Path:
    if not item.path:
        raise ValueError(f"a {item.kind} of the screen has neither file id nor path")
    return code_file(item.path) if item.kind == CODE else Path(item.path)


def _album(media: tuple[Media, ...], words: str, params: dict[str, Any]) -> Rendered:
    check_album(media)
    files: dict[str, Path] = {}
    items: list[dict[str, Any]] = []
    for place, item in enumerate(media):
        if not item.file_id:
            files[f"file{place}"] = _path(item)
        items.append({"type": _kind(item), "media": item.file_id or f"attach://file{place}"})
    if words:
        items[0] |= {"caption": cut_html(words, CAPTION_LIMIT), "parse_mode": "HTML"}
    return Rendered(Call("sendMediaGroup", params | {"media": items}, files), ALBUM, len(items))


def check_album(media: tuple[Media, ...]) -> None:
    """Refuse an album that Telegram would.

    Raises:
        ValueError: more than ten items, a voice, or documents among pictures.
    """
    kinds = {_kind(item) for item in media}
    if len(media) > ALBUM_LIMIT:
        raise ValueError(f"an album holds at most {ALBUM_LIMIT} items, not {len(media)}")
    if "voice" in kinds or ("document" in kinds and len(kinds) > 1):
        raise ValueError(f"no album can hold {', '.join(sorted(kinds))} together")
