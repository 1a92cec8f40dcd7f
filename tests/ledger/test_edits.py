"""Orders that the channel changes: less releases, more reserves, and a person looks once goods were handled."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.sales.channel_order import ChannelOrderLine
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for two of five lamps."""
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT", "A-02", 5)
    return warehouse.sell("7", line("LAMP", 2))


def edit(warehouse: Warehouse, *lines: ChannelOrderLine, **changes: Any) -> list[str]:
    """A newer version of order 7 arrives; answers what changed."""
    answer = warehouse.take_in(sale("7", *lines, **({"updated_ms": warehouse.clock.now_ms()} | changes)))
    assert answer["outcome"] == "changed"
    changed: list[str] = answer["changes"]
    return changed


@pytest.mark.parametrize(("quantity", "reserved"), [(1, 1), (4, 4), (9, 5), (0, 0)])
def test_another_quantity_reserves_or_releases_the_difference(warehouse: Warehouse, number: str, quantity: int, reserved: int) -> None:
    assert f"LAMP: 2 → {quantity}" in edit(warehouse, line("LAMP", quantity))
    assert (warehouse.units(number).get("reserved", 0), warehouse.available("LAMP")) == (reserved, 5 - reserved)


def test_a_line_added_is_reserved_and_a_line_removed_released(warehouse: Warehouse, number: str) -> None:
    assert edit(warehouse, line("BOLT", 3))[-2:] == ["BOLT: added, 3", "LAMP: removed"]
    assert (warehouse.available("LAMP"), warehouse.available("BOLT"), warehouse.state(number)) == (5, 2, "allocated")


def test_a_line_removed_and_added_again_is_wanted_again(warehouse: Warehouse, number: str) -> None:
    edit(warehouse, line("BOLT"))
    edit(warehouse, line("BOLT"), line("LAMP", 3))
    assert warehouse.units(number) == {"reserved": 4}


def test_a_line_that_becomes_another_offer_releases_one_item_and_reserves_the_other(warehouse: Warehouse, number: str) -> None:
    edit(warehouse, line("LAMP", 2, listing="offer:BOLT", sku="BOLT"))
    assert (warehouse.available("LAMP"), warehouse.available("BOLT")) == (5, 3)


def test_a_line_that_becomes_an_unknown_offer_holds_the_order(warehouse: Warehouse, number: str) -> None:
    edit(warehouse, line("LAMP", 2, listing="offer:NEW", sku="NEW"))
    assert (warehouse.holds(number), warehouse.available("LAMP")) == (["unmapped"], 5)


def test_units_that_move_between_two_lines_of_one_order_stay_with_it(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 3)
    number = warehouse.sell("7", line("CLIP", 3, external_id="1"), line("CLIP", 2, external_id="2"))
    edit(warehouse, line("CLIP", 0, external_id="1"), line("CLIP", 1, external_id="2"))
    assert (warehouse.units(number), warehouse.available("CLIP")) == ({"reserved": 1}, 2)


def test_units_given_up_go_to_the_order_that_waited_longest(warehouse: Warehouse, number: str) -> None:
    waiting = [warehouse.sell(str(buyer), line("LAMP", 3), placed_ms=placed_ms) for buyer, placed_ms in ((8, 3_000), (9, 2_000))]
    edit(warehouse, line("LAMP", 0))
    assert [warehouse.units(one) for one in waiting] == [{"reserved": 3}, {"reserved": 2}]


def test_a_change_on_the_walk_takes_the_order_back_and_the_rest_is_listed_anew(warehouse: Warehouse, number: str) -> None:
    session = warehouse.start(number)["session"]
    edit(warehouse, line("LAMP", 3))
    assert (warehouse.stop(session), warehouse.state(number)) == (None, "allocated")
    assert warehouse.units(number) == {"reserved": 3}
    warehouse.pick(number)
    assert warehouse.units(number) == {"picked": 3}


def test_payment_that_arrives_later_lets_the_order_go(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP"), paid=False)
    assert edit(warehouse, line("LAMP")) == ["paid"]
    assert warehouse.state(number) == "allocated"


def test_payment_that_is_taken_back_holds_the_order(warehouse: Warehouse, number: str) -> None:
    assert edit(warehouse, line("LAMP", 2), paid=False) == ["no longer paid"]
    assert warehouse.holds(number) == ["unpaid"]


def test_a_new_address_holds_a_packed_order_and_leaves_an_unpicked_one_alone(warehouse: Warehouse, number: str) -> None:
    moved = replace(HOME, city="York")
    assert edit(warehouse, line("LAMP", 2), ship_to=moved) == ["address"]
    assert warehouse.state(number) == "allocated"
    warehouse.packed(number)
    edit(warehouse, line("LAMP", 2), ship_to=HOME)
    assert warehouse.holds(number) == ["changed"]


def test_a_change_after_shipping_is_told_and_changes_nothing(warehouse: Warehouse, number: str) -> None:
    warehouse.ship(number)
    assert edit(warehouse, line("LAMP", 5)) == ["nothing: the order is shipped"]
    assert (warehouse.state(number), warehouse.units(number)) == ("shipped", {"shipped": 2})


def test_a_cancelled_order_does_not_come_back_to_life(warehouse: Warehouse, number: str) -> None:
    warehouse.cancel(number)
    edit(warehouse, line("LAMP", 5))
    assert (warehouse.state(number), warehouse.available("LAMP")) == ("cancelled", 5)


def test_a_new_title_or_price_takes_nothing_from_the_picker(warehouse: Warehouse, number: str) -> None:
    warehouse.start(number)
    assert edit(warehouse, line("LAMP", 2, title="A better lamp", price_minor=450)) == ["total", "LAMP: title or price"]
    assert warehouse.state(number) == "picking"


def test_an_offer_that_is_only_renamed_keeps_what_was_promised_and_its_picker(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 1)
    first, second = warehouse.sell("7", line("CLIP")), warehouse.sell("8", line("CLIP"))
    warehouse.start(first)
    edit(warehouse, line("CLIP", sku="CLIP-BLACK"))
    assert (warehouse.state(first), warehouse.state(second)) == ("picking", "backordered")


def test_what_one_line_of_an_order_gives_back_goes_to_its_other_lines_before_any_other_buyer(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 2)
    first = warehouse.sell("7", line("CLIP", external_id="1"), line("CLIP", external_id="2"))
    second = warehouse.sell("8", line("CLIP"))
    edit(warehouse, line("CLIP", 0, external_id="1"), line("CLIP", 2, external_id="2"))
    assert (warehouse.state(first), warehouse.state(second)) == ("allocated", "backordered")


def test_units_that_an_edit_gives_back_go_to_who_waits(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 2)
    warehouse.sell("7", line("CLIP", 2))
    second = warehouse.sell("8", line("CLIP"))
    edit(warehouse, line("CLIP", 1))
    assert warehouse.state(second) == "allocated"


def test_each_line_of_a_large_order_is_changed_at_the_cost_of_a_line_of_a_small_one(warehouse: Warehouse) -> None:
    def steps(lines: int) -> int:
        """What the database does when every line of an order gets another quantity and price, in thousands of its steps."""
        skus = [f"{lines}-{number}" for number in range(lines)]
        for sku in skus:
            warehouse.item(sku, "A-01", 5)
        warehouse.sell(f"{lines}", *[line(sku) for sku in skus])
        version = sale(f"{lines}", *[line(sku, 2, price_minor=7) for sku in skus], updated_ms=warehouse.clock.now_ms())
        taken: list[None] = []
        warehouse.engine._connection.set_progress_handler(lambda: taken.append(None), 1_000)
        warehouse.take_in(version)
        warehouse.engine._connection.set_progress_handler(None, 0)
        return len(taken)

    assert steps(160) < 3 * steps(80)
