"""[导出]: what the file holds is what the database holds; nobody's formula runs in the office."""

import csv
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from bot.media.exporter import Exporter
from models.clock import Clock
from models.matter import Matter
from models.organisation import Seat
from models.search import Export, Search
from services import sheet
from services.work import Work
from tests.flows.deputies import answered, claimed, file_matter, forged, matter_of, seated_as
from tests.flows.searching import export_all, look_for, search_town
from tests.harness import ZONE, Toast, Town, Who
from texts.export import AskExportPress, ExportPress

EVIL = '=HYPERLINK("http://x","路灯")'


def file_of(town: Town, who: Who) -> Path:
    """Return the newest file somebody was sent."""
    return files_of(town, who)[-1]


def files_of(town: Town, who: Who) -> list[Path]:
    """Return the files somebody was sent, oldest first."""
    return [call.files["document"] for call in town.telegram.calls
            if call.method == "sendDocument" and call.params["chat_id"] == who.id]


async def order_file(town: Town, who: Who) -> Toast | None:
    """Ask for the matters of 路灯 as an Excel file."""
    await look_for(town, who, "路灯")
    await town.press(who, "导出")
    return await town.press(who, "Excel 表格")


def local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(ZONE).replace(tzinfo=None) if moment else None


def cells_of(path: Path) -> tuple[list[Any], list[dict[str, Any]]]:
    """Return the heads and, for each row, the cells by their heads."""
    lines = openpyxl.load_workbook(path).active.iter_rows()  # type: ignore[union-attr]
    heads = [cell.value for cell in next(lines)]
    return heads, [dict(zip(heads, line, strict=True)) for line in lines]


async def test_the_cells_of_an_xlsx_are_what_the_database_holds(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        matter_id = await claimed(town, town.person("李梅"), zhang, place="固戍东山路 3 号")
        await town.advance(hours=3)
        await answered(town, zhang)
        toast = await order_file(town, office)

        await export_all(town, tmp_path)

        assert toast is not None
        assert "正在生成" in toast.text
        assert "共 1 件" in town.last(office).text
        assert "关键词：路灯" in town.last(office).text
        matter = await matter_of(town, matter_id)
        limits = await town.read(lambda session: {row.kind: row.ends_at for row in session.scalars(select(Clock))})
        heads, (row,) = cells_of(file_of(town, office))
        values = {head: cell.value for head, cell in row.items()}
        assert len(heads) == len(set(heads)) == len(sheet.HEADS)
        assert values == dict.fromkeys(heads) | {
            "编号": matter.number, "类型": "诉求", "紧急": "否", "类别": "路灯不亮", "街道": "西乡街道",
            "社区": "固戍社区", "选区": "西乡第二选区", "地点": matter.place, "内容": matter.words, "状态": "已答复",
            "反映人": f"居民·{matter.handle}", "承办代表": "张伟", "选区代表": "张伟、陈静",
            "提交时间": local(matter.submitted_at), "认领时间": local(matter.claimed_at),
            "首次答复时间": local(matter.first_answered_at), "答复时间": local(matter.answered_at),
            "认领期限": local(limits["claim"]), "首次答复期限": local(limits["first_answer"]),
            "办结期限": local(limits["resolve"]), "办理结果": "A 已解决", "催办次数": 0,
            "同感人数": 0, "重新办理次数": 0, "国家分类": "城乡建设/城市建设和市政管理/城市公共设施",
        }
        assert row["提交时间"].is_date
        assert row["提交时间"].number_format == "yyyy-mm-dd hh:mm"


async def test_residents_are_named_only_if_they_chose_to(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        hidden = await matter_of(town, await file_matter(town, town.person("李梅"), "路灯一"))
        await file_matter(town, town.person("王强"), "路灯二", anonymous=False)
        await look_for(town, office, "路灯")
        await town.press(office, "导出")
        await town.press(office, "CSV 文本")

        await export_all(town, tmp_path)

        text = file_of(town, office).read_text("utf-8-sig")
        assert "王强" in text
        assert "李梅" not in text
        assert f"居民·{hidden.handle}" in text


@pytest.mark.parametrize("words", [EVIL, "+86 路灯", "-路灯", "@路灯", "＝1+1 路灯", "  =1+1 路灯",
                                   "\u3000=1+1 路灯", "\ufeff=1 路灯", "\u200b\u202e=1 路灯", "\xa0\t@路灯",
                                   "﹢1 路灯", "=" * 300 + " 路灯"])
async def test_no_cell_is_a_formula(tmp_path: Path, words: str) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("=1+1"), words, place="=2+2", anonymous=False)
        await look_for(town, office, "路灯")
        for label in ("Excel 表格", "CSV 文本"):
            await town.press(office, "导出")
            await town.press(office, label)
            await export_all(town, tmp_path)

        xlsx, comma = files_of(town, office)
        _, (row,) = cells_of(xlsx)
        assert {row[head].data_type for head in ("内容", "地点", "反映人")} == {"s"}
        assert row["内容"].value == words
        with comma.open(encoding="utf-8-sig", newline="") as file:
            (line,) = csv.DictReader(file)
        assert (line["内容"], line["地点"], line["反映人"]) == (f"'{words}", "'=2+2", "'=1+1")


async def test_a_csv_begins_with_the_mark_and_has_local_times(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"), '路灯坏了，\n"很暗"')
        await look_for(town, office, "路灯")
        await town.press(office, "导出")
        await town.press(office, "CSV 文本")

        await export_all(town, tmp_path)

        path = file_of(town, office)
        assert path.name == "BA-20261118-1000.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            (line,) = csv.DictReader(file)
        assert line["内容"] == '路灯坏了，\n"很暗"'
        assert line["提交时间"] == "2026-11-18 10:00"


async def test_the_filters_of_the_search_hold_for_the_file(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        await claimed(town, town.person("李梅"), zhang)
        kept = await matter_of(town, await file_matter(town, town.person("王强")))
        await file_matter(town, town.person("赵敏"), "下水道堵了")
        page = await look_for(town, office, "路灯")
        await town.press(office, "状态", on=page)
        await town.press(office, "等待认领", on=page)
        await town.press(office, "导出", on=page)
        await town.press(office, "Excel 表格", on=page)

        await export_all(town, tmp_path)

        _, rows = cells_of(file_of(town, office))
        assert [row["编号"].value for row in rows] == [kept.number]


async def test_a_street_committee_exports_its_street_alone(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        street = await seated_as(town, "street")
        kept = await matter_of(town, await file_matter(town, town.person("李梅")))
        await file_matter(town, town.person("王强"), community="shiyan-4")
        await look_for(town, street, "路灯")
        await town.press(street, "导出")
        await town.press(street, "Excel 表格")

        await export_all(town, tmp_path)

        _, rows = cells_of(file_of(town, street))
        assert [row["编号"].value for row in rows] == [kept.number]


@pytest.mark.parametrize("role", ["deputy", "officer", "head"])
async def test_only_office_and_street_take_tables_with_them(tmp_path: Path, role: str) -> None:
    async with search_town(tmp_path) as town:
        who = await seated_as(town, role)
        await file_matter(town, town.person("李梅"))
        page = await look_for(town, who, "路灯")
        search = await town.read(lambda session: session.scalars(select(Search)).one())

        toasts = [await forged(town, who, press.pack(), on=page.message_id)
                  for press in (AskExportPress(search.id), ExportPress(search.id, "xlsx"))]

        assert not page.has("导出")
        assert all("只有人大办可以做" in (toast.text or "") for toast in toasts)
        assert await town.read(lambda session: session.scalars(select(Export)).all()) == []


async def test_an_unknown_form_is_stale(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        page = await look_for(town, office, "路灯")
        search = await town.read(lambda session: session.scalars(select(Search)).one())

        toast = await forged(town, office, ExportPress(search.id, "exe").pack(), on=page.message_id)

        assert "过期" in (toast.text or "")


async def test_two_taps_make_one_file(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await order_file(town, office)

        await town.press(office, "导出")
        second = await town.press(office, "Excel 表格")
        await export_all(town, tmp_path)
        await export_all(town, tmp_path)

        assert second is not None
        assert "上一份表格还在生成" in second.text
        assert len(files_of(town, office)) == 1


async def test_a_seat_that_changed_hands_meanwhile_gets_nothing(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await order_file(town, office)
        await town.work(_dismiss)

        await export_all(town, tmp_path)

        assert not files_of(town, office)
        assert await town.read(lambda session: session.scalars(select(Export)).one().ended_at) is not None


def _dismiss(work: Work) -> None:
    work.session.get_one(Seat, work.session.scalars(select(Export)).one().seat_id).active = False


async def test_a_table_says_when_more_was_found_than_it_holds(tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("services.sheet", "bot.media.exporter"):
        monkeypatch.setattr(f"{module}.ROWS", 2)
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        for name in ("李梅", "王强", "赵敏"):
            await file_matter(town, town.person(name))
        await order_file(town, office)

        await export_all(town, tmp_path)

        _, rows = cells_of(file_of(town, office))
        assert len(rows) == 2
        assert "只包括最新的 2 件" in town.last(office).text


async def test_what_cannot_be_written_is_tried_again_and_then_told(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await order_file(town, office)
        blocked = tmp_path / "blocked"
        blocked.write_text("a file where a folder should be")

        for _ in range(3):
            await town.work(_now)
            await export_all(town, blocked)

        assert "表格没有生成成功" in town.last(office).text
        assert await Exporter(town.desk, town.catalog, tmp_path).drain() == 0


def _now(work: Work) -> None:
    work.session.scalars(select(Export)).one().try_at = None


async def test_files_do_not_stay(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await order_file(town, office)
        await export_all(town, tmp_path)
        path, exporter = file_of(town, office), Exporter(town.desk, town.catalog, tmp_path)
        await exporter.clean()
        was_kept = path.exists()
        os.utime(path.parent, (0, 0))

        await exporter.clean()

        assert was_kept
        assert not path.parent.exists()


async def test_a_reopened_matter_shows_its_newest_limits(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office = await seated_as(town, "office")
        matter_id = await file_matter(town, town.person("李梅"))
        later = datetime(2026, 12, 24, 18, 0, tzinfo=ZONE)
        await town.work(lambda work: _second_round(work, matter_id, later))
        await order_file(town, office)

        await export_all(town, tmp_path)

        _, (row,) = cells_of(file_of(town, office))
        assert row["办结期限"].value == local(later)


def _second_round(work: Work, matter_id: int, ends_at: datetime) -> None:
    work.session.add(Clock(matter_id=matter_id, kind="resolve", column="normal", round=2, started_at=work.now,
                           counts_from=work.now, ends_at=ends_at))
    work.session.get_one(Matter, matter_id).disputes = 1
