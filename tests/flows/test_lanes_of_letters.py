"""Who acts is answered first; what happens by itself, however much of it, waits its turn."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from models.mail import Lane, Letter
from tests.flows.deputies import file_matter, town_of
from tests.harness import Town


async def lanes(town: Town, since: int) -> set[tuple[int, int]]:
    """Return (chat, lane) of the letters put after one."""
    query = select(Letter.chat_id, Letter.lane).where(Letter.id > since)
    return await town.read(lambda session: {(row.chat_id, row.lane) for row in session.execute(query)})


async def newest(town: Town) -> int:
    return await town.read(lambda session: session.scalar(select(Letter.id).order_by(Letter.id.desc()).limit(1)) or 0)


async def test_a_limit_that_passes_puts_nothing_before_the_answers_to_people(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await file_matter(town, li_mei)
        before = await newest(town)

        await town.advance(timedelta(days=2))

        put = await lanes(town, before)
        assert (zhang.id, Lane.NOTICE) in put
        assert {lane for _, lane in put} == {Lane.NOTICE}


async def test_the_card_that_was_pressed_goes_before_the_others(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        await file_matter(town, li_mei)
        before = await newest(town)

        await town.press(zhang, "认领")

        put = await lanes(town, before)
        assert (zhang.id, Lane.INTERACTIVE) in put
        assert (li_mei.id, Lane.INTERACTIVE) in put
        assert (chen.id, Lane.NOTICE) in put
