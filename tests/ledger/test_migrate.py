"""Schema steps: carried out once, after a copy, never over what a newer program wrote."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE, open_writer
from ledger.engine import Engine
from ledger.errors import Corrupt
from ledger.migrate import migrations, statements
from tests.ledger.behind_the_back import tampering
from tests.ledger.warehouse import Warehouse


def test_a_fresh_ledger_has_every_step_and_no_copy(tmp_path: Path) -> None:
    with Engine(tmp_path, program="test") as engine:
        steps = [row[0] for row in engine.reader.all("SELECT version FROM migration ORDER BY version")]
    assert steps == [step.version for step in migrations()] == list(range(1, len(steps) + 1))
    assert check_file(tmp_path / LEDGER_FILE) == []
    assert list(tmp_path.glob("*.before-*")) == []


def test_opening_again_carries_out_no_step_twice(warehouse: Warehouse) -> None:
    rows = warehouse.engine.reader.all("SELECT * FROM migration")
    warehouse.engine.close()
    warehouse.open()
    assert [tuple(row) for row in warehouse.engine.reader.all("SELECT * FROM migration")] == [tuple(row) for row in rows]


def older_ledger(directory: Path) -> None:
    """A ledger as a program knew it that had the first step only, with an item in it."""
    connection = open_writer(directory / LEDGER_FILE)
    first = migrations()[0]
    connection.execute(
        "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, at_ms INTEGER NOT NULL) STRICT"
    )
    for statement in statements(first.sql):
        connection.execute(statement)
    digest = hashlib.sha256(first.sql.encode()).digest()
    connection.execute("INSERT INTO migration VALUES (?, ?, ?, 0)", (first.version, first.name, digest))
    connection.execute("INSERT INTO item (sku, description) VALUES ('OLD', 'an old lamp')")
    connection.close()


def test_an_older_ledger_is_copied_first_and_keeps_its_rows(tmp_path: Path) -> None:
    older_ledger(tmp_path)
    with Engine(tmp_path, program="test") as engine:
        assert engine.reader.number("SELECT COUNT(*) FROM item WHERE sku = 'OLD'") == 1
    copy = sqlite3.connect(tmp_path / f"{LEDGER_FILE}.before-0002")
    tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    assert copy.execute("SELECT sku FROM item").fetchall() == [("OLD",)]
    copy.close()
    assert "journal" in tables
    assert "orders" not in tables


def test_half_a_copy_left_by_a_power_cut_is_made_anew(tmp_path: Path) -> None:
    older_ledger(tmp_path)
    copy_path = tmp_path / f"{LEDGER_FILE}.before-0002"
    copy_path.write_bytes(b"SQLite format 3\0 and then the lights went out")
    Engine(tmp_path, program="test").close()
    copy = sqlite3.connect(copy_path)
    assert copy.execute("SELECT sku FROM item").fetchall() == [("OLD",)]
    copy.close()


def test_a_ledger_of_a_newer_program_is_not_opened(warehouse: Warehouse) -> None:
    warehouse.engine.close()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, '9999_future', x'00', 0)")
    with pytest.raises(Corrupt, match="newer pmpd"):
        warehouse.open()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("DELETE FROM migration WHERE version = 9999")
    warehouse.open()
    assert warehouse.engine.stopped == ""


def test_a_step_that_is_not_the_one_carried_out_is_noticed(warehouse: Warehouse) -> None:
    warehouse.engine.close()
    with tampering(warehouse.engine.path) as connection:
        (sha256,) = connection.execute("SELECT sha256 FROM migration WHERE version = 1").fetchone()
        connection.execute("UPDATE migration SET sha256 = x'00' WHERE version = 1")
    with pytest.raises(Corrupt, match="0001_stock is not the one"):
        warehouse.open()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("UPDATE migration SET sha256 = ? WHERE version = 1", (sha256,))
    warehouse.open()
    assert warehouse.engine.stopped == ""


def test_every_statement_of_every_step_is_complete() -> None:
    for step in migrations():
        joined = "".join(statements(step.sql))
        assert joined == step.sql, step.name
