"""/search: found inside Chinese words, by number, narrowed by buttons, never more than the seat may read."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.search import Search, SearchGram, SearchText
from services.readable import readable
from services.search_index import index_missing, index_words, look_for_missing
from services.seats import reads
from services.work import Work
from tests.flows.deputies import HOME, claimed, file_matter, forged, matter_of, seated_as
from tests.flows.searching import look_for, numbers_in, search_town
from tests.harness import Town
from texts.search_presses import FoundPress, MinePress, PlacePress, StatePress

ELSEWHERE = "shiyan-4"
XIXIANG = "440306018"


async def number_of(town: Town, matter_id: int) -> str:
    return (await matter_of(town, matter_id)).number or ""


async def test_words_are_found_inside_a_sentence_and_the_card_opens(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        lamp = await number_of(town, await file_matter(town, town.person("李梅"), "小区门口的路灯坏了三天"))
        await file_matter(town, town.person("王强"), "下水道堵了，路面积水")

        page = await look_for(town, zhang, "路灯坏")
        await town.press(zhang, f"打开 {lamp}")

        assert numbers_in(page) == [lamp]
        assert "找到 1 件" in page.text
        assert "关键词：路灯坏" in page.text
        assert "等待认领" in page.text
        assert town.last(zhang).has("认领")


@pytest.mark.parametrize(("words", "is_found"), [
    ("灯", True), ("天", True), ("路灯 三天", True), ("三天 路灯", True), ("ＬＥＤ", True),
    ("led灯", True), ("路灯　固戍", True), ("%坏", True), ("灯坏了三天了", False), ("路灯 下水道", False),
    ("天小", False), ("灯%坏", False), ("_", False),
])
async def test_all_the_words_must_appear_whatever_their_width_and_case(tmp_path: Path, words: str,
                                                                       is_found: bool) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"), "LED灯和路灯 100%坏了三天", place="固戍东山路 3 号")

        page = await look_for(town, zhang, words)

        assert ("找到 1 件" in page.text) == is_found
        assert ("没有找到" in page.text) != is_found


async def test_a_number_is_found_whole_in_small_letters_and_by_its_day(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        first = await number_of(town, await file_matter(town, town.person("李梅")))
        await town.advance(days=1)
        second = await number_of(town, await file_matter(town, town.person("王强")))

        whole = await look_for(town, zhang, first.lower())
        bare = await look_for(town, zhang, second.removeprefix("BA-"))
        of_day = await look_for(town, zhang, first[:10])
        never = await look_for(town, zhang, "BA-250101-0001")

        assert [numbers_in(page) for page in (whole, bare, of_day, never)] == [[first], [second], [first], []]


async def test_found_matters_come_newest_first_five_to_a_page_in_one_message(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        made = [await number_of(town, await file_matter(town, town.person(f"居民{n}"))) for n in range(7)]
        page = await look_for(town, zhang, "路灯")
        first, sent = numbers_in(page), len(town.sent_to(zhang))

        await town.press(zhang, "下一页")

        assert first == made[:1:-1]
        assert numbers_in(page) == made[1::-1]
        assert len(town.sent_to(zhang)) == sent
        assert "第 2/2 页" in page.text
        assert not page.has("下一页")


async def test_without_words_they_are_asked_and_the_question_folds(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        lamp = await number_of(town, await file_matter(town, town.person("李梅")))
        await town.message(zhang, "/search")
        asked = town.last(zhang)

        await town.message(zhang, sticker=True)
        refused = town.last(zhang).text
        await town.message(zhang, "路灯")

        assert "这里要文字" in refused
        assert numbers_in(town.last(zhang)) == [lamp]
        assert "见下方" in asked.text
        assert not asked.labels


async def test_place_state_and_days_narrow_what_is_found(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        zhang = await town.seated("zhang-wei")
        old = await number_of(town, await claimed(town, town.person("李梅"), zhang))
        await town.advance(days=8)
        new = await number_of(town, await file_matter(town, town.person("王强")))
        far = await number_of(town, await file_matter(town, town.person("赵敏"), community=ELSEWHERE))
        page = await look_for(town, office, "路灯")
        found = [numbers_in(page)]
        choices = (("地点", "西乡街道", "西乡街道（全部）"), ("状态", "已认领"), ("状态", "办理中"),
                   ("时间", "本周"), ("清除条件",))

        for labels in choices:
            for label in labels:
                await town.press(office, label, on=page)
            found.append(numbers_in(page))

        assert found == [[far, new, old], [new, old], [old], [new, old], [new], [far, new, old]]
        assert "您可以查看的全部诉求" in page.text


async def test_typed_days_narrow_and_what_is_no_day_is_asked_again(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        old = await number_of(town, await file_matter(town, town.person("李梅")))
        await town.advance(days=3)
        await file_matter(town, town.person("王强"))
        page = await look_for(town, office, "路灯")
        await town.press(office, "时间", on=page)
        await town.press(office, "自定", on=page)

        await town.message(office, "随便")
        refused = town.last(office).text
        await town.message(office, "11月18日到11月19日")

        assert "没看懂这段时间" in refused
        assert numbers_in(town.last(office)) == [old]
        assert "11月18日" in town.last(office).text


async def test_a_deputy_sees_own_matters_alone_when_asked(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        mine = await number_of(town, await claimed(town, town.person("李梅"), zhang))
        other = await number_of(town, await file_matter(town, town.person("王强")))
        page = await look_for(town, zhang, "路灯")
        all_of_them = numbers_in(page)

        await town.press(zhang, "承办代表", on=page)
        await town.press(zhang, "我的", on=page)
        own = numbers_in(page)
        await town.press(zhang, "承办代表", on=page)
        await town.press(zhang, "所有", on=page)

        assert all_of_them == [other, mine] == numbers_in(page)
        assert own == [mine]


async def test_nobody_finds_drafts_or_matters_of_another_constituency(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        await file_matter(town, town.person("李梅"), community=ELSEWHERE)
        await town.message(town.person("王强"), "路灯也坏了，这是还没有提交的草稿", photo=True)

        of_deputy, of_office = await look_for(town, zhang, "路灯"), await look_for(town, office, "路灯")

        assert numbers_in(of_deputy) == []
        assert len(numbers_in(of_office)) == 1


async def test_the_condition_of_a_search_is_what_a_seat_may_read(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await claimed(town, town.person("李梅"), zhang)
        await file_matter(town, town.person("李梅"), community=ELSEWHERE)
        await file_matter(town, town.person("王强"), community=None)
        await file_matter(town, town.person("王强"), community=None, place="西乡某处")
        await town.work(_name_a_street)

        differing, compared = await town.work(_compare)

        assert not differing
        assert compared > 100


def _name_a_street(work: Work) -> None:
    newest = work.session.scalars(select(Matter).order_by(Matter.id.desc())).first()
    assert newest is not None
    newest.form = {"street": XIXIANG}


def _compare(work: Work) -> tuple[list[tuple[str, str]], int]:
    matters = work.session.scalars(select(Matter)).all()
    seats = work.session.scalars(select(Seat).where(Seat.role != Role.BODY)).all()
    differing = []
    for seat in seats:
        ids = set(work.session.scalars(select(Matter.id).where(readable(work, seat))))
        differing += [(seat.key, each.number or "") for each in matters if (each.id in ids) != reads(work, seat, each)]
    return differing, len(matters) * len(seats)


async def test_residents_and_bodies_do_not_search(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        li_mei, clerk = town.person("李梅"), await seated_as(town, "body")
        await file_matter(town, li_mei)

        for who in (li_mei, clerk):
            await town.message(who, "/search 路灯")

            assert "只有代表可以做" in town.last(who).text


async def test_somebody_elses_search_is_stale_and_changes_nothing(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
        await file_matter(town, town.person("李梅"))
        await look_for(town, zhang, "路灯")
        search = await town.read(lambda session: session.scalars(select(Search)).one())

        for press in (FoundPress(search.id, 0), StatePress(search.id, "claimed"), MinePress(search.id, True)):
            toast = await forged(town, chen, press.pack())
            assert "过期" in (toast.text or "")

        after = await town.read(lambda session: session.scalars(select(Search)).one())
        assert after.criteria == {"words": "路灯"}


async def test_values_that_no_button_offers_are_stale(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        page = await look_for(town, office, "路灯")
        search = await town.read(lambda session: session.scalars(select(Search)).one())
        forgeries = (StatePress(search.id, "draft"), StatePress(search.id, "none"), PlacePress(search.id, "nowhere"),
                     MinePress(search.id, True))

        toasts = [await forged(town, office, press.pack(), on=page.message_id) for press in forgeries]

        assert all("过期" in (toast.text or "") for toast in toasts)


async def test_a_lost_seat_loses_its_searches(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        for person in range(6):
            await file_matter(town, town.person(f"居民{person}"))
        await look_for(town, zhang, "路灯")
        await town.work(lambda work: _dismiss(work, "zhang-wei"))

        toast = await town.press(zhang, "下一页")

        assert toast is not None
        assert "过期" in toast.text


def _dismiss(work: Work, key: str) -> None:
    work.session.scalars(select(Seat).where(Seat.key == key)).one().active = False


async def test_the_sixth_search_forgets_the_first(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        first = await look_for(town, zhang, "路灯")
        for words in ("坏", "三天", "楼下", "灯坏", "了三"):
            await look_for(town, zhang, words)

        toast = await town.press(zhang, "状态", on=first)

        assert toast is not None
        assert "过期" in toast.text
        assert await town.read(lambda session: session.scalar(select(func.count()).select_from(Search))) == 5


async def test_too_many_words_are_refused(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")

        await town.message(zhang, "/search " + "灯" * 61)

        assert "最多 60 个字" in town.last(zhang).text


async def test_what_is_typed_is_escaped(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"), "路灯<b>坏</b>了")

        page = await look_for(town, zhang, "<b>坏")

        assert "&lt;b&gt;坏" in page.html
        assert "找到 1 件" in page.text


async def test_changed_words_are_found_anew_and_the_old_ones_are_gone(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        matter_id = await file_matter(town, town.person("李梅"), "请打 13800138000 找我修路灯")

        await town.work(lambda work: _mask(work, matter_id))

        assert numbers_in(await look_for(town, zhang, "13800138000")) == []
        assert len(numbers_in(await look_for(town, zhang, "修路灯"))) == 1
        stored = await town.read(lambda session: session.get_one(SearchText, matter_id).words)
        grams = await town.read(lambda session: set(session.scalars(select(SearchGram.gram))))
        assert "13800138000" not in stored
        assert not any(gram >> 21 == ord("8") for gram in grams)


def _mask(work: Work, matter_id: int) -> None:
    matter = work.session.get_one(Matter, matter_id)
    matter.words = "请打 **** 找我修路灯"
    index_words(work, matter)


async def test_matters_from_before_the_index_are_indexed_later(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        await town.work(_forget_the_index)
        before = numbers_in(await look_for(town, zhang, "路灯"))

        missing, last = await town.work(partial(look_for_missing, after=0))
        await town.work(partial(index_missing, ids=[*missing, *missing]))

        assert before == []
        assert missing == [last]
        assert await town.work(partial(look_for_missing, after=0)) == ([], last)
        assert await town.work(partial(look_for_missing, after=last)) == ([], None)
        assert len(numbers_in(await look_for(town, zhang, "路灯"))) == 1


def _forget_the_index(work: Work) -> None:
    for table in (SearchGram, SearchText):
        for row in work.session.scalars(select(table)):
            work.session.delete(row)


async def test_the_panel_leads_to_the_search(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        officer = await seated_as(town, "officer")
        await file_matter(town, town.person("李梅"), community=HOME)
        await town.message(officer, "/office")

        await town.press(officer, "查询与导出")

        assert len(numbers_in(town.last(officer))) == 1
        assert not town.last(officer).has("导出")


async def test_a_period_of_a_day_ends_at_local_midnight(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await town.advance(timedelta(hours=13, minutes=45))  # 23:45
        late = await number_of(town, await file_matter(town, town.person("李梅")))
        await town.advance(minutes=30)
        early = await number_of(town, await file_matter(town, town.person("王强")))
        page = await look_for(town, office, "路灯")
        await town.press(office, "时间", on=page)
        await town.press(office, "自定", on=page)

        await town.message(office, "2026-11-18")

        assert numbers_in(town.last(office)) == [late]
        assert early not in town.last(office).text
