"""The check names the row that was altered, whatever was altered, and repairs nothing."""

import sqlite3

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE
from ledger.stockwork.stock import AdjustStock
from tests.ledger.behind_the_back import another, tampering
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse

JOURNAL = ("seq", "command_id", "kind", "actor", "device", "boot_id", "at_ms", "payload", "answer", "previous_hash", "hash")
MOVEMENT = ("id", "seq", "item_id", "unit", "from_place_id", "to_place_id", "quantity", "reason", "order_line_id", "hash")


@pytest.fixture
def used(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A closed ledger with some history: stock, a shipped order, an allocated one, a refused command."""
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    warehouse.item("LAMP", "A-01", 5)
    warehouse.ship(warehouse.sell("7", line("LAMP", 2)))
    warehouse.refusal(AdjustStock("LAMP", "A-01", -99, "lost"))
    warehouse.sell("8", line("LAMP"))
    warehouse.engine.close()
    return warehouse


def altered(warehouse: Warehouse, table: str, key: str, row_id: int, column: str) -> list[str]:
    """Change one byte of one value behind the ledger's back; answers what the check finds."""
    with tampering(warehouse.engine.path) as connection:
        (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row_id,)).fetchone()
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (another(value), row_id))
    return warehouse.faults()


def last(warehouse: Warehouse, table: str, key: str) -> int:
    """The newest row of a table."""
    connection = sqlite3.connect(warehouse.engine.path)
    (row_id,) = connection.execute(f"SELECT MAX({key}) FROM {table}").fetchone()
    connection.close()
    return int(row_id)


def test_a_ledger_that_nobody_touched_has_no_faults(used: Warehouse) -> None:
    assert used.faults() == []


@pytest.mark.parametrize("column", [column for column in JOURNAL if column != "seq"])
@pytest.mark.parametrize("row", [1, 9, "last"])
def test_one_byte_of_a_journal_row_changed_names_that_row(used: Warehouse, column: str, row: int | str) -> None:
    seq = last(used, "journal", "seq") if isinstance(row, str) else row
    assert any(fault.startswith(f"journal row {seq}:") for fault in altered(used, "journal", "seq", seq, column))


def test_an_outcome_turned_around_names_the_journal_row(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        (seq,) = connection.execute("SELECT seq FROM journal WHERE outcome = 'refused'").fetchone()
        connection.execute("UPDATE journal SET outcome = 'accepted' WHERE seq = ?", (seq,))
    assert any(fault.startswith(f"journal row {seq}:") for fault in used.faults())


def test_a_journal_row_with_another_number_leaves_a_gap_that_is_named(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute("UPDATE journal SET seq = 1000 WHERE seq = 9")
    assert any(fault.startswith("journal row 9: is missing") for fault in used.faults())


@pytest.mark.parametrize("column", [column for column in MOVEMENT if column != "id"])
@pytest.mark.parametrize("row", [1, 2, "last"])
def test_one_byte_of_a_movement_changed_names_that_movement(used: Warehouse, column: str, row: int | str) -> None:
    movement = last(used, "movement", "id") if isinstance(row, str) else row
    assert any(fault.startswith(f"movement row {movement}:") for fault in altered(used, "movement", "id", movement, column))


def test_a_movement_with_another_number_is_named(used: Warehouse) -> None:
    movement = last(used, "movement", "id")
    assert any(fault.startswith(f"movement row {movement + 1}:") for fault in altered(used, "movement", "id", movement, "id"))


@pytest.mark.parametrize("row", [1, 2, "last"])
def test_a_movement_that_was_removed_names_its_journal_row(used: Warehouse, row: int | str) -> None:
    movement = last(used, "movement", "id") if isinstance(row, str) else row
    with tampering(used.engine.path) as connection:
        (seq,) = connection.execute("SELECT seq FROM movement WHERE id = ?", (movement,)).fetchone()
        connection.execute("DELETE FROM movement WHERE id = ?", (movement,))
    assert any(fault.startswith(f"journal row {seq}:") for fault in used.faults())


def test_a_movement_that_was_slipped_in_names_its_journal_row(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        columns = "seq, item_id, unit, from_place_id, to_place_id, quantity, reason, order_line_id, hash"
        connection.execute(f"INSERT INTO movement ({columns}) SELECT {columns} FROM movement WHERE id = 1")
        (seq,) = connection.execute("SELECT seq FROM movement WHERE id = 1").fetchone()
    assert any(fault.startswith(f"journal row {seq}:") for fault in used.faults())


@pytest.mark.parametrize("seq", [1, 9])
def test_a_journal_row_that_was_removed_is_named(used: Warehouse, seq: int) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
    assert any(fault.startswith(f"journal row {seq}: is missing") for fault in used.faults())


def test_the_newest_journal_row_removed_leaves_entries_of_a_story_that_belong_to_nothing(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute("DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)")
    assert any(fault.startswith("timeline_entry of SO-") and "which is missing" in fault for fault in used.faults())


@pytest.mark.parametrize("column", ["on_hand", "reserved"])
def test_a_balance_that_was_changed_is_named_by_item_and_place(used: Warehouse, column: str) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute(f"UPDATE balance SET {column} = {column} + 1 WHERE place_id = (SELECT id FROM place WHERE code = 'A-01')")
    assert any(fault.startswith("balance LAMP in A-01:") for fault in used.faults())


@pytest.mark.parametrize("column", ["reserved", "picked", "packed", "shipped"])
def test_an_order_line_that_disagrees_with_its_reservations_is_named_by_order(used: Warehouse, column: str) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute(f"UPDATE order_line SET ordered = ordered + 1, {column} = {column} + 1 WHERE order_id = 2")
    assert any(fault.startswith("order_line row 2 of SO-100002:") for fault in used.faults())


def test_a_reservation_that_was_changed_is_found(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute("UPDATE reservation SET quantity = quantity + 1 WHERE state = 'active'")
    assert {fault.split(":")[0] for fault in used.faults()} == {"balance LAMP in A-01", "order_line row 2 of SO-100002"}


@pytest.mark.parametrize("change", ["item_id = (SELECT id FROM item WHERE sku = 'BOLT')", "unit = 'L7'", "state = 'put_back'"])
def test_a_put_back_that_is_not_what_its_reservation_held_is_named_by_order(used: Warehouse, change: str) -> None:
    used.open()
    used.item("BOLT")
    number = used.sell("put back", line("LAMP"))
    used.pick(number)
    used.cancel(number)
    used.engine.close()
    with tampering(used.engine.path) as connection:
        connection.execute(f"UPDATE reservation SET {change} WHERE state = 'released'")
    assert any(fault.startswith(f"put_back row 1 of {number}: is not what its reservation held") for fault in used.faults())


def test_a_state_that_the_rows_do_not_say_is_named_by_order(used: Warehouse) -> None:
    with tampering(used.engine.path) as connection:
        connection.execute("UPDATE orders SET state = 'packed' WHERE id = 2")
    assert used.faults() == ["orders SO-100002: is stored as packed, its rows say allocated"]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DROP TRIGGER movement_keeps_rows", "schema movement_keeps_rows: is missing"),
        ("DROP INDEX orders_state", "schema orders_state: is missing"),
        ("CREATE TABLE notes (text TEXT)", "schema notes: is not as pmpd made it"),
    ],
)
def test_a_schema_that_was_changed_is_named(used: Warehouse, statement: str, fault: str) -> None:
    connection = sqlite3.connect(used.engine.path)
    connection.execute(statement)
    connection.close()
    assert used.faults() == [fault]


@pytest.mark.parametrize(
    ("table", "key", "column"), [("journal", "seq", "payload"), ("journal", "seq", "actor"), ("movement", "id", "reason")]
)
def test_a_text_that_is_no_utf_8_any_more_names_its_row(used: Warehouse, table: str, key: str, column: str) -> None:
    row_id = last(used, table, key)
    with tampering(used.engine.path) as connection:
        connection.execute(f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE {key} = ?", (row_id,))
    assert any(fault.startswith(f"{table} row {row_id}:") for fault in used.faults())


def test_a_damaged_page_is_reported_and_nothing_is_repaired(used: Warehouse) -> None:
    path = used.engine.path
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    path.write_bytes(data)
    assert used.faults() != []
    assert path.read_bytes() == bytes(data)


def test_a_file_that_is_no_ledger_is_reported(used: Warehouse) -> None:
    path = used.directory / LEDGER_FILE
    path.write_bytes(b"this is a letter to my aunt, not a ledger" * 500)
    (finding,) = check_file(path)
    assert (finding.table, "can't be read" in finding.what) == ("file", True)


@pytest.mark.parametrize("table", ["journal", "movement", "boot", "timeline_entry"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_the_file_itself_refuses_to_alter_what_is_append_only(used: Warehouse, table: str, verb: str) -> None:
    connection = sqlite3.connect(used.engine.path)
    statement = verb.format(table).replace("rowid = rowid", "id = id" if table in {"boot", "movement"} else "seq = seq")
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        connection.execute(statement)
    connection.close()
