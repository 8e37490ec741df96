"""`python -m tests.capacity.partitions`: what forbids tables by month, and what they would buy.

The tables and their constraints are the real ones; each constraint is asked for again on a partitioned copy, and what
PostgreSQL refuses is told in its own words. Costs are bytes of the write-ahead log and pages read, which do not depend
on what else the machine does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
import psycopg
from psycopg import sql

from tests.bench.table import plain
from tests.databases import settle_organisation
from tests.harness import default_plan
from tests.postgres import fresh_database, running_server

BY_MONTH = {"inbox": "received_at", "outbox": "created_at", "event": "at", "audit": "at"}
"""The growing tables and the column by which a month would be told."""
MONTHS = 12
Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Refusal:
    """A constraint that a partitioned table may not have, or a reference to it that must go."""

    table: str
    constraint: str
    columns: str
    reason: str


@contextmanager
def real_tables(server: str) -> Iterator[Connection]:
    """Yield a connection to an empty database with the program's tables."""
    with fresh_database(server) as address:
        settle_organisation(address, default_plan())
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection


def refusals(connection: Connection) -> list[Refusal]:
    """Ask for every unique constraint and every reference again, on partitioned copies."""
    found: list[Refusal] = []
    for table, column in BY_MONTH.items():
        copy = _partitioned(connection, table, column)
        found += [*_refused_keys(connection, table, copy), *_refused_references(connection, table, copy)]
    return found


def _partitioned(connection: Connection, table: str, column: str) -> sql.Identifier:
    copy = sql.Identifier(f"{table}_by_month")
    connection.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS) PARTITION BY RANGE ({})").format(
        copy, sql.Identifier(table), sql.Identifier(column)))
    return copy


KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype IN ('p', 'u') ORDER BY conname
"""
REFERENCES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE confrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


def _refused_keys(connection: Connection, table: str, copy: sql.Identifier) -> Iterator[Refusal]:
    for name, definition in connection.execute(KEYS, [table]).fetchall():
        reason = _try(connection, sql.SQL("ALTER TABLE {} ADD {}").format(copy, sql.SQL(definition)))
        if reason:
            yield Refusal(table, name, definition, reason)


def _refused_references(connection: Connection, table: str, copy: sql.Identifier) -> Iterator[Refusal]:
    for other, name, definition in connection.execute(REFERENCES, [table]).fetchall():
        moved = definition.replace(f"REFERENCES {table}(", f"REFERENCES {table}_by_month(")
        reason = _try(connection, sql.SQL("ALTER TABLE {} ADD {} NOT VALID").format(
            sql.Identifier(other), sql.SQL(moved)))
        if reason:
            yield Refusal(other, name, moved, reason)


def _try(connection: Connection, statement: sql.Composed) -> str:
    """Run a statement and take it back; return why it was refused, empty when it was not."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.Error as error:
        return str(error).partition("\n")[0]
    return ""


PLAIN = """
CREATE TABLE one (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, dedupe_key varchar(128) NOT NULL UNIQUE,
  state varchar(16) NOT NULL, screen jsonb NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX one_ready ON one (id) WHERE state = 'waiting';
"""
APART = """
CREATE TABLE key_apart (dedupe_key varchar(128) PRIMARY KEY, created_at timestamptz NOT NULL);
CREATE TABLE many (
  id bigint GENERATED ALWAYS AS IDENTITY, dedupe_key varchar(128) NOT NULL, state varchar(16) NOT NULL,
  screen jsonb NOT NULL, created_at timestamptz NOT NULL, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
CREATE INDEX many_ready ON many (id) WHERE state = 'waiting';
"""
ROWS = """
SELECT md5(i::text), CASE WHEN i %% 5000 = 0 THEN 'waiting' ELSE 'sent' END,
       jsonb_build_object('text', repeat(md5(i::text), 12)),
       timestamptz '2026-01-01' + (i::bigint * %(months)s / (%(rows)s + 1)) * interval '1 month'
FROM generate_series(1, %(rows)s) i
"""


def costs(connection: Connection, rows: int) -> dict[str, float]:
    """Fill a year both ways, forget the oldest month both ways, and look for what waits.

    Returns bytes of the write-ahead log a row for putting and for forgetting, bytes of disk given back a forgotten row,
    and pages read by the query for what waits.
    """
    connection.execute(PLAIN)
    connection.execute(APART)
    for month in range(1, MONTHS + 1):
        connection.execute(sql.SQL(
            "CREATE TABLE {} PARTITION OF many FOR VALUES FROM ({}) TO ({})").format(
            sql.Identifier(f"many_{month:02}"), _first(month), _first(month + 1)))
    told = {"rows": rows, "months": MONTHS}
    # every measure after a checkpoint: pages written for the first time after one cost a whole page of the log
    return {
        "put_one": _log(connection, f"INSERT INTO one (dedupe_key, state, screen, created_at) {ROWS}", told) / rows,
        "put_many": (
            _log(connection, f"INSERT INTO key_apart SELECT md5, created_at FROM ({ROWS}) x (md5, s, j, created_at)",
                 told)
            + _log(connection, f"INSERT INTO many (dedupe_key, state, screen, created_at) {ROWS}", told)) / rows,
        "look_one": _pages(connection, "SELECT id FROM one WHERE state = 'waiting' ORDER BY id LIMIT 30"),
        "look_many": _pages(connection, "SELECT id FROM many WHERE state = 'waiting' ORDER BY id LIMIT 30"),
        **_forget(connection, rows / MONTHS),
    }


def _forget(connection: Connection, rows: float) -> dict[str, float]:
    before = _sizes(connection)
    one = _log(connection, "DELETE FROM one WHERE created_at < timestamptz '2026-02-01'")
    one += _log(connection, "VACUUM one")
    keys = _log(connection, "DELETE FROM key_apart WHERE created_at < timestamptz '2026-02-01'")
    keys += _log(connection, "VACUUM key_apart")
    many = _log(connection, "DROP TABLE many_01")
    after = _sizes(connection)
    return {
        "forget_one": one / rows, "forget_many": many / rows, "forget_keys": keys / rows,
        "back_one": (before["one"] - after["one"]) / rows, "back_many": (before["many"] - after["many"]) / rows,
    }


def _first(month: int) -> sql.Literal:
    return sql.Literal(f"{2026 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}-01 00:00+00")


def _log(connection: Connection, statement: str, told: dict[str, int] | None = None) -> float:
    """Return the bytes of the write-ahead log that a statement wrote."""
    connection.execute("CHECKPOINT")
    began = _place(connection)
    connection.execute(statement, told)  # type: ignore[arg-type]
    return float(_place(connection) - began)


def _place(connection: Connection) -> int:
    row = connection.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").fetchone()
    return int(row[0]) if row else 0


def _sizes(connection: Connection) -> dict[str, int]:
    query = ("SELECT pg_total_relation_size('one'), "
             "(SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('many') WHERE isleaf)")
    row = connection.execute(query).fetchone()
    return {"one": int(row[0]), "many": int(row[1])} if row else {}


def _pages(connection: Connection, query: str) -> float:
    connection.execute("ANALYZE")
    connection.execute("SET enable_seqscan = off")
    row = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}").fetchone()  # type: ignore[arg-type]
    plan = row[0][0]["Plan"] if row else {}
    return float(plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0))


@click.command()
@click.option("--rows", default=240_000, show_default=True, help="Letters of a year in the measured copies.")
def main(rows: int) -> None:
    """Print what is refused, and what both ways cost."""
    with running_server("partitions", durable=True) as server, real_tables(server) as connection:
        click.echo(plain([["table", "constraint", "refused"],
                          *([each.table, each.columns, each.reason] for each in refusals(connection))]))
        for name, value in costs(connection, rows).items():
            click.echo(f"{name} = {value:.1f}")


if __name__ == "__main__":
    main()
