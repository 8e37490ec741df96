"""Every outcome of a letter is written down: what Telegram says, and what nobody knows."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sending.leases import LONGEST_WAIT
from bot.sending.pacing import CEILING, Pacer
from bot.sending.turns import GRACE
from models.mail import Card, Lane, Letter
from tests.engine.telegram_stub import Heard, refusal
from tests.engine.town import WANG_FANG, XIXIANG_GROUP, ZHANG_WEI, Town, say
from texts.screen import Media

PHOTO = Media("photo", "photo-id")
DEAD_ONES: dict[Any, Any] = {"state": "leased", "leased_by": "the dead", "attempts": 1,
                             "lease_until": datetime(2026, 3, 2, 1, 3, tzinfo=UTC)}


def cut(_: Heard) -> str:
    """The connection breaks before the answer."""
    return "cut"


# -- what Telegram says ------------------------------------------------------------------


async def test_a_message_that_is_gone_is_sent_afresh(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old", living=True)
    sender = town.sender()
    await sender.drain()
    await town.edit(card, "new")
    town.telegram.script = [refusal(400, "Bad Request: message to edit not found")]

    await sender.drain()

    assert town.telegram.methods() == ["sendMessage", "editMessageText", "sendMessage"]
    assert (await town.card(card)).message_id == 102


async def test_the_old_message_still_leads_to_the_card_that_was_sent_afresh(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old", view="deputy")
    sender = town.sender()
    await sender.drain()
    await town.edit(card, "new")
    town.telegram.script = [refusal(400, "Bad Request: message can't be edited")]

    await sender.drain()

    known = await town.do(lambda session: session.query(Card.message_id, Card.view).order_by(Card.id).all())
    assert [tuple(row) for row in known] == [(102, "deputy"), (101, "deputy")]


async def test_a_change_that_changes_nothing_is_a_success(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old")
    await town.edit(card, "new")
    sender = town.sender()
    town.telegram.script = [town.telegram._success, refusal(400, "Bad Request: message is not modified: same")]

    await sender.drain()

    assert await town.states() == ["sent", "sent"]


async def test_words_telegram_cannot_parse_go_bare(town: Town) -> None:
    await town.send(ZHANG_WEI, "<b>1 &lt; 2</b>")
    town.telegram.script = [refusal(400, "Bad Request: can't parse entities: oops")]

    await town.sender().drain()

    assert town.telegram.texts() == ["<b>1 &lt; 2</b>", "1 < 2"]
    assert await town.states() == ["sent"]


async def test_a_closed_topic_is_left_for_the_general_one(town: Town) -> None:
    await town.send(XIXIANG_GROUP, "notice", thread_id=7)
    town.telegram.script = [refusal(400, "Bad Request: message thread not found")]

    await town.sender().drain()

    assert [call.params.get("message_thread_id") for call in town.telegram.heard] == [7, None]


async def test_a_letter_telegram_will_never_take_is_set_aside_for_a_person_to_see(town: Town) -> None:
    await town.send(ZHANG_WEI, "x")
    await town.send(ZHANG_WEI, "next")
    town.telegram.script = [refusal(400, "Bad Request: chat not found")]
    sender = town.sender()

    await sender.drain()

    dead, sent = await town.letters()
    assert (dead.state, dead.error, sent.state) == ("dead", "400: Bad Request: chat not found", "sent")
    assert sender.counters.of("dead") == 1


async def test_a_letter_that_cannot_be_worded_harms_no_other(town: Town) -> None:
    await town.send(ZHANG_WEI, say("x", media=(PHOTO,) * 11))
    await town.send(ZHANG_WEI, say("y", media=(Media("photo", None, "no/such/file.jpg"),)))
    await town.send(ZHANG_WEI, "next")

    await town.sender().drain()

    letters = await town.letters()
    assert [letter.state for letter in letters] == ["dead", "dead", "sent"]
    assert letters[1].error == "a file of it cannot be read: FileNotFoundError"


async def test_a_429_holds_its_chat_alone_and_costs_no_try(town: Town) -> None:
    await town.send(ZHANG_WEI, "slow")
    await town.send(WANG_FANG, "quick")
    town.telegram.script = [refusal(429, "Too Many Requests", retry_after=9)]
    sender = town.sender(at_once=1)

    await sender.drain()

    held, sent = await town.letters()
    assert (held.state, held.attempts, sent.state) == ("waiting", 0, "sent")
    assert held.ready_at == town.clock.at + timedelta(seconds=9)
    assert sender.counters.refused_429 == 1


async def test_what_a_former_process_was_told_is_no_news_of_a_bot_too_fast(town: Town) -> None:
    people = (ZHANG_WEI, WANG_FANG, WANG_FANG + 1)
    for person in people:
        await town.send(person, "slow")
        town.telegram.script = [refusal(429, "Too Many Requests", retry_after=3600)]
        await town.sender().drain()
    town.clock.pass_time(LONGEST_WAIT.total_seconds() + 1)
    town.telegram.script = [refusal(429, "Too Many Requests", retry_after=3300)] * len(people)
    after_restart = town.sender(pacer=Pacer())

    async with asyncio.timeout(10):  # a bot that takes itself for too fast would pause for an hour
        await after_restart.drain()

    assert after_restart.counters.refused_429 == len(people)
    assert after_restart.pacer.rate == CEILING


async def test_a_long_429_is_remembered_by_the_pacer_while_its_letter_is_looked_at_now_and_then(town: Town) -> None:
    await town.send(ZHANG_WEI, "slow")
    town.telegram.script = [refusal(429, "Too Many Requests", retry_after=3600)]
    sender = town.sender()

    await sender.drain()
    (held,) = await town.letters()
    town.clock.pass_time(LONGEST_WAIT.total_seconds())
    await sender.drain()

    assert held.ready_at == town.clock.at
    assert (len(town.telegram.heard), await town.states()) == (1, ["waiting"])


# -- perhaps it arrived ------------------------------------------------------------------


@pytest.mark.parametrize("lane", [Lane.INTERACTIVE, Lane.NOTICE])
async def test_an_answer_that_perhaps_arrived_goes_once_more_and_is_marked(town: Town, lane: Lane) -> None:
    await town.send(ZHANG_WEI, "answer", lane=lane)
    town.telegram.script = [cut]
    sender = town.sender()

    await sender.drain()
    town.clock.pass_time(120)
    await sender.drain()

    assert town.telegram.texts() == ["answer", "answer"]
    assert await town.states() == ["maybe_duplicate"]
    assert (sender.counters.of("sent"), sender.counters.of("maybe_duplicate")) == (0, 1)


async def test_an_answer_that_perhaps_arrived_twice_is_not_tried_a_third_time(town: Town) -> None:
    await town.send(ZHANG_WEI, "answer")
    town.telegram.script = [cut, refusal(502, "Bad Gateway")]
    sender = town.sender()

    for _ in range(4):
        await sender.drain()
        town.clock.pass_time(120)

    assert town.telegram.texts() == ["answer", "answer"]
    assert await town.states() == ["unknown"]
    assert sender.counters.of("unknown") == 1


async def test_a_broadcast_that_perhaps_arrived_is_never_repeated(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.BROADCAST)
    town.telegram.script = [refusal(500, "Internal Server Error")]
    sender = town.sender()

    await sender.drain()
    town.clock.pass_time(120)
    await sender.drain()

    assert town.telegram.texts() == ["news"]
    assert await town.states() == ["unknown"]


async def test_a_paid_broadcast_says_so_to_telegram_and_an_answer_never_does(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.PAID)
    await town.send(WANG_FANG, "answer")

    await town.sender(pacer=Pacer(paid=1000, is_on=False)).drain()

    paid = {call.params["text"]: call.params.get("allow_paid_broadcast") for call in town.telegram.heard}
    assert paid == {"news": True, "answer": None}


async def test_what_waits_to_be_paid_for_goes_free_of_charge_once_that_is_switched_off(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.PAID)

    await town.sender().drain()

    assert ["allow_paid_broadcast" in call.params for call in town.telegram.heard] == [False]
    assert await town.states() == ["sent"]


async def test_a_letter_goes_free_of_charge_when_telegram_takes_no_payment(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.PAID)
    town.telegram.script = [refusal(400, "Bad Request: BALANCE_TOO_LOW")]
    sender = town.sender(pacer=Pacer(paid=1000, is_on=False))

    await sender.drain()
    await sender.drain()

    assert ["allow_paid_broadcast" in call.params for call in town.telegram.heard] == [True, False]
    assert await town.states() == ["sent"]


async def test_a_change_that_perhaps_arrived_is_simply_made_again(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old")
    sender = town.sender()
    await sender.drain()
    await town.edit(card, "new", lane=Lane.BROADCAST)
    town.telegram.script = [cut, cut]

    for _ in range(3):
        await sender.drain()
        town.clock.pass_time(120)

    assert town.telegram.texts() == ["old", "new", "new", "new"]
    assert await town.states() == ["sent", "sent"]


async def test_a_letter_that_never_left_is_tried_until_telegram_is_back(town: Town) -> None:
    await town.send(ZHANG_WEI, "news", lane=Lane.BROADCAST)
    sender = town.sender()
    here = town.wire._base
    town.wire._base = "http://telegram.invalid/bot/"
    for _ in range(20):
        await sender.drain()
        town.clock.pass_time(61)

    town.wire._base = here
    await sender.drain()

    assert town.telegram.texts() == ["news"]
    assert await town.states() == ["sent"]


async def test_a_dead_workers_letters_are_settled_when_another_has_led_for_long_enough(town: Town) -> None:
    for chat, lane in ((ZHANG_WEI, Lane.INTERACTIVE), (WANG_FANG, Lane.BROADCAST)):
        await town.send(chat, f"lane {lane}", lane=lane)
    await _leased_by_a_dead_worker(town)
    sender = town.sender(alone=False)

    await sender.drain()
    assert town.telegram.heard == []
    await town.age_leads(GRACE)
    town.clock.pass_time(1)
    await sender.drain()

    assert town.telegram.texts() == ["lane 0"]
    assert await town.states() == ["maybe_duplicate", "unknown"]
    assert (sender.counters.of("maybe_duplicate"), sender.counters.of("unknown")) == (1, 1)


async def test_the_only_process_knows_at_its_start_that_the_last_one_died(town: Town) -> None:
    await town.send(ZHANG_WEI, "answer")
    await _leased_by_a_dead_worker(town)

    await town.sender().drain()

    assert await town.states() == ["maybe_duplicate"]


async def test_a_dead_workers_edit_that_was_to_make_a_message_is_marked_too(town: Town) -> None:
    card = await town.send(ZHANG_WEI, "old")
    await town.do(lambda session: session.query(Letter).update({"state": "cancelled"}))
    await town.edit(card, "new")
    await town.do(lambda session: session.query(Letter).filter(Letter.method == "edit").update(DEAD_ONES))

    await town.sender().drain()

    assert (town.telegram.texts(), await town.states()) == (["new"], ["cancelled", "maybe_duplicate"])


async def _leased_by_a_dead_worker(town: Town) -> None:
    await town.do(lambda session: session.query(Letter).update(DEAD_ONES))
