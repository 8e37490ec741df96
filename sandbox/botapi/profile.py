"""A bot's own profile: commands, name, descriptions, menu button."""

import re

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.scopes import scope_key
from sandbox.views import bot_view

_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_LANGUAGE = re.compile(r"^([a-z]{2})?$")
MAX_COMMANDS, MAX_DESCRIPTION = 100, 256


@method("setMyCommands")
async def set_my_commands(call: Call) -> bool:
    """Set the command list of a scope and language."""
    commands = call.params.array("commands", "commands")
    if commands is None:
        raise bad("commands must be specified")
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    key = _key(call)
    if checked:
        call.bot.commands[key] = checked
    else:
        call.bot.commands.pop(key, None)
    _changed(call)
    return True


@method("getMyCommands")
async def get_my_commands(call: Call) -> list[Json]:
    """Return the command list of exactly this scope and language."""
    return call.bot.commands.get(_key(call), [])


@method("deleteMyCommands")
async def delete_my_commands(call: Call) -> bool:
    """Drop the command list of a scope and language."""
    call.bot.commands.pop(_key(call), None)
    _changed(call)
    return True


@method("setMyName")
async def set_my_name(call: Call) -> bool:
    """Set the bot's name for a language."""
    return _set_word(call, "name", 64)


@method("getMyName")
async def get_my_name(call: Call) -> Json:
    """Return the bot's name for a language."""
    return _get_word(call, "name", call.bot.first_name)


@method("setMyDescription")
async def set_my_description(call: Call) -> bool:
    """Set what an empty chat with the bot shows."""
    return _set_word(call, "description", 512)


@method("getMyDescription")
async def get_my_description(call: Call) -> Json:
    """Return what an empty chat with the bot shows."""
    return _get_word(call, "description", "")


@method("setMyShortDescription")
async def set_my_short_description(call: Call) -> bool:
    """Set what the bot's profile says."""
    return _set_word(call, "short_description", 120)


@method("getMyShortDescription")
async def get_my_short_description(call: Call) -> Json:
    """Return what the bot's profile says."""
    return _get_word(call, "short_description", "")


@method("setChatMenuButton")
async def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input field, of one chat or of all."""
    button = call.params.object("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad("can't parse menu button: unsupported type")
    call.bot.menu_buttons[call.params.text("chat_id")] = button
    _changed(call)
    return True


@method("getChatMenuButton")
async def get_chat_menu_button(call: Call) -> Json:
    """Return the button beside the input field."""
    buttons = call.bot.menu_buttons
    fallback = buttons.get("", {"type": "default"})
    return buttons.get(call.params.text("chat_id"), fallback)


@method("setMyDefaultAdministratorRights")
async def set_my_default_administrator_rights(call: Call) -> bool:
    """Set the rights the bot asks for when it is added as administrator."""
    kind = "channels" if call.params.flag("for_channels") else "groups"
    call.bot.default_rights[kind] = call.params.object("rights", "administrator rights") or {}
    _changed(call)
    return True


@method("getMyDefaultAdministratorRights")
async def get_my_default_administrator_rights(call: Call) -> Json:
    """Return the rights the bot asks for when it is added as administrator."""
    kind = "channels" if call.params.flag("for_channels") else "groups"
    return {**_NO_RIGHTS, **call.bot.default_rights.get(kind, {})}


_NO_RIGHTS = dict.fromkeys(
    (
        "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
    ),
    False,
)  # fmt: skip


@method("getUserProfilePhotos")
async def get_user_profile_photos(call: Call) -> Json:
    """Return a person's pictures; people of the sandbox have none."""
    call.user_id()
    return {"total_count": 0, "photos": []}


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad("can't parse commands: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not _COMMAND.match(name):
        raise bad("BOT_COMMAND_INVALID")
    if not description:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID: command description must be non-empty")
    if len(description) > MAX_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID: command description is too long")
    return {"command": name, "description": description}


def _language(call: Call) -> str:
    language = call.params.text("language_code")
    if not _LANGUAGE.match(language):
        raise bad("invalid language code specified")
    return language


def _key(call: Call) -> str:
    scope = call.params.object("scope", "BotCommandScope")
    return scope_key(call.world, call.bot, scope, _language(call))


def _set_word(call: Call, name: str, most: int) -> bool:
    value = call.params.text(name).strip()
    if len(value) > most:
        raise bad(f"{name.replace('_', ' ')} is too long")
    call.bot.profile[f"{name}:{_language(call)}"] = value
    if name == "name" and value and not call.params.text("language_code"):
        call.bot.first_name = value
    _changed(call)
    return True


def _get_word(call: Call, name: str, fallback: str) -> Json:
    words = call.bot.profile
    value = words.get(f"{name}:{_language(call)}") or words.get(f"{name}:") or fallback
    return {name: value}


def _changed(call: Call) -> None:
    call.world.save_bot(call.bot)
    ident, world = call.bot.id, call.world
    call.services.events.emit("bot", lambda: {"bot": bot_view(world, ident)})
