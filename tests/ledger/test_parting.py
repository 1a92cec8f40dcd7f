"""Merged orders that part, or lose one of them, at every stage: nobody is held for another, no parcel holds what is not in it."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.errors import Refused
from ledger.goods.kit_building import DefineKit
from ledger.packing.packing import StartPackCheck
from ledger.packing.reopening import Reopen
from ledger.packing.shipping import RecordTracking
from ledger.picking.pick_sessions import StartPickSession
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute, substitutes
from ledger.printing.slips import Reprint
from ledger.promises.allocation_rules import AddAllocationRule
from ledger.promises.shortages import ShipShort
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.sales.merging import MergeOrders, UnmergeOrder
from ledger.sales.put_backs import PutBack
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def pair(warehouse: Warehouse) -> tuple[str, str]:
    """Two lamps of ten, and three bolts of ten that were merged into their order."""
    warehouse.item("LAMP", "A-01", 10)
    warehouse.item("BOLT", "A-02", 10)
    lead, follower = warehouse.sell("1", line("LAMP", 2)), warehouse.sell("2", line("BOLT", 3))
    warehouse.do(MergeOrders(lead, (follower,)))
    return lead, follower


def edit(warehouse: Warehouse, external_id: str, **changes: Any) -> None:
    """A newer version of one of the two orders arrives."""
    lines = (line("LAMP", 2),) if external_id == "1" else (line("BOLT", 3),)
    version = sale(external_id, *changes.pop("lines", lines), updated_ms=warehouse.clock.now_ms())
    warehouse.take_in(replace(version, **changes))


def test_a_parcel_of_which_one_buyer_cancelled_is_opened_and_what_is_left_is_packed_anew(
    warehouse: Warehouse, pair: tuple[str, str]
) -> None:
    lead, follower = pair
    warehouse.packed(lead)
    (task,) = warehouse.cancel(follower)
    assert (warehouse.holds(lead), warehouse.faults()) == (["changed"], [])
    warehouse.do(PutBack(task, "A-02"))
    warehouse.do(ReleaseHold(lead, "changed"))
    view = warehouse.do(StartPackCheck(lead, STATION))
    assert [(row["sku"], row["expected"]) for row in view["lines"]] == [("LAMP", 2)]


def test_a_lead_waits_for_a_payment_no_longer_when_the_unpaid_order_is_cancelled(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    warehouse.pick(pair[0])
    edit(warehouse, "2", paid=False)
    assert warehouse.holds(pair[0]) == ["part_unpaid"]
    edit(warehouse, "2", paid=False, cancelled=True)
    assert (warehouse.holds(pair[0]), warehouse.faults()) == (["changed"], [])


def test_a_newer_version_of_one_order_does_not_pay_for_the_other(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    warehouse.pick(pair[0])
    edit(warehouse, "2", paid=False)
    edit(warehouse, "1", note="ring twice")
    assert warehouse.state(pair[0]) == "held"
    edit(warehouse, "2", paid=True)
    assert warehouse.state(pair[0]) == "picked"


def test_an_unknown_offer_holds_only_the_order_that_has_it_after_they_part(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    edit(warehouse, "2", lines=(line("BOLT", 3), line("GHOST")))
    assert warehouse.holds(pair[0]) == ["unmapped"]
    warehouse.do(UnmergeOrder(pair[1]))
    assert [warehouse.holds(number) for number in pair] == [[], ["unmapped"]]


def test_a_hold_by_hand_on_merged_orders_holds_each_of_them_after_they_part(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    warehouse.do(PlaceHold(pair[0], "two cards, one address", "fraud"))
    edit(warehouse, "2", ship_to=replace(HOME, line1="1 Other Street"))
    assert [warehouse.holds(number) for number in pair] == [["fraud"], ["fraud"]]


def test_merged_orders_that_were_blocked_are_served_each_by_its_own_rule_after_they_part(
    warehouse: Warehouse, pair: tuple[str, str]
) -> None:
    warehouse.do(AddAllocationRule("All or nothing", shortage="block"))
    edit(warehouse, "2", lines=(line("BOLT", 11),))
    assert warehouse.holds(pair[0]) == ["shortage"]
    warehouse.do(UnmergeOrder(pair[1]))
    assert [(warehouse.state(number), warehouse.holds(number)) for number in pair] == [("allocated", []), ("held", ["shortage"])]


def test_units_that_were_not_found_are_a_question_about_the_order_that_lacks_them(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    session = warehouse.start(pair[0])["session"]
    for _ in range(2):
        if warehouse.stop(session)["sku"] == "LAMP":
            warehouse.do(ShortPick(session, "out_of_stock"))
            break
    warehouse.do(UnmergeOrder(pair[1]))
    assert [warehouse.holds(number) for number in pair] == [["short"], []]


@pytest.mark.parametrize(
    "command",
    [
        lambda number: StartPickSession((number,)),
        lambda number: StartPackCheck(number, STATION),
        lambda number: RecordTracking(number, "ups", "1Z9"),
        lambda number: Reprint(number, STATION),
        lambda number: Reopen(number, "a note was forgotten"),
        lambda number: SplitOrder(number, (LineUnits("BOLT", 1),)),
        ShipShort,
        lambda number: Substitute(number, "BOLT", "LAMP"),
    ],
)
def test_whoever_names_a_merged_order_hears_which_one_it_goes_out_with(warehouse: Warehouse, pair: tuple[str, str], command: Any) -> None:
    with pytest.raises(Refused, match=f"{pair[1]} is merged into {pair[0]}"):
        warehouse.do(command(pair[1]))


def test_whoever_asks_what_a_merged_order_lacks_hears_which_one_it_goes_out_with(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    with pytest.raises(Refused, match=f"{pair[1]} is merged into {pair[0]}"):
        substitutes(warehouse.engine.reader, pair[1])


def test_the_story_of_merged_orders_tells_the_merge_once(warehouse: Warehouse, pair: tuple[str, str]) -> None:
    stories = [[entry["kind"] for entry in warehouse.story(number)] for number in pair]
    assert stories == [["received", "merged"], ["received", "merged_into"]]


def test_a_kit_whose_order_was_split_while_it_was_merged_is_whole_after_they_part(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-02", 20)
    warehouse.item("KIT")
    warehouse.do(DefineKit("KIT", "virtual", ("BOLT×5",)))
    lead, follower = warehouse.sell("1", line("BOLT")), warehouse.sell("2", line("KIT", 2))
    warehouse.do(MergeOrders(lead, (follower,)))
    warehouse.do(SplitOrder(lead, (LineUnits("KIT/BOLT", 3),)))
    warehouse.do(UnmergeOrder(follower))
    assert warehouse.faults() == []
