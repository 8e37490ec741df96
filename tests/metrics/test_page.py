"""`/metrics` and `/readyz`: figures for Prometheus, sentences for people, nothing about anybody."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics.meters import UpdateMeters
from bot.metrics.page import MetricsPage, Parts
from bot.metrics.readiness import Readiness, describe_contact, describe_lag
from bot.metrics.tables import Queue, Tables
from bot.storage.store import DatabaseDown
from bot.wire.contact import Contact
from tests.engine.small import POISON, ROUTES, fail_next, small_plan
from tests.harness import Town
from web.health import Health
from web.metrics import metrics_route

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\b(?:huying|process)_\w+")
Series = dict[str, float]


class Figures:
    """A town's figures as Prometheus reads them."""

    def __init__(self, town: Town) -> None:
        self.town, self.contact = town, Contact()
        registry = CollectorRegistry()
        meters = UpdateMeters(registry)
        town.inbox._meters = town.dispatcher._meters = meters
        self.tables = Tables(town.store, fresh_seconds=0, slow_seconds=0)
        self.page = MetricsPage(registry, Parts(
            town.sender.counters, self.contact, self.tables, lambda: town.sender.pacer.rate, lambda: town.sender.leads,
            polls=True))

    async def text(self) -> str:
        return (await self.page.render(""))[1].decode()

    async def labels(self) -> set[str]:
        """Return what is said in words: a resident's number among the seconds is chance."""
        families = text_string_to_metric_families(await self.text())
        return {value for family in families for sample in family.samples for value in sample.labels.values()}

    async def series(self) -> Series:
        families = text_string_to_metric_families(await self.text())
        return {_key(sample.name, sample.labels): sample.value for family in families for sample in family.samples}


def _key(name: str, labels: dict[str, str]) -> str:
    return f"{name} {' '.join(labels.values())}".strip()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path, ROUTES, plan=small_plan(), is_strict=False) as town:
        yield town


@pytest.fixture
def figures(town: Town) -> Figures:
    return Figures(town)


async def test_updates_are_counted_by_their_fate_and_timed(town: Town, figures: Figures) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")
    await town.message(li_mei, "/refuse")
    fail_next(POISON, 2)
    await town.message(li_mei, "", photo="p1")

    series = await figures.series()

    counted = {fate: series[f"huying_updates_total {fate}"]
               for fate in ("received", "handled", "refused", "failed", "set_aside")}
    assert counted == {"received": 3, "handled": 2, "refused": 1, "failed": 2, "set_aside": 0}
    assert series["huying_update_seconds_count"] == 3
    assert series["huying_update_seconds_sum"] > 0


async def test_an_update_that_is_set_aside_is_counted_as_such(town: Town, figures: Figures) -> None:
    fail_next(POISON, 5)
    await town.message(town.person("李梅"), "", photo="p1")

    series = await figures.series()

    assert (series["huying_updates_total failed"], series["huying_updates_total set_aside"]) == (5, 1)
    assert series["huying_dead update"] == 1


async def test_an_update_nobody_can_read_is_counted_as_such_and_tried_once(town: Town, figures: Figures) -> None:
    town.telegram.queue(message={"message_id": 1, "chat": {"id": 5, "type": "private"}})
    await town.settle()

    series = await figures.series()

    assert [series[f"huying_updates_total {fate}"] for fate in ("failed", "set_aside", "unreadable")] == [1, 1, 1]


async def test_letters_are_counted_by_lane_and_outcome(town: Town, figures: Figures) -> None:
    await town.message(town.person("李梅"), "/count")

    series = await figures.series()

    assert series["huying_letters_total interactive sent"] == 1
    assert series["huying_letters_total broadcast dead"] == 0
    assert series["huying_outbox_letters interactive sent"] == 1
    assert (series["huying_leads_sender"], series["huying_polls"], series["huying_pacing_rate"]) == (1, 1, 29.7)


async def test_no_figure_names_anybody(town: Town, figures: Figures) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")
    await town.message(li_mei, "我住在共乐社区，电话13912345678")

    said = await figures.labels()

    assert not any(part in label for part in ("李梅", str(li_mei.id), "13912345678", "共乐") for label in said)


async def test_a_database_that_is_away_leaves_the_other_figures(town: Town, figures: Figures,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_: object) -> object:
        raise DatabaseDown

    monkeypatch.setattr(town.store, "read", away)

    series = await figures.series()

    assert series["huying_database_up"] == 0
    assert "huying_inbox_depth" not in series
    assert "huying_updates_total received" in series


@pytest.fixture
async def client(town: Town, figures: Figures) -> AsyncIterator["TestClient[Any, Any]"]:
    readiness = Readiness(town.store, figures.contact, figures.tables)
    told = {"telegram": readiness.telegram, "lag": readiness.lag}
    health = Health({"database": readiness.database}, told, ready=True)
    pages = web.Application()
    pages.add_routes([*health.routes(), metrics_route(figures.page.render)])
    async with TestClient(TestServer(pages)) as client:
        yield client


async def test_the_page_speaks_both_of_prometheus_formats(client: "TestClient[Any, Any]") -> None:
    plain = await client.get("/metrics")
    open_ = await client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})

    assert plain.headers["Content-Type"].startswith("text/plain")
    assert open_.headers["Content-Type"].startswith("application/openmetrics-text")
    assert (await open_.text()).endswith("# EOF\n")


async def test_readiness_is_a_sentence_for_each_thing_it_stands_on(client: "TestClient[Any, Any]",
                                                                   figures: Figures) -> None:
    figures.contact.answered(200)

    answer = await client.get("/readyz")

    body = await answer.json()
    assert (answer.status, body["status"]) == (200, "ready")
    assert {name: part["ok"] for name, part in body.items() if name != "status"} == {
        "taking_updates": True, "database": True, "telegram": True, "lag": True}
    assert body["telegram"]["sentence"] == "Telegram last answered 0 s ago."
    assert body["lag"]["sentence"].startswith("0 updates wait")


async def test_without_its_database_it_is_not_ready(client: "TestClient[Any, Any]", town: Town,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_: object) -> object:
        raise DatabaseDown

    monkeypatch.setattr(town.store, "read", away)

    answer = await client.get("/readyz")

    body = await answer.json()
    assert (answer.status, body["status"]) == (503, "not ready")
    assert (body["database"]["ok"], body["lag"]["ok"]) == (False, False)


async def test_a_silent_telegram_is_told_and_takes_nobody_out_of_service(client: "TestClient[Any, Any]",
                                                                         figures: Figures) -> None:
    figures.contact.failed()

    answer = await client.get("/readyz")

    body = await answer.json()
    assert (answer.status, body["telegram"]["ok"]) == (200, False)
    assert "never answered; 1 calls failed" in body["telegram"]["sentence"]


def test_silence_alone_is_no_fault_but_failing_for_a_minute_is() -> None:
    contact = Contact()
    contact.answered(200)
    contact._answered_at = (contact._answered_at or 0) - 90

    quiet = describe_contact(contact)
    contact.failed()
    failing = describe_contact(contact)
    contact.answered(429)

    assert (quiet.ok, failing.ok, describe_contact(contact).ok) == (True, False, True)


def test_what_waits_for_more_than_half_a_minute_is_a_fault() -> None:
    assert describe_lag(Queue(3, 29), Queue(1, 2)).ok
    assert not describe_lag(Queue(3, 31), Queue()).ok
    assert not describe_lag(Queue(), Queue(1, 31)).ok


# -- what reads the figures -----------------------------------------------------------------------


def names_in(file: Path) -> set[str]:
    return set(NAME.findall(file.read_text("utf-8")))


@pytest.mark.parametrize("file", ["deploy/grafana/huying.json", "deploy/prometheus/alerts.yml", "docs/operations.md"])
async def test_every_figure_that_is_asked_for_exists(town: Town, figures: Figures, file: str) -> None:
    await town.message(town.person("李梅"), "/count")
    there = {key.partition(" ")[0] for key in await figures.series()}

    asked = names_in(ROOT / file)

    assert len(asked) > 8
    assert asked - there == set()


def test_the_dashboard_is_one_that_grafana_reads() -> None:
    dashboard = json.loads((ROOT / "deploy/grafana/huying.json").read_text("utf-8"))

    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids)) > 10
    assert all(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
