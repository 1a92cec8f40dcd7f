"""The queues of the day: what waits, how much of it, and since when."""

import pytest

from ledger.goods.places import AddPlace
from ledger.sales.holds import PlaceHold
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


def test_an_order_waits_from_when_it_was_placed_and_goes_from_queue_to_queue(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2), placed_ms=START_MS - 500)
    warehouse.sell("8", line("LAMP", 1), placed_ms=START_MS - 100)
    assert queue(warehouse, "pick") == (2, START_MS - 500)
    warehouse.pick(number)
    assert (queue(warehouse, "pick"), queue(warehouse, "pack")) == ((1, START_MS - 100), (1, START_MS - 500))
    warehouse.pack(number)
    assert (queue(warehouse, "pack"), queue(warehouse, "ship")) == ((0, None), (1, START_MS - 500))


def test_orders_that_need_a_person_are_counted_whatever_they_lack(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    warehouse.do(PlaceHold(warehouse.sell("7", line("LAMP", 1), placed_ms=START_MS - 5), "asked"))
    warehouse.sell("8", line("LAMP", 3), placed_ms=START_MS - 9)
    assert queue(warehouse, "attention") == (2, START_MS - 9)


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
