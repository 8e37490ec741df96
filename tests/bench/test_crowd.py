"""The closed loop: who writes when, what counts as a reply, and what a reporting person presses."""

from collections.abc import Callable
from random import Random
from typing import Any

import orjson

from tests.bench.crowd import REPORTS_EACH, Crowd
from tests.bench.talkers import PLACES, EchoTalker, MakeTalker, ReportTalker

Raw = dict[str, Any]


class Stage:
    """A crowd whose time is moved by hand, and the bot's side of the wire."""

    def __init__(self, make_talker: MakeTalker = EchoTalker) -> None:
        self.now = 0.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.crowd = Crowd(make_talker, lambda: self.now, lambda wait, act: self.waiting.append((wait, act)))
        self.offset = 0

    def fetch(self) -> list[Raw]:
        updates = [orjson.loads(body) for body in self.crowd.hand_out(self.offset, 100)]
        self.offset = max([self.offset, *(update["update_id"] + 1 for update in updates)])
        return updates

    def fetch_one(self) -> Raw:
        [update] = self.fetch()
        return update

    def send(self, update: Raw, text: str, *labels: str, **params: Any) -> Raw:
        if labels:
            rows = [[{"text": label, "callback_data": f"data of {label}"}] for label in labels]
            params["reply_markup"] = {"inline_keyboard": rows}
        return self.crowd.hear(_chat(update), {"text": text, **params})


def _chat(update: Raw) -> int:
    message = update.get("message") or update["callback_query"]["message"]
    return int(message["chat"]["id"])


def _echo(stage: Stage, update: Raw) -> None:
    stage.send(update, update["message"]["text"])


def test_the_next_update_of_a_chat_is_written_when_the_reply_came() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)

    first = stage.fetch_one()
    before = stage.fetch()
    _echo(stage, first)
    second = stage.fetch_one()

    assert before == []
    assert (second["update_id"], _chat(second)) == (first["update_id"] + 1, _chat(first))


def test_updates_are_repeated_until_they_are_confirmed() -> None:
    stage = Stage()
    stage.crowd.set_load(3, 0.0)

    first = stage.crowd.hand_out(0, 2)
    again = stage.crowd.hand_out(0, 2)
    rest = stage.crowd.hand_out(3, 2)

    assert again == first
    assert [orjson.loads(body)["update_id"] for body in rest] == [3]


def test_a_reply_is_timed_from_writing_and_from_handing_out() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)

    stage.now = 2.0
    update = stage.fetch_one()
    stage.now = 2.5
    _echo(stage, update)

    tally = stage.crowd.take_tally()
    assert (tally.answered, tally.felt, tally.served) == (1, [2.5], [0.5])


def test_a_second_message_is_no_second_reply() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)

    update = stage.fetch_one()
    _echo(stage, update)
    _echo(stage, update)

    tally = stage.crowd.take_tally()
    assert (tally.answered, tally.strays) == (1, 1)


def test_nothing_answers_an_update_that_nobody_fetched() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)
    first = stage.fetch_one()
    _echo(stage, first)

    _echo(stage, first)

    assert (stage.crowd.tally.answered, stage.crowd.tally.strays) == (1, 1)


def test_a_tally_starts_anew_when_it_is_taken() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)
    _echo(stage, stage.fetch_one())

    taken = [stage.crowd.take_tally().answered, stage.crowd.take_tally().answered]

    assert taken == [1, 0]


def test_thinking_chats_write_only_after_their_pause() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 2.0)

    at_once = stage.fetch()
    [(_, act)] = stage.waiting
    act()

    assert at_once == []
    assert len(stage.fetch()) == 1


def test_chats_that_are_too_many_end_with_their_reply() -> None:
    stage = Stage()
    stage.crowd.set_load(2, 0.0)
    updates = stage.fetch()

    stage.crowd.set_load(0, 0.0)
    waiting = len(stage.crowd.open_updates())
    for update in updates:
        _echo(stage, update)

    assert (waiting, stage.crowd.open_updates(), stage.fetch()) == (2, [], [])


def test_a_phone_goes_to_a_new_person_before_anybody_files_too_much() -> None:
    stage = Stage()
    stage.crowd.set_load(1, 0.0)
    people = []

    for _ in range(4 * REPORTS_EACH + 1):
        update = stage.fetch_one()
        people.append(_chat(update))
        _echo(stage, update)

    assert len(set(people[:-1])) == 1
    assert people[-1] not in people[:-1]
    assert stage.crowd.take_tally().reports == REPORTS_EACH


def test_a_report_is_told_pressed_and_submitted() -> None:
    stage = Stage(ReportTalker)
    stage.crowd.set_load(1, 0.0)

    words = stage.fetch_one()
    stage.send(words, "要反映这个问题吗？", "📢 反映这个问题", "不是")
    offered = stage.fetch_one()
    stage.send(offered, "在哪里？", reply_markup={"keyboard": [[{"text": "跳过"}]]})
    place = stage.fetch_one()
    stage.send(place, "是哪一类？", "道路破损", "其他类别")
    category = stage.fetch_one()
    stage.send(category, "有多大？", "一小块", "跳过")
    question = stage.fetch_one()
    stage.send(question, "请核对", "提交", "修改")
    preview = stage.fetch_one()
    stage.send(preview, "已提交，编号 BA-261118-0001", "查看进度", "撤回")

    assert [update["callback_query"]["data"] for update in (offered, category, question, preview)] == [
        "data of 📢 反映这个问题", "data of 道路破损", "data of 跳过", "data of 提交"]
    assert place["message"]["text"] in PLACES
    assert (stage.crowd.tally.answered, stage.crowd.tally.reports) == (6, 1)
    assert "message" in stage.fetch_one()


def test_a_late_message_of_an_earlier_step_is_not_taken_for_the_reply() -> None:
    stage = Stage(ReportTalker)
    stage.crowd.set_load(1, 0.0)
    words = stage.fetch_one()

    stage.send(words, "已提交，编号 BA-261118-0001", "查看进度", "撤回")
    stage.send(words, "是哪一类？", "道路破损")

    assert (stage.crowd.tally.answered, stage.crowd.tally.strays) == (0, 2)


def test_a_press_carries_the_message_as_it_looks_after_its_edits() -> None:
    stage = Stage(ReportTalker)
    stage.crowd.set_load(1, 0.0)
    words = stage.fetch_one()

    sent = stage.send(words, "请稍等")
    stage.crowd.hear(_chat(words), {"message_id": sent["message_id"], "reply_markup": {"inline_keyboard": [
        [{"text": "反映这个问题", "callback_data": "go"}]]}})
    pressed = stage.fetch_one()["callback_query"]["message"]

    assert (pressed["message_id"], pressed["text"]) == (sent["message_id"], "请稍等")


def test_the_same_seed_tells_the_same_stories() -> None:
    said = [[ReportTalker(draw).begin().text for _ in range(20)] for draw in (Random(7), Random(7), Random(8))]

    assert said[0] == said[1] != said[2]
