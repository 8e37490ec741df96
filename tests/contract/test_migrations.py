"""Migrations lead to exactly the models, and back, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot.storage.migrate import config_for, migrate
from models import Base


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_an_empty_database_is_brought_to_the_models(empty_engine: Engine) -> None:
    migrate(empty_engine)

    assert differences(empty_engine) == []


def test_down_and_up_again_leads_to_the_same(empty_engine: Engine) -> None:
    migrate(empty_engine)

    with empty_engine.begin() as connection:
        command.downgrade(config_for(connection), "base")
    left = set(inspect(empty_engine).get_table_names()) - {"alembic_version"}
    migrate(empty_engine)

    assert left == set()
    assert differences(empty_engine) == []


def test_migrating_again_changes_nothing(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("INSERT INTO street (code, name, active) VALUES ('s', '西乡街道', true)"))

    before, after = migrate(empty_engine)

    assert before == after
    with empty_engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM street")) == "西乡街道"
