"""Field changes: the ledger's own write path records who changed what from what to what, whoever changes it."""

import json
import re
import sqlite3

import pytest

from ledger.audit.field_changes import changes
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.migrate import migrations
from ledger.sales.settings import ChangeSetting
from tests.ledger.behind_the_back import another
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Answer, Warehouse

DERIVED = {
    "orders": {
        "state": "derived from lines and holds",
        "state_ms": "when the state came to be",
        "updated_ms": "when the channel last changed its own document",
        "document_hash": "of the document whose fields are recorded",
        "wave_id": "told in the order's story when the wave is released",
    },
    "order_line": {
        "ordered": "quantity × multiplier",
        **dict.fromkeys(("reserved", "picked", "packed", "shipped", "cancelled"), "counters of the units, each with its movements"),
        "shipped_elsewhere": "written once, from what the channel said first",
    },
    "hold": {
        **dict.fromkeys(("order_id", "kind", "placed_seq"), "written once"),
        "released_seq": "told in the order's story",
    },
    "purchase_line": {"received": "the sum of its receipts", **dict.fromkeys(("purchase_order_id", "item_id"), "name the row")},
    "kit_component": dict.fromkeys(("kit_id", "item_id"), "name the row"),
    "setting": {"name": "names the row"},
}
"""What no trigger has to record, and why."""

AUDITED = (
    "item", "barcode", "kit_component", "place", "warehouse", "listing", "orders", "order_line", "hold", "allocation_rule", "box",
    "purchase_order", "purchase_line", "setting",
)  # fmt: skip


@pytest.fixture
def schema() -> sqlite3.Connection:
    """An empty database with every step carried out."""
    connection = sqlite3.connect(":memory:")
    for step in migrations():
        connection.executescript(step.sql)
    return connection


def watched(schema: sqlite3.Connection, table: str) -> set[str]:
    """The columns whose changes a trigger of the table records."""
    triggers = schema.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name LIKE '%_changes'", (table,))
    lists = [re.search(r"AFTER UPDATE OF(.*?)\bON\b", sql, re.DOTALL) for (sql,) in triggers if "field_change" in sql]
    return {column.strip() for found in lists if found for column in found[1].split(",")}


@pytest.mark.parametrize("table", AUDITED)
def test_every_column_of_what_people_change_is_recorded_or_is_derived(schema: sqlite3.Connection, table: str) -> None:
    columns = {row[1] for row in schema.execute(f"PRAGMA table_info({table})")} - {"id"}
    assert watched(schema, table) | DERIVED.get(table, {}).keys() == columns


def a_row_of_everything(warehouse: Warehouse) -> None:
    """One row in every table that is audited, and a second item to point to."""
    warehouse.item("LAMP", "A-01", 5, "4006381333931")
    warehouse.item("BULB")
    number = warehouse.sell("7", line("LAMP"))
    connection = warehouse.engine._connection
    connection.execute("INSERT INTO hold (order_id, kind, reason, placed_seq) SELECT id, 'manual', 'why', 1 FROM orders")
    connection.execute("INSERT INTO kit_component (kit_id, item_id, quantity) VALUES (2, 1, 2)")
    connection.execute("INSERT INTO allocation_rule (position, name, strategy) VALUES (1, 'all', 'fewest_bins')")
    connection.execute("INSERT INTO box (code, length_mm, width_mm, height_mm, most_g) VALUES ('S', 1, 1, 1, 1)")
    connection.execute("INSERT INTO purchase_order (number, supplier) VALUES ('PO-1', 'bosch')")
    connection.execute("INSERT INTO purchase_line (purchase_order_id, item_id, ordered) VALUES (1, 1, 9)")
    connection.execute("INSERT INTO setting (name, value) VALUES ('time_zone', 'UTC')")
    assert number


ROWS = {
    "barcode": "code = '4006381333931'",
    "kit_component": "kit_id = 2",
    "purchase_line": "purchase_order_id = 1",
    "setting": "name = 'time_zone'",
}
"""Which row of a table without an id is changed."""


@pytest.mark.parametrize("table", AUDITED)
def test_each_changed_column_leaves_one_row_with_both_values(tmp_path_factory: pytest.TempPathFactory, table: str) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    a_row_of_everything(warehouse)
    connection = warehouse.engine._connection
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    where = ROWS.get(table, f"id = (SELECT MIN(id) FROM {table})")
    for column in sorted(watched(connection, table)):
        (before,) = connection.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchone()
        after = another(before)
        (known,) = connection.execute("SELECT MAX(id) FROM field_change").fetchone()
        connection.execute("SAVEPOINT one")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (after,))
        rows = [tuple(row) for row in connection.execute("SELECT * FROM field_change WHERE id > ?", (known,))]
        connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")
        assert {row[1] for row in rows} == {warehouse.engine.head.seq + 1}
        if table != "barcode":
            assert [row[5:] for row in rows] == [(None if before is None else str(before), str(after))]
            assert rows[0][4].split(" ")[0] in (column, "component", "time_zone")
    warehouse.engine.close()


def test_a_barcode_that_moves_to_another_item_leaves_one_and_comes_to_the_other(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "4006381333931")
    warehouse.item("BULB")
    connection = warehouse.engine._connection
    with connection:
        connection.execute("UPDATE barcode SET item_id = 2 WHERE code = '4006381333931'")
        rows = connection.execute("SELECT subject_id, before_value, after_value FROM field_change ORDER BY id DESC LIMIT 2").fetchall()
        connection.execute("UPDATE barcode SET item_id = 1 WHERE code = '4006381333931'")
    assert [tuple(row) for row in rows] == [(2, None, "4006381333931"), (1, "4006381333931", None)]
    warehouse.do(AddPlace("B-01"))  # the journal row that the changes belong to


def fields(warehouse: Warehouse, **asked: str) -> list[Answer]:
    """The changes that were recorded, newest first."""
    found: list[Answer] = changes(warehouse.engine.reader, **asked)["changes"]
    return found


def test_a_field_that_stays_as_it_was_is_not_recorded(warehouse: Warehouse) -> None:
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    before = len(fields(warehouse))
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    assert len(fields(warehouse)) == before


def test_a_change_says_who_made_it_with_which_device_and_when(warehouse: Warehouse) -> None:
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"), actor="rosa", device="console")
    (change,) = fields(warehouse, subject="setting")
    assert (change["actor"], change["device"], change["seq"]) == ("rosa", "console", warehouse.engine.head.seq)
    assert (change["field"], change["before"], change["after"]) == ("time_zone", None, "Europe/Berlin")
    assert change["at_ms"] > START_MS


def test_a_new_order_records_no_changed_field(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    before = len(fields(warehouse))
    warehouse.sell("7", line("LAMP"))
    warehouse.sell("7", line("LAMP"))
    assert len(fields(warehouse)) == before


def test_an_edited_order_records_what_the_channel_changed_and_its_story_tells(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP"))
    home = sale("7").ship_to
    moved = type(home)(name=home.name, line1=home.line1, city="York", postcode=home.postcode, country=home.country)
    warehouse.take_in(sale("7", line("LAMP", 2), updated_ms=START_MS + 1, ship_to=moved, note="ring twice"))
    told = [entry["text"] for entry in warehouse.story(number) if entry["kind"] == "field_changed"]
    assert "note changed: nothing → ring twice" in told
    assert "address changed: city Leeds → York" in told
    assert "line LAMP: quantity changed: 1 → 2" in told
    assert not any("priority" in text or "buyer" in text for text in told)


def test_a_changed_address_is_kept_whole(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP"))
    home = sale("7").ship_to
    moved = type(home)(name=home.name, line1=home.line1, city="York", postcode=home.postcode, country=home.country)
    warehouse.take_in(sale("7", line("LAMP"), updated_ms=START_MS + 1, ship_to=moved))
    (change,) = [entry["detail"] for entry in warehouse.story(number) if entry["kind"] == "field_changed"]
    assert (json.loads(change["before"])["city"], json.loads(change["after"])["city"]) == ("Leeds", "York")


def test_a_refused_command_leaves_no_changed_field(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "4006381333931")
    before = len(fields(warehouse))
    # The first barcode is entered before the second one is found to be taken.
    assert warehouse.refusal(AddItem("BULB", "A bulb", ("111", "4006381333931"))) == "barcode_taken"
    assert len(fields(warehouse)) == before


def test_barcodes_that_come_with_an_item_are_recorded_for_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "4006381333931")
    added = {change["after"] for change in fields(warehouse, subject="item", name="LAMP") if change["field"] == "barcode"}
    assert added == {"4006381333931", "LAMP"}


@pytest.mark.parametrize("verb", ["UPDATE field_change SET id = id", "DELETE FROM field_change"])
def test_recorded_changes_can_not_be_altered(warehouse: Warehouse, verb: str) -> None:
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    with pytest.raises(sqlite3.IntegrityError, match="field_change is append-only"):
        warehouse.engine._connection.execute(verb)


def test_changes_are_read_a_page_at_a_time_newest_first(warehouse: Warehouse) -> None:
    for number in range(150):
        warehouse.do(ChangeSetting("cut_off", f"{number // 60:02d}:{number % 60:02d}"))
    first = changes(warehouse.engine.reader)
    second = changes(warehouse.engine.reader, before=first["next"])
    read = [change["after"] for page in (first, second) for change in page["changes"]]
    assert read == [f"{number // 60:02d}:{number % 60:02d}" for number in reversed(range(150))]


def test_a_place_that_is_asked_for_by_a_wrong_name_is_said_to_be_missing(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("B-01"))
    with pytest.raises(Exception, match="no place B-99"):
        changes(warehouse.engine.reader, subject="place", name="B-99")
