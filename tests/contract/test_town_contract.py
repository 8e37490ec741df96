"""The whole engine on every database: raw updates in, messages out."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.mail import InboxUpdate, UpdateState
from tests.databases import settle_organisation
from tests.engine.small import LABEL, ROUTES, counted, plan_tea, small_plan
from tests.harness import Town


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, small_plan())
    async with Town(tmp_path, ROUTES, plan=small_plan(), database=database_url) as town:
        yield town


async def test_a_person_is_met_once_and_answered(town: Town) -> None:
    li_mei = town.person("李梅")

    await town.message(li_mei, "/count")
    await town.message(li_mei, "/count")

    assert [counted(sent) for sent in town.sent_to(li_mei)] == [1, 2]


async def test_of_a_hundred_people_at_once_each_is_answered_in_order(town: Town) -> None:
    people = [town.person(f"居民{number}") for number in range(100)]

    for _ in range(3):
        for who in people:
            town.post(who, "/count")
    await town.settle()

    for who in people:
        assert [counted(sent) for sent in town.sent_to(who)] == [1, 2, 3]


async def test_of_two_who_press_at_once_one_wins_and_the_other_hears_who(town: Town) -> None:
    one, other = town.person("张伟"), town.person("陈静")
    group = town.group("代表群")
    for round_number in range(1, 11):
        await town.message(one, "/prize", chat=group)

        keys = [town.send_press(who, LABEL, chat=group) for who in (one, other)]
        await town.settle()

        alerts = sorted(toast.is_alert for key in keys if (toast := town.telegram.toasts[key]))
        assert alerts == [False, True], round_number


async def test_what_is_due_happens_once_at_its_hour(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")
    await town.work(lambda work: plan_tea(work, li_mei.id, hours=2))

    await town.advance(hours=1)
    before = len(town.sent_to(li_mei))
    await town.advance(hours=3)

    assert (before, len(town.sent_to(li_mei))) == (1, 2)


async def test_everything_that_came_in_is_settled(town: Town) -> None:
    li_mei = town.person("李梅")

    for text in ("/count", "hello", "/nonsense"):
        await town.message(li_mei, text)

    rows = await town.read(lambda session: session.scalars(select(InboxUpdate.state)).all())
    assert rows == [UpdateState.DONE] * 3


