"""`docs/data-model.md` names every table, what always holds for it, and who writes it: all of them, and nobody else."""

import re
import sqlite3
from functools import cache

from ledger.migrate import migrations, statements
from tests.required_parts import REPOSITORY

PAGE = REPOSITORY / "docs" / "data-model.md"
ROOMS = REPOSITORY / "ledger"
WRITES = re.compile(r"(?:\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+|\.enter\(\s*\"?)(\w+)")
TRIGGERS = "triggers"


@cache
def schema() -> dict[str, list[str]]:
    """Return each table with its columns, as the migrations make them; the inner tables of a full-text index are its own affair."""
    connection = sqlite3.connect(":memory:")
    for step in migrations():
        for statement in statements(step.sql):
            connection.execute(statement)
    indexes = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")]
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not any(row[0].startswith(f"{index}_") for index in indexes)
    ]
    columns = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
    connection.close()
    return columns


@cache
def writers() -> dict[str, set[str]]:
    """Return which files of the ledger write each table, and which tables are written by triggers."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOMS.rglob("*.py")):
        text = re.sub(r'"\s*f?"', "", path.read_text("utf-8").replace("\n", " "))  # strings that stand in several pieces
        for table in WRITES.findall(text):
            found.setdefault(table, set()).add(path.relative_to(ROOMS).as_posix())
    for step in migrations():
        for statement in statements(step.sql):
            if "CREATE TRIGGER" in statement:
                body = statement.partition("BEGIN")[2]
                for table in WRITES.findall(body):
                    found.setdefault(table, set()).add(TRIGGERS)
    return {table: files for table, files in found.items() if table in schema()}


@cache
def page() -> dict[str, tuple[str, str, set[str]]]:
    """Return what the page says of each table: what a row is, what always holds, who writes it."""
    rows = {}
    for line in PAGE.read_text("utf-8").splitlines():
        match = re.fullmatch(r"\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|", line)
        if match:
            table, row, invariant, said = match.groups()
            rows[table] = (row, invariant, set(re.findall(r"`([\w/]+\.py)`", said)) | ({TRIGGERS} if TRIGGERS in said else set()))
    return rows


def test_the_page_names_every_table_of_the_schema_and_no_other() -> None:
    assert sorted(page()) == sorted(set(schema()) | {"migration"})


def test_the_page_names_every_file_that_writes_a_table_and_no_other() -> None:
    said = {table: sorted(files) for table, (_, _, files) in page().items() if table != "migration"}
    assert said == {table: sorted(writers().get(table, ())) for table in schema()}


def test_every_column_that_the_page_speaks_of_exists() -> None:
    columns = {name for names in schema().values() for name in names}
    spoken = {word for row, invariant, _ in page().values() for word in re.findall(r"`(\w+)`", f"{row} {invariant}")}
    assert sorted(spoken - columns - set(schema())) == []
