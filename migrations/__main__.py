"""Write a migration from the difference between the models and the newest one: `python -m migrations MESSAGE`."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.storage.databases import make_engine
from bot.storage.migrate import config_for, migrate


def main(message: str) -> None:
    """Compare against a fresh database migrated to the newest revision."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/scratch.db")
        migrate(engine)
        with engine.begin() as connection:
            config = config_for(connection)
            count = len(list((Path(__file__).parent / "versions").glob("[0-9]*.py")))
            command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04}")
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "change")
