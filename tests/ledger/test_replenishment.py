"""Overstock: units that lie where nobody picks are promised too, and brought to where pickers come before the order is picked."""

from typing import Any

from ledger.engine import Engine
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace, ChangePlace
from ledger.goods.warehouses import AddWarehouse
from ledger.picking.pick_scans import ScanPick
from ledger.picking.short_picks import ShortPick
from ledger.promises.explaining import explain
from ledger.sales.cancel import CancelOrder
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.replenishment import DoReplenishment, replenishments
from ledger.stockwork.stock import AdjustStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def overstocked(warehouse: Warehouse, quantity: int = 10, sku: str = "LAMP") -> None:
    """An item that lies in overstock only."""
    if warehouse.engine.reader.one("SELECT id FROM place WHERE code = 'OVER-1'") is None:
        warehouse.do(AddPlace("OVER-1", walk=99, purpose="overstock"))
    warehouse.item(sku, "OVER-1", quantity)


def tasks(engine: Engine) -> list[tuple[str, str, str, int]]:
    """(SKU, from, to, quantity) of every open task."""
    return [(task["sku"], task["from"], task["to"], task["quantity"]) for task in replenishments(engine.reader)]


def task(warehouse: Warehouse) -> int:
    """The number of the only open task."""
    (one,) = replenishments(warehouse.engine.reader)
    return int(one["task"])


def bring(warehouse: Warehouse, **said: Any) -> dict[str, Any]:
    """Do the only open task."""
    return warehouse.do(DoReplenishment(task(warehouse), **said))


def test_units_in_overstock_are_promised_and_asked_for_instead_of_a_backorder(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    number = warehouse.sell("1", line("LAMP", 3))
    assert warehouse.state(number) == "replenishing"
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 3)]
    assert warehouse.available("LAMP") == 7
    assert warehouse.faults() == []


def test_bins_for_picking_serve_before_overstock(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    warehouse.receive("LAMP", 2, "A-02")
    assert warehouse.state(warehouse.sell("1", line("LAMP", 2))) == "allocated"
    warehouse.sell("2", line("LAMP", 1))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-02", 1)]


def test_an_order_goes_to_picking_once_its_units_were_brought(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    number = warehouse.sell("1", line("LAMP", 3))
    assert warehouse.refusal(DoReplenishment(999)) == "no_replenishment"
    answer = bring(warehouse)
    assert (answer["to"], answer["quantity"], answer["left"]) == ("A-01", 3, 0)
    assert tasks(warehouse.engine) == []
    assert warehouse.stock("LAMP") == {"A-01": (3, 3), "OVER-1": (7, 0)}
    warehouse.ship(number)
    assert warehouse.state(number) == "shipped"
    assert warehouse.faults() == []


def test_orders_that_want_the_same_item_share_one_task(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    warehouse.sell("1", line("LAMP", 3))
    warehouse.sell("2", line("LAMP", 2))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 5)]


def test_part_of_a_task_serves_the_most_urgent_orders_first(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    later = warehouse.sell("1", line("LAMP", 3), placed_ms=START_MS + 5)
    sooner = warehouse.sell("2", line("LAMP", 3), placed_ms=START_MS)
    assert bring(warehouse, quantity=3)["left"] == 3
    assert (warehouse.state(sooner), warehouse.state(later)) == ("allocated", "replenishing")
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 3)]


def test_a_whole_carton_may_be_brought_and_what_nobody_was_promised_is_free(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    warehouse.sell("1", line("LAMP", 3))
    bring(warehouse, quantity=10)
    assert warehouse.stock("LAMP") == {"A-01": (10, 3)}
    assert tasks(warehouse.engine) == []


def test_more_than_lies_there_cannot_be_brought(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    warehouse.sell("1", line("LAMP", 3))
    assert warehouse.refusal(DoReplenishment(task(warehouse), quantity=11)) == "not_enough_units"


def test_a_task_that_no_order_needs_any_more_is_cancelled(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    one, two = warehouse.sell("1", line("LAMP", 3)), warehouse.sell("2", line("LAMP", 2))
    warehouse.do(CancelOrder(one, "no longer wanted"))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 2)]
    warehouse.do(CancelOrder(two, "no longer wanted"))
    assert tasks(warehouse.engine) == []
    assert warehouse.available("LAMP") == 10


def test_a_task_shrinks_when_fewer_units_are_there_than_were_promised(warehouse: Warehouse) -> None:
    overstocked(warehouse, 3)
    number = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(AdjustStock("LAMP", "OVER-1", -1, "lost"))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 2)]
    assert warehouse.state(number) == "partly_allocated"


def test_units_that_were_moved_by_hand_need_no_task_any_more(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    number = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(MoveStock("LAMP", "OVER-1", "A-03", 3))
    assert tasks(warehouse.engine) == []
    assert warehouse.state(number) == "allocated"


def test_a_bin_that_pickers_are_no_longer_sent_to_asks_for_what_was_promised_from_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("1", line("LAMP", 2))
    warehouse.do(ChangePlace("A-02", purpose="overstock"))
    assert warehouse.state(number) == "replenishing"
    assert tasks(warehouse.engine) == [("LAMP", "A-02", "A-01", 2)]
    warehouse.do(ChangePlace("A-02", purpose="pick"))
    assert tasks(warehouse.engine) == []
    assert warehouse.state(number) == "allocated"


def test_units_are_brought_to_the_bin_where_the_item_lay_last(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    for bin in ("A-03", "A-02"):
        warehouse.receive("LAMP", 1, bin)
        warehouse.do(AdjustStock("LAMP", bin, -1, "lost"))
    warehouse.sell("1", line("LAMP"))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-02", 1)]


def test_an_item_without_a_bin_gets_an_empty_one_of_its_zone(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("Z-1", zone="Z", walk=50))
    warehouse.do(AddPlace("OVER-1", purpose="overstock"))
    warehouse.do(AddItem("LAMP", "A lamp", zone="Z"))
    warehouse.receive("LAMP", 5, "OVER-1")
    warehouse.sell("1", line("LAMP"))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "Z-1", 1)]


def test_two_items_are_not_sent_to_one_empty_bin(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    overstocked(warehouse, sku="BOLT")
    warehouse.sell("1", line("LAMP"), line("BOLT"))
    assert [(sku, to) for sku, _, to, _ in tasks(warehouse.engine)] == [("BOLT", "A-02"), ("LAMP", "A-01")]


def test_whoever_brings_units_chooses_the_bin_when_none_is_free(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    for bin in ("A-01", "A-02", "A-03"):
        warehouse.item(f"IN-{bin}", bin, 1)
    warehouse.sell("1", line("LAMP"))
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "", 1)]
    assert warehouse.refusal(DoReplenishment(task(warehouse))) == "choose_bin"
    assert warehouse.refusal(DoReplenishment(task(warehouse), to="OVER-1")) == "not_picked_from"
    assert bring(warehouse, to="A-03")["left"] == 0


def test_units_are_brought_to_a_bin_of_the_same_warehouse(warehouse: Warehouse) -> None:
    warehouse.do(AddWarehouse("BONN"))
    warehouse.do(AddPlace("B-OVER", purpose="overstock", warehouse="BONN"))
    warehouse.do(AddPlace("B-01", walk=70, warehouse="BONN"))
    warehouse.item("LAMP", "B-OVER", 5)
    warehouse.sell("1", line("LAMP"))
    assert tasks(warehouse.engine) == [("LAMP", "B-OVER", "B-01", 1)]


def test_tasks_are_listed_along_the_walk(warehouse: Warehouse) -> None:
    for code, walk in (("OVER-9", 9), ("OVER-5", 5)):
        warehouse.do(AddPlace(code, purpose="overstock", walk=walk))
        warehouse.item(f"IN-{code}", code, 5)
    warehouse.sell("1", line("IN-OVER-9"), line("IN-OVER-5"))
    assert [place for _, place, _, _ in tasks(warehouse.engine)] == ["OVER-5", "OVER-9"]


def test_a_short_pick_is_served_from_overstock_and_no_picker_is_sent_there(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    warehouse.receive("LAMP", 2, "A-02")
    number = warehouse.sell("1", line("LAMP", 2))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-02"))
    view = warehouse.do(ShortPick(session, "out_of_stock"))
    assert view["stop"] is None
    assert [(sku, place, quantity) for sku, place, _, quantity in tasks(warehouse.engine)] == [("LAMP", "OVER-1", 2)]
    assert warehouse.faults() == []


def test_nothing_is_brought_when_units_arrive_in_a_bin_for_picking(warehouse: Warehouse) -> None:
    overstocked(warehouse)
    later, sooner = warehouse.sell("1", line("LAMP", 3), placed_ms=START_MS + 5), warehouse.sell("2", line("LAMP", 3))
    warehouse.receive("LAMP", 4, "A-02")
    assert (warehouse.state(sooner), warehouse.state(later)) == ("allocated", "replenishing")
    assert tasks(warehouse.engine) == [("LAMP", "OVER-1", "A-01", 2)]
    assert warehouse.stock("LAMP") == {"A-02": (4, 4), "OVER-1": (10, 2)}
    assert explain(warehouse.engine.reader, sooner)["lines"][0]["text"][-1] == (
        "3 from A-02: units became free there, so none have to be brought from OVER-1"
    )
    assert warehouse.faults() == []
