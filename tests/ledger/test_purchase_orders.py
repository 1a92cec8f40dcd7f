"""Purchase orders: what was ordered, what came, what is missing, and what is late."""

import pytest

from ledger.stockwork.alerts import alerts
from ledger.stockwork.purchase_orders import (
    CancelPurchaseOrder,
    ClosePurchaseOrder,
    OpenPurchaseOrder,
    purchase_order_view,
    purchase_orders,
)
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.fake_time import START_MS
from tests.ledger.warehouse import Warehouse

DAY_MS = 86_400_000


@pytest.fixture(autouse=True)
def items(warehouse: Warehouse) -> None:
    """Three items, one with a name full of signs that lines are made of."""
    for sku in ("LAMP", "BOLT", "M8x20@8.8"):
        warehouse.item(sku)


def open_order(warehouse: Warehouse, number: str = "PO-7", *lines: str, expected_ms: int | None = None) -> None:
    """Order from a supplier; ten lamps unless lines are given."""
    warehouse.do(OpenPurchaseOrder(number, "Hella", lines or ("LAMP×10@315",), expected_ms, "EUR"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LAMP×20@315", ("LAMP", 20, 315)),
        ("LAMP x 20 @ 315", ("LAMP", 20, 315)),
        ("BOLT*1000", ("BOLT", 1000, 0)),
        ("M8x20@8.8×5@12", ("M8x20@8.8", 5, 12)),
        ("M8x20@8.8X5", ("M8x20@8.8", 5, 0)),
    ],
)
def test_a_line_is_said_as_people_write_it(warehouse: Warehouse, text: str, said: tuple[str, int, int]) -> None:
    open_order(warehouse, "PO-7", text)
    (line,) = purchase_order_view(warehouse.engine.reader, "PO-7", START_MS)["lines"]
    assert (line["sku"], line["ordered"], line["cost_minor"]) == said


@pytest.mark.parametrize("text", ["LAMP", "LAMP×", "LAMP×0", "LAMP×-3", "LAMP×2@3.15", "×4", "LAMP×99999999"])
def test_a_line_that_can_not_be_ordered_is_refused(warehouse: Warehouse, text: str) -> None:
    assert warehouse.refusal(OpenPurchaseOrder("PO-7", "Hella", (text,), currency="EUR")) == "bad_purchase_line"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenPurchaseOrder(" ", "Hella", ("LAMP×1",)), "bad_purchase_order"),
        (OpenPurchaseOrder("PO-7", "", ("LAMP×1",)), "bad_purchase_order"),
        (OpenPurchaseOrder("PO-7", "Hella", ()), "bad_purchase_order"),
        (OpenPurchaseOrder("PO-7", "Hella", ("LAMP×1", "LAMP×2")), "bad_purchase_order"),
        (OpenPurchaseOrder("PO-7", "Hella", ("LAMP×1@5",)), "bad_cost"),
        (OpenPurchaseOrder("PO-7", "Hella", ("NOTHING×1",)), "item_not_found"),
    ],
)
def test_a_purchase_order_without_sense_is_refused(warehouse: Warehouse, command: object, code: str) -> None:
    assert warehouse.refusal(command) == code


def test_a_number_names_one_purchase_order_only(warehouse: Warehouse) -> None:
    open_order(warehouse)
    assert warehouse.refusal(OpenPurchaseOrder("PO-7", "Bosch", ("BOLT×1",))) == "purchase_order_exists"


def test_purchase_orders_are_listed_with_what_is_due_first_coming_first(warehouse: Warehouse) -> None:
    open_order(warehouse, "PO-1")
    open_order(warehouse, "PO-2", expected_ms=START_MS + 2 * DAY_MS)
    open_order(warehouse, "PO-3", expected_ms=START_MS + DAY_MS)
    assert [order["number"] for order in purchase_orders(warehouse.engine.reader, START_MS)] == ["PO-3", "PO-2", "PO-1"]


@pytest.mark.parametrize(("days", "late"), [(0, False), (0.9, False), (1, True), (30, True)])
def test_a_delivery_is_late_once_its_day_is_over(warehouse: Warehouse, days: float, late: bool) -> None:
    open_order(warehouse, expected_ms=START_MS)
    (order,) = purchase_orders(warehouse.engine.reader, START_MS + int(days * DAY_MS))
    assert order["late"] is late


def test_a_delivery_that_came_whole_is_never_late(warehouse: Warehouse) -> None:
    open_order(warehouse, expected_ms=START_MS)
    warehouse.do(ReceiveStock("LAMP", "A-01", 10, purchase_order="PO-7"))
    assert purchase_order_view(warehouse.engine.reader, "PO-7", START_MS + 30 * DAY_MS)["late"] is False


def test_more_of_one_item_does_not_make_up_for_another_that_is_missing(warehouse: Warehouse) -> None:
    open_order(warehouse, "PO-7", "LAMP×10", "BOLT×4")
    warehouse.do(ReceiveStock("LAMP", "A-01", 14, purchase_order="PO-7"))
    (order,) = purchase_orders(warehouse.engine.reader, START_MS)
    assert (order["ordered"], order["received"], order["missing"]) == (14, 14, 4)


def test_a_closed_purchase_order_says_what_never_came(warehouse: Warehouse) -> None:
    open_order(warehouse)
    warehouse.do(ReceiveStock("LAMP", "A-01", 7, purchase_order="PO-7"))
    closed = warehouse.do(ClosePurchaseOrder("PO-7"))
    assert (closed["state"], closed["lines"][0]["missing"], closed["late"]) == ("closed", 3, False)


@pytest.mark.parametrize("end", [ClosePurchaseOrder("PO-7"), CancelPurchaseOrder("PO-7")])
def test_nothing_is_received_on_a_purchase_order_that_has_ended(warehouse: Warehouse, end: object) -> None:
    open_order(warehouse)
    warehouse.do(end)
    assert warehouse.refusal(ReceiveStock("LAMP", "A-01", 1, purchase_order="PO-7")) == "purchase_order_ended"
    assert warehouse.refusal(end) == "purchase_order_ended"


def test_a_purchase_order_of_which_units_came_is_closed_and_not_cancelled(warehouse: Warehouse) -> None:
    open_order(warehouse)
    warehouse.do(ReceiveStock("LAMP", "A-01", 1, purchase_order="PO-7"))
    assert warehouse.refusal(CancelPurchaseOrder("PO-7")) == "received_already"


def test_a_delivery_of_too_many_is_looked_into_until_the_purchase_order_is_closed(warehouse: Warehouse) -> None:
    open_order(warehouse)
    for _ in range(2):
        warehouse.do(ReceiveStock("LAMP", "A-01", 11, purchase_order="PO-7"))
    assert [alert["kind"] for alert in alerts(warehouse.engine.reader)] == ["over_delivered"]
    warehouse.do(ClosePurchaseOrder("PO-7"))
    assert alerts(warehouse.engine.reader) == []
