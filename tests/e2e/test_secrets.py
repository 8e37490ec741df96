"""Token, webhook secret and passwords stay inside: in no output, log line, error, representation or page."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from sqlalchemy.exc import OperationalError

from bot.commands.common import plain_errors
from bot.storage.databases import make_engine
from config.settings import Settings, SettingsError, load
from tests.e2e.conftest import Huying, Running, environment
from tests.nest import Nest

TOKEN = "7000000001:" + "S3cretTokenS3cretTokenS3cretToken_x"
PASSWORD = "Pa55word-of-the-database"
HOOK = "S3cretOfTheWebhook"
PROXY = "Pa55word-of-the-proxy"
SECRETS = (TOKEN, TOKEN.partition(":")[2], PASSWORD, HOOK, PROXY)
ALL = {
    "BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": HOOK, "WEBHOOK_URL": "https://example.org/hook", "LOG_LEVEL": "DEBUG",
    "PROXY": f"http://huying:{PROXY}@127.0.0.1:9",
}
AWAY = f"postgresql://huying:{PASSWORD}@127.0.0.1:9/huying"
BROKEN = (AWAY.replace(":9/", ":no-port/"), f"postgresql:/huying:{PASSWORD}@x", f"mysql://huying:{PASSWORD}@x/y",
          f"postgresql://huying:{PASSWORD}@[::1/huying")


def is_clean(words: str) -> bool:
    return not any(secret in words for secret in SECRETS)


@pytest.fixture
def refusing_database() -> Iterator[str]:
    """Serve PostgreSQL's word for a wrong password to everyone; give the address."""
    body = b"SFATAL\0C28P01\0Mpassword authentication failed for user \"huying\"\0\0"
    answer = b"E" + (len(body) + 4).to_bytes(4, "big") + body
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_refuse, args=(server, answer), daemon=True).start()
        yield f"postgresql://huying:{PASSWORD}@127.0.0.1:{server.getsockname()[1]}/huying?sslmode=disable"


def _refuse(server: socket.socket, answer: bytes) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            client.recv(4096)
            client.sendall(answer)


@pytest.mark.parametrize("command", ["check", "run"])
def test_commands_that_meet_an_unreachable_database_tell_no_secret(huying: Huying, command: str) -> None:
    done = huying(command, DATABASE_URL=AWAY, **ALL)

    assert done.returncode != 0
    assert is_clean(done.stdout + done.stderr)


def test_a_wrong_database_password_is_told_without_it(huying: Huying, refusing_database: str) -> None:
    done = huying("migrate", DATABASE_URL=refusing_database, **ALL)

    assert done.returncode == 2
    assert "password authentication failed" in done.stderr
    assert is_clean(done.stdout + done.stderr)


@pytest.mark.parametrize("address", BROKEN)
def test_a_broken_address_is_told_without_its_password(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), plain_errors():
        make_engine(address).connect()

    told = capsys.readouterr()
    assert told.err
    assert is_clean(told.out + told.err)


@pytest.mark.parametrize(("name", "value"), [
    ("bot_token", f"{TOKEN} "), ("bot_token", f"x{TOKEN}"), ("webhook_secret", f"{HOOK} !"), ("http_port", "99999"),
    ("proxy", f"ftp://huying:{PROXY}@x"), ("proxy", f"http://huying:{PROXY}@"), ("mode", "pigeon"),
    ("webhook_url", f"ftp://x:{PASSWORD}@y"), ("database_url", f"oracle://x:{PASSWORD}@y"),
])
def test_wrong_settings_are_told_without_their_values(name: str, value: str) -> None:
    good = {each.lower(): setting for each, setting in ALL.items()}

    with pytest.raises(SettingsError) as wrong:
        load(**{**good, name: value})

    assert str(wrong.value).startswith(f"HUYING_{name.upper()}")
    assert is_clean(f"{wrong.value!s}{wrong.value!r}{wrong.value.__cause__}")


def test_a_bot_that_cannot_reach_telegram_logs_no_secret(nests: dict[str, Nest], tmp_path: Path) -> None:
    assert is_clean(run_for_a_while(nests["bot"], tmp_path / "proxy.log", PROXY=ALL["PROXY"]))
    assert is_clean(run_for_a_while(nests["bot"], tmp_path / "json.log", LOG_FORMAT="json"))


def run_for_a_while(home: Nest, log: Path, **more: str) -> str:
    """Run the bot until it has tried Telegram more than once; return all it said."""
    process = home.hatch(["bot", "run"], environment(log.parent, BOT_TOKEN=TOKEN, LOG_LEVEL="DEBUG", **more), log)
    deadline = time.monotonic() + 60
    while log.read_text().count("telegram_unreachable") < 2:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.terminate()
    process.wait(20)
    with process.stdout as told:
        return told.read() + log.read_text()


def test_a_running_bots_pages_and_log_hold_no_secret(starts: Callable[..., Running], tmp_path: Path) -> None:
    local = starts("sandbox", "--port", "0", "--bot", f"{TOKEN}:huying_test_bot", "--limits", "off")
    bot = starts("bot", "run", BOT_TOKEN=TOKEN, BOT_API_URL=local.address, LOG_LEVEL="DEBUG")

    pages = [urlopen(bot.address + path, timeout=10).read().decode() for path in ("/healthz", "/readyz")]

    assert bot.end() == 0
    assert is_clean("".join(pages))
    assert is_clean((tmp_path / "bot.log").read_text())


def test_settings_show_no_secret() -> None:
    settings = Settings(bot_token=TOKEN, webhook_secret=HOOK, database_url=AWAY, proxy=ALL["PROXY"])

    assert is_clean(repr(settings) + str(settings))


def test_errors_of_settings_and_database_show_no_secret() -> None:
    with pytest.raises(SettingsError) as wrong:
        load(bot_token=f"x{TOKEN}", database_url=AWAY)
    with pytest.raises(OperationalError) as away, make_engine(AWAY).connect():
        pass
    with pytest.raises(SystemExit), plain_errors():
        raise away.value

    chain = [wrong.value, wrong.value.__cause__, away.value, away.value.orig]
    assert is_clean("".join(f"{error!s}{error!r}" for error in chain))
    assert is_clean(repr(make_engine(AWAY)) + str(make_engine(AWAY).url))
