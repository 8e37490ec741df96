"""Groups: who hears what, who comes and goes, and the move to a supergroup."""

import pytest

from tests.sandbox.phones import BOT, JING, MEI, OTHER_BOT, OTHER_TOKEN, WEI, Phones, Refused


async def heard(phones: Phones, token: str | None = None) -> list[str]:
    updates = await phones.updates(**({"token": token} if token else {}))
    return [update["message"].get("text", "") for update in updates if "message" in update]


async def test_small_talk_is_private(phones: Phones) -> None:
    group = await phones.group()

    await phones.say(MEI, "今天天气不错", chat=group)

    assert await heard(phones) == []


@pytest.mark.parametrize("text", ["/board", "/board@huying_bot", "请问 @huying_bot 在吗"])
async def test_commands_and_mentions_are_heard(phones: Phones, text: str) -> None:
    group = await phones.group()

    await phones.say(MEI, text, chat=group)

    assert await heard(phones) == [text]


@pytest.mark.parametrize("text", ["/board@other_bot", "@other_bot 你好"])
async def test_what_is_for_another_bot_is_not(phones: Phones, text: str) -> None:
    group = await phones.group()

    await phones.say(MEI, text, chat=group)

    assert await heard(phones) == []


async def test_a_reply_to_the_bot_is_heard_and_one_to_a_person_not(phones: Phones) -> None:
    group = await phones.group()
    card = await phones.send("新诉求", chat=group)
    said = await phones.say(WEI, "看到了", chat=group)

    await phones.say(MEI, "回机器人", chat=group, reply_to=card["message_id"])
    await phones.say(MEI, "回张伟", chat=group, reply_to=said["message_id"])

    assert await heard(phones) == ["回机器人"]


async def test_an_administrator_hears_everything(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    await phones.updates()

    await phones.say(MEI, "今天天气不错", chat=group)

    assert await heard(phones) == ["今天天气不错"]


async def test_without_privacy_mode_everything_is_heard(phones: Phones) -> None:
    token = {"token": OTHER_TOKEN, "username": "other_bot", "privacy": False}
    await phones.post("/bots", token)
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": OTHER_BOT})
    await phones.updates(OTHER_TOKEN)

    await phones.say(MEI, "今天天气不错", chat=group)

    assert (await heard(phones, OTHER_TOKEN), await heard(phones)) == (["今天天气不错"], [""])


async def test_a_bare_command_goes_to_the_bot_that_spoke_last(phones: Phones) -> None:
    await phones.post("/bots", {"token": OTHER_TOKEN, "username": "other_bot"})
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": OTHER_BOT})
    await phones.send("我说了话", chat=group)
    await phones.updates()
    await phones.updates(OTHER_TOKEN)

    await phones.say(MEI, "/help", chat=group)

    assert (await heard(phones), await heard(phones, OTHER_TOKEN)) == (["/help"], [])


async def test_bots_do_not_hear_bots(phones: Phones) -> None:
    await phones.post("/bots", {"token": OTHER_TOKEN, "username": "other_bot"})
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": OTHER_BOT})
    await phones.updates(OTHER_TOKEN)

    await phones.send("@other_bot 你好 /help@other_bot", chat=group)

    assert await heard(phones, OTHER_TOKEN) == []


async def test_being_added_and_removed_is_told(phones: Phones) -> None:
    group = await phones.group()

    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "kicked", "by": MEI})

    changes = [update["my_chat_member"] for update in await phones.updates() if "my_chat_member" in update]
    actual = [(c["from"]["id"], c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert actual == [(MEI, "member", "kicked")]


@pytest.mark.parametrize(("kind", "word"), [("group", "group"), ("supergroup", "supergroup")])
async def test_a_kicked_bot_is_shut_out(phones: Phones, kind: str, word: str) -> None:
    group = await phones.group(kind)
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "kicked"})

    refusal = await phones.refusal("sendMessage", chat_id=group, text="喂")

    assert refusal == (403, f"Forbidden: bot was kicked from the {word} chat")


async def test_a_bot_that_left_is_not_a_member(phones: Phones) -> None:
    group = await phones.group()
    await phones.bot("leaveChat", chat_id=group)

    refusal = await phones.refusal("sendMessage", chat_id=group, text="喂")

    assert refusal == (403, "Forbidden: bot is not a member of the supergroup chat")


async def test_people_who_come_and_go_are_announced(phones: Phones) -> None:
    group = await phones.group()

    await phones.post(f"/chats/{group}/members", {"person": JING, "status": "member", "by": MEI})
    await phones.post(f"/chats/{group}/members", {"person": JING, "status": "left"})

    came, went = (update["message"] for update in await phones.updates())
    actual = [user["id"] for user in came["new_chat_members"]], went["left_chat_member"]["id"]
    assert actual == ([JING], JING)


async def test_chat_member_updates_go_to_administrators_that_asked(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    await phones.updates()
    await phones.updates(allowed_updates=["chat_member"])

    await phones.post(f"/chats/{group}/members", {"person": JING})

    updates = await phones.updates()
    assert [update["chat_member"]["new_chat_member"]["user"]["id"] for update in updates] == [JING]


async def test_the_bot_can_ask_who_is_there(phones: Phones) -> None:
    group = await phones.group()

    count = await phones.bot("getChatMemberCount", chat_id=group)
    admins = await phones.bot("getChatAdministrators", chat_id=group)
    wei = await phones.bot("getChatMember", chat_id=group, user_id=WEI)
    jing = await phones.bot("getChatMember", chat_id=group, user_id=JING)
    chat = await phones.bot("getChat", chat_id=group)

    actual = count, [a["user"]["id"] for a in admins], wei["status"], jing["status"], chat["title"]
    assert actual == (3, [MEI], "member", "left", "翻身社区")


async def test_a_stranger_is_not_found(phones: Phones) -> None:
    group = await phones.group()

    refusal = await phones.refusal("getChatMember", chat_id=group, user_id=4242)

    assert refusal == (400, "Bad Request: user not found")


async def test_a_group_that_became_a_supergroup_tells_its_new_number(phones: Phones) -> None:
    group = await phones.group("group")

    moved = (await phones.post(f"/chats/{group}/migrate", {}))["id"]

    with pytest.raises(Refused) as refused:
        await phones.send("喂", chat=group)
    assert refused.value.answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": moved},
    }


async def test_both_chats_say_where_they_moved(phones: Phones) -> None:
    group = await phones.group("group")

    moved = (await phones.post(f"/chats/{group}/migrate", {}))["id"]

    old, new = (update["message"] for update in await phones.updates())
    told = old["chat"]["id"], old["migrate_to_chat_id"], new["chat"]["id"], new["migrate_from_chat_id"]
    assert told == (group, moved, moved, group)


async def test_the_supergroup_keeps_its_people(phones: Phones) -> None:
    group = await phones.group("group")

    moved = await phones.post(f"/chats/{group}/migrate", {})

    sent = await phones.send("都在吗", chat=moved["id"])
    assert (sorted(m["id"] for m in moved["members"]), sent["chat"]["type"]) == ([MEI, WEI, BOT], "supergroup")
