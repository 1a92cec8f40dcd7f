"""A used part that was not found is replaced by one with the same interchange number, and the order stays right whatever comes after."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute, substitutes
from ledger.sales.holds import ReleaseHold
from ledger.transaction import Answer
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def warehouse_of_lamps(warehouse: Warehouse) -> Warehouse:
    """A left lamp and a better one that fits for it, one of another number, and a bolt."""
    for sku, interchange, grade, bin, quantity in (
        ("LAMP-A", "114-60", "B", "A-01", 2),
        ("LAMP-B", "114-60", "A", "A-03", 3),
        ("LAMP-C", "114-61", "A", "A-03", 3),
        ("BOLT", "", "", "A-02", 9),
        ("NUT", "", "", "A-02", 9),
    ):
        warehouse.do(AddItem(sku, f"A {sku}", interchange=interchange, grade=grade, condition_note="tested" if grade else ""))
        warehouse.receive(sku, quantity, bin)
    return warehouse


def short_walk(warehouse: Warehouse) -> tuple[str, int, Answer]:
    """An order for two lamps and a bolt of which one lamp is not found; answers it, its walk and what the short pick said."""
    number = warehouse.sell("7", line("LAMP-A", 2), line("BOLT"))
    session = int(warehouse.start(number)["session"])
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP-A"))
    return number, session, warehouse.do(ShortPick(session, "out_of_stock"))


def test_a_short_pick_offers_what_is_interchangeable_and_there(warehouse_of_lamps: Warehouse) -> None:
    _, _, answer = short_walk(warehouse_of_lamps)
    offer = {"sku": "LAMP-B", "description": "A LAMP-B", "grade": "A", "condition": "tested", "bin": "A-03", "available": 3}
    assert (answer["outcome"], answer["substitutes"]) == ("short", [offer])


def test_a_short_order_says_what_people_may_choose(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    decision = warehouse_of_lamps.order(number)["decision"]
    assert decision["choices"] == ["ship_short", "wait", "cancel", "substitute"]
    assert [(row["sku"], row["quantity"]) for row in decision["missing"]] == [("LAMP-A", 1)]
    assert substitutes(warehouse_of_lamps.engine.reader, number)["missing"] == decision["missing"]


def test_an_order_of_which_nothing_is_there_can_not_ship_short(warehouse: Warehouse) -> None:
    warehouse.item("DOOR", "A-01", 1)
    number = warehouse.sell("7", line("DOOR"))
    warehouse.do(ShortPick(warehouse.start(number)["session"], "out_of_stock"))
    assert warehouse.order(number)["decision"]["choices"] == ["wait", "cancel"]
    warehouse.do(ReleaseHold(number, "short"))
    assert warehouse.order(number)["decision"] is None


def test_a_substitute_goes_on_the_walk_at_once_with_all_the_order_still_wants(warehouse_of_lamps: Warehouse) -> None:
    number, session, _ = short_walk(warehouse_of_lamps)
    answer = warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    assert (answer["session"], answer["quantity"]) == (session, 1)
    bins = []
    while (stop := warehouse_of_lamps.stop(session)) is not None:
        bins.append((stop["bin"], stop["sku"], stop["tote"]))
        warehouse_of_lamps.scan_stop(session)
    assert bins == [("A-02", "BOLT", "T-1"), ("A-03", "LAMP-B", "T-1")]
    warehouse_of_lamps.do(FinishPick(session))
    assert (warehouse_of_lamps.state(number), warehouse_of_lamps.holds(number)) == ("picked", [])
    assert warehouse_of_lamps.faults() == []


def test_a_substituted_order_ships_with_both_items_and_a_story(warehouse_of_lamps: Warehouse) -> None:
    number, session, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    while warehouse_of_lamps.stop(session):
        warehouse_of_lamps.scan_stop(session)
    warehouse_of_lamps.do(FinishPick(session))
    warehouse_of_lamps.pack(number)
    assert warehouse_of_lamps.units(number) == {"packed": 3, "cancelled": 1}
    assert "1 × LAMP-B instead of LAMP-A" in [entry["text"] for entry in warehouse_of_lamps.story(number)]


def test_an_order_short_of_two_items_waits_until_both_are_decided(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(ReleaseHold(number, "short"))
    other = warehouse_of_lamps.sell("8", line("LAMP-B", 3), line("LAMP-A"))
    assert warehouse_of_lamps.refusal(Substitute(other, "LAMP-A", "LAMP-B")) == "not_available"
    assert warehouse_of_lamps.state(other) == "partly_allocated"


def test_only_what_has_the_same_interchange_number_is_a_substitute(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    assert warehouse_of_lamps.refusal(Substitute(number, "LAMP-A", "LAMP-C")) == "not_interchangeable"
    assert warehouse_of_lamps.refusal(Substitute(number, "LAMP-A", "LAMP-A")) == "not_interchangeable"


def test_items_without_an_interchange_number_stand_for_nothing_else(warehouse_of_lamps: Warehouse) -> None:
    number = warehouse_of_lamps.sell("8", line("BOLT", 12))
    assert warehouse_of_lamps.refusal(Substitute(number, "BOLT", "NUT")) == "not_interchangeable"


def test_no_more_is_substituted_than_is_missing(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    assert warehouse_of_lamps.refusal(Substitute(number, "LAMP-A", "LAMP-B", 2)) == "not_missing"
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    assert warehouse_of_lamps.refusal(Substitute(number, "LAMP-A", "LAMP-B")) == "not_missing"


def test_a_shipped_order_takes_no_substitute(warehouse_of_lamps: Warehouse) -> None:
    number = warehouse_of_lamps.sell("7", line("LAMP-A"))
    warehouse_of_lamps.ship(number)
    assert warehouse_of_lamps.refusal(Substitute(number, "LAMP-A", "LAMP-B")) == "too_late"


def test_a_substitute_that_is_not_found_either_can_be_replaced_in_turn(warehouse_of_lamps: Warehouse) -> None:
    warehouse_of_lamps.do(AddItem("LAMP-D", "Another", interchange="114-60"))
    warehouse_of_lamps.receive("LAMP-D", 1, "A-02")
    number, session, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    warehouse_of_lamps.scan_stop(session)
    warehouse_of_lamps.do(ShortPick(session, "out_of_stock"))
    warehouse_of_lamps.do(Substitute(number, "LAMP-B", "LAMP-D"))
    warehouse_of_lamps.scan_stop(session)
    lines = {row["external_id"]: row["part_of"] for row in warehouse_of_lamps.order(number)["lines"]}
    assert lines == {"LAMP-A": "", "BOLT": "", "LAMP-A~LAMP-B": "LAMP-A", "LAMP-A~LAMP-D": "LAMP-A"}
    assert warehouse_of_lamps.state(number) == "picked"


@pytest.mark.parametrize(("wanted", "lamps", "in_place"), [(3, 2, 1), (2, 1, 1), (1, 1, 0)])
def test_a_later_change_of_the_channel_counts_the_line_and_its_substitute_together(
    warehouse_of_lamps: Warehouse, wanted: int, lamps: int, in_place: int
) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    warehouse_of_lamps.take_in(sale("7", line("LAMP-A", wanted), line("BOLT"), updated_ms=START_MS + 5))
    rows = {row["external_id"]: row["ordered"] - row["cancelled"] for row in warehouse_of_lamps.order(number)["lines"]}
    assert (rows["LAMP-A"], rows.get("LAMP-A~LAMP-B", 0)) == (lamps, in_place)
    assert warehouse_of_lamps.faults() == []


def test_an_order_that_says_the_same_again_keeps_its_substitute(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    warehouse_of_lamps.take_in(sale("7", line("LAMP-A", 2), line("BOLT"), updated_ms=START_MS + 5, note="leave it at the door"))
    assert warehouse_of_lamps.units(number) == {"reserved": 2, "picked": 1, "cancelled": 1}


def test_a_cancelled_order_gives_its_substitute_back(warehouse_of_lamps: Warehouse) -> None:
    number, _, _ = short_walk(warehouse_of_lamps)
    warehouse_of_lamps.do(Substitute(number, "LAMP-A", "LAMP-B"))
    warehouse_of_lamps.cancel(number)
    assert warehouse_of_lamps.available("LAMP-B") == 3
