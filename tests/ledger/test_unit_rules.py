"""Lots and serial numbers: wanted where an item is tracked, refused where it is not, and a serial number is one unit in one place."""

from typing import Any

import pytest

from ledger.goods.catalog import AddItem, item_view
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


def rows(warehouse: Warehouse, sku: str) -> list[tuple[str, str, int]]:
    return [(row["place"], row["unit"], row["on_hand"]) for row in item_view(warehouse.engine.reader, sku)["stock"]]


def take(warehouse: Warehouse, number: str, unit: str) -> None:
    session = warehouse.start(number)["session"]
    for code in ("A-01", unit):
        warehouse.do(ScanPick(session, code))
    warehouse.do(FinishPick(session))


@pytest.fixture
def shelves(warehouse: Warehouse) -> Warehouse:
    for tracking in ("none", "lot", "serial"):
        warehouse.do(AddItem(tracking.upper(), "a part", tracking=tracking))
    return warehouse


@pytest.mark.parametrize(
    ("sku", "quantity", "unit", "refusal"),
    [
        ("NONE", 1, "L-1", "unit_not_tracked"),
        ("LOT", 5, "", "unit_needed"),
        ("SERIAL", 1, "", "unit_needed"),
        ("SERIAL", 2, "S-1", "one_unit_each"),
        ("LOT", 1, "L\x1d1", "bad_unit"),
        ("LOT", 1, "L" * 91, "bad_unit"),
    ],
)
def test_units_come_in_only_with_the_number_that_their_item_asks_for(
    shelves: Warehouse, sku: str, quantity: int, unit: str, refusal: str
) -> None:
    assert shelves.refusal(ReceiveStock(sku, "A-01", quantity, unit=unit)) == refusal
    assert shelves.refusal(AdjustStock(sku, "A-01", quantity, "found", unit)) == refusal
    assert rows(shelves, sku) == []


def test_a_lot_lies_in_several_bins_and_each_lot_is_counted_apart(shelves: Warehouse) -> None:
    for bin, unit, quantity in (("A-01", "L-1", 5), ("A-01", "L-2", 2), ("A-02", "L-1", 1)):
        shelves.do(ReceiveStock("LOT", bin, quantity, unit=unit))
    assert rows(shelves, "LOT") == [("A-01", "L-1", 5), ("A-01", "L-2", 2), ("A-02", "L-1", 1)]


@pytest.mark.parametrize("again", [ReceiveStock("SERIAL", "A-02", 1, unit="S-1"), AdjustStock("SERIAL", "A-01", 1, "found", "S-1")])
def test_a_serial_number_is_never_in_two_places(shelves: Warehouse, again: Any) -> None:
    shelves.do(ReceiveStock("SERIAL", "A-01", 1, unit="S-1"))
    assert shelves.refusal(again) == "serial_is_here"
    assert rows(shelves, "SERIAL") == [("A-01", "S-1", 1)]


def test_a_serial_number_that_left_may_come_back(shelves: Warehouse) -> None:
    shelves.do(ReceiveStock("SERIAL", "A-01", 1, unit="S-1"))
    number = shelves.sell("1", line("SERIAL"))
    take(shelves, number, "S-1")
    check = shelves.do(StartPackCheck(number, STATION))["pack_check"]
    shelves.do(ScanPack(check, "SERIAL", 1, "S-1"))
    shelves.do(FinishPackCheck(check, 700))
    shelves.label(number)
    shelves.do(CloseBatch((number,)))
    shelves.do(AdjustStock("SERIAL", "A-02", 1, "returned", "S-1"))
    assert rows(shelves, "SERIAL") == [("A-02", "S-1", 1)]


def test_a_serial_number_in_a_tote_is_in_the_warehouse(shelves: Warehouse) -> None:
    shelves.do(ReceiveStock("SERIAL", "A-01", 1, unit="S-1"))
    take(shelves, shelves.sell("1", line("SERIAL")), "S-1")
    assert shelves.refusal(ReceiveStock("SERIAL", "A-01", 1, unit="S-1")) == "serial_is_here"
