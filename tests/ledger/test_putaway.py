"""Putaway: what lies on a dock finds its bin, best where more of it lies already."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.putaway import PutAway, to_put_away
from ledger.stockwork.stock import AdjustStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


@pytest.fixture(autouse=True)
def places(warehouse: Warehouse) -> None:
    """A dock before the bins, and a bin in a zone of its own."""
    warehouse.do(AddPlace("DOCK", purpose="dock"))
    warehouse.do(AddPlace("G-01", zone="GLASS", walk=9))


def waiting(warehouse: Warehouse) -> list[Answer]:
    """What waits to be put away."""
    return to_put_away(warehouse.engine.reader)


def suggested(warehouse: Warehouse) -> list[tuple[str, str]]:
    """The suggestions for the one thing that waits."""
    (row,) = waiting(warehouse)
    return [(suggestion["bin"], suggestion["why"]) for suggestion in row["suggestions"]]


def test_what_lies_on_a_dock_waits_to_be_put_away(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "DOCK", 5)
    (row,) = waiting(warehouse)
    assert (row["sku"], row["dock"], row["quantity"]) == ("LAMP", "DOCK", 5)


def test_it_goes_where_more_of_it_lies_pick_bins_first_then_overstock(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("OVER", purpose="overstock"))
    warehouse.item("LAMP", "DOCK", 5)
    warehouse.receive("LAMP", 1, "OVER")
    warehouse.receive("LAMP", 1, "A-03")
    warehouse.receive("LAMP", 1, "A-02")
    assert suggested(warehouse) == [("A-02", "lies_there"), ("A-03", "lies_there"), ("OVER", "lies_there")]


def test_it_goes_back_to_where_it_lay_last(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 1)
    warehouse.receive("LAMP", 1, "A-03")
    for bin in ("A-02", "A-03"):
        warehouse.do(AdjustStock("LAMP", bin, -1, "lost"))
    warehouse.receive("LAMP", 5, "DOCK")
    assert suggested(warehouse)[0] == ("A-03", "lay_there")


def test_an_item_without_a_bin_gets_an_empty_one_of_its_zone_then_any_by_the_walk(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("LENS", "A lens", zone="GLASS"))
    warehouse.receive("LENS", 5, "DOCK")
    assert suggested(warehouse) == [("G-01", "zone"), ("A-01", "empty"), ("A-02", "empty")]


def test_a_bin_with_something_else_in_it_is_not_empty(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 1)
    warehouse.item("LAMP", "DOCK", 5)
    assert suggested(warehouse) == [("A-02", "empty"), ("A-03", "empty"), ("G-01", "empty")]


def test_units_in_doubt_are_no_reason_to_put_good_ones_beside_them(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("QUAR", purpose="quarantine"))
    warehouse.item("LAMP", "DOCK", 5)
    warehouse.receive("LAMP", 1, "QUAR")
    assert "QUAR" not in [bin for bin, _ in suggested(warehouse)]


def test_units_put_away_go_to_those_who_wait_for_them(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "DOCK", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    answer = warehouse.do(PutAway("LAMP", "DOCK", "A-01", 3))
    assert (answer["left"], warehouse.state(number), warehouse.available("LAMP")) == (2, "allocated", 1)


def test_what_is_put_away_no_longer_waits(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "DOCK", 5)
    warehouse.do(PutAway("LAMP", "DOCK", "A-01", 5))
    assert waiting(warehouse) == []


@pytest.mark.parametrize(
    ("dock", "bin", "quantity", "code"),
    [
        ("A-01", "A-02", 1, "not_a_dock"),
        ("DOCK", "DOCK", 1, "same_place"),
        ("DOCK", "A-01", 6, "not_enough_units"),
        ("DOCK", "A-01", 0, "bad_quantity"),
        ("DOCK", "T-1", 1, "wrong_place_kind"),
    ],
)
def test_a_putaway_that_can_not_be_true_is_refused(warehouse: Warehouse, dock: str, bin: str, quantity: int, code: str) -> None:
    warehouse.item("LAMP", "DOCK", 5)
    assert warehouse.refusal(PutAway("LAMP", dock, bin, quantity)) == code


def test_units_promised_from_a_dock_that_sells_keep_their_promise(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("DOOR", purpose="dock", sellable=True))
    warehouse.item("LAMP", "DOOR", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    assert warehouse.state(number) == "replenishing"
    warehouse.do(PutAway("LAMP", "DOOR", "A-01", 2))
    assert (warehouse.state(number), warehouse.stock("LAMP")) == ("allocated", {"A-01": (2, 2), "DOOR": (3, 0)})
