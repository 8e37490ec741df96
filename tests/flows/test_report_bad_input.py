"""Any content in any step: a clear answer, nothing lost, nothing half-done."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.matter import Matter
from tests.flows.residents import GUSHU, GUSHU_PIN, LIGHT, choose, drafts_of, files_of, newest, to_preview
from tests.harness import Town, Who

Walk = Callable[[Town, Who], Awaitable[object]]


async def _photo(town: Town, who: Who) -> None:
    await town.message(who, LIGHT, photo=True)


async def _offer(town: Town, who: Who) -> None:
    await town.message(who, LIGHT)


async def _album(town: Town, who: Who) -> None:
    await town.message(who, LIGHT, photos=2, album="first")


async def _danger(town: Town, who: Who) -> None:
    await town.message(who, "三楼着火了，浓烟很大", photo=True)


async def _which(town: Town, who: Who) -> None:
    await _photo(town, who)
    await town.message(who, "西乡街道")


async def _more(town: Town, who: Who) -> None:
    await town.message(who, "路灯", photo=True)
    await town.message(who, GUSHU)


async def _category(town: Town, who: Who) -> None:
    await _photo(town, who)
    await town.message(who, GUSHU)


async def _question(town: Town, who: Who) -> None:
    await _category(town, who)
    await town.press(who, "路灯不亮")


async def _rewrite(town: Town, who: Who) -> None:
    await to_preview(town, who)
    await town.press(who, "修改")
    await town.press(who, "文字")


async def _files(town: Town, who: Who) -> None:
    await to_preview(town, who)
    await town.press(who, "修改")
    await town.press(who, "照片")


STEPS: dict[str, Walk] = {
    "offer": _offer, "album": _album, "danger": _danger, "place": _photo, "which": _which, "more": _more,
    "category": _category, "question": _question, "preview": to_preview, "rewrite": _rewrite, "files": _files,
}
CONTENTS: dict[str, tuple[str | None, dict[str, Any]]] = {
    "words": ("旁边还有一盏", {}),
    "one letter": ("a", {}),
    "html": ("<b>路灯</b> & <script>alert(1)</script>", {}),
    "4096 letters": ("灯" * 4096, {}),
    "emoji": ("😀👨‍👩‍👧‍👦🇨🇳", {}),
    "marks": ("\u202e\u200b\u2066路灯\u2069\ufeff", {}),
    "braces": ("{0} {words} %s \\n", {}),
    "nothing visible": ("\u200b\u200e", {}),
    "photo": (None, {"photo": True}),
    "photo and words": ("再发一张", {"photo": True}),
    "album": (None, {"photos": 3}),
    "image file": (None, {"image": True}),
    "video": (None, {"video": True}),
    "voice": (None, {"voice": True}),
    "too large a video": (None, {"video": True, "size": 21 * 1024 * 1024}),
    "too large with words": ("视频很大", {"video": True, "size": 21 * 1024 * 1024}),
    "document": (None, {"document": "report.pdf"}),
    "sticker": (None, {"sticker": True}),
    "dice": (None, {"dice": True}),
    "contact": (None, {"contact": True}),
    "pin": (None, {"location": GUSHU_PIN}),
    "pole": (None, {"location": (90.0, -180.0)}),
    "venue": (None, {"venue": (*GUSHU_PIN, "固戍地铁站", "")}),
    "unknown command": ("/nonsense", {}),
    "help": ("帮助", {}),
    "settings": ("设置", {}),
    "my matters": ("我的诉求", {}),
    "snap": ("随手拍", {}),
    "back": ("/back", {}),
    "cancel": ("/cancel", {}),
    "start": ("/start", {}),
    "language": ("/language", {}),
    "privacy": ("/privacy", {}),
}


@pytest.mark.parametrize("step", STEPS)
async def test_any_content_is_answered_and_never_loses_the_draft(town: Town, step: str) -> None:
    resident = town.person("李梅")
    await STEPS[step](town, resident)
    draft = await newest(town, resident)

    for name, (text, content) in CONTENTS.items():
        known = _memory(await newest_of(town, resident, draft.id))
        before = _look(town, resident)
        await town.message(resident, text, **content)
        await town.advance(seconds=2)

        now = await newest_of(town, resident, draft.id)
        assert _look(town, resident) != before, f"{name!r} in {step} is not answered"
        assert "抱歉" not in town.last(resident).text, f"{name!r} in {step} broke something"
        assert len(await files_of(town, now)) >= 1 or step == "offer"
        assert known <= _memory(now) or name in ("words", "marks", "braces") or step in ("rewrite", "more")
        await town.message(resident, "我的诉求")
        await town.press(resident, "继续填写")


@pytest.mark.parametrize("name", CONTENTS)
async def test_any_content_at_the_first_step_is_answered(town: Town, name: str) -> None:
    resident = town.person("李梅")
    text, content = CONTENTS[name]
    await town.message(resident, "反映诉求")
    before = _look(town, resident)

    await town.message(resident, text, **content)
    await town.advance(seconds=2)

    assert _look(town, resident) != before
    assert "抱歉" not in town.last(resident).text


@pytest.mark.parametrize("name", CONTENTS)
async def test_any_content_outside_any_form_is_answered(town: Town, name: str) -> None:
    resident = town.person("李梅")
    text, content = CONTENTS[name]

    await town.message(resident, text, **content)
    await town.advance(seconds=2)

    assert town.sent_to(resident)
    assert "抱歉" not in town.last(resident).text


async def test_what_people_type_is_shown_as_they_typed_it(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "<b>路灯</b> & 三天没亮了，{words} 很黑", photo=True)
    await town.message(resident, GUSHU)
    await choose(town, resident)

    assert "<b>路灯</b> & 三天没亮了，{words} 很黑" in town.last(resident).text


async def test_marks_that_hide_or_turn_text_are_dropped(town: Town) -> None:
    resident = town.person("李\u202e梅\u200b")
    await to_preview(town, resident, "路灯\u202e坏了\u200b三天，晚上很黑")

    await town.press(resident, "匿名：开")
    await town.press(resident, "提交")

    matter = await newest(town, resident)
    assert (matter.words, matter.author_name) == ("路灯坏了三天，晚上很黑", "李梅")


async def test_very_long_words_are_kept_and_cut_in_the_preview(town: Town) -> None:
    resident = town.person("李梅")
    words = "路灯坏了，" * 800

    await to_preview(town, resident, "路灯坏了三天")
    await town.message(resident, words)

    assert len((await newest(town, resident)).words) > 4000
    assert "字）" in town.last(resident).text


async def test_too_large_a_file_is_refused_with_its_limit_and_its_words_are_kept(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "这是视频", video=True, size=30 * 1024 * 1024)

    draft = (await drafts_of(town, resident))[0]
    assert any("20 MB" in sent.text for sent in town.sent_to(resident))
    assert len(await files_of(town, draft)) == 1
    assert "这是视频" in draft.words


@pytest.mark.parametrize("data", ["submit:999999", "submit:x", "cat:1:nonsense", "tree:1:nonsense:0", "opt:1:a:b",
                                  "commty:1:nonsense", "toggle:1:nonsense", "change:1:nonsense", "submit:", "", "::::"])
async def test_forged_buttons_change_nothing(town: Town, data: str) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    before = await newest(town, resident)

    key = town.forge(resident, data, town.last(resident).message_id)
    await town.settle()

    after = await newest(town, resident)
    assert town.telegram.toasts[key].is_alert or data == "commty:1:nonsense"
    assert (after.words, after.status, after.category) == (before.words, before.status, before.category)


async def test_nobody_presses_the_buttons_of_anothers_draft(town: Town) -> None:
    resident, stranger = town.person("李梅"), town.person("王强")
    draft = await to_preview(town, resident)
    await town.message(stranger, "/start")

    for data in (f"submit:{draft.id}", f"cancel:{draft.id}", f"dropdraft:{draft.id}", f"toggle:{draft.id}:anonymous"):
        town.forge(stranger, data, town.last(stranger).message_id)
        await town.settle()

    after = await newest(town, resident)
    assert (after.status, after.anonymous) == ("draft", True)


async def newest_of(town: Town, who: Who, draft_id: int) -> Matter:
    found = [draft for draft in await drafts_of(town, who) if draft.id == draft_id]
    assert found, "the draft is lost"
    return found[0]


def _memory(draft: Matter) -> set[str]:
    return {said for _, said in draft.form.get("parts", [])}


def _look(town: Town, who: Who) -> list[tuple[str, int]]:
    return [(sent.text, sent.edits) for sent in town.sent_to(who)]
