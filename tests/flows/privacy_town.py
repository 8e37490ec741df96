"""Somebody who leaves traces everywhere, for the tests of what is left of them afterwards."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.media.clerk import Clerk
from bot.media.fetcher import MediaFetcher
from models import Base
from models.matter import Matter
from tests.flows.residents import GUSHU, answered, choose, newest, report, to_preview
from tests.harness import Town, Who

NAME, PHONE, FILE = "欧阳晓兰", "13912345678", "AgACAgUAAx0CfCq"
LETTER = f"我叫{NAME}，电话{PHONE}，楼下的路灯坏了三天，晚上看不清路"
MEI = Who(7312345678, NAME)
NEIGHBOUR = "李大山"
TRACES = (NAME, PHONE, FILE, str(MEI.id))


class Shelf:
    """Gives every file's own id as its content."""

    async def get_file(self, file_id: str) -> bytes:
        """Give a file."""
        return file_id.encode()


async def fetch(town: Town, folder: Path) -> None:
    await MediaFetcher(town.desk, Shelf(), folder).drain()


def clerk_of(town: Town, folder: Path) -> Clerk:
    """Return the clerk of a town; the list of the erased lies beside the media folder."""
    return Clerk(town.desk, folder, folder.parent / "erasures.txt")


async def tell(town: Town) -> Matter:
    """Report a matter with everything in it that can name somebody, openly, and go on about it."""
    await town.message(MEI, LETTER, photo=FILE)
    await town.message(MEI, GUSHU + f" 3栋 找{NAME}")
    await choose(town, MEI)
    await town.press(MEI, "匿名：开")
    await town.press(MEI, "提交")
    matter = await newest(town, MEI)
    await town.press(MEI, "查看进度")
    await town.press(MEI, "补充")
    await town.message(MEI, f"还是{NAME}，又拍了一张，{PHONE}", photo=f"{FILE}2")
    return matter


async def live(town: Town, folder: Path) -> Matter:
    """Let somebody leave traces everywhere: matters open and closed, a draft, a followed matter, a dialog."""
    deputy, neighbour = await town.seated("zhang-wei"), town.person(NEIGHBOUR)
    matter = await tell(town)
    await answered(town, deputy, f"{NAME}女士您好，已经联系{PHONE}，马上修。")
    await town.press(deputy, "追问")
    await town.message(deputy, f"请问是{NAME}本人吗？")
    await town.press(deputy, "备注")
    await town.message(deputy, f"电话{PHONE}没人接")
    other = await report(town, neighbour)
    await town.message(MEI, f"/start me_{other.number}")
    await town.press(MEI, "我也遇到")
    await to_preview(town, MEI, f"{LETTER}，这是草稿")
    await fetch(town, folder)
    return matter


async def erase(town: Town, *choices: str) -> None:
    await town.message(MEI, "/privacy")
    for label in ("删除我的数据", *choices, "确认删除"):
        await town.press(MEI, label)


async def forgotten(town: Town, clerk: Clerk) -> None:
    """Let the last word be sent and the clerk clear up."""
    await town.advance(minutes=15)
    await clerk.drain()


def cells(session: Session) -> Iterator[tuple[str, Any]]:
    """Give every value of every column of every table."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                yield f"{table.name}.{column}", value


def found(session: Session, *traces: str) -> set[str]:
    """Return the columns in which a trace is left."""
    return {where for where, value in cells(session)
            if any(trace in json.dumps(value, ensure_ascii=False, default=str) for trace in traces)}


def found_in(folder: Path, *traces: str) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(trace.encode() in path.read_bytes() for trace in traces)]
