"""Orders for virtual kits: the kit's line stays as the buyer knows it, its components are what is reserved, picked and shipped."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.sales.channel_order import ChannelOrderLine
from ledger.sales.listings import MapListing
from ledger.sales.put_backs import put_backs
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def kits(warehouse: Warehouse) -> Warehouse:
    """A wheel kit is one wheel and five bolts; there are 4 wheels and 20 bolts."""
    warehouse.item("WHEEL", "A-01", 4)
    warehouse.item("BOLT", "A-02", 20)
    warehouse.do(AddItem("WHEEL-KIT", "Wheel with bolts"))
    warehouse.do(DefineKit("WHEEL-KIT", "virtual", ("WHEEL×1", "BOLT×5")))
    return warehouse


def reserved(warehouse: Warehouse, number: str) -> dict[str, int]:
    """Units that an order is promised, by SKU."""
    return {row["sku"]: row["reserved"] for row in warehouse.order(number)["lines"] if row["reserved"]}


def edit(warehouse: Warehouse, external_id: str, *lines: ChannelOrderLine) -> None:
    """A newer version of an order arrives."""
    warehouse.take_in(sale(external_id, *lines, updated_ms=warehouse.clock.now_ms()))


def test_a_kit_reserves_its_components_and_shows_them_under_its_own_line(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT", 2))
    lines = [(row["sku"], row["role"], row["part_of"], row["ordered"], row["reserved"]) for row in kits.order(number)["lines"]]
    assert lines[0] == ("WHEEL-KIT", "", "", 0, 0)
    assert sorted(lines[1:]) == [("BOLT", "component", "WHEEL-KIT", 10, 10), ("WHEEL", "component", "WHEEL-KIT", 2, 2)]
    assert (kits.state(number), kits.faults()) == ("allocated", [])


def test_a_kit_and_a_line_that_share_a_component_never_count_a_unit_twice(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT", 3), line("BOLT", 8))
    assert (reserved(kits, number)["WHEEL"], kits.available("BOLT"), kits.state(number)) == (3, 0, "partly_allocated")
    assert sum(row["reserved"] for row in kits.order(number)["lines"] if row["sku"] == "BOLT") == 20
    assert kits.faults() == []


def test_a_kit_with_a_missing_component_is_not_allocated(kits: Warehouse) -> None:
    assert kits.state(kits.sell("7", line("WHEEL-KIT", 5))) == "partly_allocated"


def test_a_kit_is_picked_packed_and_shipped_by_its_components(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT"))
    kits.ship(number)
    assert (kits.state(number), kits.units(number), kits.faults()) == ("shipped", {"shipped": 6}, [])


@pytest.mark.parametrize(("quantity", "promised"), [(1, {"WHEEL": 1, "BOLT": 5}), (3, {"WHEEL": 3, "BOLT": 15}), (0, {})])
def test_another_quantity_of_a_kit_changes_its_components_in_proportion(kits: Warehouse, quantity: int, promised: dict[str, int]) -> None:
    number = kits.sell("7", line("WHEEL-KIT", 2))
    edit(kits, "7", line("WHEEL-KIT", quantity))
    assert (reserved(kits, number), kits.faults()) == (promised, [])


def test_a_kit_that_becomes_another_offer_gives_its_components_back(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT", 2))
    edit(kits, "7", line("BOLT", 3, external_id="WHEEL-KIT"))
    assert (reserved(kits, number), kits.available("WHEEL"), kits.available("BOLT")) == ({"BOLT": 3}, 4, 17)


def test_a_line_that_becomes_a_kit_and_back_again_ends_where_it_began(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT"))
    edit(kits, "7", line("BOLT", 1, external_id="WHEEL-KIT"))
    edit(kits, "7", line("WHEEL-KIT"))
    assert (reserved(kits, number), kits.faults()) == ({"WHEEL": 1, "BOLT": 5}, [])


def test_a_kit_less_after_the_pick_puts_its_components_back_and_holds_the_order(kits: Warehouse) -> None:
    number = kits.sell("7", line("WHEEL-KIT", 2))
    kits.pick(number)
    edit(kits, "7", line("WHEEL-KIT", 1))
    assert (kits.holds(number), kits.units(number)) == (["changed"], {"picked": 6})
    assert {task["sku"]: task["quantity"] for task in put_backs(kits.engine.reader)} == {"WHEEL": 1, "BOLT": 5}


def test_a_waiting_line_that_is_mapped_to_a_kit_reserves_its_components(kits: Warehouse) -> None:
    number = kits.sell("7", line("SET", 2))
    assert kits.holds(number) == ["unmapped"]
    kits.do(MapListing("ebay", "parts-uk", "offer:SET", "WHEEL-KIT", multiplier=2))
    assert (reserved(kits, number), kits.state(number)) == ({"WHEEL": 4, "BOLT": 20}, "allocated")


def test_a_cancelled_kit_gives_everything_back(kits: Warehouse) -> None:
    kits.cancel(kits.sell("7", line("WHEEL-KIT", 2)))
    assert (kits.available("WHEEL"), kits.available("BOLT"), kits.faults()) == (4, 20, [])


def test_adding_the_item_that_a_waiting_line_names_sets_its_order_going(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.item("LAMP", "A-01", 5)
    assert (warehouse.holds(number), warehouse.units(number), warehouse.available("LAMP")) == ([], {"reserved": 2}, 3)
    assert warehouse.take_in(sale("8", line("LAMP")))["holds"] == []
