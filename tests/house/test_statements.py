"""SQL is made of bound parameters: no statement is put together from words, but in the few places named here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "web", "services", "models", "texts", "config")
RAW = {"text", "literal_column", "exec_driver_sql", "executescript", "executemany", "DDL"}
"""Calls that take SQL as words; their first argument must be a literal, so that nobody's words get in."""
SESSION = re.compile(r"SET (?!LOCAL)\w+ ?(=|TO)|LISTEN |CREATE TEMP|PREPARE |DECLARE |SELECT pg_(try_)?advisory_lock")
SESSION_LOCKS = {"pg_advisory_lock", "pg_try_advisory_lock"}
OWN_WORDS = {
    "bot/storage/databases.py": {"exec_driver_sql"},  # BEGIN in the dialect's own words, given by the same file
    "models/base.py": {"text"},                       # an index's condition: constants of the models
    "models/wire.py": {"execute", "executemany"},     # statements that SQLAlchemy compiled, with their parameters
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def raw_calls(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Give calls of what takes SQL as words, with their first argument."""
    imported = {alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("sqlalchemy") for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            match node.func:
                case ast.Name(id=name) if name in RAW & imported:
                    yield name, node.args[0]
                case ast.Attribute(attr=("exec_driver_sql" | "executescript" | "executemany" | "execute") as name):
                    yield name, node.args[0]
                case ast.Attribute(value=ast.Name(id="sa"), attr=name) if name in RAW:
                    yield name, node.args[0]


def is_made_of_words(argument: ast.expr) -> bool:
    """Tell whether an argument is words put together: an f-string, a sum, a format."""
    return any((isinstance(node, ast.JoinedStr) and any(isinstance(each, ast.FormattedValue) for each in node.values))
               or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod) and _has_words(node))
               or (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format")
               for node in ast.walk(argument))


def _has_words(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides)


def test_no_statement_is_put_together_from_words() -> None:
    found = [f"{path}:{argument.lineno} {name}" for path, tree in sources() for name, argument in raw_calls(tree)
             if is_made_of_words(argument)]

    assert found == []


def test_what_takes_words_takes_literals() -> None:
    found = {(path, name) for path, tree in sources() for name, argument in raw_calls(tree)
             if name in RAW and not isinstance(argument, ast.Constant)}

    assert found <= {(path, name) for path, names in OWN_WORDS.items() for name in names}


def test_nothing_is_left_in_a_session_for_a_later_transaction() -> None:
    """PgBouncer gives each transaction another session."""
    words = [(path, node.value) for path, tree in sources() for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str) and SESSION.match(node.value)]
    calls = [(path, node.attr) for path, tree in sources() for node in ast.walk(tree)
             if isinstance(node, ast.Attribute) and node.attr in SESSION_LOCKS]

    assert [path for path, _ in words] == ["bot/storage/notices.py"]  # which has a direct connection of its own
    assert calls == []


def test_the_rule_would_notice() -> None:
    bad = ast.parse("from sqlalchemy import text\nsession.execute(text(f'SELECT {name}'))\n"
                    "connection.exec_driver_sql('DROP ' + name)\ncursor.execute('SELECT %s' % name)")

    assert sum(is_made_of_words(argument) for _, argument in raw_calls(bad)) == 4
