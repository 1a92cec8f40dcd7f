"""What a channel counts as shipped is no less wanted for it; what did not leave from here, a person looks at before it is sent."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.sales.holds import ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.put_backs import put_backs
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for five lamps, all there."""
    warehouse.item("LAMP", "A-01", 5)
    return warehouse.sell("7", line("LAMP", 5))


def two_later(warehouse: Warehouse, number: str, sku: str = "LAMP") -> str:
    """Serve two of an order by another one; answers its number."""
    return str(warehouse.do(SplitOrder(number, (LineUnits(sku, 2),)))["split"])


def hear(warehouse: Warehouse, left: int, shipped: int, name: str = "LAMP") -> None:
    """The channel tells how many of order 7 are left, and how many were shipped."""
    warehouse.take_in(sale("7", line(name, left, shipped=shipped), updated_ms=warehouse.clock.now_ms()))


@pytest.mark.parametrize(("left", "kept"), [(2, 2), (1, 1), (0, 0)])
def test_a_channel_that_leaves_out_what_was_shipped_takes_nothing_off_the_rest(
    warehouse: Warehouse, number: str, left: int, kept: int
) -> None:
    rest = two_later(warehouse, number)
    warehouse.ship(number)
    hear(warehouse, left, shipped=3)
    assert warehouse.units(rest) == ({"reserved": kept} if kept else {})
    assert (warehouse.state(number), warehouse.holds(rest), warehouse.faults()) == ("shipped", [], [])


def test_a_parcel_that_the_channel_counts_as_shipped_before_it_left_stays_packed(warehouse: Warehouse, number: str) -> None:
    rest = two_later(warehouse, number)
    warehouse.packed(rest)
    hear(warehouse, left=3, shipped=2)
    assert (warehouse.state(rest), warehouse.state(number)) == ("packed", "allocated")
    assert put_backs(warehouse.engine.reader) == []


def test_a_label_made_while_the_order_is_picked_takes_nothing_from_the_picker(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    hear(warehouse, left=0, shipped=5)
    assert (warehouse.state(number), warehouse.units(number)) == ("picked", {"picked": 5})


@pytest.mark.parametrize(("left", "shipped"), [(2, 3), (0, 5)])
def test_what_is_said_to_be_shipped_and_lies_on_the_shelf_is_not_sent_before_a_person_has_looked(
    warehouse: Warehouse, number: str, left: int, shipped: int
) -> None:
    hear(warehouse, left, shipped)
    assert (warehouse.state(number), warehouse.holds(number), warehouse.units(number)) == ("held", ["changed"], {"reserved": 5})
    warehouse.do(ReleaseHold(number, "changed"))
    assert warehouse.state(number) == "allocated"


def test_what_had_left_before_the_order_was_known_was_never_ours_to_send(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    hear(warehouse, left=2, shipped=3)
    assert warehouse.units("#7") == {"reserved": 2}
    hear(warehouse, left=1, shipped=3)
    assert (warehouse.units("#7"), warehouse.holds("#7")) == ({"reserved": 1}, [])


def test_a_shipping_that_the_channel_takes_back_is_to_be_done_here(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    hear(warehouse, left=2, shipped=3)
    hear(warehouse, left=5, shipped=0)
    assert warehouse.units("#7") == {"reserved": 5}


def test_kits_that_were_shipped_take_nothing_off_the_rest_whatever_has_become_of_their_recipe(warehouse: Warehouse) -> None:
    for sku in ("WHEEL", "BOLT", "CAP"):
        warehouse.item(sku, "A-01", 20)
    warehouse.do(AddItem("KIT", "kit"))
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL", "BOLT", "CAP")))
    number = warehouse.sell("7", line("KIT", 5))
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL", "BOLT")))
    hear(warehouse, left=6, shipped=0, name="KIT")
    rest = str(warehouse.do(SplitOrder(number, (LineUnits("WHEEL", 2), LineUnits("BOLT", 2))))["split"])
    warehouse.ship(number)
    hear(warehouse, left=2, shipped=4, name="KIT")
    assert (warehouse.units(rest), warehouse.faults()) == ({"reserved": 4}, [])


def test_fewer_shipped_than_none_is_refused(warehouse: Warehouse, number: str) -> None:
    assert warehouse.state(number) == "allocated"
    assert warehouse.refusal(ImportOrder(sale("7", line("LAMP", 2, shipped=-5), updated_ms=warehouse.clock.now_ms()))) == "bad_order"
