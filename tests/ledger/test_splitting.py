"""Split orders: a part goes its own way, and the channel's order is still one."""

import pytest

from ledger.goods.kit_building import DefineKit
from ledger.promises.allocation_rules import AddAllocationRule
from ledger.promises.reservations import waiting_lines
from ledger.sales.holds import PlaceHold
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for four lamps, of which three are there, and two bolts."""
    warehouse.item("LAMP", "A-01", 3)
    warehouse.item("BOLT", "A-02", 10)
    return warehouse.sell("9999", line("LAMP", 4), line("BOLT", 2))


def split(warehouse: Warehouse, number: str, *lines: LineUnits) -> str:
    """Split an order; answers the other order's number."""
    return str(warehouse.do(SplitOrder(number, lines))["split"])


def own(warehouse: Warehouse, number: str) -> dict[str, tuple[int, int]]:
    """(ordered, reserved) of what an order serves itself, by SKU."""
    return {row["sku"]: (row["ordered"], row["reserved"]) for row in warehouse.order(number)["lines"] if not row["served_by"]}


def test_units_that_wait_are_split_off_before_those_that_are_there(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 1))
    assert (own(warehouse, number), own(warehouse, other)) == ({"LAMP": (3, 3), "BOLT": (2, 2)}, {"LAMP": (1, 0)})
    assert (warehouse.state(number), warehouse.state(other), warehouse.faults()) == ("allocated", "backordered", [])


def test_a_part_has_a_number_of_its_own_that_tells_where_it_belongs(warehouse: Warehouse, number: str) -> None:
    other = warehouse.order(split(warehouse, number, LineUnits("BOLT")))
    assert (other["external_id"], other["external_number"], other["split_from"]) == ("9999/2", "#9999/2", number)
    assert warehouse.order(number)["parts"] == [other["order"]]


def test_promises_go_with_the_units(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 2), LineUnits("BOLT", 1))
    assert own(warehouse, other) == {"LAMP": (2, 1), "BOLT": (1, 1)}
    assert warehouse.faults() == []


def test_both_parts_ship_and_nothing_is_lost(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 1))
    warehouse.receive("LAMP", 1)
    warehouse.ship(number)
    warehouse.ship(other)
    assert (warehouse.state(number), warehouse.state(other), warehouse.stock("LAMP")) == ("shipped", "shipped", {})


def test_a_split_leaves_something_behind_and_takes_something(warehouse: Warehouse, number: str) -> None:
    refusals = [
        warehouse.refusal(SplitOrder(number, lines))
        for lines in ((LineUnits("LAMP"), LineUnits("BOLT")), (), (LineUnits("BOLT", 3),), (LineUnits("NUT"),))
    ]
    assert refusals == ["nothing_left", "nothing_to_split", "too_many", "line_not_found"]


def test_picked_units_stay_where_they_are(warehouse: Warehouse, number: str) -> None:
    done = warehouse.sell("8", line("BOLT", 2))
    warehouse.pick(done)
    assert warehouse.refusal(SplitOrder(done, (LineUnits("BOLT", 1),))) == "too_many"


def test_a_held_order_holds_its_parts(warehouse: Warehouse, number: str) -> None:
    warehouse.do(PlaceHold(number, "the buyer will call", "fraud"))
    assert warehouse.holds(split(warehouse, number, LineUnits("BOLT"))) == ["fraud"]


@pytest.mark.parametrize(("quantity", "left", "right"), [(3, (3, 3), None), (2, (2, 2), None), (6, (5, 3), (1, 0))])
def test_a_channel_that_edits_a_split_line_reduces_what_is_least_advanced(
    warehouse: Warehouse, number: str, quantity: int, left: tuple[int, int], right: tuple[int, int] | None
) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 1))
    warehouse.take_in(sale("9999", line("LAMP", quantity), line("BOLT", 2), updated_ms=warehouse.clock.now_ms()))
    assert (own(warehouse, number)["LAMP"], own(warehouse, other).get("LAMP", (0, 0))) == (left, right or (0, 0))
    assert warehouse.faults() == []


def test_a_channel_that_cancels_a_split_order_cancels_every_part(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 2))
    warehouse.take_in(sale("9999", line("LAMP", 4), line("BOLT", 2), cancelled=True, updated_ms=warehouse.clock.now_ms()))
    assert (warehouse.state(number), warehouse.state(other), warehouse.available("LAMP")) == ("cancelled", "cancelled", 3)


def test_what_has_not_left_is_cancelled_after_the_other_part_shipped(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 1))
    warehouse.ship(number)
    warehouse.take_in(sale("9999", line("LAMP", 4), line("BOLT", 2), cancelled=True, updated_ms=warehouse.clock.now_ms()))
    assert (warehouse.state(number), warehouse.state(other)) == ("shipped", "cancelled")


def test_one_part_is_cancelled_alone(warehouse: Warehouse, number: str) -> None:
    other = split(warehouse, number, LineUnits("LAMP", 1))
    warehouse.cancel(other)
    assert (warehouse.state(number), warehouse.state(other)) == ("allocated", "cancelled")


def test_a_kit_is_split_whole_or_by_its_components(warehouse: Warehouse, number: str) -> None:
    warehouse.item("SET")
    warehouse.do(DefineKit("SET", "virtual", ("BOLT×2",)))
    kit = warehouse.sell("7", line("SET", 2), line("BOLT", 1))
    assert warehouse.refusal(SplitOrder(kit, (LineUnits("SET", 1),))) == "kit_line"
    other = split(warehouse, kit, LineUnits("SET"))
    assert own(warehouse, other) == {"SET": (0, 0), "BOLT": (4, 4)}
    assert sum(row["waiting"] for row in waiting_lines(warehouse.engine.reader, 2)) == 0


def test_an_unknown_offer_that_is_split_off_holds_the_part_and_lets_the_rest_go(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("1", line("LAMP"), line("GHOST"))
    part = split(warehouse, number, LineUnits("GHOST"))
    assert [(warehouse.state(one), warehouse.holds(one)) for one in (number, part)] == [("allocated", []), ("held", ["unmapped"])]


def test_units_named_twice_are_not_there_twice(warehouse: Warehouse, number: str) -> None:
    assert warehouse.refusal(SplitOrder(number, (LineUnits("BOLT", 2), LineUnits("BOLT", 1)))) == "too_many"


def test_a_part_tells_why_it_is_held(warehouse: Warehouse, number: str) -> None:
    warehouse.do(PlaceHold(number, "the buyer is away"))
    part = split(warehouse, number, LineUnits("BOLT", 1))
    assert "held (manual): the buyer is away" in [entry["text"] for entry in warehouse.story(part)]


def test_a_part_of_a_blocked_order_takes_what_is_there_for_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    number = warehouse.sell("9", line("LAMP", 3))
    assert warehouse.units(number) == {}
    part = warehouse.do(SplitOrder(number, (LineUnits("LAMP", 2),)))["split"]
    assert (warehouse.holds(part), own(warehouse, part)) == ([], {"LAMP": (2, 2)})
    assert (warehouse.holds(number), own(warehouse, number)) == (["shortage"], {"LAMP": (1, 0)})
