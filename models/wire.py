"""The way of a compiled statement to its driver: a cursor, or asyncpg's own connection without SQLAlchemy's cursor."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy.engine import AdaptedConnection

T = TypeVar("T")
Row = Sequence[Any]


def fetch(driver: Any, sql: str, parameters: Any) -> Sequence[Row]:
    """Run a statement and return its rows."""
    if isinstance(driver, AdaptedConnection):
        return ask(driver, lambda connection: connection.fetch(sql, *parameters))
    rows: list[Row] = driver.execute(sql, parameters).fetchall()
    return rows


def count(driver: Any, sql: str, parameters: Any) -> int:
    """Run a statement and return how many rows it changed."""
    if isinstance(driver, AdaptedConnection):
        status = ask(driver, lambda connection: connection.execute(sql, *parameters))
        return int(status.rpartition(" ")[2])
    return int(driver.execute(sql, parameters).rowcount)


def fetch_each(driver: Any, sql: str, each: Sequence[Any]) -> Sequence[Row]:
    """Run a statement for each of many parameters and return all rows, in their order."""
    if isinstance(driver, AdaptedConnection):
        return ask(driver, lambda connection: connection.fetchmany(sql, each))
    rows: list[Row] = []
    cursor = driver.cursor()
    for parameters in each:
        cursor.execute(sql, parameters)
        rows += cursor.fetchall()
    return rows


def run_each(driver: Any, sql: str, each: Sequence[Any]) -> None:
    """Run a statement for each of many parameters."""
    if isinstance(driver, AdaptedConnection):
        ask(driver, lambda connection: connection.executemany(sql, each))
    else:
        driver.cursor().executemany(sql, each)


def ask(driver: AdaptedConnection, question: Callable[[Any], Awaitable[T]]) -> T:
    """Let asyncpg's connection do something, while this job waits and others go on."""
    try:
        return driver.run_async(question)
    except Exception as error:
        driver._handle_exception(error)  # type: ignore[attr-defined]  # nothing public makes its error of asyncpg's
        raise
