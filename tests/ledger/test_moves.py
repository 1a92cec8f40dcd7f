"""Moves: what is free goes anywhere, what is promised goes with its promise, and what can't be sold is promised to nobody."""

import pytest

from ledger.goods.places import AddPlace
from ledger.picking.pick_scans import ScanPick
from ledger.stockwork.alerts import alerts
from ledger.stockwork.moves import MoveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture(autouse=True)
def lamps(warehouse: Warehouse) -> None:
    """Three lamps in A-01, and bins of other purposes."""
    warehouse.item("LAMP", "A-01", 3)
    for code, purpose in (("OVER", "overstock"), ("QUAR", "quarantine"), ("DAMAGED", "damaged"), ("BACK", "returns")):
        warehouse.do(AddPlace(code, purpose=purpose))


def move(warehouse: Warehouse, quantity: int, to_bin: str, from_bin: str = "A-01", *, promised: bool = False) -> dict[str, object]:
    """Carry lamps from bin to bin."""
    return warehouse.do(MoveStock("LAMP", from_bin, to_bin, quantity, promised=promised))


def test_free_units_go_from_bin_to_bin(warehouse: Warehouse) -> None:
    move(warehouse, 2, "A-02")
    assert warehouse.stock("LAMP") == {"A-01": (1, 0), "A-02": (2, 0)}


@pytest.mark.parametrize(
    ("from_bin", "to_bin", "quantity", "code"),
    [
        ("A-01", "A-01", 1, "same_place"),
        ("A-01", "A-02", 0, "bad_quantity"),
        ("A-01", "A-02", 4, "not_enough_units"),
        ("A-02", "A-01", 1, "not_enough_units"),
        ("A-01", "T-1", 1, "wrong_place_kind"),
        (STATION, "A-01", 1, "wrong_place_kind"),
        ("A-01", "@customer", 1, "wrong_place_kind"),
        ("A-01", "NOWHERE", 1, "place_not_found"),
    ],
)
def test_a_move_that_can_not_be_true_is_refused(warehouse: Warehouse, from_bin: str, to_bin: str, quantity: int, code: str) -> None:
    assert warehouse.refusal(MoveStock("LAMP", from_bin, to_bin, quantity, promised=True)) == code


def test_promised_units_are_not_taken_away_from_under_a_picker(warehouse: Warehouse) -> None:
    warehouse.sell("7", line("LAMP", 2))
    assert warehouse.refusal(MoveStock("LAMP", "A-01", "A-02", 2)) == "units_promised"
    assert move(warehouse, 1, "A-02")["promised"] == 0


def test_promised_units_go_along_with_their_promise_when_asked(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 2))
    assert move(warehouse, 3, "A-02", promised=True)["promised"] == 2
    assert (warehouse.state(number), warehouse.stock("LAMP")) == ("allocated", {"A-02": (3, 2)})
    assert "still reserved" in warehouse.story(number)[-1]["text"]


def test_a_picker_on_the_way_is_sent_to_where_the_units_went(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 3))
    session = warehouse.start(number)["session"]
    move(warehouse, 3, "A-03", promised=True)
    assert (warehouse.stop(session)["bin"], warehouse.stop(session)["quantity"]) == ("A-03", 3)
    warehouse.scan_stop(session)
    assert warehouse.state(number) == "picked"


def test_a_picker_who_began_finds_the_rest_where_it_went(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 3))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    move(warehouse, 1, "A-03", promised=True)
    assert (warehouse.stop(session)["bin"], warehouse.stop(session)["quantity"]) == ("A-01", 1)
    warehouse.scan_stop(session)
    assert (warehouse.stop(session)["bin"], warehouse.stop(session)["quantity"]) == ("A-03", 1)
    warehouse.scan_stop(session)
    assert warehouse.units(number) == {"picked": 3}


def test_units_that_join_another_stop_of_their_line_are_asked_for_there(warehouse: Warehouse) -> None:
    warehouse.receive("LAMP", 2, "A-02")
    number = warehouse.sell("7", line("LAMP", 5))
    session = warehouse.start(number)["session"]
    move(warehouse, 2, "A-02", promised=True)
    asked = {}
    while warehouse.stop(session):
        asked[warehouse.stop(session)["bin"]] = warehouse.stop(session)["quantity"]
        warehouse.scan_stop(session)
    assert (asked, warehouse.units(number)) == ({"A-01": 1, "A-02": 4}, {"picked": 5})


@pytest.mark.parametrize("bin", ["QUAR", "DAMAGED", "BACK"])
def test_units_in_doubt_are_no_longer_available(warehouse: Warehouse, bin: str) -> None:
    move(warehouse, 1, bin)
    assert warehouse.available("LAMP") == 2


@pytest.mark.parametrize("bin", ["QUAR", "DAMAGED", "BACK"])
def test_units_out_of_doubt_go_to_those_who_wait(warehouse: Warehouse, bin: str) -> None:
    move(warehouse, 3, bin)
    number = warehouse.sell("7", line("LAMP", 2))
    assert warehouse.state(number) == "backordered"
    move(warehouse, 3, "A-02", bin)
    assert (warehouse.state(number), warehouse.available("LAMP")) == ("allocated", 1)


def test_promised_units_found_damaged_are_promised_to_nobody_and_somebody_is_told(warehouse: Warehouse) -> None:
    older = warehouse.sell("1", line("LAMP", 2), placed_ms=1_000)
    newer = warehouse.sell("2", line("LAMP", 1), placed_ms=2_000)
    assert move(warehouse, 1, "DAMAGED", promised=True)["broken"] == 1
    assert [warehouse.state(number) for number in (older, newer)] == ["allocated", "backordered"]
    assert [(alert["kind"], alert["subject"]) for alert in alerts(warehouse.engine.reader)] == [("reservation_broken", newer)]


def test_a_promise_of_damaged_units_is_kept_from_another_bin(warehouse: Warehouse) -> None:
    warehouse.receive("LAMP", 1, "A-02")
    number = warehouse.sell("1", line("LAMP", 3))
    move(warehouse, 1, "DAMAGED", promised=True)
    assert (warehouse.state(number), warehouse.stock("LAMP")) == ("allocated", {"A-01": (2, 2), "A-02": (1, 1), "DAMAGED": (1, 0)})
    assert alerts(warehouse.engine.reader) == []


def test_promised_units_carried_to_overstock_wait_to_be_brought_back(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 3))
    session = warehouse.start(number)["session"]
    move(warehouse, 3, "OVER", promised=True)
    assert (warehouse.stop(session), warehouse.state(number)) == (None, "replenishing")


def test_units_brought_from_overstock_are_those_that_orders_wait_for(warehouse: Warehouse) -> None:
    move(warehouse, 3, "OVER")
    number = warehouse.sell("7", line("LAMP", 2))
    assert warehouse.state(number) == "replenishing"
    move(warehouse, 2, "A-02", "OVER")
    assert (warehouse.state(number), warehouse.stock("LAMP")) == ("allocated", {"A-02": (2, 2), "OVER": (1, 0)})
