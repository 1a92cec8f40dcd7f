"""The queues of the day: what waits, how much of it, and since when."""

import pytest

from ledger.goods.places import AddPlace
from ledger.picking.pick_sessions import AbandonPick
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.sales.order_changes import AddNote, SetPriority
from ledger.stockwork.counts import QueueCount
from ledger.stockwork.purchase_orders import OpenPurchaseOrder
from ledger.stockwork.putaway import PutAway
from ledger.stockwork.queues import queues
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse

DAY_MS = 86_400_000


def last_ms(warehouse: Warehouse) -> int:
    """When the last command was carried out."""
    return warehouse.engine.reader.number("SELECT at_ms FROM journal ORDER BY seq DESC LIMIT 1")


def queue(warehouse: Warehouse, name: str, now_ms: int = START_MS) -> tuple[int, int | None]:
    """How many wait in a queue and since when."""
    found: dict[str, Answer] = {row["queue"]: row for row in queues(warehouse.engine.reader, now_ms)}
    return found[name]["waiting"], found[name]["oldest_ms"]


@pytest.mark.parametrize("name", ["pick", "pack", "ship", "attention", "receive", "put_away", "replenish", "count", "put_back"])
def test_where_nothing_waits_nothing_is_old(warehouse: Warehouse, name: str) -> None:
    assert queue(warehouse, name) == (0, None)


def test_an_order_waits_in_each_queue_since_it_came_there_however_old_it_is(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2), placed_ms=START_MS - DAY_MS)
    allocated_ms = last_ms(warehouse)
    warehouse.sell("8", line("LAMP", 1), placed_ms=START_MS - 2 * DAY_MS)
    second_ms = last_ms(warehouse)
    assert queue(warehouse, "pick") == (2, allocated_ms)
    warehouse.pick(number)
    picked_ms = queue(warehouse, "pack")[1]
    assert picked_ms is not None
    assert second_ms < picked_ms <= last_ms(warehouse)
    assert (queue(warehouse, "pick"), queue(warehouse, "pack")[0]) == ((1, second_ms), 1)
    warehouse.pack(number)
    assert (queue(warehouse, "pack"), queue(warehouse, "ship")) == ((0, None), (1, last_ms(warehouse)))


def test_an_order_of_a_walk_that_was_given_back_waits_again_since_then(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2))
    walk = warehouse.start(number)["session"]
    assert queue(warehouse, "pick") == (0, None)
    warehouse.do(AbandonPick(walk))
    assert queue(warehouse, "pick") == (1, last_ms(warehouse))


def test_what_is_done_beside_its_queue_makes_an_order_wait_no_shorter(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2))
    allocated_ms = last_ms(warehouse)
    warehouse.do(AddNote(number, "wrap it well"))
    warehouse.do(SetPriority(number, 5))
    assert queue(warehouse, "pick") == (1, allocated_ms)


def test_orders_that_need_a_person_are_counted_whatever_they_lack_each_since_it_does(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP", 1), placed_ms=START_MS - DAY_MS)
    warehouse.do(PlaceHold(number, "asked"))
    held_ms = last_ms(warehouse)
    warehouse.sell("8", line("LAMP", 3), placed_ms=START_MS - 2 * DAY_MS)
    short_ms = last_ms(warehouse)
    assert queue(warehouse, "attention") == (2, held_ms)
    warehouse.do(ReleaseHold(number))
    assert (queue(warehouse, "pick"), queue(warehouse, "attention")) == ((1, last_ms(warehouse)), (1, short_ms))


def test_queues_are_asked_of_an_index_of_what_waits_alone(warehouse: Warehouse) -> None:
    asked: set[str] = set()
    connection = warehouse.engine._connection
    connection.set_trace_callback(asked.add)
    queues(warehouse.engine.reader, START_MS)
    connection.set_trace_callback(None)
    of_orders = [sql for sql in asked if "FROM orders" in sql]
    plans = [str(row[3]) for sql in of_orders for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert plans == ["SEARCH orders USING COVERING INDEX orders_waiting (state=?)"] * 6


def test_a_purchase_order_waits_until_all_of_it_has_come_and_is_old_from_its_day(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    warehouse.do(OpenPurchaseOrder("PO-1", "Hella", ("LAMP×5",), START_MS + DAY_MS))
    assert queue(warehouse, "receive") == (1, None)
    assert queue(warehouse, "receive", START_MS + 2 * DAY_MS) == (1, START_MS + DAY_MS)
    warehouse.do(ReceiveStock("LAMP", "A-01", 5, purchase_order="PO-1"))
    assert queue(warehouse, "receive", START_MS + 2 * DAY_MS) == (0, None)


def test_what_lies_on_a_dock_waits_from_when_it_came(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("DOCK", purpose="dock"))
    warehouse.item("LAMP", "DOCK", 5)
    first_ms = last_ms(warehouse)
    warehouse.item("FUSE", "DOCK", 5)
    second_ms = last_ms(warehouse)
    assert queue(warehouse, "put_away") == (2, first_ms)
    warehouse.do(PutAway("LAMP", "DOCK", "A-01", 5))
    assert queue(warehouse, "put_away") == (1, second_ms)


def test_counts_and_top_ups_wait_from_when_they_were_asked_for(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("OVER", purpose="overstock"))
    warehouse.item("LAMP", "OVER", 5)
    warehouse.do(QueueCount("OVER"))
    asked_ms = last_ms(warehouse)
    warehouse.sell("7", line("LAMP", 2))
    assert (queue(warehouse, "count"), queue(warehouse, "replenish")) == ((1, asked_ms), (1, last_ms(warehouse)))


def test_units_of_a_cancelled_order_wait_from_when_it_was_cancelled(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.pick(number)
    warehouse.cancel(number)
    assert queue(warehouse, "put_back") == (1, last_ms(warehouse))
