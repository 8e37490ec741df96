"""Keyboards under messages: read, checked against Telegram's limits, normalised."""

from typing import Any

from sandbox.botapi.params import Params
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.text.links import normal_url

MAX_BUTTONS, MAX_IN_ROW = 100, 8
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_LOOKS = ("style", "icon_custom_emoji_id")
_REQUESTS = (
    "request_contact",
    "request_location",
    "request_poll",
    "request_users",
    "request_chat",
    "web_app",
)
_SETTINGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")


def read_markup(params: Params) -> Json | None:
    """Read `reply_markup`.

    Raises:
        ApiError: a button is one Telegram would refuse, in its words.
    """
    markup = params.object("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if (rows := markup.get("inline_keyboard")) is not None:
        keyboard = _rows(rows, _inline_button, "InlineKeyboardMarkup")
        return {"inline_keyboard": keyboard} if keyboard else None
    if (rows := markup.get("keyboard")) is not None:
        keyboard = _rows(rows, _reply_button, "ReplyKeyboardMarkup")
        return {"keyboard": keyboard, **{k: markup[k] for k in _SETTINGS if markup.get(k)}} if keyboard else None
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return {k: v for k, v in markup.items() if v}
    raise bad("object expected as reply markup")


def read_inline(params: Params) -> Json | None:
    """Read `reply_markup` where only an inline keyboard may stand."""
    markup = read_markup(params)
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _rows(rows: Any, button: Any, what: str) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f"can't parse reply keyboard markup JSON object: {what} must be an Array of Arrays")
    keyboard = [[button(cell) for cell in row] for row in rows if row]
    if sum(map(len, keyboard)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in keyboard):
        raise bad("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _text(cell: Any, what: str) -> str:
    text = cell.get("text") if isinstance(cell, dict) else None
    if not isinstance(text, str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad("BUTTON_TEXT_INVALID")
    return text


def _inline_button(cell: Any) -> Json:
    text = _text(cell, "inline keyboard button")
    actions = [name for name in _ACTIONS if cell.get(name) is not None]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action must be specified")
    name = actions[0]
    looks = {key: cell[key] for key in _LOOKS if cell.get(key)}
    return {"text": text, name: _action(name, cell[name]), **looks}


def _action(name: str, value: Any) -> Any:
    if name == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    elif name == "url":
        address = normal_url(str(value))
        if address is None:
            raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        return address
    elif name == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    return value


def _reply_button(cell: Any) -> Json:
    if isinstance(cell, str):
        cell = {"text": cell}
    text = _text(cell, "keyboard button")
    return {"text": text, **{name: cell[name] for name in (*_REQUESTS, *_LOOKS) if cell.get(name)}}
