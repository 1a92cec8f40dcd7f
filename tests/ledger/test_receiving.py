"""Receiving: what comes in is written down with its document and its cost, and goes to those who wait."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.goods.places import AddPlace
from ledger.stockwork.purchase_orders import OpenPurchaseOrder, purchase_order_view
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


@pytest.fixture(autouse=True)
def items(warehouse: Warehouse) -> None:
    """A lamp, a bolt, and a purchase order for lamps."""
    warehouse.item("LAMP")
    warehouse.item("BOLT")
    warehouse.do(OpenPurchaseOrder("PO-7", "Hella", ("LAMP×20@315",), currency="EUR"))


def receipts(warehouse: Warehouse) -> list[tuple[object, ...]]:
    """What the receipts say, oldest first."""
    rows = warehouse.engine.reader.all("SELECT document, quantity, cost_minor, currency, purchase_order_id FROM receipt ORDER BY id")
    return [tuple(row) for row in rows]


def ordered(warehouse: Warehouse) -> Answer:
    """The purchase order as people see it."""
    return purchase_order_view(warehouse.engine.reader, "PO-7", START_MS)


def test_a_receipt_keeps_its_document_and_what_a_unit_cost(warehouse: Warehouse) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 4, "note 12", cost_minor=290, currency="EUR"))
    assert receipts(warehouse) == [("note 12", 4, 290, "EUR", None)]


def test_opening_stock_is_a_receipt_too(warehouse: Warehouse) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 4, "opening stock"))
    assert receipts(warehouse) == [("opening stock", 4, 0, "", None)]


def test_a_receipt_on_a_purchase_order_costs_what_was_agreed_there(warehouse: Warehouse) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 5, purchase_order="PO-7"))
    assert receipts(warehouse) == [("", 5, 315, "EUR", 1)]


def test_a_cost_said_at_the_dock_counts_and_not_the_one_agreed(warehouse: Warehouse) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 5, purchase_order="PO-7", cost_minor=330, currency="EUR"))
    assert receipts(warehouse) == [("", 5, 330, "EUR", 1)]


@pytest.mark.parametrize(("cost_minor", "currency"), [(-1, "EUR"), (290, ""), (290, " "), ((1 << 53) + 1, "EUR")])
def test_a_price_that_means_nothing_is_refused(warehouse: Warehouse, cost_minor: int, currency: str) -> None:
    assert warehouse.refusal(ReceiveStock("LAMP", "A-01", 4, cost_minor=cost_minor, currency=currency)) == "bad_cost"


def test_what_was_delivered_is_counted_on_the_purchase_order(warehouse: Warehouse) -> None:
    for quantity in (5, 3):
        assert warehouse.do(ReceiveStock("LAMP", "A-01", quantity, purchase_order="PO-7"))["discrepancy"] == ""
    assert (ordered(warehouse)["received"], ordered(warehouse)["missing"]) == (8, 12)


def test_more_than_was_ordered_is_taken_in_and_said(warehouse: Warehouse) -> None:
    answer = warehouse.do(ReceiveStock("LAMP", "A-01", 23, purchase_order="PO-7"))
    assert answer["discrepancy"] == "3 more of LAMP than PO-7 asks for"
    assert (warehouse.available("LAMP"), ordered(warehouse)["lines"][0]["over"]) == (23, 3)


def test_an_item_that_was_not_ordered_is_not_taken_in_on_the_purchase_order(warehouse: Warehouse) -> None:
    assert warehouse.refusal(ReceiveStock("BOLT", "A-01", 1, purchase_order="PO-7")) == "not_on_purchase_order"
    assert (warehouse.available("BOLT"), receipts(warehouse)) == (0, [])


def test_a_purchase_order_that_nobody_knows_is_refused(warehouse: Warehouse) -> None:
    assert warehouse.refusal(ReceiveStock("LAMP", "A-01", 1, purchase_order="PO-8")) == "purchase_order_not_found"


def test_units_on_a_dock_are_on_hand_and_not_yet_sold(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("DOCK", purpose="dock"))
    number = warehouse.sell("7", line("LAMP"))
    warehouse.do(ReceiveStock("LAMP", "DOCK", 5))
    assert (warehouse.state(number), warehouse.available("LAMP"), warehouse.stock("LAMP")) == ("backordered", 0, {"DOCK": (5, 0)})


def test_a_kit_without_stock_of_its_own_can_not_be_received(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("SET", "A set"))
    warehouse.do(DefineKit("SET", "virtual", ("LAMP×2", "BOLT×4")))
    assert warehouse.refusal(ReceiveStock("SET", "A-01", 1)) == "kit_has_no_stock"
    assert warehouse.refusal(OpenPurchaseOrder("PO-9", "Hella", ("SET×1",))) == "kit_has_no_stock"


def test_an_item_kept_by_lot_is_received_by_its_lot(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("GLUE", "Glue", tracking="lot"))
    assert warehouse.refusal(ReceiveStock("GLUE", "A-01", 2)) == "unit_needed"
    warehouse.do(ReceiveStock("GLUE", "A-01", 2, unit="LOT-9"))
    assert warehouse.available("GLUE") == 2
