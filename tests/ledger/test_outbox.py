"""The outbox: every listing is told the newest absolute quantity; a shipment is announced once."""

from ledger.goods.catalog import item_view
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import AdjustStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


def rows(warehouse: Warehouse, kind: str) -> list[Answer]:
    """The outbox's rows of one kind."""
    return [dict(row) for row in warehouse.engine.reader.all("SELECT * FROM outbox WHERE kind = :kind ORDER BY subject", {"kind": kind})]


def published(warehouse: Warehouse, sku: str) -> list[int]:
    """What each listing of an item is told."""
    return [row["quantity"] for row in item_view(warehouse.engine.reader, sku)["listings"]]


def test_a_listing_is_told_what_is_available_less_its_buffer_in_whole_offers(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 11)
    warehouse.do(MapListing("ebay", "parts-uk", "a", "BOLT"))
    warehouse.do(MapListing("ebay", "parts-uk", "b", "BOLT", multiplier=4))
    warehouse.do(MapListing("shopify", "parts", "c", "BOLT", multiplier=4, buffer=4))
    warehouse.do(MapListing("shopify", "parts", "d", "BOLT", buffer=20))
    assert published(warehouse, "BOLT") == [11, 2, 1, 0]


def test_every_change_of_stock_makes_every_listing_of_the_item_due_and_no_other(warehouse: Warehouse) -> None:
    for sku in ("BOLT", "LAMP"):
        warehouse.item(sku, "A-01", 9)
        warehouse.do(MapListing("ebay", "parts-uk", f"offer:{sku}", sku))
    before = rows(warehouse, "quantity")
    warehouse.sell("7", line("BOLT"))
    bolt, lamp = rows(warehouse, "quantity")
    assert (bolt["version"], bolt["state"]) == (warehouse.engine.head.seq, "due")
    assert lamp == before[1]


def test_a_thousand_changes_leave_one_row_with_the_newest_version(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 9)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:BOLT", "BOLT"))
    for _ in range(20):
        warehouse.receive("BOLT", 1)
    assert [row["version"] for row in rows(warehouse, "quantity")] == [warehouse.engine.head.seq]


def test_the_version_of_a_listing_only_grows(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 9)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:BOLT", "BOLT"))
    versions = []
    for step in range(5):
        warehouse.do(AdjustStock("BOLT", "A-01", -1, "lost")) if step % 2 else warehouse.sell(str(step), line("BOLT"))
        versions.append(rows(warehouse, "quantity")[0]["version"])
    assert versions == sorted(set(versions))


def test_a_refused_command_makes_nothing_due(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 9)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:BOLT", "BOLT"))
    before = rows(warehouse, "quantity")
    warehouse.refusal(AdjustStock("BOLT", "A-01", -10, "lost"))
    assert rows(warehouse, "quantity") == before


def test_a_listing_that_mapped_itself_is_told_its_quantity_though_nothing_could_be_reserved(warehouse: Warehouse) -> None:
    warehouse.item("BOLT")
    warehouse.sell("7", line("BOLT"))
    assert [row["state"] for row in rows(warehouse, "quantity")] == ["due"]


def test_picked_and_packed_units_are_not_offered_again(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 3)
    number = warehouse.sell("7", line("BOLT"))
    told = [published(warehouse, "BOLT")]
    for step in (warehouse.pick, warehouse.pack, warehouse.label):
        step(number)
        told.append(published(warehouse, "BOLT"))
    assert told == [[2]] * 4


def test_a_shipment_is_announced_to_its_channel_once(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 3)
    warehouse.ship(warehouse.sell("7", line("BOLT")))
    assert [(row["state"], row["version"]) for row in rows(warehouse, "shipment")] == [("due", warehouse.engine.head.seq)]


def test_an_order_taken_by_hand_announces_its_shipment_to_nobody(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 3)
    warehouse.ship(warehouse.sell("7", line("BOLT"), channel="manual"))
    assert rows(warehouse, "shipment") == []
