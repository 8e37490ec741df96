"""The organisation file reaches the tables: once, reported, without losing history."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from config.organisation import load_organisation
from models import Base
from models.organisation import Seat
from models.organisation_plan import OrganisationPlan
from services.organisation import import_organisation, open_invitations, stored_plan


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def baoan() -> OrganisationPlan:
    return load_organisation()


def test_the_first_import_adds_everything(session: Session, baoan: OrganisationPlan) -> None:
    report = import_organisation(session, baoan)

    assert "seat zhang-wei" in report.added
    assert len(report.added) == sum(map(len, (
        baoan.streets, baoan.communities, baoan.stations, baoan.constituencies, baoan.bodies, baoan.roster)))


def test_a_second_import_changes_nothing(session: Session, baoan: OrganisationPlan) -> None:
    import_organisation(session, baoan)
    before = {seat.key: seat.token for seat in open_invitations(session)}

    report = import_organisation(session, baoan)

    assert not report
    assert {seat.key: seat.token for seat in open_invitations(session)} == before


def test_who_left_the_file_is_retired_and_not_deleted(session: Session, baoan: OrganisationPlan) -> None:
    import_organisation(session, baoan)
    without = replace(baoan, roster=tuple(each for each in baoan.roster if each.key != "zhang-wei"))

    report = import_organisation(session, without)

    assert report.retired == ["seat zhang-wei"]
    assert session.scalars(select(Seat).where(Seat.key == "zhang-wei")).one().active is False


def test_who_comes_back_is_active_again(session: Session, baoan: OrganisationPlan) -> None:
    import_organisation(session, baoan)
    import_organisation(session, replace(baoan, roster=baoan.roster[1:]))

    report = import_organisation(session, baoan)

    assert report.changed == [f"seat {baoan.roster[0].key}"]


def test_the_tables_give_the_plan_back(session: Session, baoan: OrganisationPlan) -> None:
    import_organisation(session, baoan)

    stored = stored_plan(session, baoan.district)

    assert sorted(stored.roster, key=lambda each: each.key) == sorted(baoan.roster, key=lambda each: each.key)
    assert {c.code: set(c.communities) for c in stored.constituencies} == {
        c.code: set(c.communities) for c in baoan.constituencies}
    assert {c.code: c.aliases for c in stored.communities} == {c.code: c.aliases for c in baoan.communities}
