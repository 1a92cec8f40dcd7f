"""Places and warehouses: what a bin is for can change, and stock follows."""

import pytest

from ledger.goods.places import AddPlace, ChangePlace, bins
from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse, warehouses
from ledger.picking.pick_sessions import FinishPick
from ledger.stockwork.alerts import alerts
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def test_a_change_leaves_what_it_does_not_name(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("B-01", zone="B", walk=7, purpose="overstock", sellable=False))
    warehouse.do(ChangePlace("B-01", walk=9))
    bin = next(row for row in bins(warehouse.engine.reader) if row["code"] == "B-01")
    assert (bin["zone"], bin["walk"], bin["purpose"], bin["sellable"], bin["pickable"]) == ("B", 9, "overstock", False, False)


def test_units_in_a_bin_that_turns_out_damaged_are_no_longer_sold(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.do(ChangePlace("A-01", purpose="damaged"))
    assert warehouse.available("LAMP") == 0
    warehouse.do(ChangePlace("A-01", sellable=True))
    assert warehouse.available("LAMP") == 5


def test_a_bin_that_opens_for_picking_serves_who_waits(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("Q-01", purpose="quarantine"))
    warehouse.item("LAMP", "Q-01", 5)
    number = warehouse.sell("1", line("LAMP", 2))
    assert warehouse.state(number) == "backordered"
    warehouse.do(ChangePlace("Q-01", purpose="pick"))
    assert warehouse.state(number) == "allocated"


def test_what_was_promised_from_a_bin_stays_promised_when_the_bin_closes_for_picking(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("1", line("LAMP", 2))
    warehouse.do(ChangePlace("A-01", purpose="overstock"))
    assert (warehouse.state(number), warehouse.stock("LAMP"), warehouse.faults()) == ("replenishing", {"A-01": (5, 2)}, [])


def test_what_was_promised_from_a_bin_that_turns_out_damaged_is_promised_from_elsewhere_or_missed(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    kept, lost = warehouse.sell("1", line("LAMP", 2)), warehouse.sell("2", line("LAMP", 2), placed_ms=START_MS + 5)
    warehouse.receive("LAMP", 2, "A-02")
    warehouse.do(ChangePlace("A-01", purpose="damaged"))
    assert (warehouse.state(kept), warehouse.state(lost), warehouse.stock("LAMP")) == (
        "allocated",
        "backordered",
        {"A-01": (5, 0), "A-02": (2, 2)},
    )
    assert [(alert["kind"], alert["subject"]) for alert in alerts(warehouse.engine.reader)] == [("reservation_broken", lost)]
    assert warehouse.faults() == []


def test_nobody_walks_to_a_bin_that_closed_for_picking_meanwhile(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("GEAR", "A-02", 5)
    number = warehouse.sell("1", line("LAMP", 2), line("GEAR"))
    session = warehouse.start(number)["session"]
    warehouse.do(ChangePlace("A-01", purpose="overstock"))
    assert warehouse.stop(session)["bin"] == "A-02"
    warehouse.receive("LAMP", 2, "A-03")  # in place of what would have to be brought
    warehouse.scan_stop(session)
    warehouse.do(FinishPick(session))
    assert (warehouse.stock("LAMP"), warehouse.units(number)) == ({"A-01": (5, 0), "A-03": (2, 2)}, {"reserved": 2, "picked": 1})
    warehouse.ship(number)
    assert warehouse.faults() == []


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (ChangePlace("@customer", zone="X"), "bad_place"),
        (ChangePlace("NOWHERE", zone="X"), "place_not_found"),
        (ChangePlace("A-01", purpose="moon"), "bad_purpose"),
        (ChangePlace("A-01", walk=-1), "bad_place"),
        (ChangePlace("A-01", warehouse="MOON"), "warehouse_not_found"),
        (AddPlace("A\x1d01"), "bad_place"),
    ],
)
def test_a_place_that_can_not_be_so_is_refused(warehouse: Warehouse, command: object, refusal: str) -> None:
    assert warehouse.refusal(command) == refusal


def test_a_warehouse_serves_its_countries_in_the_order_they_were_said(warehouse: Warehouse) -> None:
    warehouse.do(AddWarehouse("NORTH", "de", "22111", ("DE", "dk", "DE", "AT")))
    warehouse.do(ChangeWarehouse("NORTH", postcode="22113"))
    north = warehouses(warehouse.engine.reader)[1]
    assert north == {"code": "NORTH", "country": "DE", "postcode": "22113", "serves": ["DE", "DK", "AT"]}


def test_a_bin_belongs_to_the_warehouse_it_was_moved_to(warehouse: Warehouse) -> None:
    warehouse.do(AddWarehouse("NORTH"))
    warehouse.do(ChangePlace("A-01", warehouse="NORTH"))
    assert next(row for row in bins(warehouse.engine.reader) if row["code"] == "A-01")["warehouse"] == "NORTH"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (AddWarehouse("MAIN"), "warehouse_exists"),
        (AddWarehouse(" "), "bad_warehouse"),
        (AddWarehouse("NORTH", "Germany"), "bad_country"),
        (ChangeWarehouse("NORTH", "DE"), "warehouse_not_found"),
        (ChangeWarehouse("MAIN", serves=("D1",)), "bad_country"),
    ],
)
def test_a_warehouse_that_can_not_be_so_is_refused(warehouse: Warehouse, command: object, refusal: str) -> None:
    assert warehouse.refusal(command) == refusal
