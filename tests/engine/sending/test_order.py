"""Letters leave once, in the order of their chat, as fast as Telegram allows."""

import asyncio

from bot.sending.pacing import CEILING, Pacer
from bot.sending.sender import OutboxSender
from models.mail import Card, Lane
from tests.engine.telegram_stub import refusal
from tests.engine.town import XIXIANG_GROUP, ZHANG_WEI, Town, button, say, until
from texts.screen import Media

PHOTO = Media("photo", "photo-id")


def paced() -> Pacer:
    """Telegram's limits, without jitter."""
    return Pacer(jitter=lambda: 0.0)


# -- once, in order ------------------------------------------------------------------


async def test_a_letter_is_sent_and_its_message_is_known_by_its_card(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "BA-1")

    await town.sender().drain()

    letter, = await town.letters()
    assert (letter.state, letter.message_id, letter.attempts, letter.leased_by) == ("sent", 101, 1, None)
    assert (await town.card(card)).message_id == 101


async def test_nothing_is_sent_twice_by_a_second_drain_or_worker(town: Town) -> None:
    await town.send(ZHANG_WEI, "BA-1")
    await town.sender().drain()

    await town.sender().drain()

    assert town.telegram.texts() == ["BA-1"]


async def test_letters_of_a_chat_keep_their_order(town: Town) -> None:
    for place in range(5):
        await town.send(ZHANG_WEI, str(place))

    await town.sender().drain()

    assert town.telegram.texts() == ["0", "1", "2", "3", "4"]


async def test_a_letter_waits_while_the_one_before_it_is_retried(town: Town) -> None:
    await town.send(ZHANG_WEI, "first")
    await town.send(ZHANG_WEI, "second")
    town.telegram.script = [refusal(429, "Too Many Requests", retry_after=30)]
    sender = town.sender()

    await sender.drain()
    assert town.telegram.texts() == ["first"]
    town.clock.pass_time(31)
    await sender.drain()

    assert town.telegram.texts() == ["first", "first", "second"]


async def test_an_answer_goes_before_the_broadcast_of_its_chat(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.BROADCAST)
    await town.send(ZHANG_WEI, "answer")

    await town.sender(at_once=1).drain()

    assert town.telegram.texts() == ["answer", "news"]


async def test_a_change_waits_for_the_message_it_changes(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old", lane=Lane.BROADCAST)
    await town.edit(card, "new", lane=Lane.INTERACTIVE)

    await town.sender().drain()

    assert town.telegram.methods() == ["sendMessage", "editMessageText"]
    assert town.telegram.heard[1].params["message_id"] == 101


async def test_the_newest_change_replaces_older_ones(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "0")
    for words in ("1", "2", "3"):
        await town.edit(card, words)

    await town.sender().drain()

    assert town.telegram.texts() == ["0", "3"]
    assert await town.states() == ["sent", "replaced", "replaced", "sent"]


async def test_an_older_change_that_failed_never_comes_after_a_newer_one(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "0")
    sender = town.sender()
    await sender.drain()
    town.telegram.script = [refusal(500, "Internal Server Error")]
    town.telegram.gate = asyncio.Event()
    await town.edit(card, "older", lane=Lane.NOTICE)
    draining = sender._nursery.start(sender.drain())
    await until(lambda: len(town.telegram.heard) == 2)
    await town.edit(card, "newer", lane=Lane.INTERACTIVE)
    town.telegram.gate.set()
    await draining

    town.clock.pass_time(120)
    await sender.drain()

    assert town.telegram.texts() == ["0", "older", "newer"]
    assert await town.states() == ["sent", "replaced", "sent"]


async def test_a_reply_waits_for_what_it_replies_to(town: Town) -> None:
    photo = await town.send(ZHANG_WEI, say("photo", media=(PHOTO,)), lane=Lane.BROADCAST)
    await town.send(ZHANG_WEI, "card", reply_to=photo)

    await town.sender().drain()

    assert town.telegram.heard[1].params["reply_parameters"]["message_id"] == 101


async def test_a_change_fits_what_was_sent(town: Town) -> None:
    card = await town.send(ZHANG_WEI, say("old", media=(PHOTO,)))
    await town.edit(card, say("new", rows=((button("看", "https://a.cn"),),)))

    await town.sender().drain()

    assert town.telegram.methods() == ["sendPhoto", "editMessageCaption"]


async def test_every_picture_of_an_album_leads_to_its_card(town: Town) -> None:
    card = await town.send(ZHANG_WEI, say("three", media=(PHOTO,) * 3), view="deputy", living=True)

    await town.sender().drain()

    cards = await town.do(lambda session: session.query(Card).order_by(Card.message_id).all())
    assert [(known.message_id, known.view, known.living) for known in cards] == [
        (101, "deputy", True), (102, "deputy", False), (103, "deputy", False),
    ]
    assert (await town.card(card)).medium == "album"


# -- limits --------------------------------------------------------------------------------


async def test_a_group_gets_twenty_and_the_rest_a_minute_later(town: Town) -> None:
    for place in range(25):
        await town.send(XIXIANG_GROUP, str(place), lane=Lane.NOTICE)
    sender = town.sender(pacer=paced())

    await _drain_while_time_passes(town, sender)
    first = len(town.telegram.heard)
    town.clock.pass_time(60)
    await _drain_while_time_passes(town, sender)

    assert (first, len(town.telegram.heard)) == (20, 25)
    assert town.telegram.texts() == [str(place) for place in range(25)]


async def test_an_answer_passes_a_waiting_broadcast(town: Town) -> None:
    for chat in range(2000, 2060):
        await town.send(chat, "news", lane=Lane.BROADCAST)
    sender = town.sender(pacer=paced())
    stop = asyncio.Event()
    running = sender._nursery.start(sender.run(stop))
    await until(lambda: len(town.telegram.heard) >= 1)
    await town.send(ZHANG_WEI, "answer")
    sender.wake()

    await until(lambda: "answer" in town.telegram.texts())

    assert len(town.telegram.heard) < 60
    stop.set()
    await running


async def _drain_while_time_passes(town: Town, sender: OutboxSender) -> None:
    drained = asyncio.Event()

    async def drain() -> None:
        await sender.drain()
        drained.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(drain())
        while not drained.is_set():
            town.clock.pass_time(1 / CEILING)
            await asyncio.sleep(0.001)
