"""Webhooks: pushed in order, tried again, never beside polling."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.phones import MEI, WEI, Phones, inline, until


class Hook:
    """A bot's web server that answers what it is told to and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] | None = None
        self.busy = 0
        self.busiest = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        """Take one update."""
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        await self.gate.wait()
        self.busy -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply or {}, status=status)

    def texts(self) -> list[str]:
        """Return the words that came."""
        return [update["message"]["text"] for update in self.got if "message" in update]

    async def until_got(self, count: int) -> None:
        """Wait for a number of deliveries."""

        async def is_there() -> bool:
            return len(self.got) >= count

        await until(is_there)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_updates_are_pushed_with_the_secret(phones: Phones, hook: Hook) -> None:
    await phones.bot("setWebhook", url=hook.url, secret_token="s3cret_-")
    await phones.say(MEI, "推过来")

    await hook.until_got(1)

    assert (hook.texts(), hook.secrets) == (["推过来"], ["s3cret_-"])


async def test_what_was_pending_is_pushed_first(phones: Phones, hook: Hook) -> None:
    await phones.say(MEI, "早先")

    await phones.bot("setWebhook", url=hook.url)
    await phones.say(MEI, "后来")
    await hook.until_got(2)

    assert hook.texts() == ["早先", "后来"]


async def test_pending_updates_can_be_dropped(phones: Phones, hook: Hook) -> None:
    await phones.say(MEI, "早先")

    await phones.bot("setWebhook", url=hook.url, drop_pending_updates=True)
    await phones.say(MEI, "后来")
    await hook.until_got(1)

    assert hook.texts() == ["后来"]


async def test_a_failed_delivery_is_tried_again_before_the_next_of_its_chat(phones: Phones, hook: Hook) -> None:
    hook.statuses = [500]
    await phones.bot("setWebhook", url=hook.url)
    await phones.say(MEI, "一")
    await phones.say(MEI, "二")

    await hook.until_got(3)

    assert hook.texts() == ["一", "一", "二"]


async def test_one_chat_waits_while_another_goes_on(phones: Phones, hook: Hook) -> None:
    hook.gate.clear()
    await phones.bot("setWebhook", url=hook.url)
    await phones.say(MEI, "梅一")
    await phones.say(MEI, "梅二")
    await phones.say(WEI, "伟一")

    await hook.until_got(2)

    assert sorted(hook.texts()) == ["伟一", "梅一"]


async def test_a_press_does_not_wait_behind_the_chats_messages(phones: Phones, hook: Hook) -> None:
    sent = await phones.send("按", reply_markup=inline("好"))
    hook.gate.clear()
    await phones.bot("setWebhook", url=hook.url)
    await phones.say(MEI, "一")

    async with asyncio.TaskGroup() as tasks:
        press = {"chat": "huying_bot", "message_id": sent["message_id"], "data": "好"}
        tasks.create_task(phones.post(f"/people/{MEI}/presses", press))
        await hook.until_got(2)
        query = next(update["callback_query"] for update in hook.got if "callback_query" in update)
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"])

    assert query["data"] == "好"


async def test_max_connections_bounds_what_is_under_way(phones: Phones, hook: Hook) -> None:
    hook.gate.clear()
    await phones.bot("setWebhook", url=hook.url, max_connections=1)
    await phones.say(MEI, "梅")
    await phones.say(WEI, "伟")
    await hook.until_got(1)

    hook.gate.set()
    await hook.until_got(2)

    assert hook.busiest == 1


async def test_the_answer_may_carry_a_method(phones: Phones, hook: Hook) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": MEI, "text": "顺带回答"}
    await phones.bot("setWebhook", url=hook.url)
    await phones.say(MEI, "问")

    async def is_answered() -> bool:
        return (await phones.history(MEI))[-1].get("text") == "顺带回答"

    await until(is_answered)

    assert (await phones.history(MEI))[-1]["from"]["is_bot"] is True


async def test_the_info_tells_what_went_wrong(phones: Phones, hook: Hook) -> None:
    hook.statuses = [500, 503]
    await phones.bot("setWebhook", url=hook.url, allowed_updates=["message"])
    await phones.say(MEI, "一")
    await hook.until_got(2)

    info = await phones.bot("getWebhookInfo")

    expected = ["message"], hook.url, 40, "Wrong response from the webhook: 500 Internal Server Error"
    actual = info["allowed_updates"], info["url"], info["max_connections"]
    assert (
        *actual,
        info["last_error_message"].replace("503 Service Unavailable", "500 Internal Server Error"),
    ) == expected


async def test_nobody_at_the_address_is_an_error_and_nothing_is_lost(phones: Phones) -> None:
    await phones.bot("setWebhook", url="http://127.0.0.1:9/hook")
    await phones.say(MEI, "不会丢")

    async def has_failed() -> bool:
        return "last_error_message" in await phones.bot("getWebhookInfo")

    await until(has_failed)
    info = await phones.bot("getWebhookInfo")
    await phones.bot("deleteWebhook")
    texts = [update["message"]["text"] for update in await phones.updates()]

    assert (info["last_error_message"], info["pending_update_count"], texts) == ("Connection refused", 1, ["不会丢"])


async def test_polling_beside_a_webhook_is_a_conflict(phones: Phones, hook: Hook) -> None:
    await phones.bot("setWebhook", url=hook.url)

    code, description = await phones.refusal("getUpdates")

    assert (code, description[:66]) == (409, "Conflict: can't use getUpdates method while webhook is active; use")


async def test_an_empty_address_ends_the_webhook(phones: Phones, hook: Hook) -> None:
    await phones.bot("setWebhook", url=hook.url)
    await phones.bot("setWebhook", url="")

    info = await phones.bot("getWebhookInfo")

    assert (info["url"], await phones.bot("getUpdates")) == ("", [])


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "ftp://x"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "http://x/", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"url": "http://x/", "secret_token": "x" * 257}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(phones: Phones, params: dict[str, str], description: str) -> None:
    assert await phones.refusal("setWebhook", **params) == (400, f"Bad Request: {description}")
