"""The district of many matters in small: it looks as production would have made it, is searched and swept."""

from pathlib import Path

import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm import Session

from bot.features import FEATURES
from bot.storage.databases import make_engine
from models import Base
from models.lifecycle import Status
from models.matter import Matter
from services.audit_check import verify
from tests.databases import settle_organisation
from tests.flows.residents import choose
from tests.harness import Town, default_plan, default_policy, make_house
from tests.scale.__main__ import NOW, main
from tests.scale.district import build
from tests.scale.people import District

OF_MATTER = {"matter": "id", "event": "matter_id", "clock": "matter_id", "card": "matter_id",
             "search_text": "matter_id", "audit": "subject", "salt": "subject", "due": "ref"}
"""The tables that keep something of a matter for good, each with the column that names it."""
MOVED = "last_rung"
"""The district's limits lie ahead, as if the office had moved them after their first reminder."""
Shape = dict[str, list[frozenset[str]]]


def shape_of(session: Session, matter_id: int) -> Shape:
    """Return for each table the columns that are filled in each of a matter's rows."""
    return {name: sorted((_filled(row) for row in _rows(session, name, column, matter_id)), key=sorted)
            for name, column in OF_MATTER.items()}


def _rows(session: Session, name: str, column: str, matter_id: int) -> list[dict[str, object]]:
    table = Base.metadata.tables[name]
    clocks = [f"clock:{clock}" for clock in session.scalars(
        sa.select(Base.metadata.tables["clock"].c.id).where(Base.metadata.tables["clock"].c.matter_id == matter_id))]
    wanted = [f"matter:{matter_id}", *clocks] if column in ("subject", "ref") else [matter_id]
    return [dict(row._mapping) for row in session.execute(sa.select(table).where(table.c[column].in_(wanted)))]


def _filled(row: dict[str, object]) -> frozenset[str]:
    return frozenset(name for name, value in row.items() if value is not None and name != MOVED)


async def filed_in_chat(folder: Path, status: Status) -> Shape:
    """Let a resident file a matter of 固戍 in the chat, and a deputy claim it; return its shape."""
    async with Town(folder, FEATURES) as town:
        zhang, _ = await town.seated("zhang-wei"), await town.seated("chen-jing")
        li_mei = town.person("李梅")
        await town.message(li_mei, "小区东门外路灯有五盏整夜不亮，从上周末开始。")
        await town.press(li_mei, "反映这个问题")
        await town.message(li_mei, "西乡街道固戍社区东山路")
        await choose(town, li_mei)
        await town.press(li_mei, "提交")
        if status == Status.CLAIMED:
            await town.press(zhang, "认领")
        return await town.read(lambda session: shape_of(session, 1))


async def test_a_matter_built_in_bulk_has_the_rows_of_one_filed_in_the_chat(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'bulk.db'}"
    settle_organisation(address, default_plan())
    engine = make_engine(address)
    build(engine, District(400, NOW, default_policy()), make_house(default_plan(), default_policy()).calendar)

    with Session(engine) as session:
        query = sa.select(Matter.id).where(Matter.constituency_code == "xixiang-2").limit(1)
        built = {status: shape_of(session, session.scalars(query.where(Matter.status == status)).one())
                 for status in (Status.SUBMITTED, Status.CLAIMED)}
        proof = verify(session)
    engine.dispose()

    assert proof.broken is None
    for status, shape in built.items():
        folder = tmp_path / status
        folder.mkdir()
        assert shape == await filed_in_chat(folder, status)


def test_a_small_district_is_searched_by_both_roles_and_swept_once(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--matters", "300", "--due", "5", "--sweeps", "1", "--searches", "16",
                                       "--home", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert "bytes a matter" in result.output
    assert "searches of the office" in result.output
    assert "searches of the deputy" in result.output
    assert "sweep of 5 rungs" in result.output
    assert "reminders put" in result.output
    assert "cards followed" in result.output
