"""Senders as Telegram may describe them: without a name, hidden, and pressing what was never theirs."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features import FEATURES
from models.mail import Card
from tests.flows.deputies import file_matter, forged
from tests.harness import ANONYMOUS_ADMIN, Town, Who
from texts.deputy import DropPress
from texts.look import LookCancelPress


async def test_somebody_without_a_name_is_answered(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        nobody = Who(4242, "")

        await town.message(nobody, "/start")

        assert town.last(nobody).text


async def test_a_hidden_sender_in_a_private_chat_is_asked_to_show_themselves(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        await town.message(ANONYMOUS_ADMIN, "/mine")

        assert len(town.sent_to(ANONYMOUS_ADMIN)) == 1


@pytest.mark.parametrize("press", [DropPress, LookCancelPress])
async def test_leaving_a_form_that_is_not_open_ties_nobody_to_the_matter(
        tmp_path: Path, press: type[DropPress] | type[LookCancelPress]) -> None:
    async with Town(tmp_path, FEATURES) as town:
        matter_id = await file_matter(town, town.person("李梅"))
        stranger = town.person("王强")

        await forged(town, stranger, press(matter_id).pack())
        await forged(town, stranger, press(10**14).pack())

        cards = select(Card.id).where(Card.chat_id == stranger.id, Card.matter_id.is_not(None))
        assert await town.read(lambda session: session.scalars(cards).all()) == []
