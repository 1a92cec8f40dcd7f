"""Holds: a set of reasons; the order goes on when the last is gone."""

import pytest

from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import StartPickSession
from ledger.sales.holds import PlaceHold, ReleaseHold
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for two lamps, allocated."""
    warehouse.item("LAMP", "A-01", 5)
    return warehouse.sell("7", line("LAMP", 2))


def test_a_held_order_keeps_its_units_and_reaches_no_picker(warehouse: Warehouse, number: str) -> None:
    warehouse.do(PlaceHold(number, "the buyer called"))
    assert (warehouse.state(number), warehouse.units(number)) == ("held", {"reserved": 2})
    assert warehouse.refusal(StartPickSession((number,))) == "not_ready"


def test_an_order_goes_on_only_when_its_last_hold_is_released(warehouse: Warehouse, number: str) -> None:
    warehouse.sell("7", line("LAMP", 2), paid=False, updated_ms=1 << 45)
    warehouse.do(PlaceHold(number, "the buyer called"))
    assert warehouse.do(ReleaseHold(number))["holds"] == ["unpaid"]
    warehouse.sell("7", line("LAMP", 2), updated_ms=1 << 46)
    assert warehouse.state(number) == "allocated"


def test_a_hold_takes_the_order_off_the_list_of_a_picker_on_the_way(warehouse: Warehouse, number: str) -> None:
    session = warehouse.start(number)["session"]
    warehouse.do(PlaceHold(number, "the buyer called"))
    assert warehouse.stop(session) is None


def test_an_order_held_half_picked_goes_on_where_it_was_left(warehouse: Warehouse, number: str) -> None:
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    warehouse.do(PlaceHold(number, "the buyer called"))
    warehouse.do(ReleaseHold(number))
    assert (warehouse.state(number), warehouse.units(number)) == ("allocated", {"reserved": 1, "picked": 1})
    warehouse.pick(number)
    assert warehouse.state(number) == "picked"


def test_holding_twice_is_one_hold_with_the_first_reason(warehouse: Warehouse, number: str) -> None:
    warehouse.do(PlaceHold(number, "first"))
    warehouse.do(PlaceHold(number, "second"))
    assert [hold["reason"] for hold in warehouse.order(number)["holds"]] == ["first"]


@pytest.mark.parametrize("kind", ["unpaid", "unmapped", "nonsense"])
def test_a_hold_that_has_a_cause_is_never_released_by_hand(warehouse: Warehouse, number: str, kind: str) -> None:
    assert warehouse.refusal(ReleaseHold(number, kind)) == "not_by_hand"


def test_releasing_a_hold_that_is_not_there_says_so(warehouse: Warehouse, number: str) -> None:
    assert warehouse.refusal(ReleaseHold(number)) == "not_held"


def test_a_shipped_or_cancelled_order_can_not_be_held(warehouse: Warehouse, number: str) -> None:
    other = warehouse.sell("8", line("LAMP"))
    warehouse.ship(number)
    warehouse.cancel(other)
    assert [warehouse.refusal(PlaceHold(one, "stop")) for one in (number, other)] == ["too_late"] * 2


def test_a_channel_cancels_a_held_order_all_the_same(warehouse: Warehouse, number: str) -> None:
    warehouse.do(PlaceHold(number, "the buyer called"))
    warehouse.sell("7", line("LAMP", 2), cancelled=True, updated_ms=1 << 45)
    assert (warehouse.state(number), warehouse.available("LAMP")) == ("cancelled", 5)
