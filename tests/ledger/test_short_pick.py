"""Less found than asked: another bin serves, or a person decides; what is not there is not sold again."""

import pytest

from ledger.goods.places import AddPlace
from ledger.goods.warehouses import AddWarehouse
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, StartPickSession
from ledger.picking.short_picks import ShortPick
from ledger.promises.shortages import ShipShort
from ledger.sales.holds import ReleaseHold
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


def short_order(warehouse: Warehouse, reason: str = "out_of_stock") -> str:
    """An order for two lamps of which one was found and no other bin has any."""
    warehouse.item("LAMP", "A-01", 2)
    number = warehouse.sell("7", line("LAMP", 2))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    assert warehouse.do(ShortPick(session, reason))["outcome"] == "short"
    return number


def test_units_not_found_are_fetched_from_another_bin(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.receive("LAMP", 5, "A-02")
    number = warehouse.sell("7", line("LAMP", 2))
    session = warehouse.start(number)["session"]
    answer = warehouse.do(ShortPick(session, "out_of_stock"))
    assert (answer["outcome"], answer["stop"]["bin"], answer["stop"]["quantity"]) == ("other_bin", "A-02", 2)
    warehouse.scan_stop(session)
    assert (warehouse.state(number), warehouse.holds(number)) == ("picked", [])


def test_units_that_a_line_was_promised_one_after_the_other_are_fetched_together_from_another_bin(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 4)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.take_in(sale("7", line("LAMP", 2), updated_ms=warehouse.clock.now_ms()))
    warehouse.receive("LAMP", 2, "A-02")
    session = warehouse.do(StartPickSession((number,), mode="batch"))["session"]
    assert warehouse.do(ShortPick(session, "out_of_stock"))["outcome"] == "other_bin"
    assert (warehouse.state(number), warehouse.holds(number), warehouse.units(number)) == ("picking", [], {"reserved": 2})


@pytest.mark.parametrize("reason", ["out_of_stock", "damaged", "wrong_bin"])
def test_an_order_that_no_bin_can_complete_waits_for_a_decision(warehouse: Warehouse, reason: str) -> None:
    number = short_order(warehouse, reason)
    assert (warehouse.state(number), warehouse.holds(number), warehouse.units(number)) == ("held", ["short"], {"picked": 1})


@pytest.mark.parametrize(("reason", "left"), [("out_of_stock", 0), ("wrong_bin", 0), ("damaged", 2)])
def test_a_bin_reported_empty_promises_nothing_more_and_one_damaged_unit_only_itself(warehouse: Warehouse, reason: str, left: int) -> None:
    warehouse.item("LAMP", "A-01", 3)
    session = warehouse.start(warehouse.sell("7", line("LAMP")))["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ShortPick(session, reason))
    on_hand, _ = warehouse.stock("LAMP").get("A-01", (0, 0))
    assert on_hand == left


def test_a_short_pick_queues_a_count_of_the_bin(warehouse: Warehouse) -> None:
    short_order(warehouse)
    rows = warehouse.engine.reader.all("SELECT p.code, c.reason, c.state FROM count_task c JOIN place p ON p.id = c.place_id")
    assert [tuple(row) for row in rows] == [("A-01", "short_pick:out_of_stock", "open")]


def test_a_short_order_ships_what_is_there_when_a_person_says_so(warehouse: Warehouse) -> None:
    number = short_order(warehouse)
    assert warehouse.do(ShipShort(number))["cancelled"] == 1
    assert (warehouse.state(number), warehouse.units(number)) == ("picked", {"picked": 1, "cancelled": 1})


def test_a_short_order_that_waits_is_filled_when_stock_arrives(warehouse: Warehouse) -> None:
    number = short_order(warehouse)
    warehouse.do(ReleaseHold(number, "short"))
    assert warehouse.state(number) == "partly_allocated"
    warehouse.receive("LAMP", 1)
    assert (warehouse.state(number), warehouse.units(number)) == ("allocated", {"reserved": 1, "picked": 1})


def test_an_order_of_which_nothing_is_there_is_not_shipped_short(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    assert warehouse.refusal(ShipShort(warehouse.sell("7", line("LAMP")))) == "nothing_left"


def test_an_order_that_waits_for_nothing_is_not_shipped_short(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    assert warehouse.refusal(ShipShort(warehouse.sell("7", line("LAMP")))) == "nothing_short"


def test_a_short_pick_without_a_known_reason_is_refused(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    session = warehouse.start(warehouse.sell("7", line("LAMP")))["session"]
    assert warehouse.refusal(ShortPick(session, "lazy")) == "bad_reason"


def test_a_short_pick_never_takes_what_is_promised_to_others(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    first, second = (warehouse.sell(str(buyer), line("LAMP")) for buyer in range(2))
    session = warehouse.start(first)["session"]
    warehouse.do(ShortPick(session, "out_of_stock"))
    assert (warehouse.state(second), warehouse.stock("LAMP")) == ("allocated", {"A-01": (1, 1)})


def test_damaged_units_go_to_the_bin_for_damaged_ones(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("D-01", purpose="damaged"))
    warehouse.item("LAMP", "A-01", 3)
    session = warehouse.start(warehouse.sell("7", line("LAMP", 2)))["session"]
    warehouse.do(ShortPick(session, "damaged"))
    assert warehouse.stock("LAMP") == {"D-01": (2, 0), "A-01": (1, 1)}


def test_damaged_units_stay_in_their_warehouse(warehouse: Warehouse) -> None:
    warehouse.do(AddWarehouse("NORTH"))
    warehouse.do(AddPlace("D-01", purpose="damaged", warehouse="NORTH"))
    warehouse.item("LAMP", "A-01", 1)
    session = warehouse.start(warehouse.sell("7", line("LAMP")))["session"]
    warehouse.do(ShortPick(session, "damaged"))
    assert warehouse.stock("LAMP") == {}


def test_units_that_are_not_there_go_to_no_bin_for_damaged_ones(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("D-01", purpose="damaged"))
    short_order(warehouse, "out_of_stock")
    assert warehouse.stock("LAMP") == {"T-1": (1, 1)}


def test_a_second_short_pick_at_one_bin_queues_no_second_count(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    for buyer in range(2):
        session = warehouse.start(warehouse.sell(str(buyer), line("LAMP")))["session"]
        warehouse.do(ShortPick(session, "damaged"))
        warehouse.do(AbandonPick(session))
    assert warehouse.engine.reader.number("SELECT COUNT(*) FROM count_task WHERE state = 'open'") == 1


def test_units_that_overstock_has_are_picked_later_and_hold_nothing(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("O-01", purpose="overstock"))
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"))
    session = warehouse.start(number)["session"]
    warehouse.receive("LAMP", 4, "O-01")
    answer = warehouse.do(ShortPick(session, "out_of_stock"))
    assert (answer["outcome"], answer["await"], warehouse.state(number)) == ("later", "finish", "replenishing")
