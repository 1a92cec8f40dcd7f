"""Cancelling in every state: what is on a shelf is free at once, what was taken off it only when it is back in a bin."""

import pytest

from ledger.packing.packing import FinishPackCheck
from ledger.packing.shipping import CloseBatch
from ledger.picking.pick_scans import ScanPick
from ledger.sales.cancel import CancelOrder
from ledger.sales.put_backs import PutBack, put_backs
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for two of five lamps."""
    warehouse.item("LAMP", "A-01", 5)
    return warehouse.sell("7", line("LAMP", 2))


def test_an_allocated_order_gives_its_units_back_at_once(warehouse: Warehouse, number: str) -> None:
    assert warehouse.cancel(number) == []
    assert (warehouse.state(number), warehouse.available("LAMP")) == ("cancelled", 5)


def test_an_order_that_waits_for_stock_stops_waiting(warehouse: Warehouse, number: str) -> None:
    waiting = warehouse.sell("8", line("LAMP", 9))
    warehouse.cancel(waiting)
    warehouse.receive("LAMP", 9)
    assert (warehouse.state(waiting), warehouse.available("LAMP")) == ("cancelled", 12)


def test_units_that_a_cancelled_order_gives_back_go_to_those_who_wait(warehouse: Warehouse, number: str) -> None:
    waiting = warehouse.sell("8", line("LAMP", 5))
    assert warehouse.state(waiting) == "partly_allocated"
    warehouse.cancel(number)
    assert warehouse.state(waiting) == "allocated"


def test_an_order_cancelled_on_the_walk_leaves_the_walk_and_its_picked_units_wait_in_the_tote(warehouse: Warehouse, number: str) -> None:
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    (task,) = warehouse.cancel(number)
    assert warehouse.stop(session) is None
    assert (warehouse.available("LAMP"), warehouse.stock("LAMP")) == (4, {"T-1": (1, 0), "A-01": (4, 0)})
    assert warehouse.order(number)["put_back"] == [{"task": task, "sku": "LAMP", "place": "T-1", "quantity": 1}]


def test_units_that_were_picked_one_by_one_are_put_back_as_one_heap(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    (task,) = warehouse.cancel(number)
    assert warehouse.order(number)["put_back"] == [{"task": task, "sku": "LAMP", "place": "T-1", "quantity": 2}]


def test_picked_units_are_sold_again_only_after_they_are_back_in_a_bin(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    tasks = warehouse.cancel(number)
    waiting = warehouse.sell("8", line("LAMP", 5))
    assert warehouse.units(waiting) == {"reserved": 3}
    for task in tasks:
        warehouse.do(PutBack(task, "A-02"))
    assert warehouse.units(waiting) == {"reserved": 5}
    assert warehouse.stock("LAMP") == {"A-01": (3, 3), "A-02": (2, 2)}


def test_a_tote_with_units_to_put_back_is_given_to_no_other_order(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    tasks = warehouse.cancel(number)
    other = warehouse.sell("8", line("LAMP"))
    assert warehouse.start(other)["totes"][0]["tote"] == "T-2"
    for task in tasks:
        warehouse.do(PutBack(task, "A-01"))
    assert warehouse.start(warehouse.sell("9", line("LAMP")))["totes"][0]["tote"] == "T-1"


def test_an_order_cancelled_during_the_pack_check_is_not_sealed(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    check = warehouse.verify(number)
    warehouse.cancel(number)
    assert warehouse.refusal(FinishPackCheck(check)) == "pack_check_abandoned"


def test_a_packed_order_is_cancelled_with_its_parcel_and_its_waiting_slip(warehouse: Warehouse, number: str) -> None:
    warehouse.packed(number)
    tasks = warehouse.cancel(number)
    assert [row["state"] for row in warehouse.order(number)["shipments"]] == ["cancelled"]
    assert [job["state"] for job in warehouse.prints(number)] == ["failed"]
    assert warehouse.stock("LAMP")[STATION] == (2, 0)
    assert warehouse.refusal(CloseBatch((number,))) == "nothing_to_ship"
    for task in tasks:
        warehouse.do(PutBack(task, "A-01"))
    assert warehouse.available("LAMP") == 5


def test_a_shipped_order_is_not_cancelled(warehouse: Warehouse, number: str) -> None:
    warehouse.ship(number)
    assert warehouse.refusal(CancelOrder(number, "too late")) == "too_late"


def test_a_channel_that_cancels_after_shipping_is_told_it_is_too_late(warehouse: Warehouse, number: str) -> None:
    warehouse.ship(number)
    warehouse.sell("7", line("LAMP", 2), cancelled=True, updated_ms=1 << 45)
    assert warehouse.state(number) == "shipped"
    assert "the order was shipped" in warehouse.story(number)[-1]["text"]


def test_an_order_is_cancelled_once(warehouse: Warehouse, number: str) -> None:
    warehouse.cancel(number)
    assert warehouse.refusal(CancelOrder(number, "again")) == "already_cancelled"


def test_what_waits_to_be_put_back_is_one_list_over_all_orders(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    tasks = warehouse.cancel(number)
    assert [(row["task"], row["order"], row["place"]) for row in put_backs(warehouse.engine.reader)] == [
        (task, number, "T-1") for task in tasks
    ]
    for task in tasks:
        warehouse.do(PutBack(task, "A-01"))
    assert put_backs(warehouse.engine.reader) == []


def test_units_are_put_back_once(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    task = warehouse.cancel(number)[0]
    warehouse.do(PutBack(task, "A-01"))
    assert warehouse.refusal(PutBack(task, "A-01")) == "no_put_back"


def test_units_are_put_back_into_a_bin_and_nowhere_else(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    task = warehouse.cancel(number)[0]
    assert warehouse.refusal(PutBack(task, "T-2")) == "wrong_place_kind"


@pytest.mark.parametrize("empty", ["", " ", "SO-", "#"])
def test_a_command_without_an_order_number_means_no_order(warehouse: Warehouse, number: str, empty: str) -> None:
    warehouse.pick(number)
    warehouse.pack(number)
    assert warehouse.refusal(CancelOrder(empty, "a slip of the finger")) == "order_not_found"
