"""Forward-only migrations: numbered SQL files, each carried out once, in one transaction, after a copy of the database.

Dialect knowledge of SQLite lives here and in `database.py`, `engine.py` and the schema files.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from ledger.database import copy_file
from ledger.errors import Corrupt


class Migration(NamedTuple):
    """One schema step: its number, its file's name without ending, its SQL."""

    version: int
    name: str
    sql: str


def migrations() -> list[Migration]:
    """Every step this program knows, in order."""
    found = []
    for file in resources.files("ledger").joinpath("schema").iterdir():
        if file.name.endswith(".sql"):
            found.append(Migration(int(file.name[:4]), file.name[:-4], file.read_text(encoding="utf-8")))
    return sorted(found)


def migrate(connection: sqlite3.Connection, path: Path, now_ms: int) -> None:
    """Bring the database to the newest step; a copy named after the step is made first when there is anything to lose.

    Raises Corrupt when the database was written by a newer program, or when a step that was carried out has been altered since.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration"
        " (version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, at_ms INTEGER NOT NULL) STRICT"
    )
    known = {step.version: step for step in migrations()}
    done: dict[int, bytes] = {row["version"]: row["sha256"] for row in connection.execute("SELECT version, sha256 FROM migration")}
    for version, sha256 in done.items():
        if version not in known:
            raise Corrupt(f"{path} was written by a newer pmpd (schema step {version}); install that version or a newer one")
        if hashlib.sha256(known[version].sql.encode()).digest() != sha256:
            raise Corrupt(f"schema step {known[version].name} is not the one that {path} was made with; reinstall pmpd")
    pending = [step for version, step in known.items() if version not in done]
    if pending and done:
        _copy_first(connection, path, pending[0].version)
    for step in pending:
        _carry_out(connection, step, now_ms)


def steps_behind(connection: sqlite3.Connection) -> int:
    """How many steps a database lacks of those that this program knows; below 0 where a newer program wrote it."""
    return migrations()[-1].version - int(connection.execute("SELECT COALESCE(MAX(version), 0) FROM migration").fetchone()[0])


def _copy_first(connection: sqlite3.Connection, path: Path, version: int) -> None:
    copy_path = path.with_name(f"{path.name}.before-{version:04d}")
    if copy_path.exists():  # an interrupted attempt left it; it may be half a copy
        copy_path.unlink()
    copy_file(connection, copy_path)


def _carry_out(connection: sqlite3.Connection, step: Migration, now_ms: int) -> None:
    # A table that is made anew is dropped for a moment while rows refer to it; what is broken then is found before the commit.
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(step.sql):
            connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise Corrupt(f"a row of {broken[0]} points to a row of {broken[2]} that is missing; restore the newest backup")
        connection.execute(
            "INSERT INTO migration (version, name, sha256, at_ms) VALUES (?, ?, ?, ?)",
            (step.version, step.name, hashlib.sha256(step.sql.encode()).digest(), now_ms),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # else SQLite has rolled back by itself, as it does when the disk is full
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script; `executescript` would commit between them."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def schema_differences(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables, indexes and triggers that are not as the migrations made them: their names and what is wrong."""
    wanted = _wanted_schema()
    found = {row[0]: row[1] for row in connection.execute(_SCHEMA)}
    missing = [(name, "is missing") for name in wanted if name not in found]
    return missing + [(name, "is not as pmpd made it") for name, sql in found.items() if wanted.get(name, "") != sql]


@cache
def _wanted_schema() -> dict[str, str]:
    """What the migrations make; the same for as long as the program runs."""
    fresh = sqlite3.connect(":memory:")
    for step in migrations():
        for statement in statements(step.sql):
            fresh.execute(statement)
    wanted = dict(fresh.execute(_SCHEMA).fetchall())
    fresh.close()
    return wanted


_SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'migration' AND name NOT LIKE 'sqlite_%' ORDER BY name"
