"""Rules of allocation: the first that fits decides how an order is served and what is done when units are missing."""

from typing import Any

import pytest

from ledger.goods.places import AddPlace
from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse
from ledger.promises.allocation_rules import AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule, rules
from ledger.promises.rule_choice import Facts, Rule, choose_rule
from ledger.sales.channel_order import Address
from ledger.sales.holds import ReleaseHold
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import AdjustStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse

FACTS = Facts("ebay", "GB", "LS1", 5_000, frozenset({7}))


def rule(name: str, **conditions: Any) -> Rule:
    """A rule with some conditions."""
    return Rule(name, "", "", "", None, 0, "fewest_bins", None, "backorder", 0)._replace(**conditions)


def names(warehouse: Warehouse) -> list[str]:
    """The rules in the order they are looked at."""
    return [one["name"] for one in rules(warehouse.engine.reader)]


def reserved_in(warehouse: Warehouse, sku: str) -> dict[str, int]:
    """Promised units of an item by place."""
    return {place: reserved for place, (_, reserved) in warehouse.stock(sku).items() if reserved}


def test_the_first_rule_that_fits_decides_and_those_before_it_say_why_they_do_not() -> None:
    choice = choose_rule(
        [
            rule("shopify", channel="shopify"),
            rule("ireland", country="IE"),
            rule("lamps", sku="LAMP", item_id=8),
            rule("dear", least_minor=5_001),
            rule("rest"),
            rule("never"),
        ],
        FACTS,
    )
    assert choice.rule is not None
    assert choice.rule.name == "rest"
    assert dict(choice.passed) == {
        "shopify": "it is for orders of shopify",
        "ireland": "it is for parcels to IE",
        "lamps": "it is for orders with LAMP",
        "dear": "it is for orders of 5001 minor units or more",
    }


@pytest.mark.parametrize(
    "conditions",
    [{"channel": "ebay"}, {"country": "GB"}, {"sku": "X", "item_id": 7}, {"least_minor": 5_000}],
    ids=lambda one: next(iter(one)),
)
def test_a_rule_fits_an_order_that_meets_its_condition(conditions: dict[str, Any]) -> None:
    assert choose_rule([rule("one", **conditions)], FACTS).rule is not None


def test_rules_are_looked_at_by_position_and_keep_their_numbers_without_gaps(warehouse: Warehouse) -> None:
    for name in ("c", "d"):
        warehouse.do(AddAllocationRule(name))
    warehouse.do(AddAllocationRule("a", position=1))
    assert warehouse.do(AddAllocationRule("b", position=2)) == {"rule": "b", "position": 2}
    assert names(warehouse) == ["a", "b", "c", "d"]
    warehouse.do(RemoveAllocationRule("b"))
    warehouse.do(ChangeAllocationRule("d", position=1))
    assert [(one["position"], one["name"]) for one in rules(warehouse.engine.reader)] == [(1, "d"), (2, "a"), (3, "c")]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddAllocationRule(" "), "bad_rule"),
        (AddAllocationRule("a/b"), "bad_rule"),
        (AddAllocationRule("first"), "rule_exists"),
        (AddAllocationRule("x", strategy="by_feeling"), "bad_strategy"),
        (AddAllocationRule("x", shortage="pray"), "bad_shortage"),
        (AddAllocationRule("x", country="Germany"), "bad_country"),
        (AddAllocationRule("x", sku="NO-SUCH"), "item_not_found"),
        (AddAllocationRule("x", warehouse="MARS"), "warehouse_not_found"),
        (AddAllocationRule("x", floor=-1), "bad_rule"),
        (AddAllocationRule("x", position=0), "bad_rule"),
        (ChangeAllocationRule("x", floor=1), "rule_not_found"),
        (RemoveAllocationRule("x"), "rule_not_found"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(warehouse: Warehouse, command: object, code: str) -> None:
    warehouse.do(AddAllocationRule("first"))
    assert warehouse.refusal(command) == code
    assert names(warehouse) == ["first"]


def test_a_rule_chooses_the_strategy_for_the_orders_it_fits_only(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    warehouse.receive("LAMP", 1, "A-03")
    warehouse.do(AddAllocationRule("clear out", channel="ebay", strategy="emptiest_bin_first"))
    warehouse.sell("1", line("LAMP"), channel="shopify")
    assert reserved_in(warehouse, "LAMP") == {"A-01": 1}
    warehouse.sell("2", line("LAMP"))
    assert reserved_in(warehouse, "LAMP") == {"A-01": 1, "A-03": 1}


def test_a_rule_by_sku_fits_an_order_when_any_of_its_lines_has_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    warehouse.receive("LAMP", 1, "A-03")
    warehouse.item("BOLT", "A-02", 5)
    warehouse.do(AddAllocationRule("with bolts", sku="BOLT", strategy="emptiest_bin_first"))
    warehouse.sell("1", line("LAMP"), line("BOLT"))
    assert reserved_in(warehouse, "LAMP") == {"A-03": 1}


def test_a_rule_that_is_not_active_fits_no_order(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    warehouse.do(AddAllocationRule("reserve", floor=9))
    warehouse.do(ChangeAllocationRule("reserve", active=False))
    assert warehouse.state(warehouse.sell("1", line("LAMP"))) == "allocated"


def test_an_order_goes_out_from_the_warehouse_nearest_to_its_buyer(warehouse: Warehouse) -> None:
    warehouse.do(ChangeWarehouse("MAIN", country="GB", postcode="LS1", serves=("IE",)))
    warehouse.do(AddWarehouse("BONN", country="DE", postcode="53111", serves=("AT", "FR")))
    warehouse.do(AddPlace("B-01", walk=9, warehouse="BONN"))
    warehouse.item("LAMP", "A-01", 5)
    warehouse.receive("LAMP", 5, "B-01")
    warehouse.do(AddAllocationRule("near", strategy="nearest_warehouse"))
    warehouse.sell("1", line("LAMP"), ship_to=Address(country="FR"))
    assert reserved_in(warehouse, "LAMP") == {"B-01": 1}
    warehouse.sell("2", line("LAMP"))
    assert reserved_in(warehouse, "LAMP") == {"B-01": 1, "A-01": 1}


def test_the_bin_whose_units_came_in_first_serves_first(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-03", 2)
    warehouse.receive("LAMP", 5, "A-01")
    warehouse.receive("LAMP", 5, "A-03")
    warehouse.do(AddAllocationRule("old first", strategy="oldest_cost_first"))
    warehouse.sell("1", line("LAMP", 3))
    assert reserved_in(warehouse, "LAMP") == {"A-03": 3}


def test_a_bin_that_was_emptied_is_as_old_as_what_is_put_into_it_next(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-03", 2)
    warehouse.receive("LAMP", 5, "A-01")
    warehouse.do(AdjustStock("LAMP", "A-03", -2, "lost"))
    warehouse.receive("LAMP", 5, "A-03")
    warehouse.do(AddAllocationRule("old first", strategy="oldest_cost_first"))
    warehouse.sell("1", line("LAMP"))
    assert reserved_in(warehouse, "LAMP") == {"A-01": 1}


def test_a_floor_leaves_units_for_other_orders(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.do(AddAllocationRule("wholesale", channel="shopify", floor=3))
    bulk = warehouse.sell("1", line("LAMP", 4), channel="shopify")
    assert (warehouse.state(bulk), warehouse.available("LAMP")) == ("partly_allocated", 3)
    assert warehouse.state(warehouse.sell("2", line("LAMP", 3))) == "allocated"


def test_a_receipt_fills_backorders_down_to_the_floor_and_hands_the_rest_to_who_may_take_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    warehouse.do(AddAllocationRule("wholesale", channel="shopify", floor=3))
    bulk = warehouse.sell("1", line("LAMP", 4), channel="shopify")
    retail = warehouse.sell("2", line("LAMP", 2), placed_ms=START_MS + 9)
    warehouse.receive("LAMP", 5)
    assert (warehouse.units(bulk), warehouse.units(retail)) == ({"reserved": 2}, {"reserved": 2})
    assert warehouse.available("LAMP") == 1


def test_who_waits_gets_units_at_once_when_a_rule_no_longer_keeps_them(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.do(AddAllocationRule("wholesale", floor=3))
    bulk = warehouse.sell("1", line("LAMP", 5))
    warehouse.do(ChangeAllocationRule("wholesale", floor=1))
    assert warehouse.units(bulk) == {"reserved": 4}
    warehouse.do(RemoveAllocationRule("wholesale"))
    assert warehouse.state(bulk) == "allocated"


def test_a_short_order_that_is_to_be_blocked_is_promised_nothing_and_held(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT")
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    answer = warehouse.take_in(sale("1", line("LAMP", 2), line("BOLT")))
    assert (answer["state"], answer["holds"]) == ("held", ["shortage"])
    assert warehouse.available("LAMP") == 5
    assert warehouse.faults() == []


def test_a_blocked_order_takes_no_unit_that_comes_in_until_a_person_releases_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    blocked = warehouse.sell("1", line("LAMP", 3))
    warehouse.receive("LAMP", 1)
    assert warehouse.units(blocked) == {}
    warehouse.do(ReleaseHold(blocked, "shortage"))
    assert (warehouse.units(blocked), warehouse.state(blocked)) == ({"reserved": 2}, "partly_allocated")
    warehouse.receive("LAMP", 1)
    assert warehouse.state(blocked) == "allocated"


def test_an_order_that_a_person_let_wait_is_not_blocked_again_by_its_next_version(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    blocked = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(ReleaseHold(blocked, "shortage"))
    warehouse.take_in(sale("1", line("LAMP", 4), updated_ms=START_MS + 1))
    assert (warehouse.holds(blocked), warehouse.units(blocked)) == ([], {"reserved": 1})


def test_a_newer_version_that_is_short_blocks_the_order_and_gives_back_what_it_had(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block", channel="ebay"))
    edited = warehouse.sell("1", line("LAMP", 2))
    waiting = warehouse.sell("2", line("LAMP", 2), channel="shopify")
    warehouse.take_in(sale("1", line("LAMP", 3), updated_ms=START_MS + 1))
    assert (warehouse.holds(edited), warehouse.units(edited)) == (["shortage"], {})
    assert warehouse.state(waiting) == "allocated"
    assert warehouse.faults() == []


def test_an_offer_that_is_mapped_late_is_under_the_rules_too(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    number = warehouse.sell("1", line("OTHER", 2))
    warehouse.do(MapListing("ebay", "parts-uk", "offer:OTHER", "LAMP"))
    assert (warehouse.holds(number), warehouse.available("LAMP")) == (["shortage"], 1)


def test_an_order_in_full_stock_asks_nothing_about_rules_when_there_are_none(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    asked: list[str] = []
    warehouse.engine._connection.set_trace_callback(asked.append)
    warehouse.sell("1", line("LAMP"))
    warehouse.engine._connection.set_trace_callback(None)
    assert [sql for sql in asked if "FROM allocation_rule" in sql and "FROM balance" not in sql] == []


def test_a_short_order_that_is_to_be_split_sends_what_is_there_and_waits_with_the_rest(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT")
    warehouse.do(AddAllocationRule("now and later", shortage="split"))
    answer = warehouse.take_in(sale("1", line("LAMP", 2), line("BOLT"), paid=False))
    rest = warehouse.order("#1/2")
    assert warehouse.units(answer["order"]) == {"reserved": 2}
    assert (rest["state"], [hold["kind"] for hold in rest["holds"]]) == ("held", ["unpaid"])
    warehouse.receive("BOLT", 1)
    assert warehouse.units("#1/2") == {"reserved": 1}
    assert warehouse.faults() == []


def test_an_order_of_which_nothing_is_there_is_not_split_but_waits(warehouse: Warehouse) -> None:
    warehouse.item("BOLT")
    warehouse.do(AddAllocationRule("now and later", shortage="split"))
    assert warehouse.state(warehouse.sell("1", line("BOLT", 2))) == "backordered"


def test_an_order_that_is_blocked_goes_on_when_its_next_version_wants_no_more_than_is_there(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.do(AddAllocationRule("all or nothing", shortage="block"))
    blocked = warehouse.sell("1", line("LAMP", 3))
    warehouse.take_in(sale("1", line("LAMP", 2), updated_ms=START_MS + 1))
    assert (warehouse.holds(blocked), warehouse.state(blocked)) == ([], "allocated")


def test_the_rest_of_a_split_order_is_under_the_rule_of_the_whole_order(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(AddAllocationRule("dear", least_minor=1_500, shortage="split", floor=1))
    warehouse.do(AddAllocationRule("rest", channel="shopify"))
    warehouse.receive("LAMP", 1)
    warehouse.sell("1", line("LAMP", 3))
    warehouse.receive("LAMP", 1)
    assert (warehouse.units("#1/2"), warehouse.available("LAMP")) == ({"reserved": 1}, 1)
