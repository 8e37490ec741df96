"""The shorter ways to read presses and plain words tell the same as python-telegram-bot's own."""

from typing import Any

import pytest
from telegram import Bot, Update

from bot.receiving.parsing import parse
from handlers.incoming import read

BOT = Bot("1:token")
PERSON = {"id": 77, "is_bot": False, "first_name": "梅", "last_name": "李", "username": "mei",
          "language_code": "zh-hans", "is_premium": True}
PRIVATE = {"id": 77, "type": "private", "first_name": "梅", "last_name": "李"}
GROUP = {"id": -1001, "type": "supergroup", "title": "桂园社区 <群>", "is_forum": True}
SHOWN = {"text": "诉求", "reply_markup": {"inline_keyboard": [[{"text": "认领", "callback_data": "claim:1"}]]}}


def press(chat: dict[str, Any], **message: Any) -> dict[str, Any]:
    shown = {"message_id": 12, "date": 1_700_000_000, "chat": chat, **SHOWN, **message}
    return {"update_id": 5, "callback_query": {"id": "99", "from": PERSON, "chat_instance": "3", "data": "claim:1",
                                               "message": shown}}


@pytest.mark.parametrize("raw", [
    press(PRIVATE),
    press(GROUP),
    press(GROUP, message_thread_id=8, is_topic_message=True),
    press(PRIVATE, date=0),
    press({**GROUP, "id": 1 << 60}),
], ids=["private", "group", "topic", "inaccessible", "long id"])
def test_a_press_is_read_as_the_library_reads_it(raw: dict[str, Any]) -> None:
    assert read(parse(raw, BOT)) == read(Update.de_json(raw, BOT))


def words(chat: dict[str, Any], **message: Any) -> dict[str, Any]:
    return {"update_id": 7, "message": {"message_id": 13, "date": 1_700_000_000, "chat": chat, "from": PERSON,
                                        "text": "路灯不亮", **message}}


@pytest.mark.parametrize("raw", [
    words(PRIVATE),
    words(GROUP),
    words(PRIVATE, text="/start st_7", entities=[{"type": "bot_command", "offset": 0, "length": 6}]),
    words(GROUP, message_thread_id=8, is_topic_message=True),
    words(PRIVATE, reply_to_message=words(PRIVATE)["message"]),
    words({**PRIVATE, "id": 1 << 60}, text=""),
], ids=["private", "group", "command", "topic", "reply", "long id"])
def test_words_are_read_as_the_library_reads_them(raw: dict[str, Any]) -> None:
    assert read(parse(raw, BOT)) == read(Update.de_json(raw, BOT))


@pytest.mark.parametrize("spoiled", [{"from": None}, {"chat": {"id": 1}}, {"date": "yesterday"}, {"from": {"id": 1}}])
def test_words_that_are_none_raise_for_the_dead_letters(spoiled: dict[str, Any]) -> None:
    with pytest.raises(Exception, match=r".+"):
        parse(words(PRIVATE, **spoiled), BOT)


def test_a_press_without_a_message_or_data_is_left_to_the_library() -> None:
    inline = {"update_id": 6, "callback_query": {"id": "1", "from": PERSON, "chat_instance": "3",
                                                 "inline_message_id": "x", "game_short_name": "g"}}

    assert parse(inline, BOT) == Update.de_json(inline, BOT)


@pytest.mark.parametrize("spoiled", [{"from": None}, {"message": {"message_id": 1}}, {"from": {"id": 1}}])
def test_a_press_that_is_none_raises_for_the_dead_letters(spoiled: dict[str, Any]) -> None:
    raw = press(PRIVATE)

    with pytest.raises(Exception, match=r".+"):
        parse({**raw, "callback_query": {**raw["callback_query"], **spoiled}}, BOT)
