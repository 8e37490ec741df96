"""What is logged says where something broke, and nothing that a person typed or is called."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot.logs import processors
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.mail import InboxUpdate
from services.due import RUNS, plan
from services.work import Work
from tests.harness import Town
from tests.updates import Who

WHO = Who(7312345678, "王晓兰")
WORDS = "我叫王晓兰，电话13912345678，楼下路灯坏了"
ROOT = Path(__file__).parents[2]
CONFIGURED = """
import logging, structlog
from bot.logs import configure
configure("INFO", as_json=%s)
def fail(words):
    typed = words
    try:
        raise KeyError(typed)
    except KeyError as error:
        raise ValueError("chat 7312345678: " + typed) from error
try:
    fail("".join(map(chr, %s)))
except ValueError as error:
    structlog.get_logger("a").error("update_failed", inbox_id=12345678, exc_info=error)
    logging.getLogger("asyncio").error("Task of chat 7312345678 failed", exc_info=error)
"""


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Log as the program does, into a string."""
    written, before = io.StringIO(), structlog.get_config()
    chain = [each for each in processors() if not isinstance(each, structlog.stdlib.ExtraAdder)]
    structlog.configure(processors=[*chain, structlog.processors.JSONRenderer(ensure_ascii=False)],
                        logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    yield written
    structlog.configure(**before)


def broken_feature() -> Routes:
    routes = Routes("broken")

    @routes.content(Content.TEXT)
    def on_text(talk: Talk) -> None:
        typed = talk.incoming.words
        raise ValueError(f"{talk.incoming.user_id} wrote {typed}")

    return routes


def is_clean(log: str) -> bool:
    return not any(part in log for part in ("王晓兰", "7312345678", "13912345678", "路灯"))


async def test_a_failing_handlers_log_holds_neither_words_nor_ids_of_the_person(tmp_path: Path,
                                                                                lines: io.StringIO) -> None:
    async with Town(tmp_path, [broken_feature()], is_strict=False) as town:
        await town.message(WHO, WORDS)

    log = lines.getvalue()
    assert "update_set_aside" in log
    assert "ValueError" in log
    assert "test_logs.py" in log
    assert is_clean(log)


async def test_every_line_of_an_update_names_it_wherever_its_job_runs(tmp_path: Path, lines: io.StringIO) -> None:
    routes = Routes("talkative")

    @routes.content(Content.TEXT)
    def on_text(talk: Talk) -> None:
        structlog.get_logger("rules").info("thought", chat=bool(talk.incoming.chat_id))

    async with Town(tmp_path, [routes]) as town:
        for who in (town.person("李梅"), town.person("陈静")):
            town.post(who, WORDS)
        await town.settle()
        await town.work(lambda work: structlog.get_logger("rules").info("alone"))
        rows = await town.read(lambda session: session.execute(select(InboxUpdate.id, InboxUpdate.update_id)).all())

    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    named = {what: {(each.get("inbox_id"), each.get("update_id")) for each in said if each["event"] == what}
             for what in ("thought", "update_handled", "alone")}
    assert named == {"thought": {tuple(row) for row in rows}, "update_handled": {tuple(row) for row in rows},
                     "alone": {(None, None)}}


async def test_failing_due_work_is_logged_as_carefully(tmp_path: Path, lines: io.StringIO,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(work: Work, row: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setitem(RUNS, "broken", fail)
    async with Town(tmp_path, [], is_strict=False) as town:
        await town.work(lambda work: plan(work, "broken", "x", work.now, "x"))
        await town.settle()

    assert "due_failed" in lines.getvalue()
    assert is_clean(lines.getvalue())


@pytest.mark.parametrize("as_json", [True, False])
def test_the_programs_log_shows_places_but_no_words_and_no_variables(as_json: bool) -> None:
    script = CONFIGURED % (as_json, [ord(letter) for letter in WORDS])

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)

    assert "in fail" in done.stderr
    assert "KeyError" in done.stderr
    assert "12345678" in done.stderr.replace("13912345678", ""), "our own row numbers stay"
    assert is_clean(done.stderr)
    assert done.stderr.count("update_failed") == 1


def test_a_database_error_tells_no_values(tmp_path: Path) -> None:
    from bot.storage.databases import make_engine

    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(Exception, match="no such table") as failed, engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", (WORDS,))
    engine.dispose()

    assert is_clean(str(failed.value))
