"""Polling: what a bot learns by getUpdates, and when it is forgotten."""

import asyncio

import pytest

from tests.sandbox.phones import BOT, MEI, OTHER_TOKEN, TOKEN, WEI, Phones, Refused


async def test_get_me_tells_who_the_bot_is(phones: Phones) -> None:
    me = await phones.bot("getMe")

    actual = {name: me[name] for name in ("id", "is_bot", "username", "can_read_all_group_messages")}
    assert actual == {
        "id": BOT, "is_bot": True, "username": "huying_bot", "can_read_all_group_messages": False,
    }  # fmt: skip


async def test_methods_may_be_written_in_any_case(phones: Phones) -> None:
    me = await phones.bot("GETme")

    assert me["id"] == BOT


async def test_an_unknown_token_is_unauthorized(phones: Phones) -> None:
    assert await phones.refusal("getMe", OTHER_TOKEN) == (401, "Unauthorized")


async def test_something_that_is_no_token_is_not_found(phones: Phones) -> None:
    assert await phones.refusal("getMe", "nonsense") == (404, "Not Found")


async def test_an_unknown_method_is_not_found(phones: Phones) -> None:
    assert await phones.refusal("sendRichMessage", chat_id=MEI) == (404, "Not Found: method not found")


async def test_updates_come_again_until_the_offset_confirms_them(phones: Phones) -> None:
    await phones.say(MEI, "井盖坏了")
    first = await phones.bot("getUpdates")
    again = await phones.bot("getUpdates", offset=first[0]["update_id"])

    confirmed = await phones.bot("getUpdates", offset=first[0]["update_id"] + 1)

    assert ([u["message"]["text"] for u in first], again, confirmed) == (["井盖坏了"], first, [])


async def test_update_ids_grow_by_one(phones: Phones) -> None:
    for number in range(3):
        await phones.say(MEI, f"第{number}句")

    ids = [update["update_id"] for update in await phones.bot("getUpdates")]

    assert [ident - ids[0] for ident in ids] == [0, 1, 2]


async def test_limit_bounds_the_number_of_updates(phones: Phones) -> None:
    for number in range(3):
        await phones.say(MEI, f"第{number}句")

    updates = await phones.bot("getUpdates", limit=2)

    assert [update["message"]["text"] for update in updates] == ["第0句", "第1句"]


async def test_a_negative_offset_forgets_all_but_the_last(phones: Phones) -> None:
    for number in range(3):
        await phones.say(MEI, f"第{number}句")
    await phones.bot("getUpdates", offset=-1)

    left = await phones.bot("getUpdates")

    assert [update["message"]["text"] for update in left] == ["第2句"]


async def test_a_long_poll_wakes_when_something_is_said(phones: Phones) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(phones.bot("getUpdates", timeout=20))
        await phones.until_polled()
        await phones.say(MEI, "有人吗")

    assert [update["message"]["text"] for update in poll.result()] == ["有人吗"]


async def test_a_second_poller_ends_the_first(phones: Phones) -> None:
    async def first() -> str:
        with pytest.raises(Refused) as refused:
            await phones.bot("getUpdates", timeout=20)
        return refused.value.description

    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(first())
        await phones.until_polled()
        await phones.bot("getUpdates", timeout=0)

    assert poll.result() == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_only_allowed_updates_are_kept(phones: Phones) -> None:
    await phones.bot("getUpdates", allowed_updates=["callback_query"])
    await phones.say(MEI, "没人听")

    assert await phones.bot("getUpdates") == []


async def test_an_empty_list_allows_the_default_kinds_again(phones: Phones) -> None:
    await phones.bot("getUpdates", allowed_updates=["callback_query"])
    await phones.bot("getUpdates", allowed_updates=[])
    await phones.say(MEI, "听到了")

    updates = await phones.bot("getUpdates")

    assert [update["message"]["text"] for update in updates] == ["听到了"]


async def test_two_bots_have_queues_of_their_own(phones: Phones) -> None:
    await phones.post("/bots", {"token": OTHER_TOKEN, "username": "other_bot"})
    await phones.say(WEI, "给另一个", chat="@other_bot")

    mine, others = await phones.bot("getUpdates"), await phones.bot("getUpdates", OTHER_TOKEN)

    assert (mine, others[0]["message"]["text"]) == ([], "给另一个")


@pytest.mark.parametrize("body", [b"not json", b"[1]"])
async def test_a_body_that_is_no_json_object_is_refused(phones: Phones, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{phones.base}/bot{TOKEN}/getUpdates"

    async with phones.session.post(url, data=body, headers=headers) as response:
        answer = await response.json()

    assert (response.status, answer["description"].split(":")[1]) == (400, " can't parse JSON object")


async def test_parameters_may_stand_in_the_address(phones: Phones) -> None:
    url = f"{phones.base}/bot{TOKEN}/sendMessage"

    async with phones.session.get(url, params={"chat_id": MEI, "text": "来自地址 +1"}) as response:
        answer = await response.json()

    assert answer["result"]["text"] == "来自地址 +1"


async def test_an_edited_message_arrives_as_such(phones: Phones) -> None:
    said = await phones.say(MEI, "路灯坏了")
    await phones.say(MEI, "路灯不亮", edit=said["message_id"])

    kinds = [sorted(update)[0] for update in await phones.bot("getUpdates")]

    assert kinds == ["message", "edited_message"]
