"""The roster changes: a new name is a new holder, who leaves the file leaves the seat, the command line frees one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.__main__ import main
from bot.storage.databases import make_engine
from bot.storage.organisation import free_seat, import_plan
from config.organisation import BAOAN
from models.audit import Audit
from models.mail import Due, DueState
from models.organisation import Seat
from models.organisation_plan import OrganisationPlan
from models.person import Person
from services.audit_check import verify
from services.freeing import KIND
from services.organisation import ImportReport
from tests.flows.deputies import claimed, forged, matter_of, seated_as, town_of
from tests.flows.residents import said
from tests.flows.test_people import seat_of
from tests.harness import Town, Who, default_plan


def renamed(key: str, name: str, **other: str) -> OrganisationPlan:
    """Return Bao'an with another name, or another deputy as head, on a seat."""
    plan = default_plan()
    return replace(plan, roster=tuple(
        replace(each, name=name, **other) if each.key == key else each for each in plan.roster))


def without(key: str) -> OrganisationPlan:
    """Return Bao'an without a seat."""
    plan = default_plan()
    return replace(plan, roster=tuple(each for each in plan.roster if each.key != key))


async def imported(town: Town, plan: OrganisationPlan, *, same_people: bool = False) -> ImportReport:
    """Import a plan as the command line does, beside the running bot."""
    engine = make_engine(str(town.database))
    report = import_plan(engine, plan, same_people=same_people)
    engine.dispose()
    await see_to_it(town)
    return report


async def see_to_it(town: Town) -> None:
    """Let the bot do what the command line left to it: the town's business time is another than the real one."""
    await town.work(lambda work: work.session.execute(
        update(Due).where(Due.kind == KIND, Due.state == DueState.WAITING).values(due_at=work.now)))
    await town.settle()


async def owned(town: Town) -> tuple[int, Who]:
    """Let 张伟 own a matter of 李梅."""
    zhang = await town.seated("zhang-wei")
    return await claimed(town, town.person("李梅"), zhang), zhang


async def test_a_new_name_is_a_new_holder(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        matter_id, zhang = await owned(town)

        report = await imported(town, renamed("zhang-wei", "李强"))

        assert report.succeeded == ["seat zhang-wei: 张伟 → 李强"]
        seat = await seat_of(town, "zhang-wei")
        assert (seat.name, seat.person_id, seat.token is None) == ("李强", None, False)
        assert "“张伟 代表”已由人大办解除绑定" in said(town, zhang)
        assert "路灯坏了三天" not in said(town, zhang)
        assert (await matter_of(town, matter_id)).claimed_by == seat.id
        query = select(Audit).where(Audit.what == "seat_released")
        entry = await town.read(lambda session: session.scalars(query).one())
        assert (entry.actor, entry.subject) == ("operator", "seat:zhang-wei")
        assert (await town.read(verify)).broken is None


async def test_a_corrected_name_keeps_its_holder(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        _, zhang = await owned(town)

        report = await imported(town, renamed("zhang-wei", "张玮"), same_people=True)

        seat = await seat_of(town, "zhang-wei")
        assert (seat.name, seat.person_id is None, report.succeeded) == ("张玮", False, [])
        assert "解除绑定" not in said(town, zhang)


async def test_an_invitation_that_was_not_used_is_void_for_the_next_person(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        old = (await seat_of(town, "zhang-wei")).token

        await imported(town, renamed("zhang-wei", "李强"))

        assert (await seat_of(town, "zhang-wei")).token not in (None, old)


async def test_the_next_head_does_not_cost_the_former_one_their_seat_as_deputy(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        head, _ = await seated_as(town, "head"), await town.seated("zhao-xuefen")

        await imported(town, renamed("head-xixiang2", "张伟", same_person_as="zhang-wei"))

        assert (await seat_of(town, "head-xixiang2")).person_id is None
        assert (await seat_of(town, "zhao-xuefen")).person_id is not None
        assert "站长" in said(town, head)


async def test_who_leaves_the_file_leaves_the_seat(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        matter_id, zhang = await owned(town)
        office, head = await seated_as(town, "office"), await seated_as(town, "head")

        await imported(town, without("zhang-wei"))
        number = (await matter_of(town, matter_id)).number

        seat = await seat_of(town, "zhang-wei")
        assert (seat.active, seat.person_id, seat.token) == (False, None, None)
        assert "路灯坏了三天" not in said(town, zhang)
        await town.message(head, "分派")
        assert number is not None
        assert number in town.last(head).text
        await town.message(office, "/office")
        await town.press(office, "待分派 1")
        assert number in town.last(office).text


async def test_a_key_that_comes_back_is_nobodys(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        _, zhang = await owned(town)
        await imported(town, without("zhang-wei"))

        await imported(town, default_plan())
        await town.message(zhang, "我的在办")

        assert (await seat_of(town, "zhang-wei")).person_id is None
        assert "在办" not in town.last(zhang).text


def huying(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["org", *arguments])


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of a database that is not there yet."""
    address = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv("HUYING_DATABASE_URL", address)
    monkeypatch.setenv("HUYING_BOT_TOKEN", "1:abc")
    monkeypatch.chdir(tmp_path)
    return address


def test_a_first_import_brings_nothing_but_its_file(machine: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(BAOAN.read_text("utf-8").replace('key = "zhang-wei"', 'key = "zhang-wei-2"'), "utf-8")

    done = huying("import", str(mine))

    assert (done.exit_code, "retired" in done.stdout) == (0, False)
    with Session(make_engine(machine)) as session:
        assert session.scalar(select(Seat).where(Seat.key == "zhang-wei")) is None


def test_a_corrected_name_is_imported_with_a_flag(machine: str, tmp_path: Path) -> None:
    huying("import", str(BAOAN))
    mine = tmp_path / "mine.toml"
    mine.write_text(BAOAN.read_text("utf-8").replace('"张伟"', '"张玮"'), "utf-8")

    corrected, back = huying("import", str(mine), "--same-people"), huying("import", str(BAOAN))

    assert (corrected.exit_code, "new holder" in corrected.stdout) == (0, False)
    assert "new holder\tseat zhang-wei: 张玮 → 张伟, to be invited again" in back.stdout


async def test_the_operator_frees_the_only_seat_of_the_office(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, engine = await seated_as(town, "office"), make_engine(str(town.database))
        key = await town.read(lambda session: session.scalars(
            select(Seat.key).where(Seat.person_id.is_not(None))).one())

        freed, again = free_seat(engine, key), free_seat(engine, key)
        refused = await forged(town, office, "ppl:0")
        await see_to_it(town)

        engine.dispose()
        assert (freed, again) == ([key], [])
        assert "只有人大办" in refused.text
        assert "已由人大办解除绑定" in said(town, office)
        query = select(Audit.actor).where(Audit.what == "seat_released")
        assert await town.read(lambda session: session.scalars(query).all()) == ["operator"]


def test_the_command_line_frees_a_seat(machine: str) -> None:
    huying("import", str(BAOAN))
    with Session(make_engine(machine)) as session, session.begin():
        person = Person(telegram_id=7, name="老张", created_at=datetime.now(UTC))  # noqa: TID251 no town here
        session.add(person)
        session.flush()
        session.scalars(select(Seat).where(Seat.key == "zhang-wei")).one().person_id = person.id

    done, again, wrong = huying("unbind", "zhang-wei"), huying("unbind", "zhang-wei"), huying("unbind", "nobody")

    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "free\tzhang-wei")
    assert again.stdout == "nobody holds zhang-wei\n"
    assert (wrong.exit_code, wrong.stderr.startswith("nobody: no seat")) == (2, True)
