"""Leave filed for a deputy by those who watch over them, and who is away."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.absence import Absence
from models.audit import Audit
from models.organisation import Seat
from tests.flows.clock_town import Cast, claim, file_matter, gather, live_until, local
from tests.flows.deputies import forged, seated_as
from tests.flows.promise_town import promise_town
from tests.flows.test_away import CHEN, absences, go_away, seat_id
from tests.harness import Town, Who

ZHANG = "张伟 · 西乡第二选区"


async def file_for(town: Town, who: Who, first: str = "今天", last: str = "2026-11-24") -> None:
    """File leave for 张伟, with 陈静 as the substitute."""
    await town.message(who, "/away")
    await town.press(who, "代为请假")
    await town.message(who, "张伟")
    await town.press(who, ZHANG)
    await town.message(who, first)
    await town.message(who, last)
    await town.press(who, CHEN)
    await town.press(who, "确认请假")


async def filer(town: Town, cast: Cast, role: str) -> Who:
    return {"office": cast.office, "street": cast.street, "head": cast.head}.get(role) or await seated_as(town, role)


@pytest.mark.parametrize("role", ["office", "street", "officer", "head"])
async def test_who_watches_over_a_deputy_files_their_leave(tmp_path: Path, role: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        who = await filer(town, cast, role)

        await file_for(town, who)

        [taken] = await absences(town)
        assert (taken.seat_id, taken.substitute_id) == (await seat_id(town, "zhang-wei"),
                                                        await seat_id(town, "chen-jing"))
        assert (taken.starts_at, taken.ends_at) == (local(11, 18), local(11, 25))
        assert "为您登记了请假" in town.last(cast.zhang).text
        assert who.name in town.last(cast.zhang).text
        assert town.last(cast.zhang).has("提前返岗")
        assert "从现在起您代 张伟" in town.last(cast.chen).text
        assert "已为 张伟 代表 登记请假" in town.last(who).text
        noted = await town.read(lambda session: session.scalars(
            select(Audit).where(Audit.what == "leave_filed")).all())
        assert [entry.subject for entry in noted] == ["seat:zhang-wei"]


async def test_the_deputy_ends_what_was_filed_by_mistake(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await file_for(town, cast.office)

        await town.press(cast.zhang, "提前返岗")

        [taken] = await absences(town)
        assert taken.ended_at is not None
        assert "已返岗" in town.last(cast.zhang).text


async def test_the_list_shows_who_is_away_and_who_will_be_and_ends_it(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        officer = await seated_as(town, "officer")
        await go_away(town, cast.zhang, "今天", "2026-11-20", CHEN)
        await go_away(town, cast.zhang, "2026-11-25", "2026-11-26", CHEN)
        await town.message(officer, "请假")
        shown = town.last(officer).text

        await town.press(officer, "取消 张伟 的请假")

        assert "张伟 代表：11月18日周三 至 11月20日周五，由 陈静 代表 代办（进行中）" in shown
        assert "（未开始）" in shown
        assert [each.ended_at is None for each in await absences(town)] == [True, False]
        assert "结束了您的请假登记" in town.last(cast.zhang).text


async def test_nobody_files_leave_for_deputies_of_another_station(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        foreign = await seated_as(town, "officer", "shiyan-4")
        seat = await seat_id(town, "zhang-wei")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)
        [taken] = await absences(town)

        refused = [await forged(town, who, f"awayfor:{seat}") for who in (foreign, cast.chen, cast.author)]
        ended = await forged(town, foreign, f"awayend:{taken.id}")
        await town.message(foreign, "/away")

        assert all(toast.is_alert for toast in (*refused, ended))
        assert "没有代表请假" in town.last(foreign).text
        assert (await absences(town))[0].ended_at is None


async def test_a_head_who_is_away_is_reminded_of_nothing_and_the_next_above_is(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        for key in ("zhang-wei", await own_key(town, cast.head)):
            absence = Absence(seat_id=await seat_id(town, key), substitute_id=await seat_id(town, key),
                              starts_at=local(11, 18), ends_at=local(12, 1), created_at=local(11, 18))
            await town.work(lambda work, absence=absence: work.session.add(absence))

        diary = await live_until(town, local(11, 23, 20), cast.zhang, cast.chen, cast.head, cast.street)

        assert cast.head.name not in {who for _, _, _, who in diary}
        assert cast.street.name in {who for _, _, _, who in diary}


async def own_key(town: Town, head: Who) -> str:
    """Return the key of a seat as deputy of the person who is the head."""
    def look(session):  # type: ignore[no-untyped-def]
        seat = session.scalars(select(Seat).where(Seat.name == head.name, Seat.role == "head")).first()
        own = session.scalars(select(Seat).where(Seat.key == seat.same_person_as)).one()
        own.person_id = seat.person_id
        return own.key

    return await town.work(lambda work: look(work.session))
