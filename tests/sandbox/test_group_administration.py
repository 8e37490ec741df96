"""Channels, pins, and what an administrator bot does."""

from tests.sandbox.phones import BOT, MEI, WEI, Phones


async def test_a_channel_speaks_for_itself_and_needs_an_administrator(phones: Phones) -> None:
    channel = await phones.group("channel")

    refusal = await phones.refusal("sendMessage", chat_id=channel, text="通知")
    await phones.post(f"/chats/{channel}/members", {"bot": BOT, "status": "administrator"})
    sent = await phones.send("通知", chat=channel)

    assert refusal == (400, "Bad Request: need administrator rights in the channel chat")
    assert (sent["sender_chat"]["id"], "from" in sent) == (channel, False)


async def test_a_channel_post_is_an_update_of_its_own_kind(phones: Phones) -> None:
    channel = await phones.group("channel")
    await phones.post(f"/chats/{channel}/members", {"bot": BOT, "status": "administrator"})
    await phones.updates()

    await phones.say(MEI, "公告", chat=channel)

    assert [update["channel_post"]["text"] for update in await phones.updates()] == ["公告"]


async def test_pins_need_a_right_and_are_announced(phones: Phones) -> None:
    group = await phones.group()
    sent = await phones.send("公告", chat=group)
    pin = {"chat_id": group, "message_id": sent["message_id"]}

    refusal = await phones.refusal("pinChatMessage", **pin)
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    await phones.updates()
    await phones.bot("pinChatMessage", **pin)

    told = [update["message"]["pinned_message"]["text"] for update in await phones.updates()]
    shown = (await phones.get(f"/chats/{group}"))["pinned"]["text"]
    expected = (400, "Bad Request: not enough rights to manage pinned messages in the chat")
    assert (refusal, told, shown) == (expected, ["公告"], "公告")


async def test_what_was_pinned_can_be_unpinned(phones: Phones) -> None:
    first, second = await phones.send("一"), await phones.send("二")
    for sent in (first, second):
        await phones.bot("pinChatMessage", chat_id=MEI, message_id=sent["message_id"])

    await phones.bot("unpinChatMessage", chat_id=MEI)
    left = (await phones.bot("getChat", chat_id=MEI))["pinned_message"]["text"]
    await phones.bot("unpinAllChatMessages", chat_id=MEI)
    none = await phones.refusal("unpinChatMessage", chat_id=MEI)

    assert (left, none) == ("一", (400, "Bad Request: message to unpin not found"))


async def test_an_administrator_bot_manages_members(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    where = {"chat_id": group, "user_id": WEI}

    await phones.bot("restrictChatMember", **where, permissions={"can_send_messages": False})
    muted = await phones.ask("POST", f"/people/{WEI}/messages", {"chat": group, "text": "喂"})
    await phones.bot("banChatMember", **where)
    banned = (await phones.bot("getChatMember", **where))["status"]
    await phones.bot("unbanChatMember", **where)
    free = (await phones.bot("getChatMember", **where))["status"]

    assert (muted[0], banned, free) == (403, "kicked", "left")


async def test_a_member_bot_manages_nobody(phones: Phones) -> None:
    group = await phones.group()

    refusal = await phones.refusal("banChatMember", chat_id=group, user_id=WEI)

    assert refusal == (400, "Bad Request: not enough rights to restrict/unrestrict chat member")


async def test_the_owner_cannot_be_removed(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})

    refusal = await phones.refusal("banChatMember", chat_id=group, user_id=MEI)

    assert refusal == (400, "Bad Request: can't remove chat owner")


async def test_an_administrator_bot_renames_and_invites(phones: Phones) -> None:
    group = await phones.group()
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})

    await phones.bot("setChatTitle", chat_id=group, title="新名")
    await phones.bot("setChatDescription", chat_id=group, description="说明")
    link = await phones.bot("exportChatInviteLink", chat_id=group)
    other = await phones.bot("createChatInviteLink", chat_id=group, name="海报")
    revoked = await phones.bot("revokeChatInviteLink", chat_id=group, invite_link=other["invite_link"])
    await phones.bot("promoteChatMember", chat_id=group, user_id=WEI, can_pin_messages=True)
    await phones.bot("setChatAdministratorCustomTitle", chat_id=group, user_id=WEI, custom_title="站长")
    await phones.bot("setChatPermissions", chat_id=group, permissions={"can_send_messages": False})

    chat = await phones.bot("getChat", chat_id=group)
    wei = await phones.bot("getChatMember", chat_id=group, user_id=WEI)
    told = chat["title"], chat["description"], chat["invite_link"], chat["permissions"]["can_send_messages"]
    assert told == ("新名", "说明", link, False)
    assert (revoked["is_revoked"], wei["custom_title"], wei["can_pin_messages"]) == (True, "站长", True)
