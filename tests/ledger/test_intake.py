"""Orders coming in: caught when they come twice, never promised more than there is."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.sales.intake import ImportOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


def test_an_order_that_arrives_twice_is_taken_in_once(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    first = warehouse.take_in(sale("7", line("LAMP", 2)))
    second = warehouse.take_in(sale("7", line("LAMP", 2)))
    assert (first["outcome"], second["outcome"], second["order"]) == ("new", "duplicate", first["order"])
    assert warehouse.available("LAMP") == 3


def test_an_order_that_differs_only_in_its_date_of_change_is_a_duplicate(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    order = sale("7", line("LAMP", 2))
    warehouse.take_in(order)
    assert warehouse.take_in(replace(order, updated_ms=order.updated_ms + 60_000))["outcome"] == "duplicate"


@pytest.mark.parametrize("changes", [{"channel": "shopify"}, {"account": "parts-de"}, {"external_id": "8"}])
def test_an_order_with_another_channel_or_account_or_id_is_another_order(warehouse: Warehouse, changes: dict[str, Any]) -> None:
    order = sale("7", line("LAMP"))
    first = warehouse.take_in(order)
    second = warehouse.take_in(replace(order, **changes))
    assert second["outcome"] == "new"
    assert second["order"] != first["order"]


def test_an_older_version_that_arrives_late_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2), updated_ms=2_000)
    answer = warehouse.take_in(sale("7", line("LAMP", 5), updated_ms=1_000))
    assert answer["outcome"] == "duplicate"
    assert warehouse.units(number) == {"reserved": 2}


def test_a_version_between_two_known_dates_is_outdated(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2), updated_ms=1_000)
    warehouse.take_in(sale("7", line("LAMP", 2), updated_ms=3_000))
    assert warehouse.take_in(sale("7", line("LAMP", 5), updated_ms=2_000))["outcome"] == "duplicate"
    assert warehouse.units(number) == {"reserved": 2}


def test_two_lines_with_one_id_refuse_the_whole_order(warehouse: Warehouse) -> None:
    order = sale("7", line("LAMP", external_id="1"), line("BOLT", external_id="1"))
    assert warehouse.refusal(ImportOrder(order)) == "bad_order"


@pytest.mark.parametrize(
    "order",
    [
        sale("", line("LAMP")),
        sale("7", line("LAMP"), channel=""),
        sale("7", line("LAMP", -1)),
        sale("7", line("LAMP", 1_000_001)),
        sale("7", *(line("LAMP", external_id=str(place)) for place in range(1_001))),
        sale("7", line("LAMP", price_minor=1 << 62)),
        sale("7", line("LAMP"), placed_ms=1 << 70),
    ],
    ids=["no id", "no channel", "negative", "too many units", "too many lines", "unsound price", "unsound time"],
)
def test_an_order_that_no_channel_would_send_is_refused(warehouse: Warehouse, order: object) -> None:
    assert warehouse.refusal(ImportOrder(order)) == "bad_order"  # type: ignore[arg-type]


def test_two_lines_of_one_order_never_share_the_last_unit(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("7", line("LAMP", 2, external_id="1"), line("LAMP", 2, external_id="2"))
    assert warehouse.units(number) == {"reserved": 3}
    assert warehouse.state(number) == "partly_allocated"


def test_of_four_buyers_and_three_units_the_fourth_is_flagged(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    numbers = [warehouse.sell(str(buyer), line("LAMP")) for buyer in range(4)]
    assert [warehouse.state(number) for number in numbers] == ["allocated"] * 3 + ["backordered"]
    assert warehouse.available("LAMP") == 0


def test_an_unpaid_order_reserves_its_units_and_reaches_no_picker(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"), paid=False)
    assert (warehouse.state(number), warehouse.holds(number), warehouse.units(number)) == ("held", ["unpaid"], {"reserved": 1})


def test_an_order_cancelled_before_it_was_seen_reserves_nothing(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"), cancelled=True)
    assert (warehouse.state(number), warehouse.available("LAMP")) == ("cancelled", 1)


def test_a_line_that_the_channel_removed_needs_no_mapping(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"), line("UNKNOWN", 0))
    assert (warehouse.state(number), warehouse.holds(number)) == ("allocated", [])


def test_an_order_of_zero_lines_is_kept_and_wants_nothing(warehouse: Warehouse) -> None:
    assert warehouse.state(warehouse.sell("7")) == "received"


def test_an_order_made_by_hand_without_a_date_does_not_go_before_those_who_waited(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    first = warehouse.sell("7", line("LAMP"))
    by_hand = warehouse.sell("8", line("LAMP", listing=""), channel="manual", account="", placed_ms=0, updated_ms=0)
    warehouse.receive("LAMP", 1)
    assert (warehouse.state(first), warehouse.state(by_hand)) == ("allocated", "backordered")
