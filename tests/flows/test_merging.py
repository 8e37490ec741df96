"""并案: several residents, one trouble, one timeline; everybody is told, and it can be undone."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.clock import Clock
from models.lifecycle import Status
from models.matter import Follower, Matter
from models.person import Person
from models.policy import ClockKind
from tests.flows.deputies import (
    answered,
    claimed,
    file_matter,
    forged,
    happenings,
    matter_of,
    running_clocks,
    seated_as,
)
from tests.flows.residents import close, said
from tests.harness import Town, Who

Three = tuple[Who, Who, Who]


async def residents_of(town: Town) -> Three:
    return town.person("李梅"), town.person("王强"), town.person("赵云")


async def merged_three(town: Town) -> tuple[Three, Who, list[int]]:
    """Let 张伟 claim the matters of three residents and merge the second and third into the first."""
    people, zhang = await residents_of(town), await town.seated("zhang-wei")
    ids = [await claimed(town, who, zhang, words=f"路灯坏了{who.name}") for who in people]
    main = (await matter_of(town, ids[0])).number or ""
    for matter_id in ids[1:]:
        await merge(town, zhang, matter_id, main)
    return people, zhang, ids


async def merge(town: Town, who: Who, matter_id: int, main: str) -> None:
    await forged(town, who, f"merge:{matter_id}")
    await town.press(who, main)
    await town.press(who, "确认并案")


async def unmerge(town: Town, who: Who, matter_id: int) -> None:
    revision = (await matter_of(town, matter_id)).revision
    await forged(town, who, f"unmerge:{matter_id}:{revision}")


async def followers_of(town: Town, matter_id: int) -> list[str]:
    query = select(Person.name).join(Follower, Follower.person_id == Person.id).where(Follower.matter_id == matter_id)
    return await town.read(lambda session: sorted(session.scalars(query)))


async def limits_of(town: Town, matter_id: int) -> dict[str, datetime]:
    query = select(Clock.kind, Clock.ends_at).where(Clock.matter_id == matter_id, Clock.stopped_at.is_(None))
    return await town.read(lambda session: dict(session.execute(query).all()))  # type: ignore[arg-type]


def since(town: Town, who: Who, count: int) -> str:
    return "\n".join(sent.text for sent in town.sent_to(who)[count:])


async def test_three_matters_answered_once_tell_three_people_in_one_timeline(town: Town) -> None:
    (li_mei, *others), zhang, (main, *rest) = await merged_three(town)
    before = {who: len(town.sent_to(who)) for who in (li_mei, *others)}

    await town.press(zhang, "答复")
    await town.message(zhang, "三盏灯今晚都会亮。")
    await town.press(zhang, "A 已解决")
    await town.press(zhang, "发送")

    for who in (li_mei, *others):
        assert since(town, who, before[who]).count("三盏灯今晚都会亮。") == 1
    assert (await happenings(town, main)).count("answered") == 1
    assert [(await happenings(town, each)).count("answered") for each in rest] == [0, 0]
    assert (await happenings(town, main)).count("took_in") == 2
    numbers = [(await matter_of(town, each)).number for each in (main, *rest)]
    for who, number in zip(others, numbers[1:], strict=True):
        assert f"{number}（已并入 {numbers[0]}）有新进展" in since(town, who, before[who])


async def test_a_claim_of_the_main_matter_is_told_to_all_three(town: Town) -> None:
    people, office = await residents_of(town), await seated_as(town, "office")
    ids = [await file_matter(town, who) for who in people]
    zhang = await town.seated("zhang-wei")
    main = (await matter_of(town, ids[0])).number or ""
    for matter_id in ids[1:]:
        await merge(town, office, matter_id, main)
    before = {who: len(town.sent_to(who)) for who in people}

    await forged(town, zhang, f"claim:{ids[0]}:0")

    for who in people:
        assert since(town, who, before[who]).count("已由 张伟 代表认领") == 1


async def test_closing_asks_the_main_author_alone_and_a_merged_one_may_dispute(town: Town) -> None:
    (li_mei, wang, zhao), zhang, (main, *_) = await merged_three(town)
    await answered(town, zhang)
    before = {who: len(town.sent_to(who)) for who in (li_mei, wang, zhao)}

    await close(town, zhang)
    asked = [any(sent.has("已解决") for sent in town.sent_to(who)[before[who]:]) for who in (li_mei, wang, zhao)]
    told = [since(town, who, before[who]) for who in (wang, zhao)]
    await town.press(wang, "未解决")
    await town.message(wang, "我们楼下那盏还是不亮")

    assert asked == [True, False, False]
    assert all("办结" in each for each in told)
    assert (await matter_of(town, main)).status == Status.CLAIMED
    assert "我们楼下那盏还是不亮" in said(town, zhang)


async def test_a_question_to_one_resident_stays_between_the_two(town: Town) -> None:
    (li_mei, wang, _), zhang, _ = await merged_three(town)
    before = {who: len(town.sent_to(who)) for who in (li_mei, wang)}

    await town.press(zhang, "追问")
    await town.message(zhang, "请问您住几栋？")

    assert "请问您住几栋" in since(town, li_mei, before[li_mei])
    assert len(town.sent_to(wang)) == before[wang]


async def test_what_a_merged_author_adds_reaches_the_main_matter(town: Town) -> None:
    (_, wang, _), zhang, (main, small, _) = await merged_three(town)
    old = next(sent for sent in town.sent_to(wang) if "并入" not in sent.text)

    await town.message(wang, "今晚还是黑的", reply_to=town.last(wang))
    await forged(town, wang, f"add:{small}", on=old.message_id)
    await town.message(wang, "井盖也松了")

    assert (await happenings(town, main)).count("added") == 2
    assert "今晚还是黑的" in said(town, zhang)
    assert "井盖也松了" in said(town, zhang)


async def test_the_clocks_of_a_merged_matter_stop_and_go_on_towards_their_old_limits(town: Town) -> None:
    li_mei, wang = town.person("李梅"), town.person("王强")
    zhang = await town.seated("zhang-wei")
    main, small = await claimed(town, li_mei, zhang), await claimed(town, wang, zhang)
    before = await limits_of(town, small)

    await merge(town, zhang, small, (await matter_of(town, main)).number or "")
    merged = (await matter_of(town, small)).status, await limits_of(town, small)
    await town.advance(hours=5)
    await unmerge(town, zhang, small)

    assert merged == (Status.MERGED, {})
    assert (await matter_of(town, small)).status == Status.CLAIMED
    assert await limits_of(town, small) == before
    assert set(before) == {ClockKind.FIRST_ANSWER, ClockKind.RESOLVE}


async def test_no_rung_of_a_merged_matter_fires_and_it_counts_in_no_rate(town: Town) -> None:
    _, _, (_, small, other) = await merged_three(town)

    await town.advance(days=3)

    for each in (small, other):
        assert not {"reminded", "overdue", "escalated"} & set(await happenings(town, each))
    void = select(Clock.void).where(Clock.matter_id == small, Clock.kind == ClockKind.RESOLVE)
    assert await town.read(lambda session: session.scalars(void).all()) == [True]


async def test_undoing_parts_the_residents_again(town: Town) -> None:
    (_, wang, zhao), zhang, (main, small, other) = await merged_three(town)
    together = await followers_of(town, main)

    await unmerge(town, zhang, small)
    before = {who: len(town.sent_to(who)) for who in (wang, zhao)}
    await answered_main(town, zhang, main)

    assert together == ["王强", "赵云"]
    assert await followers_of(town, main) == ["赵云"]
    assert "恢复单独办理" in said(town, wang)
    assert "主案办好了" not in since(town, wang, before[wang])
    assert "主案办好了" in since(town, zhao, before[zhao])
    assert (await happenings(town, small))[-1] == "unmerged"
    assert "split_off" in await happenings(town, main)
    assert (await matter_of(town, other)).status == Status.MERGED


async def answered_main(town: Town, owner: Who, main: int) -> None:
    await forged(town, owner, f"open:{main}")
    await answered(town, owner, "主案办好了。")


async def test_a_matter_with_merged_ones_takes_all_along_and_gives_all_back(town: Town) -> None:
    _, zhang, (main, *_) = await merged_three(town)
    sun = town.person("孙丽")
    bigger = await claimed(town, sun, zhang)

    await merge(town, zhang, main, (await matter_of(town, bigger)).number or "")
    together = await followers_of(town, bigger), await followers_of(town, main)
    await unmerge(town, zhang, main)

    assert together == (["李梅", "王强", "赵云"], [])
    assert await followers_of(town, bigger) == []
    assert await followers_of(town, main) == ["王强", "赵云"]


async def test_an_unclaimed_matter_comes_back_to_its_deputies(town: Town) -> None:
    people, office = await residents_of(town), await seated_as(town, "office")
    zhang = await town.seated("zhang-wei")
    main, small = await claimed(town, people[0], zhang), await file_matter(town, people[1])
    await merge(town, office, small, (await matter_of(town, main)).number or "")
    refused = await forged(town, zhang, f"claim:{small}:0")

    await unmerge(town, office, small)
    await town.press(zhang, "认领")

    assert "已并案" in (refused.text or "")
    assert (await matter_of(town, small)).status == Status.CLAIMED
    assert "claim" not in await running_clocks(town)


async def test_withdrawing_the_main_matter_leaves_the_others_their_own(town: Town) -> None:
    (li_mei, wang, _), _, (main, small, other) = await merged_three(town)

    await forged(town, li_mei, f"withdraw:{main}:1")

    assert (await matter_of(town, main)).status == Status.WITHDRAWN
    assert {(await matter_of(town, each)).status for each in (small, other)} == {Status.CLAIMED}
    assert set(await limits_of(town, small)) == {"first_answer", "resolve"}
    assert "恢复单独办理" in said(town, wang)


@pytest.mark.parametrize("role", ["street", "office"])
async def test_street_committee_and_office_merge_and_undo_by_buttons(town: Town, role: str) -> None:
    by = await seated_as(town, role)
    main, small = await file_matter(town, town.person("李梅")), await file_matter(town, town.person("王强"))
    await forged(town, by, f"open:{small}")
    card = town.last(by)

    await town.press(by, "并案")
    await town.press(by, (await matter_of(town, main)).number or "")
    asked = town.last(by).text
    await town.press(by, "确认并案")
    merged = (await matter_of(town, small)).status
    await town.press(by, "撤销并案", on=card)

    assert "期限停止计算" in asked
    assert merged == Status.MERGED
    assert (await matter_of(town, small)).status == Status.SUBMITTED


@pytest.mark.parametrize("role", ["officer", "head"])
async def test_officers_and_heads_may_not_merge(town: Town, role: str) -> None:
    by = await seated_as(town, role)
    main, small = await file_matter(town, town.person("李梅")), await file_matter(town, town.person("王强"))
    await forged(town, by, f"open:{small}")

    toasts = [await forged(town, by, data) for data in (f"merge:{small}", f"mergenow:{small}:{main}:1")]

    assert not town.last(by).has("并案")
    assert all("人大办" in (toast.text or "") for toast in toasts)
    assert (await matter_of(town, small)).status == Status.SUBMITTED


async def test_a_street_committee_merges_nothing_of_another_street(town: Town) -> None:
    stranger = await seated_as(town, "street", "shiyan-4")
    main, small = await file_matter(town, town.person("李梅")), await file_matter(town, town.person("王强"))

    for data in (f"merge:{small}", f"mergeto:{small}:{main}", f"mergenow:{small}:{main}:1", f"mergeno:{small}"):
        await forged(town, stranger, data)

    assert (await matter_of(town, small)).status == Status.SUBMITTED


async def test_neither_a_resident_nor_another_deputy_merges_or_undoes(town: Town) -> None:
    (li_mei, *_), _, (main, small, _) = await merged_three(town)
    chen, sun = await town.seated("chen-jing"), town.person("孙丽")
    open_one = await file_matter(town, sun)
    small_revision = (await matter_of(town, small)).revision

    for who in (li_mei, chen, sun):
        await forged(town, who, f"mergenow:{open_one}:{main}:1")
        await forged(town, who, f"unmerge:{small}:{small_revision}")

    assert (await matter_of(town, open_one)).status == Status.SUBMITTED
    assert (await matter_of(town, small)).status == Status.MERGED


async def test_an_owner_merges_into_nothing_they_may_not_read(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    small = await claimed(town, town.person("李梅"), zhang)
    far = await file_matter(town, town.person("王强"), community="shiyan-4")
    number = (await matter_of(town, far)).number or ""

    await forged(town, zhang, f"merge:{small}")
    choice = town.last(zhang)
    await town.message(zhang, number)
    toast = await forged(town, zhang, f"mergenow:{small}:{far}:{(await matter_of(town, small)).revision}")

    assert not choice.has(number)
    assert "没有找到编号为" in town.last(zhang).text
    assert "没有找到" in (toast.text or "")
    assert (await matter_of(town, small)).status == Status.CLAIMED


async def test_a_number_can_be_typed_and_nonsense_keeps_asking(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    main = await file_matter(town, town.person("李梅"))
    await town.work(lambda work: setattr(work.session.get_one(Matter, main), "category", "road"))
    small = await claimed(town, town.person("王强"), zhang)
    number = (await matter_of(town, main)).number or ""

    await forged(town, zhang, f"merge:{small}")
    choice = town.last(zhang)
    await town.message(zhang, "<b>那件</b>")
    nonsense = town.last(zhang).text
    await town.message(zhang, photo=True)
    await town.message(zhang, f" {number.lower()} ")
    await town.press(zhang, "确认并案")

    assert not choice.has(number)
    assert "“<b>那件</b>”" in nonsense
    assert (await matter_of(town, small)).merged_into == main


async def test_a_second_tap_and_a_stale_button_change_nothing_more(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    main, small = await claimed(town, town.person("李梅"), zhang), await claimed(town, town.person("王强"), zhang)
    revision = (await matter_of(town, small)).revision
    stale = await forged(town, zhang, f"mergenow:{small}:{main}:{revision - 1}")

    await forged(town, zhang, f"mergenow:{small}:{main}:{revision}")
    await forged(town, zhang, f"mergenow:{small}:{main}:{revision}")
    back = await forged(town, zhang, f"unmerge:{small}:{revision}")
    circle = await forged(town, zhang, f"mergenow:{main}:{small}:{(await matter_of(town, main)).revision}")
    itself = await forged(town, zhang, f"mergenow:{main}:{main}:{(await matter_of(town, main)).revision}")

    assert "过期" in (stale.text or "")
    assert (await happenings(town, small)).count("merged") == 1
    assert "过期" in (back.text or "")
    assert "已并案" in (circle.text or "")
    assert "并入它自己" in (itself.text or "")
    assert (await matter_of(town, main)).status == Status.CLAIMED


async def test_undoing_what_was_not_merged_is_refused(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    alone = await claimed(town, town.person("李梅"), zhang)

    toast = await forged(town, zhang, f"unmerge:{alone}:{(await matter_of(town, alone)).revision}")

    assert "没有并案" in (toast.text or "")


async def test_cancelling_the_form_leaves_everything(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    small = await claimed(town, town.person("李梅"), zhang)
    await town.press(zhang, "并案")

    await town.press(zhang, "取消")

    assert "没有并案" in town.last(zhang).text
    assert (await matter_of(town, small)).status == Status.CLAIMED


async def test_cards_say_what_goes_on_where(town: Town) -> None:
    (_, wang, _), zhang, ids = await merged_three(town)
    numbers = [(await matter_of(town, each)).number or "" for each in ids]

    await forged(town, zhang, f"open:{ids[0]}")
    main_card = town.last(zhang)
    await forged(town, zhang, f"open:{ids[1]}")
    small_card = town.last(zhang)
    await forged(town, wang, f"matter:{ids[1]}", on=town.last(wang).message_id)
    own = town.last(wang).text
    await town.press(wang, f"查看 {numbers[0]}")

    assert f"已并入 2 件：{numbers[1]}、{numbers[2]}" in main_card.text
    assert f"已并入 {numbers[0]} 一起办理" in small_card.text
    assert not small_card.has("答复")
    assert f"和 {numbers[0]} 一起办理" in own
    assert f"并入 {numbers[0]}" in own
    assert numbers[0] in town.last(wang).text
    assert "李梅" not in town.last(wang).text


async def test_the_owner_of_the_main_matter_hears_of_it_and_undoes_it_in_the_form(town: Town) -> None:
    zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
    main, small = await claimed(town, town.person("李梅"), zhang), await claimed(town, town.person("王强"), chen)
    numbers = [(await matter_of(town, each)).number or "" for each in (main, small)]
    await merge(town, chen, small, numbers[0])
    heard = said(town, zhang)

    await forged(town, zhang, f"merge:{main}")
    await town.press(zhang, f"撤销并案 {numbers[1]}")

    assert f"陈静 代表把 {numbers[1]} 并入了您承办的 {numbers[0]}" in heard
    assert (await matter_of(town, small)).status == Status.CLAIMED
    assert "分开办理" in said(town, chen)


async def test_a_link_to_a_merged_matter_leads_a_stranger_to_the_main_one(town: Town) -> None:
    _, _, (main, small, _) = await merged_three(town)
    sun, numbers = town.person("孙丽"), [(await matter_of(town, each)).number for each in (main, small)]

    await town.message(sun, f"/start me_{numbers[1]}")
    shown = town.last(sun).text
    await forged(town, sun, f"follow:{small}:1", on=town.last(sun).message_id)

    assert numbers[0] in shown
    assert await followers_of(town, main) == ["孙丽", "王强", "赵云"]
    assert await followers_of(town, small) == []


async def test_who_joined_both_is_told_once(town: Town) -> None:
    li_mei, wang, zhao = await residents_of(town)
    zhang = await town.seated("zhang-wei")
    main, small = await claimed(town, li_mei, zhang), await claimed(town, wang, zhang)
    for matter_id in (main, small):
        await town.message(zhao, f"/start me_{(await matter_of(town, matter_id)).number}")
        await town.press(zhao, "我也遇到")
    await town.message(li_mei, f"/start me_{(await matter_of(town, small)).number}")
    await town.press(li_mei, "我也遇到")
    await merge(town, zhang, small, (await matter_of(town, main)).number or "")
    before = {who: len(town.sent_to(who)) for who in (li_mei, wang, zhao)}

    await answered_main(town, zhang, main)

    assert [since(town, who, before[who]).count("主案办好了") for who in (li_mei, wang, zhao)] == [1, 1, 1]
    assert await followers_of(town, main) == ["王强", "赵云"]


async def test_a_merge_survives_a_restart(town: Town) -> None:
    (_, wang, _), zhang, (_, small, _) = await merged_three(town)
    await town.restart()

    await unmerge(town, zhang, small)

    stored = await town.read(lambda session: session.get_one(Matter, small))
    assert (stored.status, stored.merged_into, stored.merged_from) == (Status.CLAIMED, None, None)
    assert "恢复单独办理" in said(town, wang)
