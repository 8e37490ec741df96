"""`huying check` looks at everything the bot stands on, and says how to mend what is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from telegram import WebhookInfo

from bot.commands import check_ground
from bot.commands.check_ground import database_findings, disk_findings, media_finding, permission_findings
from bot.commands.check_telegram import webhook_findings
from bot.storage.databases import make_engine
from config.settings import Settings, load
from tests.postgres import new_database, server_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ADDRESS = "https://bot.example.org/telegram"
Findings = list[tuple[bool, str]]


class Disk(NamedTuple):
    """What shutil says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Return settings of a bot whose files are here."""
    monkeypatch.chdir(tmp_path)
    here = {"bot_token": "1:abc", "database_url": f"sqlite:///{tmp_path}/huying.db", "media": tmp_path / "media"}
    return lambda **more: load(**here | more)


def webhook(**told: Any) -> WebhookInfo:
    waiting = told.pop("pending", 0)
    return WebhookInfo(told.pop("url", ADDRESS), False, waiting, **told)


def hooked(settings: Callable[..., Settings]) -> Settings:
    return settings(mode="webhook", webhook_url=ADDRESS, webhook_secret="a-secret-of-ours")


@pytest.mark.parametrize(("told", "is_well", "words"), [
    ({}, True, "0 updates wait"),
    ({"url": ""}, False, "no address"),
    ({"url": "https://elsewhere.org/x"}, False, "another address"),
    ({"pending": 500}, False, "500 updates wait"),
    ({"last_error_date": NOW - timedelta(minutes=5), "last_error_message": "Connection refused"}, False,
     "Connection refused; look at the certificate"),
    ({"last_error_date": NOW - timedelta(days=5), "last_error_message": "Connection refused"}, True, "2026-11-17"),
])
def test_the_webhook_is_held_to_the_settings(settings: Callable[..., Settings], told: dict[str, Any], is_well: bool,
                                             words: str) -> None:
    found = list(webhook_findings(hooked(settings), webhook(**told), NOW))

    assert all(well for well, _ in found) == is_well
    assert words in found[-1][1]


def test_who_polls_needs_no_webhook(settings: Callable[..., Settings]) -> None:
    ((is_well, sentence),) = webhook_findings(settings(), webhook(pending=3), NOW)

    assert is_well
    assert "we poll; Telegram posts to an address, which `huying run` takes back; 3 updates wait" in sentence


def test_a_database_says_its_version_and_that_it_can_be_written(settings: Callable[..., Settings]) -> None:
    found = list(database_findings(settings()))

    assert [well for well, _ in found] == [True, True, True]
    assert found[0][1].startswith("database: SQLite 3.")
    assert found[1][1] == "database: synchronous is FULL"
    assert found[2][1] == "database: can be written"


def test_on_postgresql_a_commit_that_may_be_lost_is_to_be_mended(settings: Callable[..., Settings],
                                                                 postgres_url: str) -> None:
    found = list(database_findings(settings(database_url=postgres_url)))

    assert found[0][1].startswith("database: PostgreSQL ")
    assert found[1] == (False, "database: fsync, full_page_writes, synchronous_commit is off, so commits may be lost "
                               "at a power loss; turn it on in postgresql.conf")
    assert found[2][0]
    engine = make_engine(postgres_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_pooler_that_leads_elsewhere_is_to_be_mended(settings: Callable[..., Settings], postgres_url: str) -> None:
    elsewhere = new_database(server_of(postgres_url))
    other_words = postgres_url.replace("postgresql://", "postgres://")

    found = [list(database_findings(settings(database_url=address, database_direct_url=postgres_url)))[-1]
             for address in (other_words, elsewhere)]

    assert found[0] == (True, "pooler: leads to the same database as the direct address")
    assert (found[1][0], "different databases" in found[1][1]) == (False, True)


def test_a_database_that_is_read_only_is_to_be_mended(settings: Callable[..., Settings],
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(address: str) -> sa.Engine:
        engine = make_engine(address)
        sa.event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
        return engine

    list(database_findings(settings()))
    monkeypatch.setattr(check_ground, "make_engine", closed)

    found = list(database_findings(settings()))

    assert (found[-1][0], "its rights and the disk" in found[-1][1]) == (False, True)


def test_a_disk_that_is_nearly_full_is_to_be_mended(settings: Callable[..., Settings],
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_ground.shutil, "disk_usage", lambda _: Disk(100, 99, 1 << 29))

    found = list(disk_findings(settings()))

    assert found == [(False, "disk: 0.5 GB free for media; make room, a full disk stops the bot"),
                     (False, "disk: 0.5 GB free for database; make room, a full disk stops the bot")]


def test_what_others_can_read_is_to_be_mended(settings: Callable[..., Settings], tmp_path: Path) -> None:
    ours = settings()
    make_engine(ours.database_url).dispose()
    media_finding(ours.media)
    env = tmp_path / ".env"
    env.write_text("HUYING_BOT_TOKEN=1:abc\n")
    env.chmod(0o644)

    found = {sentence: well for well, sentence in permission_findings(ours)}

    assert [sentence for sentence, well in found.items() if not well] == [
        "rights: others on this machine can read .env; chmod 600 .env"]
    assert len(found) == 3, "the database and the media folder are made for their owner alone"
