"""Offers of channels and the items behind them."""

import pytest

from ledger.sales.listings import MapListing, unmapped_lines
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def test_an_unmapped_offer_holds_its_order(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("UNKNOWN"))
    assert (warehouse.state(number), warehouse.holds(number)) == ("held", ["unmapped"])


def test_an_offer_is_mapped_once_for_every_order_that_waits_and_all_to_come(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    waiting = [warehouse.sell(str(buyer), line("UNKNOWN")) for buyer in range(2)]
    answer = warehouse.do(MapListing("ebay", "parts-uk", "offer:UNKNOWN", "LAMP"))
    later = warehouse.sell("9", line("UNKNOWN"))
    assert answer["orders"] == 2
    assert [warehouse.state(number) for number in (*waiting, later)] == ["allocated"] * 3


def test_an_order_stays_held_until_its_last_offer_is_mapped(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("ONE"), line("TWO"))
    warehouse.do(MapListing("ebay", "parts-uk", "offer:ONE", "LAMP"))
    assert warehouse.holds(number) == ["unmapped"]


def test_one_offer_sold_takes_as_many_units_as_its_multiplier_says(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 20)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:SET-OF-4", "BOLT", multiplier=4))
    number = warehouse.sell("7", line("SET-OF-4", 3))
    assert warehouse.units(number) == {"reserved": 12}


def test_a_channel_sku_that_is_one_of_ours_maps_itself(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    assert warehouse.state(warehouse.sell("7", line("LAMP"))) == "allocated"


def test_a_mapping_by_channel_sku_serves_lines_without_a_listing(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(MapListing("ebay", "parts-uk", "sku:OLD-NAME", "LAMP"))
    assert warehouse.state(warehouse.sell("7", line("OLD-NAME", listing=""))) == "allocated"


def test_a_mapping_of_the_offer_outranks_a_sku_of_the_same_name(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT", "A-01", 5)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:LAMP", "BOLT"))
    warehouse.sell("7", line("LAMP", 2))
    assert (warehouse.available("LAMP"), warehouse.available("BOLT")) == (5, 3)


def test_a_mapping_in_one_account_says_nothing_about_another(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.do(MapListing("ebay", "parts-de", "offer:UNKNOWN", "LAMP"))
    assert warehouse.holds(warehouse.sell("7", line("UNKNOWN"))) == ["unmapped"]


def test_the_list_of_unmapped_offers_counts_the_lines_that_wait(warehouse: Warehouse) -> None:
    for buyer in range(2):
        warehouse.sell(str(buyer), line("UNKNOWN"))
    warehouse.sell("gone", line("UNKNOWN"), cancelled=True)
    (row,) = unmapped_lines(warehouse.engine.reader)
    assert (row["listing"], row["lines"]) == ("offer:UNKNOWN", 2)


def test_an_unmapped_line_that_the_channel_removes_holds_the_order_no_longer(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"), line("UNKNOWN"))
    warehouse.sell("7", line("LAMP"), updated_ms=1 << 45)
    assert (warehouse.state(number), unmapped_lines(warehouse.engine.reader)) == ("allocated", [])


@pytest.mark.parametrize("bad", [{"listing": ""}, {"multiplier": 0}, {"buffer": -1}])
def test_a_mapping_that_makes_no_sense_is_refused(warehouse: Warehouse, bad: dict[str, object]) -> None:
    warehouse.item("LAMP")
    values: dict[str, object] = {"channel": "ebay", "account": "parts-uk", "listing": "offer:1", "sku": "LAMP"}
    assert warehouse.refusal(MapListing(**(values | bad))) == "bad_listing"  # type: ignore[arg-type]


def test_an_offer_is_never_mapped_to_an_item_that_does_not_exist(warehouse: Warehouse) -> None:
    assert warehouse.refusal(MapListing("ebay", "parts-uk", "offer:1", "NOTHING")) == "item_not_found"


def test_offers_that_have_no_sku_are_never_mapped_all_at_once(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("A", sku=""), line("B", sku=""))
    assert warehouse.refusal(MapListing("ebay", "parts-uk", "sku:", "LAMP")) == "bad_listing"
    assert warehouse.holds(number) == ["unmapped"]
