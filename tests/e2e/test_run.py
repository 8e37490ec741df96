"""`huying run` against the local Telegram: ready, healthy, clean to end, nothing lost when killed."""

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
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


def test_figures_and_sentences_of_a_running_bot_are_served_beside_each_other(starts: Starts) -> None:
    local = telegram(starts)
    call(local.address, "/people", {"id": LI_MEI, "first_name": "李梅"})
    bot = starts("bot", "run", BOT_API_URL=local.address)
    call(local.address, f"/people/{LI_MEI}/start", {"bot": BOT})
    until(lambda: len(texts(local)) > 1)

    with urlopen(f"{bot.address}/metrics", timeout=20) as answer:
        figures = answer.read().decode()
    ready = call(bot.address, "/readyz")

    assert 'huying_updates_total{fate="handled"} 1.0' in figures
    assert "huying_update_seconds_count 1.0" in figures
    assert "huying_polls 1.0" in figures
    assert "process_resident_memory_bytes" in figures
    assert all(ready[name]["ok"] for name in ("taking_updates", "database", "telegram", "lag"))
    assert ready["telegram"]["sentence"].startswith("Telegram last answered 0 s ago")


def test_the_log_of_a_town_names_its_updates_and_nobody(starts: Starts, tmp_path: Path) -> None:
    local = telegram(starts)
    call(local.address, "/people", {"id": LI_MEI, "first_name": "王晓兰"})
    starts("bot", "run", BOT_API_URL=local.address, LOG_LEVEL="DEBUG", LOG_FORMAT="json")
    call(local.address, f"/people/{LI_MEI}/start", {"bot": BOT})
    for words in ("我叫王晓兰，电话13912345678，楼下的路灯坏了三天", "共乐社区 3栋", "/mine", "/privacy"):
        before = len(texts(local))
        call(local.address, f"/people/{LI_MEI}/messages", {"chat": BOT, "text": words})
        until(lambda before=before: len(texts(local)) > before + 1)

    lines = [json.loads(line) for line in (tmp_path / "bot.log").read_text().splitlines()]
    handled = [line for line in lines if line["event"] == "update_handled"]
    assert len(handled) == 5
    assert all(line["inbox_id"] and line["update_id"] for line in handled)
    assert len({line["inbox_id"] for line in handled}) == 5
    log = (tmp_path / "bot.log").read_text()
    traces = ("王晓兰", "13912345678", "路灯", "共乐", str(LI_MEI), TOKEN, TOKEN.partition(":")[2])
    assert [trace for trace in traces if trace in log] == []
