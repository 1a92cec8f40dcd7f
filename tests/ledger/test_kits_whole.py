"""A kit is never sent in part: what a split moves, and what it leaves, is whole kits."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.goods.kit_building import DefineKit
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick
from ledger.promises.allocation_rules import AddAllocationRule
from ledger.publishing.outbox_leases import LeaseOutbox
from ledger.sales.listings import MapListing
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def kits(warehouse: Warehouse) -> Warehouse:
    """A wheel kit is one wheel and five bolts; there are 2 wheels and 20 bolts, and what is missing goes later."""
    warehouse.item("WHEEL", "A-01", 2)
    warehouse.item("BOLT", "A-02", 20)
    warehouse.item("KIT")
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL×1", "BOLT×5")))
    warehouse.do(AddAllocationRule("now and later", shortage="split"))
    return warehouse


def own(warehouse: Warehouse, number: str) -> list[tuple[str, int, int, int]]:
    """(SKU, offers of a kit, ordered, reserved) of what an order serves itself, a kit before its components."""
    return [
        (row["sku"], 0 if row["part_of"] else row["quantity"], row["ordered"], row["reserved"])
        for row in warehouse.order(number)["lines"]
        if not row["served_by"]
    ]


def announced(warehouse: Warehouse) -> list[tuple[str, int]]:
    """The channel's lines, and offers of each, that it is told to have left, shipment by shipment."""
    messages = warehouse.do(LeaseOutbox("shop", kinds=("shipment",)))["leased"]
    return [(row["external_id"], row["quantity"]) for message in messages for row in message["lines"]]


def test_a_kit_that_is_not_all_there_waits_whole_with_what_it_was_promised(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT", 3))
    assert own(kits, number) == [("KIT", 2, 0, 0), ("WHEEL", 0, 2, 2), ("BOLT", 0, 10, 10)]
    assert own(kits, "#7/2") == [("KIT", 1, 0, 0), ("WHEEL", 0, 1, 0), ("BOLT", 0, 5, 5)]
    assert (kits.state(number), kits.state("#7/2"), kits.faults()) == ("allocated", "partly_allocated", [])


def test_a_kit_of_which_no_whole_one_is_there_goes_later_with_its_line(kits: Warehouse) -> None:
    kits.sell("6", line("WHEEL", 2))
    number = kits.sell("7", line("KIT", 2), line("BOLT", 3))
    assert own(kits, number) == [("BOLT", 3, 3, 3)]
    assert own(kits, "#7/2") == [("KIT", 2, 0, 0), ("WHEEL", 0, 2, 0), ("BOLT", 0, 10, 10)]
    assert kits.faults() == []


def test_an_order_of_one_kit_that_is_not_all_there_is_not_split_but_waits(kits: Warehouse) -> None:
    kits.sell("6", line("WHEEL", 2))
    number = kits.sell("7", line("KIT"))
    assert (kits.order(number)["parts"], kits.state(number), kits.units(number)) == ([], "partly_allocated", {"reserved": 5})


def test_a_line_that_waits_takes_no_kit_along(kits: Warehouse) -> None:
    kits.item("LAMP")
    number = kits.sell("7", line("KIT", 2), line("LAMP"))
    assert own(kits, number) == [("KIT", 2, 0, 0), ("WHEEL", 0, 2, 2), ("BOLT", 0, 10, 10)]
    assert own(kits, "#7/2") == [("LAMP", 1, 1, 0)]


def test_an_offer_of_several_kits_is_not_torn_apart_either(kits: Warehouse) -> None:
    kits.receive("WHEEL", 1)
    kits.do(MapListing("ebay", "parts-uk", "offer:PAIR", "KIT", multiplier=2))
    number = kits.sell("7", line("PAIR", 2))
    assert own(kits, number) == [("KIT", 1, 0, 0), ("WHEEL", 0, 2, 2), ("BOLT", 0, 10, 10)]
    assert own(kits, "#7/2") == [("KIT", 1, 0, 0), ("WHEEL", 0, 2, 1), ("BOLT", 0, 10, 10)]


def test_the_channel_is_told_of_the_kits_in_each_parcel(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT", 3))
    kits.ship(number)
    kits.receive("WHEEL", 1)
    kits.ship("#7/2")
    assert (announced(kits), kits.faults()) == ([("KIT", 2), ("KIT", 1)], [])


def test_the_same_order_again_changes_nothing_of_split_kits(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT", 3))
    before = [own(kits, one) for one in (number, "#7/2")]
    kits.take_in(sale("7", line("KIT", 3), updated_ms=kits.clock.now_ms(), note="ring twice"))
    assert [own(kits, one) for one in (number, "#7/2")] == before


@pytest.mark.parametrize("left", [2, 1, 0])
def test_a_channel_that_wants_fewer_split_kits_gives_up_those_that_wait_first(kits: Warehouse, left: int) -> None:
    number = kits.sell("7", line("KIT", 3))
    kits.take_in(sale("7", line("KIT", left), updated_ms=kits.clock.now_ms()))
    assert [own(kits, one)[0] for one in (number, "#7/2")] == [("KIT", left, 0, 0), ("KIT", 0, 0, 0)]
    assert (kits.available("WHEEL"), kits.available("BOLT"), kits.faults()) == (2 - left, 20 - 5 * left, [])


def test_a_channel_that_wants_more_of_split_kits_has_them_wait_whole(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT", 3))
    kits.take_in(sale("7", line("KIT", 4), updated_ms=kits.clock.now_ms()))
    assert own(kits, number)[0] == ("KIT", 2, 0, 0)
    assert sum(own(kits, part)[0][1] for part in kits.order(number)["parts"]) == 2
    assert kits.faults() == []


def test_a_kit_that_is_in_the_tote_in_part_is_not_torn_apart_by_a_shortage(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT"))
    session = kits.start(number)["session"]
    kits.do(ScanPick(session, "A-01"))
    kits.do(ScanPick(session, "WHEEL"))
    kits.do(AbandonPick(session))
    kits.take_in(sale("7", line("KIT", 3), updated_ms=kits.clock.now_ms()))
    assert own(kits, number)[1:] == [("WHEEL", 0, 2, 1), ("BOLT", 0, 10, 10)]
    assert own(kits, "#7/2")[1:] == [("WHEEL", 0, 1, 0), ("BOLT", 0, 5, 5)]


def test_a_person_who_splits_a_kit_that_is_picked_in_part_is_told_so(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT"), line("BOLT"))
    session = kits.start(number)["session"]
    kits.do(ScanPick(session, "A-01"))
    kits.do(ScanPick(session, "WHEEL"))
    assert kits.refusal(SplitOrder(number, (LineUnits("KIT"),))) == "kit_line"


def test_a_part_that_is_sold_alone_is_split_before_the_same_part_of_a_kit(kits: Warehouse) -> None:
    number = kits.sell("7", line("KIT"), line("BOLT", 2))
    kits.do(SplitOrder(number, (LineUnits("BOLT", 2),)))
    assert own(kits, number) == [("KIT", 1, 0, 0), ("WHEEL", 0, 1, 1), ("BOLT", 0, 5, 5)]


def test_no_shortage_leaves_a_part_of_a_kit_to_be_sent(warehouse: Warehouse) -> None:
    warehouse.do(AddAllocationRule("now and later", shortage="split"))
    numbers = count()

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), min_size=1, max_size=3),
        st.integers(1, 4),
        st.integers(0, 4),
    )
    def holds(stock: list[tuple[int, int]], offers: int, alone: int) -> None:
        kit = f"KIT-{next(numbers)}"
        warehouse.item(kit)
        for place, (units, _) in enumerate(stock):
            warehouse.item(f"{kit}-{place}", "A-01", units)
        warehouse.do(DefineKit(kit, "virtual", tuple(f"{kit}-{place}×{each}" for place, (_, each) in enumerate(stock))))
        first = warehouse.sell(kit, line(kit, offers), *([line(f"{kit}-0", alone)] if alone else []))
        served: dict[str, int] = {}
        for number in (first, *warehouse.order(first)["parts"]):
            rows: list[dict[str, Any]] = [row for row in warehouse.order(number)["lines"] if not row["served_by"]]
            for row in rows:
                served[row["external_id"]] = served.get(row["external_id"], 0) + row["ordered"]
            here = {row["sku"]: row["ordered"] for row in rows if row["part_of"]}
            assert not here or len({here[f"{kit}-{place}"] / each for place, (_, each) in enumerate(stock)}) == 1
            assert number != first or not warehouse.order(first)["parts"] or all(row["ordered"] == row["reserved"] for row in rows)
        assert {name: units for name, units in served.items() if units} == {
            **{f"{kit}/{kit}-{place}": offers * each for place, (_, each) in enumerate(stock)},
            **({f"{kit}-0": alone} if alone else {}),
        }

    holds()
    assert warehouse.faults() == []


def test_an_offer_of_several_units_is_not_sent_in_part_either(kits: Warehouse) -> None:
    kits.do(MapListing("ebay", "parts-uk", "offer:FOUR", "BOLT", multiplier=4))
    kits.sell("6", line("BOLT", 2))
    number = kits.sell("7", line("FOUR", 6))
    assert own(kits, number) == [("BOLT", 6, 16, 16)]
    assert own(kits, "#7/2") == [("BOLT", 0, 8, 2)]
    kits.ship(number)
    assert (announced(kits), kits.faults()) == ([("FOUR", 4)], [])


def test_a_single_offer_that_is_there_in_part_waits_whole(kits: Warehouse) -> None:
    kits.do(MapListing("ebay", "parts-uk", "offer:BAG", "BOLT", multiplier=30))
    number = kits.sell("7", line("BAG"))
    assert (kits.order(number)["parts"], kits.units(number)) == ([], {"reserved": 20})
