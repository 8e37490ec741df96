"""What `huying check` finds in what the bot stands on: the database, the disk, and who may read its files."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.commands.check_rules import Finding
from bot.storage.databases import make_engine, normalise, open_database
from bot.storage.migrate import NewerDatabase, config_for, present_revision, refuse_unknown
from config.settings import Settings

ENOUGH = 1 << 30
"""Bytes of free disk below which somebody should act."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO
ENV = Path(".env")
MEND = "look at HUYING_DATABASE_URL, the server, its rights and the disk"
SQLITE_FULL = 2
WHICH = text("SELECT system_identifier, current_database() FROM pg_control_system()")
NOT_SAFE = "commits may be lost at a power loss"


def database_findings(settings: Settings) -> Iterator[Finding]:
    """Yield how the database answers, whether it can be written, and how safely."""
    engine = make_engine(settings.direct_url)
    try:
        with engine.connect() as connection:
            revision = present_revision(connection)
            refuse_unknown(config_for(connection), revision)
            yield True, f"database: {_name(engine)} {_version(connection)} answers, schema {revision or 'empty'}"
            yield _safety(connection)
        yield _writing(engine)
        yield from _pooler(settings, engine)
    except OperationalError as error:
        yield False, f"database: {error.orig}; {MEND}"
    except NewerDatabase as error:
        yield False, f"database: {error}"
    finally:
        engine.dispose()


def _pooler(settings: Settings, engine: Engine) -> Iterator[Finding]:
    """Compare where the two addresses lead, when there are two."""
    if not settings.is_pooled:
        return
    pooled = open_database(settings.database_url, pooled=True)
    try:
        with pooled.engine.connect() as connection, engine.connect() as direct:
            is_same = connection.execute(WHICH).one() == direct.execute(WHICH).one()
    finally:
        pooled.close()
    yield is_same, ("pooler: leads to the same database as the direct address" if is_same else
                    "pooler: HUYING_DATABASE_URL and HUYING_DATABASE_DIRECT_URL lead to different databases; mend one")


def _name(engine: Engine) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]


def _version(connection: Connection) -> str:
    is_sqlite = connection.dialect.name == "sqlite"
    return str(connection.scalar(text("SELECT sqlite_version()") if is_sqlite else text("SHOW server_version")))


def _safety(connection: Connection) -> Finding:
    if connection.dialect.name == "sqlite":
        is_full = connection.scalar(text("PRAGMA synchronous")) == SQLITE_FULL
        return is_full, "database: synchronous is FULL" if is_full else f"database: {NOT_SAFE}"
    off = [name for name in ("fsync", "full_page_writes", "synchronous_commit")
           if connection.scalar(text("SELECT current_setting(:name)"), {"name": name}) == "off"]
    return not off, (f"database: {', '.join(off)} is off, so {NOT_SAFE}; turn it on in postgresql.conf" if off
                     else "database: synchronous_commit and fsync are on")


def _writing(engine: Engine) -> Finding:
    """Make a table and take it back."""
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text("CREATE TABLE huying_check (x INTEGER)"))
            transaction.rollback()
    except SQLAlchemyError as error:
        return False, f"database: cannot be written ({getattr(error, 'orig', error)}); {MEND}"
    return True, "database: can be written"


def disk_findings(settings: Settings) -> Iterator[Finding]:
    """Yield how much room is left for the database and the files."""
    folders = {"media": settings.media}
    if (file := _database_file(settings)) is not None:
        folders["database"] = file.parent
    for what, folder in folders.items():
        there = next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())
        free = shutil.disk_usage(there).free
        mend = "" if free >= ENOUGH else "; make room, a full disk stops the bot"
        yield free >= ENOUGH, f"disk: {free / ENOUGH:.1f} GB free for {what}{mend}"


def media_finding(folder: Path) -> Finding:
    """Return whether files can be put into the media folder, which is made if it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        return False, f"media folder: {folder} cannot be made ({error.strerror}); change HUYING_MEDIA or its parent"
    if not os.access(folder, os.W_OK):
        return False, f"media folder: {folder} cannot be written; change its owner or HUYING_MEDIA"
    return True, f"media folder: {folder} can be written"


def permission_findings(settings: Settings) -> Iterator[Finding]:
    """Yield which of our files others of this machine may read: they hold what residents said, or the token."""
    files = [_database_file(settings), settings.media, settings.erasures_file, ENV]
    for path in files:
        if path is not None and path.exists():
            yield _permission(path)


def _permission(path: Path) -> Finding:
    is_ours = not path.stat().st_mode & OTHERS
    if is_ours:
        return True, f"rights: {path} is for its owner alone"
    return False, f"rights: others on this machine can read {path}; chmod {'700' if path.is_dir() else '600'} {path}"


def _database_file(settings: Settings) -> Path | None:
    url = normalise(settings.database_url)
    return Path(url.database or "").expanduser() if url.get_backend_name() == "sqlite" else None
