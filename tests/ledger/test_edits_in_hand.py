"""Orders that change once their units are in somebody's hands: nothing that is no longer wanted leaves, nothing that is is put back."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick
from ledger.picking.short_picks import ShortPick
from ledger.sales.channel_order import ChannelOrderLine
from ledger.sales.holds import ReleaseHold
from ledger.sales.listings import MapListing
from ledger.sales.merging import MergeOrders, UnmergeOrder
from ledger.sales.put_backs import PutBack, put_backs
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for two of five lamps."""
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT", "A-02", 5)
    return warehouse.sell("7", line("LAMP", 2))


def edit(warehouse: Warehouse, *lines: ChannelOrderLine, of: str = "7") -> None:
    """A newer version of an order arrives."""
    assert warehouse.take_in(sale(of, *lines, updated_ms=warehouse.clock.now_ms()))["outcome"] == "changed"


def look(warehouse: Warehouse, *numbers: str) -> None:
    """A person has looked at the changed orders and lets them go on."""
    for number in numbers:
        for kind in warehouse.holds(number):
            warehouse.do(ReleaseHold(number, kind))


def to_put_back(warehouse: Warehouse) -> dict[str, int]:
    """Units that wait to be put back, by SKU."""
    units: dict[str, int] = {}
    for task in put_backs(warehouse.engine.reader):
        units[task["sku"]] = units.get(task["sku"], 0) + task["quantity"]
    return units


@pytest.mark.parametrize(
    ("lines", "kept", "surplus"),
    [([line("LAMP", 1)], 1, 1), ([line("LAMP", 2), line("BOLT")], 2, 0), ([], 0, 2)],
    ids=["less", "more", "nothing"],
)
def test_a_change_after_the_pick_holds_the_order_and_asks_for_what_is_too_much_to_be_put_back(
    warehouse: Warehouse, number: str, lines: list[ChannelOrderLine], kept: int, surplus: int
) -> None:
    warehouse.pick(number)
    edit(warehouse, *lines)
    assert warehouse.holds(number) == ["changed"]
    assert warehouse.units(number).get("picked", 0) == kept
    assert sum(task["quantity"] for task in put_backs(warehouse.engine.reader)) == surplus


def test_units_that_are_too_much_after_an_edit_are_nobodys_until_they_are_in_a_bin(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    edit(warehouse, line("LAMP", 1))
    (task,) = put_backs(warehouse.engine.reader)
    assert warehouse.available("LAMP") == 3
    warehouse.do(PutBack(task["task"], "A-01"))
    assert warehouse.available("LAMP") == 4
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.pack(number)
    assert (warehouse.units(number), warehouse.available("LAMP")) == ({"packed": 1}, 4)


def test_a_parcel_that_holds_more_than_is_wanted_is_opened_and_the_order_held(warehouse: Warehouse, number: str) -> None:
    warehouse.packed(number)
    edit(warehouse, line("LAMP", 1))
    assert (warehouse.state(number), warehouse.holds(number), warehouse.units(number)) == ("held", ["changed"], {"picked": 1})
    assert [(task["place"], task["quantity"]) for task in put_backs(warehouse.engine.reader)] == [("PACK-1", 1)]


def test_a_packed_order_of_which_more_is_wanted_keeps_its_parcel_and_is_held(warehouse: Warehouse, number: str) -> None:
    warehouse.packed(number)
    edit(warehouse, line("LAMP", 3))
    assert (warehouse.state(number), warehouse.units(number)) == ("held", {"packed": 2, "reserved": 1})


def test_what_was_picked_of_an_offer_that_is_another_now_is_put_back(warehouse: Warehouse, number: str) -> None:
    warehouse.item("CLIP", "A-02", 5)
    warehouse.pick(number)
    edit(warehouse, line("CLIP", 2, external_id="LAMP"))
    assert (warehouse.units(number), warehouse.holds(number)) == ({"reserved": 2}, ["changed"])
    assert [(task["sku"], task["quantity"]) for task in put_backs(warehouse.engine.reader)] == [("LAMP", 2)]


def test_less_wanted_than_was_picked_on_a_walk_releases_what_is_on_the_shelf_and_puts_the_rest_back(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 5)
    number = warehouse.sell("7", line("CLIP", 3))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "CLIP", 2))
    edit(warehouse, line("CLIP", 1))
    assert (warehouse.units(number), warehouse.available("CLIP")) == ({"picked": 1}, 3)
    assert [task["quantity"] for task in put_backs(warehouse.engine.reader)] == [1]


def test_units_in_hand_go_over_to_another_line_of_the_same_order(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 2)
    number = warehouse.sell("7", line("CLIP", external_id="1"), line("CLIP", external_id="2"))
    warehouse.sell("8", line("CLIP"), placed_ms=0)
    warehouse.pick(number)
    edit(warehouse, line("CLIP", 0, external_id="1"), line("CLIP", 2, external_id="2"))
    assert (warehouse.units(number), to_put_back(warehouse), warehouse.faults()) == ({"picked": 2}, {}, [])


def test_units_that_wait_to_be_put_back_are_taken_up_again_when_the_buyer_wants_them_after_all(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 2)
    number = warehouse.sell("7", line("CLIP", 2))
    warehouse.sell("8", line("CLIP"), placed_ms=0)
    warehouse.pick(number)
    edit(warehouse, line("CLIP", 0))
    edit(warehouse, line("CLIP", 1))
    assert (warehouse.units(number), to_put_back(warehouse), warehouse.faults()) == ({"picked": 1}, {"CLIP": 1}, [])
    edit(warehouse, line("CLIP", 2))
    assert (warehouse.units(number), to_put_back(warehouse), warehouse.faults()) == ({"picked": 2}, {}, [])
    look(warehouse, number)
    warehouse.pack(number)
    assert warehouse.units(number) == {"packed": 2}


def test_the_same_units_under_another_offer_stay_in_the_tote(warehouse: Warehouse) -> None:
    warehouse.item("NUT", "A-01", 6)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:PACK6", "NUT", 6))
    number = warehouse.sell("7", line("NUT", 6))
    warehouse.pick(number)
    edit(warehouse, line("PACK6", 1, external_id="NUT"))
    assert (warehouse.units(number), to_put_back(warehouse), warehouse.faults()) == ({"picked": 6}, {}, [])


def test_less_of_a_second_offer_picked_into_the_tote_of_the_first_is_put_back_beside_it(warehouse: Warehouse, number: str) -> None:
    warehouse.item("CLIP", "A-02", 5)
    warehouse.pick(number)
    edit(warehouse, line("CLIP", 3, external_id="LAMP"))
    look(warehouse, number)
    warehouse.pick(number)
    edit(warehouse, line("CLIP", 2, external_id="LAMP"))
    assert (warehouse.units(number), to_put_back(warehouse)) == ({"picked": 2}, {"LAMP": 2, "CLIP": 1})
    assert warehouse.faults() == []


def test_units_of_an_order_that_was_unmerged_are_put_back_beside_those_of_its_lead(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.item("BOLT", "A-02", 9)
    lead, follower = warehouse.sell("6", line("LAMP")), warehouse.sell("7", line("BOLT"))
    warehouse.do(MergeOrders(lead, (follower,)))
    warehouse.packed(lead)
    edit(warehouse, line("BOLT", 0))
    edit(warehouse, line("LAMP", 0), of="6")
    warehouse.do(UnmergeOrder(lead))
    look(warehouse, lead, follower)
    edit(warehouse, line("BOLT", 3))
    look(warehouse, follower)
    warehouse.packed(follower)
    edit(warehouse, line("BOLT", 2))
    assert (warehouse.units(follower), warehouse.faults()) == ({"picked": 2}, [])


def test_another_offer_after_a_part_was_shipped_holds_the_rest_for_a_person(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("CLIP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP", 5))
    rest = str(warehouse.do(SplitOrder(number, (LineUnits("LAMP", 2),)))["split"])
    warehouse.ship(number)
    edit(warehouse, line("CLIP", 5, external_id="LAMP"))
    assert (warehouse.holds(rest), warehouse.units(rest)) == (["changed"], {"reserved": 2})


def test_a_kit_whose_recipe_grew_can_become_another_offer(warehouse: Warehouse) -> None:
    for sku in ("WHEEL", "BOLT", "CAP"):
        warehouse.item(sku, "A-01", 20)
    warehouse.do(AddItem("KIT", "kit"))
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL", "BOLT")))
    number = warehouse.sell("7", line("KIT", 2))
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL", "BOLT", "CAP")))
    edit(warehouse, line("CAP", 3, external_id="KIT"))
    assert warehouse.units(number) == {"reserved": 3}
    edit(warehouse, line("CAP", 1, external_id="KIT"))
    assert (warehouse.units(number), warehouse.faults()) == ({"reserved": 1}, [])


def test_a_parcel_is_opened_once_however_many_of_its_lines_are_less(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BOLT", "A-02", 5)
    number = warehouse.sell("7", line("LAMP", 2), line("BOLT", 2))
    warehouse.packed(number)
    edit(warehouse, line("LAMP"), line("BOLT"))
    assert [entry["kind"] for entry in warehouse.story(number)].count("reopened") == 1
    assert to_put_back(warehouse) == {"LAMP": 1, "BOLT": 1}


def test_a_walk_on_which_nothing_was_found_keeps_no_tote(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"))
    session = warehouse.start(number)["session"]
    warehouse.do(ShortPick(session, "out_of_stock"))
    warehouse.do(FinishPick(session))
    assert warehouse.engine.reader.number("SELECT COUNT(*) FROM tote_assignment") == 0


def test_the_story_tells_what_is_to_be_put_back_and_what_was_wanted_after_all(warehouse: Warehouse, number: str) -> None:
    warehouse.pick(number)
    edit(warehouse, line("LAMP", 1))
    edit(warehouse, line("LAMP", 2))
    told = [entry["text"] for entry in warehouse.story(number) if entry["kind"] in ("to_put_back", "taken_up_again")]
    assert told == ["1 × LAMP in T-1 to be put back", "1 × LAMP in T-1 wanted again, not put back"]
