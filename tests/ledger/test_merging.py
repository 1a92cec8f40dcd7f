"""Merged orders: one walk, one parcel, and every buyer's order still its own for the channel."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.packing.shipping import CloseBatch
from ledger.sales.cancel import CancelOrder
from ledger.sales.channel_order import ChannelOrderLine
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.sales.merging import MergeOrders, UnmergeOrder, merge_suggestions
from ledger.sales.order_changes import SetPriority
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def stocked(warehouse: Warehouse) -> Warehouse:
    """Ten lamps, ten bolts."""
    warehouse.item("LAMP", "A-01", 10)
    warehouse.item("BOLT", "A-02", 10)
    return warehouse


def pair(warehouse: Warehouse, **changes: Any) -> tuple[str, str]:
    """Two orders of one buyer: two lamps, and three bolts, which may differ otherwise."""
    return warehouse.sell("1", line("LAMP", 2)), warehouse.sell("2", line("BOLT", 3), **changes)


def merged(warehouse: Warehouse, **changes: Any) -> tuple[str, str]:
    """The same two, merged into the first."""
    lead, follower = pair(warehouse, **changes)
    warehouse.do(MergeOrders(lead, (follower,)))
    return lead, follower


def edit(warehouse: Warehouse, external_id: str, *lines: ChannelOrderLine, **changes: Any) -> None:
    """A newer version of an order arrives."""
    warehouse.take_in(sale(external_id, *lines, **({"updated_ms": warehouse.clock.now_ms()} | changes)))


def test_merged_orders_are_walked_for_packed_and_shipped_as_one(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    assert (stocked.state(lead), stocked.state(follower)) == ("allocated", "merged")
    stocked.ship(lead)
    assert (stocked.state(lead), stocked.state(follower), stocked.faults()) == ("shipped", "merged", [])
    assert stocked.stock("BOLT").get("A-02") == (7, 0)


def test_tracking_of_the_parcel_goes_to_each_order(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.ship(lead)
    told = [any(f"1Z-{lead}" in entry["text"] for entry in stocked.story(number)[-1:]) for number in (lead, follower)]
    due = stocked.engine.reader.number(
        "SELECT COUNT(DISTINCT s.order_id) FROM outbox o JOIN shipment s ON s.id = o.subject WHERE o.kind = 'shipment'"
    )
    assert (told, due) == ([True, True], 2)


def test_merged_orders_leave_by_the_earliest_date_of_them(stocked: Warehouse) -> None:
    lead, follower = stocked.sell("1", line("LAMP"), ship_by_ms=9_000), stocked.sell("2", line("BOLT"), ship_by_ms=5_000)
    assert stocked.do(MergeOrders(lead, (follower,)))["ship_by_ms"] == 5_000


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"account": "parts-de"}, "channel account"),
        ({"currency": "EUR"}, "currency"),
        ({"service": "express"}, "shipping service"),
        ({"ship_to": replace(HOME, city="York")}, "address"),
        ({"ship_to": replace(HOME, name="Kim Blum")}, "address"),
        ({"paid": False}, "held"),
    ],
)
def test_only_orders_that_fit_into_one_parcel_are_merged(stocked: Warehouse, changes: dict[str, Any], why: str) -> None:
    lead, follower = pair(stocked, **changes)
    assert stocked.refusal(MergeOrders(lead, (follower,))) == "not_mergeable"
    with pytest.raises(Exception, match=why):
        stocked.do(MergeOrders(lead, (follower,)))


def test_an_order_is_not_merged_with_itself_nor_once_it_is_picked(stocked: Warehouse) -> None:
    lead, follower = pair(stocked)
    assert stocked.refusal(MergeOrders(lead, (lead,))) == "not_mergeable"
    stocked.pick(follower)
    assert stocked.refusal(MergeOrders(lead, (follower,))) == "not_mergeable"


def test_capitals_blanks_and_phone_numbers_do_not_keep_orders_apart(stocked: Warehouse) -> None:
    _, follower = merged(stocked, ship_to=replace(HOME, name="ROSA  blum", phone="0113"))
    assert stocked.state(follower) == "merged"


def test_unmerged_orders_are_as_they_were(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.do(UnmergeOrder(follower))
    assert [(stocked.state(number), stocked.units(number)) for number in (lead, follower)] == [
        ("allocated", {"reserved": 2}),
        ("allocated", {"reserved": 3}),
    ]


def test_orders_are_not_unmerged_once_picking_began(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.start(lead)
    assert [stocked.refusal(UnmergeOrder(number)) for number in (lead, follower)] == ["too_late", "too_late"]


def test_orders_that_left_in_one_parcel_are_not_unmerged(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.ship(lead)
    assert [stocked.refusal(UnmergeOrder(number)) for number in (lead, follower)] == ["too_late", "too_late"]
    assert (stocked.state(follower), stocked.faults()) == ("merged", [])


def test_a_follower_cancelled_by_its_channel_before_the_pick_leaves_the_other_alone(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    edit(stocked, "2", line("BOLT", 3), cancelled=True)
    assert (stocked.state(lead), stocked.state(follower), stocked.available("BOLT")) == ("allocated", "cancelled", 10)


def test_a_follower_cancelled_after_the_pick_has_its_own_units_put_back(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.pick(lead)
    edit(stocked, "2", line("BOLT", 3), cancelled=True)
    tasks = stocked.order(lead)["put_back"]
    assert ({task["sku"] for task in tasks}, sum(task["quantity"] for task in tasks)) == ({"BOLT"}, 3)
    assert (stocked.state(follower), stocked.holds(lead), stocked.units(lead)["picked"]) == ("cancelled", ["changed"], 2)
    assert stocked.faults() == []


def test_a_lead_cancelled_before_the_pick_lets_the_others_go_by_themselves(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.do(CancelOrder(lead, "no longer wanted"))
    assert (stocked.state(lead), stocked.state(follower), stocked.available("LAMP")) == ("cancelled", "allocated", 10)


def test_a_lead_cancelled_after_the_pick_goes_on_serving_the_others(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.pick(lead)
    stocked.do(CancelOrder(lead, "no longer wanted"))
    assert {task["sku"] for task in stocked.order(lead)["put_back"]} == {"LAMP"}
    assert (stocked.state(lead), stocked.state(follower)) == ("held", "merged")
    assert {row["for_order"] for row in stocked.order(lead)["lines"] if row["ordered"] > row["cancelled"]} == {follower}


def test_an_unpaid_lead_cancelled_after_the_pick_keeps_the_others_waiting_no_more(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    stocked.pick(lead)
    edit(stocked, "1", line("LAMP", 2), paid=False)
    assert stocked.holds(lead) == ["unpaid"]
    stocked.do(CancelOrder(lead, "not paid"))
    stocked.do(ReleaseHold(lead, "changed"))
    stocked.pack(lead)
    stocked.label(lead)
    stocked.do(CloseBatch((lead,)))
    assert (stocked.state(lead), stocked.state(follower), stocked.faults()) == ("shipped", "merged", [])


def test_an_edited_follower_changes_its_own_lines_where_they_are_served(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    edit(stocked, "2", line("BOLT", 1), line("LAMP", 4))
    assert (stocked.available("BOLT"), stocked.available("LAMP"), stocked.state(follower)) == (9, 4, "merged")
    assert (stocked.state(lead), stocked.faults()) == ("allocated", [])


def test_a_follower_that_moves_house_goes_by_itself_again(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    edit(stocked, "2", line("BOLT", 3), ship_to=replace(HOME, city="York"))
    assert (stocked.state(lead), stocked.state(follower)) == ("allocated", "allocated")


def test_a_follower_no_longer_paid_holds_itself_and_not_the_other(stocked: Warehouse) -> None:
    lead, follower = merged(stocked)
    edit(stocked, "2", line("BOLT", 3), paid=False)
    assert (stocked.state(lead), stocked.state(follower)) == ("allocated", "held")


def test_a_merged_order_is_changed_where_it_is_served(stocked: Warehouse) -> None:
    _, follower = merged(stocked)
    assert stocked.refusal(PlaceHold(follower, "wait")) == "merged"
    assert stocked.refusal(SetPriority(follower, 3)) == "merged"


def test_orders_to_one_address_are_suggested_for_merging(stocked: Warehouse) -> None:
    lead, follower = pair(stocked)
    stocked.sell("3", line("LAMP"), ship_to=replace(HOME, city="York"))
    assert [group["orders"] for group in merge_suggestions(stocked.engine.reader)] == [[lead, follower]]
    stocked.do(MergeOrders(lead, (follower,)))
    assert merge_suggestions(stocked.engine.reader) == []
