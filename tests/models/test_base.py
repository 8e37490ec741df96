"""What every mapped class does: rows are made of known columns, moments go and come as aware UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from models.base import UtcDateTime
from models.mail import Card

NOON = datetime(2026, 11, 22, 12, 0, 0, 250, UTC)
DIALECTS = [sqlite.dialect(), postgresql.dialect()]


def test_a_row_knows_what_it_was_made_of() -> None:
    card = Card(chat_id=7, view="form")

    assert (card.chat_id, card.view, card.message_id) == (7, "form", None)


def test_a_row_refuses_what_its_class_has_not() -> None:
    with pytest.raises(TypeError, match="'colour'"):
        Card(chat_id=7, colour="red")


@pytest.mark.parametrize("dialect", DIALECTS, ids=["sqlite", "postgresql"])
def test_a_moment_of_any_zone_comes_back_as_utc(dialect: object) -> None:
    local = NOON.astimezone(timezone(timedelta(hours=8)))
    write = UtcDateTime().bind_processor(dialect)
    read = UtcDateTime().result_processor(dialect, None)

    found = read(write(local))

    assert (found, found.tzinfo) == (NOON, UTC)


@pytest.mark.parametrize("dialect", DIALECTS, ids=["sqlite", "postgresql"])
def test_a_naive_moment_reaches_no_database(dialect: object) -> None:
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().bind_processor(dialect)(NOON.replace(tzinfo=None))


@pytest.mark.parametrize("dialect", DIALECTS, ids=["sqlite", "postgresql"])
def test_no_moment_stays_none(dialect: object) -> None:
    assert UtcDateTime().bind_processor(dialect)(None) is None
    assert UtcDateTime().result_processor(dialect, None)(None) is None
