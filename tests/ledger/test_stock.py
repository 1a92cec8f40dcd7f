"""Stock work: receipts, adjustments, and what they do to promises."""

import pytest

from ledger.goods.places import AddPlace
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture(autouse=True)
def lamps(warehouse: Warehouse) -> None:
    """Three lamps in A-01."""
    warehouse.item("LAMP", "A-01", 3)


@pytest.mark.parametrize("quantity", [0, -1, 1_000_001])
def test_a_receipt_of_a_senseless_quantity_is_refused(warehouse: Warehouse, quantity: int) -> None:
    assert warehouse.refusal(ReceiveStock("LAMP", "A-01", quantity)) == "bad_quantity"


@pytest.mark.parametrize(
    ("bin", "code"),
    [("T-1", "wrong_place_kind"), (STATION, "wrong_place_kind"), ("@supplier", "wrong_place_kind"), ("Q-9", "place_not_found")],
)
def test_units_are_received_into_bins_only(warehouse: Warehouse, bin: str, code: str) -> None:
    assert warehouse.refusal(ReceiveStock("LAMP", bin, 1)) == code


def test_stock_in_a_bin_that_serves_no_orders_is_not_promised(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("OVER-1", purpose="quarantine"))
    warehouse.receive("LAMP", 9, "OVER-1")
    assert warehouse.available("LAMP") == 3
    assert warehouse.units(warehouse.sell("7", line("LAMP", 5))) == {"reserved": 3}


def test_a_receipt_fills_the_oldest_order_first(warehouse: Warehouse) -> None:
    warehouse.sell("1", line("LAMP", 3))
    younger = warehouse.sell("2", line("LAMP", 2), placed_ms=2_000)
    older = warehouse.sell("3", line("LAMP", 2), placed_ms=1_000)
    warehouse.receive("LAMP", 3)
    assert [warehouse.units(number).get("reserved") for number in (older, younger)] == [2, 1]


def test_a_receipt_fills_held_orders_too_since_they_still_want_their_units(warehouse: Warehouse) -> None:
    number = warehouse.sell("2", line("LAMP", 4), paid=False)
    warehouse.receive("LAMP", 1)
    assert warehouse.units(number) == {"reserved": 4}


@pytest.mark.parametrize("reason", ["damaged", "lost", "found", "returned", "promotional_sample", "counted"])
def test_an_adjustment_says_why(warehouse: Warehouse, reason: str) -> None:
    warehouse.do(AdjustStock("LAMP", "A-01", -1, reason))
    row = warehouse.engine.reader.one("SELECT reason, quantity FROM movement ORDER BY id DESC")
    assert row is not None
    assert tuple(row) == (f"adjust:{reason}", 1)


@pytest.mark.parametrize(
    ("change", "reason", "code"), [(0, "lost", "bad_quantity"), (-4, "lost", "not_enough_units"), (1, "magic", "bad_reason")]
)
def test_an_adjustment_that_can_not_be_true_is_refused(warehouse: Warehouse, change: int, reason: str, code: str) -> None:
    assert warehouse.refusal(AdjustStock("LAMP", "A-01", change, reason)) == code
    assert warehouse.available("LAMP") == 3


def test_units_found_go_to_those_who_wait(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 4))
    warehouse.do(AdjustStock("LAMP", "A-02", 1, "found"))
    assert warehouse.state(number) == "allocated"


def test_an_adjustment_under_what_is_promised_breaks_the_newest_promise(warehouse: Warehouse) -> None:
    older = warehouse.sell("1", line("LAMP", 1), placed_ms=1_000)
    newest = warehouse.sell("2", line("LAMP", 1), placed_ms=3_000)
    middle = warehouse.sell("3", line("LAMP", 1), placed_ms=2_000)
    assert warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))["broken"] == 1
    assert [warehouse.state(number) for number in (older, middle, newest)] == ["allocated", "allocated", "backordered"]
    assert "no longer reserved" in warehouse.story(newest)[-1]["text"]


def test_only_as_many_units_of_a_promise_break_as_are_missing(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    assert (warehouse.units(number), warehouse.stock("LAMP")) == ({"reserved": 2}, {"A-01": (2, 2)})


def test_free_units_go_before_any_promise_breaks(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP", 2))
    assert warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))["broken"] == 0
    assert warehouse.state(number) == "allocated"


def test_a_broken_promise_is_kept_from_another_bin(warehouse: Warehouse) -> None:
    warehouse.receive("LAMP", 2, "A-02")
    number = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(AdjustStock("LAMP", "A-01", -2, "damaged"))
    assert (warehouse.state(number), warehouse.stock("LAMP")) == ("allocated", {"A-01": (1, 1), "A-02": (2, 2)})


def test_a_broken_promise_leaves_the_pickers_list(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP", 3))
    session = warehouse.start(number)["session"]
    warehouse.do(AdjustStock("LAMP", "A-01", -3, "lost"))
    assert (warehouse.stop(session), warehouse.state(number)) == (None, "backordered")
