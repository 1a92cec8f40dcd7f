"""What somebody with the sqlite3 shell can do to a ledger: change rows that the product never changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for which no trigger and no reference stands in the way; the triggers are put back afterwards."""
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
    finally:
        for _, sql in triggers:
            connection.execute(sql)
        connection.close()


def another(value: Any) -> Any:
    """The same value with one byte, digit or letter changed."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return ("a" if value[:1] != "a" else "b") + value[1:]
