"""Every kind of message in every step of the deputies' forms: a clear sentence, nothing lost, nothing half-done."""

from pathlib import Path
from typing import Any

import pytest

from tests.flows.deputies import answered, claimed, matter_of, town_of
from tests.harness import Town, Who

MESSAGES: list[dict[str, Any]] = [
    {"text": "<b>&amp; 你好 \u202e\u200b😀"}, {"photo": True}, {"photos": 2}, {"video": True}, {"voice": True},
    {"image": True},
    {"document": "a.pdf"}, {"location": (22.6, 113.85)}, {"venue": (22.6, 113.85, "固戍地铁站", "西乡")},
    {"contact": True}, {"sticker": True}, {"dice": True}, {"text": "长" * 4096}, {"text": "/back"},
]
STEPS = ["answer.write", "answer.day", "answer.reason", "answer.preview", "deputy.ask", "deputy.note", "reply.hold",
         "close.photo", "close.reason"]


async def enter(town: Town, zhang: Who, step: str) -> None:
    """Bring the owner into a step."""
    form, _, name = step.partition(".")
    if form == "answer":
        await town.press(zhang, "答复")
        if name != "write":
            await town.message(zhang, "正在核实。")
            await town.press(zhang, {"day": "先作回应", "reason": "D 暂无法解决", "preview": "A 已解决"}[name])
    elif form == "deputy":
        await town.press(zhang, "追问" if name == "ask" else "备注")
    elif form == "reply":
        card = next(sent for sent in town.sent_to(zhang) if sent.has("答复"))
        await town.message(zhang, "先放着", reply_to=card)
    else:
        await answered(town, zhang)
        await town.press(zhang, "办结")
        if name == "reason":
            await town.press(zhang, "无需照片")


@pytest.mark.parametrize("step", STEPS)
async def test_any_message_is_answered_in_words(tmp_path: Path, step: str) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        for number, content in enumerate(MESSAGES):
            matter_id = await claimed(town, town.person(f"居民{number}") if number else li_mei, zhang)
            await enter(town, zhang, step)
            before = len(town.sent_to(zhang)) + sum(sent.edits for sent in town.sent_to(zhang))
            status = (await matter_of(town, matter_id)).status

            await town.message(zhang, **content)

            after = len(town.sent_to(zhang)) + sum(sent.edits for sent in town.sent_to(zhang))
            assert after > before, (step, content)
            assert (await matter_of(town, matter_id)).status in (status, "closed"), (step, content)
            await town.message(zhang, "/cancel")
