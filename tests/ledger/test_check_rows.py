"""The check names what does not agree around the stock: stories, kits, totes, parcels, replenishment, counts, the outbox."""

import sqlite3

import pytest

from ledger.goods.kit_building import DefineKit
from ledger.goods.places import AddPlace
from ledger.publishing.outbox_leases import LeaseOutbox, NoteOutbox
from ledger.sales.listings import MapListing
from ledger.stockwork.counts import QueueCount, StartCount
from tests.ledger.behind_the_back import tampering
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A closed ledger with something in every table that is looked at."""
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    for sku in ("BOLT", "NUT"):
        warehouse.item(sku, "A-01", 20)
        warehouse.do(MapListing("ebay", "parts-uk", f"offer:{sku}", sku))
    warehouse.item("SET")
    warehouse.do(DefineKit("SET", "virtual", ("BOLT×2", "NUT")))
    warehouse.ship(warehouse.sell("1", line("SET", 2)))
    warehouse.pick(warehouse.sell("2", line("BOLT", 3)))
    warehouse.sell("3", line("SET"))
    warehouse.do(AddPlace("OVER-1", purpose="overstock"))
    warehouse.item("GEAR", "OVER-1", 5)
    warehouse.sell("4", line("GEAR", 2))
    warehouse.do(QueueCount("A-01", "BOLT"))
    warehouse.do(StartCount(1))
    message = warehouse.do(LeaseOutbox("sync"))["leased"][0]
    warehouse.do(NoteOutbox(message["id"], message["version"], "applied"))
    warehouse.engine.close()
    return warehouse


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE field_change SET seq = 9999 WHERE id = 1", "field_change row 1: belongs to journal row 9999"),
        ("UPDATE activity SET seq = 9999 WHERE id = 1", "activity row 1: belongs to journal row 9999"),
        ("UPDATE receipt SET seq = 9999 WHERE id = 1", "receipt row 1: belongs to journal row 9999"),
        (
            "UPDATE order_line SET ordered = 4 WHERE id = (SELECT MIN(parent_id) FROM order_line)",
            "is a kit and orders 4 units itself",
        ),
        (
            "UPDATE order_line SET quantity = 4 WHERE id = (SELECT MAX(parent_id) FROM order_line)",
            "orders 2 units for 4 kits",
        ),
        ("DELETE FROM tote_assignment", "tote_assignment T-1: holds picked units of SO-100002"),
        (
            "INSERT INTO put_back (reservation_id, order_id, item_id, place_id, unit, quantity)"
            " SELECT 1, 2, item_id, place_id, '', 1 FROM reservation WHERE state = 'picked' LIMIT 1",
            "balance BOLT in T-1: has 0 units of no order, 1 are to be put back",
        ),
        (
            "UPDATE pick_line SET state = 'open' WHERE order_id = 2",
            "pick_line row 3 of SO-100002: is open, and its units are picked",
        ),
        ("UPDATE parcel_line SET quantity = quantity + 1", "parcel_line of SO-100001: says 5 × BOLT, 4 were packed or shipped"),
        ("UPDATE replenishment SET quantity = 3", "replenishment GEAR from OVER-1: asks for 3 units, 2 are promised there"),
        ("UPDATE count_task SET expected = NULL", "count_task row 1: is counting"),
        ("UPDATE outbox SET version = 99999 WHERE id = 1", "outbox row 1: has versions that can't be: 99999 is the newest"),
        ("UPDATE outbox SET applied_version = submitted_version + 1 WHERE id = 1", "outbox row 1: has versions that can't be"),
    ],
)
def test_what_was_altered_is_named(shop: Warehouse, statement: str, fault: str) -> None:
    before = shop.engine.path.read_bytes()
    try:
        with tampering(shop.engine.path) as connection:
            assert connection.execute(statement).rowcount > 0
        assert any(fault in found for found in shop.faults()), shop.faults()
    finally:
        shop.engine.path.write_bytes(before)


def test_a_ledger_with_something_of_everything_is_clean(shop: Warehouse) -> None:
    assert shop.faults() == []
    connection = sqlite3.connect(shop.engine.path)
    for table in ("field_change", "activity", "receipt", "parcel_line", "replenishment", "count_task", "tote_assignment"):
        assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] > 0, table
    connection.close()
