"""Who waits gets units the moment they are free, whatever made them free, and a crowd of waiting orders slows no receipt down."""

from ledger.goods.places import AddPlace, ChangePlace
from ledger.promises.allocation_rules import AddAllocationRule
from ledger.sales.holds import ReleaseHold
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


def since(warehouse: Warehouse, bin: str) -> int:
    """When the oldest unit in a bin came in."""
    return warehouse.engine.reader.number(
        "SELECT b.since_ms FROM balance b JOIN place p ON p.id = b.place_id WHERE p.code = :bin AND b.on_hand > 0", {"bin": bin}
    )


def test_units_that_leave_quarantine_go_to_who_waits_in_the_same_moment(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("Q-1", purpose="quarantine"))
    warehouse.item("LAMP", "Q-1", 3)
    number = warehouse.sell("1", line("LAMP", 3))
    warehouse.do(MoveStock("LAMP", "Q-1", "A-01", 1))
    assert warehouse.units(number) == {"reserved": 1}
    warehouse.do(ChangePlace("Q-1", purpose="overstock"))
    assert warehouse.state(number) == "replenishing"


def test_units_that_a_smaller_order_gives_back_go_to_who_waits(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    warehouse.sell("1", line("LAMP", 3))
    waiting = warehouse.sell("2", line("LAMP", 2))
    warehouse.take_in(sale("1", line("LAMP", 1), updated_ms=START_MS + 1))
    assert warehouse.state(waiting) == "allocated"


def test_the_oldest_order_is_served_first_and_no_later_one_overtakes_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    later = warehouse.sell("1", line("LAMP", 1), placed_ms=START_MS + 9)
    sooner = warehouse.sell("2", line("LAMP", 3), placed_ms=START_MS)
    warehouse.receive("LAMP", 3)
    assert (warehouse.units(sooner), warehouse.units(later)) == ({"reserved": 3}, {})


def test_a_receipt_looks_at_no_more_orders_than_it_has_units_for(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    for number in range(40):
        warehouse.sell(str(number), line("LAMP"), placed_ms=START_MS + number)

    def statements(quantity: int) -> int:
        asked: list[str] = []
        warehouse.engine._connection.set_trace_callback(asked.append)
        warehouse.do(ReceiveStock("LAMP", "A-01", quantity))
        warehouse.engine._connection.set_trace_callback(None)
        return len(asked)

    one, two = statements(1), statements(2)
    assert two < 2 * one


def test_a_blocked_order_that_is_let_go_takes_its_turn_behind_older_ones(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(AddAllocationRule("whole", channel="etsy", shortage="block"))
    warehouse.do(AddAllocationRule("some", channel="ebay", floor=1))
    older = warehouse.sell("1", line("LAMP", 2), placed_ms=START_MS)
    blocked = warehouse.sell("2", line("LAMP", 2), channel="etsy", placed_ms=START_MS + 5)
    warehouse.do(ReleaseHold(blocked, "shortage"))
    assert (warehouse.units(older), warehouse.units(blocked)) == ({}, {"reserved": 1})
    warehouse.receive("LAMP", 2)
    assert (warehouse.units(older), warehouse.units(blocked)) == ({"reserved": 1}, {"reserved": 2})


def test_units_keep_their_age_when_they_are_moved(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    came_ms = since(warehouse, "A-01")
    assert came_ms > START_MS
    warehouse.do(MoveStock("LAMP", "A-01", "A-02", 1))
    assert since(warehouse, "A-02") == came_ms


def test_a_bin_is_as_old_as_the_oldest_unit_in_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    warehouse.receive("LAMP", 3, "A-02")
    old_ms, young_ms = since(warehouse, "A-01"), since(warehouse, "A-02")
    warehouse.do(MoveStock("LAMP", "A-02", "A-01", 1))
    assert since(warehouse, "A-01") == old_ms
    warehouse.do(MoveStock("LAMP", "A-01", "A-02", 1))
    assert since(warehouse, "A-02") == old_ms < young_ms


def test_an_emptied_bin_forgets_how_old_it_was(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    old_ms = since(warehouse, "A-01")
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    warehouse.receive("LAMP", 1, "A-01")
    assert since(warehouse, "A-01") > old_ms
