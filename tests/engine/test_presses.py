"""The one answer to a press: after the commit, or blank when that takes long; then words come as a message."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from telegram.error import NetworkError

from handlers.routes import Routes
from handlers.talk import Talk, Toast
from models.mail import Card
from models.matter import Kind, Matter
from models.person import Person
from models.refusals_of_staff import JoinLinkUsed
from services.cards import put_card, view
from services.outbox import Address
from services.work import Work
from tests.engine.small import ROUTES, GonePress, small_plan
from tests.harness import Town
from texts.engine import EditSeen, SlowDown, StaleButton
from texts.press import Press
from texts.screen import Button, Screen

LABEL = "这个按钮已过期"
routes = Routes("presses")
refused, answered = threading.Event(), threading.Event()


class SlowPress(Press, verb="test_slow"):
    """Is refused."""


class LinkPress(Press, verb="test_link"):
    """Is answered with an address."""


@routes.command("slow")
def on_slow(talk: Talk) -> None:
    """Show a button that takes long."""
    talk.reply(Screen(EditSeen(), rows=((Button(StaleButton(), SlowPress()),),)))


@routes.press(SlowPress)
def on_slow_press(talk: Talk, _press: SlowPress) -> None:
    """Refuse."""
    refused.set()
    raise JoinLinkUsed


@routes.press(LinkPress)
def on_link(talk: Talk, _press: LinkPress) -> None:
    """Answer with an address."""
    talk.toast = Toast(url="https://t.me/huying_bot?start=x")


looks: list[int] = []


@view("test_view")
def render(_work: Work, _matter: Matter, _card: Card) -> Screen:
    """Show a number, and a button of a feature that is no more."""
    return Screen(SlowDown(looks[0]), rows=((Button(StaleButton(), GonePress()),),))


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path, [*ROUTES, routes], plan=small_plan(), press_patience=1.0) as town:
        yield town


@contextmanager
def slow_disk(town: Town) -> Iterator[None]:
    """Let the refusal's commit not end before the press was answered."""

    def wait(_connection: sa.Connection) -> None:
        assert not refused.is_set() or answered.wait(10)

    sa.event.listen(town.store.database.engine, "commit", wait)
    yield
    sa.event.remove(town.store.database.engine, "commit", wait)


async def test_a_late_refusal_comes_as_a_message_after_a_blank_answer(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/slow")
    answered.clear()
    refused.clear()
    keep = town.telegram.toasts

    class Watched(dict[str, object]):
        def __setitem__(self, key: str, toast: object) -> None:
            super().__setitem__(key, toast)
            answered.set()

    town.telegram.toasts = Watched(keep)  # type: ignore[assignment]
    with slow_disk(town):
        toast = await town.press(li_mei, LABEL)

    assert (toast and toast.text, toast and toast.is_alert) == (None, False)
    assert "邀请" in town.last(li_mei).text


async def test_a_press_can_be_answered_with_an_address(town: Town) -> None:
    key = town.forge(town.person("李梅"), LinkPress().pack(), 1)
    await town.settle()

    assert town.telegram.toasts[key].url == "https://t.me/huying_bot?start=x"


async def test_an_answer_that_cannot_be_given_harms_nothing(town: Town) -> None:
    town.telegram.faults.append(NetworkError("the wire is cut"))

    key = town.forge(town.person("李梅"), LinkPress().pack(), 1)
    await town.settle()

    assert key not in town.telegram.toasts


async def test_a_stale_press_shows_the_matter_as_it_is_now(town: Town) -> None:
    looks[:] = [1]
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")
    await town.work(lambda work: put_card(work, Address(li_mei.id), _matter(work), "test_view"))
    await town.settle()

    looks[:] = [2]
    toast = await town.press(li_mei, LABEL)

    assert toast is not None
    assert (toast.text, toast.is_alert) == (LABEL, True)
    assert "2" in town.last(li_mei).text
    assert town.last(li_mei).edits == 1


def _matter(work: Work) -> Matter:
    person = work.session.scalars(select(Person)).one()
    matter = Matter(author_id=person.id, kind=Kind.REQUEST, created_at=work.now)
    work.session.add(matter)
    work.session.flush()
    return matter
