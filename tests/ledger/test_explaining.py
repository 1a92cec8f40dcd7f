"""Why an order was allocated as it was, in words that a person can check on the shelves."""

from typing import Any

from ledger.goods.places import AddPlace
from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse
from ledger.promises.allocation_rules import AddAllocationRule, RemoveAllocationRule
from ledger.promises.explaining import explain
from ledger.promises.planning import MOST_SEEN
from ledger.sales.merging import MergeOrders
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


def explained(warehouse: Warehouse, number: str) -> dict[str, Any]:
    """The explanation of an order."""
    return explain(warehouse.engine.reader, number)


def of_line(warehouse: Warehouse, number: str, place: int = 0) -> list[str]:
    """What is said of one line."""
    text: list[str] = explained(warehouse, number)["lines"][place]["text"]
    return text


def test_what_each_bin_had_and_why_this_one_is_told(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    warehouse.receive("LAMP", 2, "A-01")
    number = warehouse.sell("1", line("LAMP", 3))
    assert of_line(warehouse, number) == [
        "LAMP was free: 2 in A-01, 5 in A-02",
        "3 from A-02: it had enough and comes first on the walk",
    ]
    assert explained(warehouse, number)["choices"][0]["text"] == [
        "no rule fits: as few bins as possible, the earlier on the walk among equals"
    ]


def test_an_order_from_several_bins_tells_the_reason_for_each(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.receive("LAMP", 2, "A-02")
    warehouse.receive("LAMP", 3, "A-03")
    assert of_line(warehouse, warehouse.sell("1", line("LAMP", 4)))[1:] == [
        "1 from A-01: with the others it makes the fewest bins",
        "3 from A-03: with the others it makes the fewest bins",
    ]


def test_the_rule_that_fitted_and_those_that_did_not_are_told_even_when_they_are_gone(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.do(AddAllocationRule("wholesale", channel="shopify", floor=3))
    warehouse.do(AddAllocationRule("rest", strategy="emptiest_bin_first", floor=1))
    number = warehouse.sell("1", line("LAMP", 5))
    for name in ("wholesale", "rest"):
        warehouse.do(RemoveAllocationRule(name))
    choice = explained(warehouse, number)["choices"][0]
    assert (choice["rule"], choice["strategy"]) == ("rest", "emptiest_bin_first")
    assert choice["text"] == [
        "rule wholesale does not fit: it is for orders of shopify",
        "rule rest fits: the bin with the fewest free units",
        "1 units of each item are left for other orders",
        "units were missing: what was there was reserved, the rest waits",
    ]


def test_the_distance_to_each_warehouse_is_told(warehouse: Warehouse) -> None:
    warehouse.do(ChangeWarehouse("MAIN", country="GB", postcode="LS1"))
    warehouse.do(AddWarehouse("BONN", country="DE", serves=("FR", "GB")))
    warehouse.do(AddPlace("B-01", walk=9, warehouse="BONN"))
    warehouse.item("LAMP", "A-01", 5)
    warehouse.receive("LAMP", 5, "B-01")
    warehouse.do(AddAllocationRule("near", strategy="nearest_warehouse"))
    number = warehouse.sell("1", line("LAMP"))
    assert explained(warehouse, number)["choices"][0]["text"][1:] == [
        "warehouse MAIN is number 1: in GB, its postcode begins LS1 too",
        "warehouse BONN is number 2: GB is number 2 of the countries it serves",
    ]
    assert of_line(warehouse, number)[1] == "1 from A-01: it is in warehouse MAIN, which comes first of those with any left"


def test_what_is_missing_is_told_and_what_came_for_it_later(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP", 3))
    assert of_line(warehouse, number)[-1] == "2 of LAMP are missing; no bin has any free, so they are reserved as soon as some come in"
    warehouse.receive("LAMP", 2, "A-02")
    assert of_line(warehouse, number)[-2:] == [
        "LAMP was free: 2 in A-02",
        "2 from A-02: the only bin that pickers are sent to with any free",
    ]


def test_a_floor_and_a_block_are_given_as_the_reason_for_what_is_missing(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 4)
    warehouse.do(AddAllocationRule("floor", channel="ebay", floor=3))
    warehouse.do(AddAllocationRule("block", shortage="block"))
    short = warehouse.sell("1", line("LAMP", 2))
    blocked = warehouse.sell("2", line("LAMP", 9), channel="shopify")
    assert of_line(warehouse, short)[-1] == "1 of LAMP are missing; 3 are free, but its rule leaves them for other orders"
    assert of_line(warehouse, blocked)[-1] == "9 of LAMP are missing; the order is promised nothing until its hold 'shortage' is released"
    assert explained(warehouse, blocked)["choices"][0]["text"][-1] == "units were missing: the order was promised nothing and held"


def test_units_from_overstock_are_explained(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("OVER-1", purpose="overstock"))
    warehouse.item("LAMP", "OVER-1", 4)
    assert of_line(warehouse, warehouse.sell("1", line("LAMP")))[1] == (
        "1 from OVER-1: no bin that pickers are sent to had it, so it is brought from there first"
    )


def test_what_an_edited_order_was_promised_later_is_explained_too(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.take_in(sale("1", line("LAMP", 4), updated_ms=START_MS + 1))
    assert "3 from A-01: the only bin that pickers are sent to with any free" in of_line(warehouse, number)


def test_an_item_in_very_many_bins_keeps_the_explanation_short_and_names_the_chosen_one(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    for bin in range(MOST_SEEN + 5):
        warehouse.do(AddPlace(f"B-{bin:02}", walk=10 + bin))
        warehouse.receive("LAMP", 1 + (bin == MOST_SEEN + 4), f"B-{bin:02}")
    number = warehouse.sell("1", line("LAMP", 2))
    seen, chosen = of_line(warehouse, number)
    assert seen.count(" in B-") == MOST_SEEN
    assert chosen.startswith(f"2 from B-{MOST_SEEN + 4}: ")


def test_a_merged_order_is_explained_by_what_was_chosen_for_it_before_and_since(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 9)
    warehouse.item("LAMP", "A-01", 1)
    lead, follower = warehouse.sell("1", line("BOLT")), warehouse.sell("2", line("LAMP", 3))
    warehouse.do(MergeOrders(lead, (follower,)))
    warehouse.receive("LAMP", 1, "A-02")
    answer = explained(warehouse, follower)
    assert (answer["state"], answer["merged_into"]) == ("merged", lead)
    assert [(row["sku"], row["reserved"], row["waiting"]) for row in answer["lines"]] == [("LAMP", 2, 1)]
    assert answer["lines"][0]["text"] == [
        "LAMP was free: 1 in A-01",
        "1 from A-01: the only bin that pickers are sent to with any free",
        "LAMP was free: 1 in A-02",
        "1 from A-02: the only bin that pickers are sent to with any free",
        "1 of LAMP are missing; no bin has any free, so they are reserved as soon as some come in",
    ]


def test_the_lead_of_merged_orders_tells_of_their_lines_what_they_tell_themselves(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    lead, follower = warehouse.sell("1", line("LAMP", 2)), warehouse.sell("2", line("LAMP", 3))
    warehouse.do(MergeOrders(lead, (follower,)))
    both = explained(warehouse, lead)
    assert (both["merged_into"], [row["ordered"] for row in both["lines"]]) == ("", [2, 3])
    assert both["lines"][1] == explained(warehouse, follower)["lines"][0]
