"""`huying run` against the local Telegram: ready, healthy, clean to end, nothing lost when killed."""

import json
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.e2e.conftest import TOKEN, Huying, Running

Starts = Callable[..., Running]
BOT = int(TOKEN.partition(":")[0])
LI_MEI = 100001


def call(address: str, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(address + path, data=data, headers={"Content-Type": "application/json"})
    with urlopen(request, timeout=20) as answer:
        return json.load(answer)


def telegram(starts: Starts) -> Running:
    return starts("sandbox", "--port", "0", "--bot", f"{TOKEN}:huying_test_bot", "--limits", "off")


def until(look: Callable[[], Any], seconds: float = 20) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "nothing came in time"
        time.sleep(0.05)
    return found


def texts(local: Running) -> list[str]:
    return [message.get("text", "") for message in call(local.address, f"/chats/{LI_MEI}?viewer={LI_MEI}")["messages"]]


def test_a_running_bot_is_ready_healthy_and_ends_cleanly(starts: Starts) -> None:
    local = telegram(starts)
    bot = starts("bot", "run", BOT_API_URL=local.address)

    ready, healthy = call(bot.address, "/readyz"), call(bot.address, "/healthz")

    assert ready["status"] == "ready"
    assert healthy["status"] == "ok"
    assert bot.end() == 0


def test_a_start_that_fails_late_ends_and_says_why(starts: Starts, huying: Huying) -> None:
    local = telegram(starts)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        ended = huying("run", BOT_API_URL=local.address, HTTP_PORT=str(taken.getsockname()[1]))

    assert ended.returncode == 2
    assert "HTTP_PORT" in ended.stderr


def test_the_command_menu_is_offered_in_both_languages(starts: Starts) -> None:
    local = telegram(starts)
    starts("bot", "run", BOT_API_URL=local.address)

    chinese = call(f"{local.address}/bot{TOKEN}", "/getMyCommands")["result"]
    english = call(f"{local.address}/bot{TOKEN}", "/getMyCommands", {"language_code": "en"})["result"]

    assert chinese[0] == {"command": "report", "description": "反映诉求"}
    assert english[0] == {"command": "report", "description": "Report something"}


def test_words_sent_while_the_bot_was_killed_are_answered_once(starts: Starts) -> None:
    local = telegram(starts)
    call(local.address, "/people", {"id": LI_MEI, "first_name": "李梅"})
    starts("bot", "run", BOT_API_URL=local.address).end(hard=True)
    call(local.address, f"/people/{LI_MEI}/messages", {"chat": BOT, "text": "楼下的路灯坏了三天了"})

    starts("bot", "run", BOT_API_URL=local.address)

    until(lambda: len(texts(local)) > 1)
    assert sum("楼下的路灯坏了三天了" in text for text in texts(local)) >= 1
    time.sleep(1)
    assert len(texts(local)) == 2


def test_the_webhook_takes_updates_with_the_secret_alone(starts: Starts, free_port: int) -> None:
    local = telegram(starts)
    call(local.address, "/people", {"id": LI_MEI, "first_name": "李梅"})
    bot = starts("bot", "run", BOT_API_URL=local.address, MODE="webhook", WEBHOOK_SECRET="a-secret-of-ours",
                 HTTP_PORT=str(free_port), WEBHOOK_URL=f"http://127.0.0.1:{free_port}/telegram")

    refused = None
    try:
        call(bot.address, "/telegram", {"update_id": 1})
    except HTTPError as error:
        refused = error.code
        error.close()
    call(local.address, f"/people/{LI_MEI}/start", {"bot": BOT})

    assert refused == 403
    until(lambda: len(texts(local)) > 1)
