"""A category that was retired, or taken out of the policy while its matters run."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.features import FEATURES
from bot.gaps import tell_gaps
from models.lifecycle import Move
from models.policy import ClockKind
from services.draft_form import guesses, is_chosen
from services.unknown_categories import unknown_categories
from tests.flows.clock_town import bind, clock_of, force, leap, local
from tests.flows.deputies import answered, claimed, file_matter, matter_of, seated_as
from tests.flows.new_rules import retiring, rule_by, without
from tests.flows.residents import newest, to_preview
from tests.harness import Town, default_policy


async def test_a_matter_of_a_category_that_was_taken_out_is_claimed_chased_and_answered(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei, zhang, head = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "head")
        place = await bind(town, zhang, "固戍业主群", "社区", "西乡街道", "固戍社区")
        late = await file_matter(town, town.person("王强"))
        matter_id = await file_matter(town, li_mei)
        await rule_by(town, without("streetlight"))

        await town.press(zhang, "认领")
        await answered(town, zhang)
        await leap(town, local(11, 25, 9), step=timedelta(hours=6))
        number = (await matter_of(town, late)).number or ""

        assert (await matter_of(town, matter_id)).status == "answered"
        assert "streetlight" in town.last(place).text
        assert (await clock_of(town, late, ClockKind.CLAIM)).last_rung == "board"
        assert any(number in sent.text for sent in town.sent_to(head))


def test_the_stand_in_of_an_unknown_category_is_named_by_its_code_and_counts_as_normal() -> None:
    category = without("streetlight").find("streetlight")

    assert category is not None
    assert (category.column, category.body, category.name.in_language("en")) == ("normal", "", "streetlight")
    assert without("streetlight").find(None) is None


async def test_unknown_categories_are_counted_with_their_open_matters_and_told_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        withdrawn = await file_matter(town, town.person("王强"))
        await force(town, withdrawn, Move.WITHDRAW)
        rest = without("streetlight")

        counted = await town.read(lambda session: unknown_categories(session, rest))
        await rule_by(town, rest)
        await town.work(tell_gaps)

        assert counted == {"streetlight": (2, 1)}
        assert await town.read(lambda session: unknown_categories(session, default_policy())) == {}
        assert "category_unknown" in capsys.readouterr().out


async def test_a_retired_category_is_offered_nowhere_and_its_matters_keep_its_name(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await file_matter(town, li_mei)
        await rule_by(town, retiring("streetlight"))

        await town.press(zhang, "认领")
        wang = town.person("王强")
        await town.message(wang, "楼下的路灯坏了三天，晚上黑漆漆的", photo=True)
        await town.message(wang, "固戍社区")
        draft = await newest(town, wang)
        likely = await town.work(lambda work: [each.code for each in guesses(work, draft)])

        assert "路灯不亮" in town.last(zhang).text
        assert "streetlight" not in likely
        assert not any("路灯不亮" in label for sent in town.sent_to(wang) for label in sent.labels)


async def test_a_draft_whose_category_was_retired_is_asked_again(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        wang = town.person("王强")
        draft = await to_preview(town, wang)
        submit = town.last(wang)
        gone = retiring(draft.category or "")
        await rule_by(town, gone)

        chosen = await town.work(lambda work: is_chosen(work, draft))
        await town.press(wang, "提交", on=submit)

        assert not chosen
        assert (await matter_of(town, draft.id)).status == "draft"


async def test_a_group_whose_categories_are_all_retired_is_not_shown() -> None:
    codes = [each.code for each in default_policy().categories_of("other")]

    assert "other" not in [each.code for each in retiring(*codes).offered_groups]
    assert "other" in [each.code for each in default_policy().offered_groups]
