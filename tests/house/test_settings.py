"""Configuration comes from the environment; a wrong value ends in one sentence naming variable and mend."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Mode, SettingsError, load


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith("HUYING_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield


def test_the_token_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUYING_BOT_TOKEN", "1:abc")

    settings = load()

    assert settings.mode is Mode.POLLING
    assert settings.paid_broadcast == 0
    assert settings.database_url == "sqlite:///huying.db"
    assert settings.organisation.name == "baoan.toml"


def test_an_env_file_works(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HUYING_BOT_TOKEN=1:abc\nHUYING_HTTP_PORT=9000\nOTHER=1\n")

    assert load().http_port == 9000


@pytest.mark.parametrize(("values", "name"), [
    ({}, "HUYING_BOT_TOKEN is missing"),
    ({"bot_token": "nonsense"}, "HUYING_BOT_TOKEN is wrong"),
    ({"bot_token": "1:a", "http_port": "high"}, "HUYING_HTTP_PORT is wrong"),
    ({"bot_token": "1:a", "database_url": "mysql://x"}, "HUYING_DATABASE_URL is wrong"),
    ({"bot_token": "1:a", "bot_api_url": "telegram"}, "HUYING_BOT_API_URL is wrong"),
    ({"bot_token": "1:a", "database_direct_url": "postgresql://x/y"}, "HUYING_DATABASE_DIRECT_URL"),
    ({"bot_token": "1:a", "mode": "carrier pigeon"}, "HUYING_MODE is wrong"),
    ({"bot_token": "1:a", "mode": "webhook"}, "HUYING_WEBHOOK_URL"),
    ({"bot_token": "1:a", "mode": "webhook", "webhook_url": "https://x.org"}, "HUYING_WEBHOOK_SECRET"),
    ({"bot_token": "1:a", "paid_broadcast": "30"}, "HUYING_PAID_BROADCAST is wrong"),
    ({"bot_token": "1:a", "paid_broadcast": "1001"}, "HUYING_PAID_BROADCAST is wrong"),
    ({"bot_token": "1:a", "webhook_secret": "no spaces"}, "HUYING_WEBHOOK_SECRET is wrong"),
])
def test_a_wrong_value_is_one_sentence_naming_the_variable(values: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(**values)

    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("direct", "is_pooled"), [(None, False), ("postgresql://pool/x", False),
                                                   ("postgresql://server/x", True)])
def test_a_direct_address_of_its_own_says_that_the_other_leads_through_a_pooler(direct: str | None,
                                                                                is_pooled: bool) -> None:
    settings = load(bot_token="1:a", database_url="postgresql://pool/x", database_direct_url=direct)

    assert (settings.is_pooled, settings.direct_url) == (is_pooled, direct or "postgresql://pool/x")


def test_the_token_is_never_shown() -> None:
    settings = load(bot_token="123456:secret-part")

    assert "secret-part" not in repr(settings) + str(settings)
