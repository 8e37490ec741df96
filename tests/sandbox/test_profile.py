"""A bot's profile: commands by scope and language, names, menu button."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, MEI, WEI, Phones

START = {"command": "start", "description": "开始"}


async def offered(phones: Phones, chat: int, viewer: int) -> list[str]:
    page = await phones.get(f"/chats/{chat}?viewer={viewer}")
    return [command["command"] for command in page["commands"]]


async def test_commands_are_kept_by_scope_and_language(phones: Phones) -> None:
    english = [{"command": "start", "description": "Begin"}]
    await phones.bot("setMyCommands", commands=[START])
    await phones.bot("setMyCommands", commands=english, language_code="en")

    got = [await phones.bot("getMyCommands", language_code=code) for code in ("", "en", "de")]

    assert got == [[START], english, []]


async def test_deleted_commands_are_gone(phones: Phones) -> None:
    await phones.bot("setMyCommands", commands=[START])

    await phones.bot("deleteMyCommands")

    assert await phones.bot("getMyCommands") == []


async def test_the_narrowest_scope_is_offered(phones: Phones) -> None:
    group = await phones.group()
    scopes: list[tuple[dict[str, Any] | None, str]] = [
        (None, "all"),
        ({"type": "all_private_chats"}, "private"),
        ({"type": "chat", "chat_id": WEI}, "deputy"),
        ({"type": "all_group_chats"}, "group"),
        ({"type": "all_chat_administrators"}, "admins"),
    ]
    for scope, name in scopes:
        commands = [{"command": name, "description": "x"}]
        await phones.bot("setMyCommands", commands=commands, **({"scope": scope} if scope else {}))

    seen = [await offered(phones, *where) for where in ((MEI, MEI), (WEI, WEI), (group, WEI), (group, MEI))]

    assert seen == [["private"], ["deputy"], ["group"], ["admins"]]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "commands must be specified"),
        ({"commands": [START] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "start", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID: command description must be non-empty",
        ),
        ({"commands": [START], "language_code": "chinese"}, "invalid language code specified"),
        ({"commands": [START], "scope": {"type": "chat", "chat_id": -5}}, "chat not found"),
        ({"commands": [START], "scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
    ],
)
async def test_wrong_commands_are_refused(phones: Phones, params: dict[str, Any], description: str) -> None:
    assert await phones.refusal("setMyCommands", **params) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize("word", ["Name", "Description", "ShortDescription"])
async def test_words_about_the_bot_are_kept_by_language(phones: Phones, word: str) -> None:
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[word]
    await phones.bot(f"setMy{word}", **{field: "呼应"})
    await phones.bot(f"setMy{word}", **{field: "Huying"}, language_code="en")

    got = [(await phones.bot(f"getMy{word}", language_code=code))[field] for code in ("", "en", "fr")]

    assert got == ["呼应", "Huying", "呼应"]


async def test_a_description_has_a_limit(phones: Phones) -> None:
    refusal = await phones.refusal("setMyDescription", description="长" * 513)

    assert refusal == (400, "Bad Request: description is too long")


async def test_the_menu_button_of_a_chat_goes_before_that_of_all(phones: Phones) -> None:
    app = {"type": "web_app", "text": "看板", "web_app": {"url": "https://a.cn/"}}
    await phones.bot("setChatMenuButton", menu_button={"type": "commands"})
    await phones.bot("setChatMenuButton", chat_id=MEI, menu_button=app)

    got = [await phones.bot("getChatMenuButton", chat_id=who) for who in (MEI, WEI)]

    assert got == [app, {"type": "commands"}]


async def test_default_rights_are_kept(phones: Phones) -> None:
    await phones.bot("setMyDefaultAdministratorRights", rights={"can_delete_messages": True})

    groups = await phones.bot("getMyDefaultAdministratorRights")
    channels = await phones.bot("getMyDefaultAdministratorRights", for_channels=True)

    assert (groups["can_delete_messages"], channels["can_delete_messages"]) == (True, False)


async def test_people_have_no_profile_photos(phones: Phones) -> None:
    photos = await phones.bot("getUserProfilePhotos", user_id=MEI)

    assert (photos, BOT) == ({"total_count": 0, "photos": []}, BOT)
