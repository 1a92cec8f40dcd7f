"""How the ledger finds rows: what the floor and the channels ask all day must not slow down with every order there ever was."""

import re
import sqlite3

from ledger.cancel import CancelOrder, PutBack
from ledger.listings import MapListing, unmapped_lines
from ledger.orders import order_by_number
from ledger.packing import pack_check_at
from ledger.pick_views import running_sessions, session_on_device
from ledger.print_jobs import jobs_in, print_jobs
from ledger.shipping import CloseBatch, batches, to_ship
from ledger.stock import AdjustStock
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import STATION, Warehouse

_HARMLESS = {"place", "p", "b", "j"}
"""Places are few; the last fifty batches and the last hundred print jobs are read from the end."""


def a_days_work(warehouse: Warehouse) -> None:
    """Every command and question that comes up more than once a day."""
    reader = warehouse.engine.reader
    warehouse.item("LAMP", "A-01", 5)
    shipped, edited, cancelled = (warehouse.sell(name, line("LAMP")) for name in "123")
    warehouse.sell("4", line("OTHER"))
    warehouse.do(MapListing("ebay", "parts-uk", "offer:OTHER", "LAMP"))
    warehouse.take_in(sale("2", line("LAMP", 2), updated_ms=START_MS + 1))
    warehouse.pick(cancelled)
    for task in warehouse.do(CancelOrder(cancelled, "no longer wanted"))["put_back"]:
        warehouse.do(PutBack(task, "A-02"))
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    warehouse.packed(shipped)
    warehouse.do(CloseBatch())
    for ask in (running_sessions, batches, to_ship, unmapped_lines, print_jobs):
        ask(reader)
    jobs_in(reader, "queued", STATION)
    session_on_device(reader, "handheld-1")
    pack_check_at(reader, STATION)
    for number in (edited, "#2", "2", f"1Z-{shipped}"):
        order_by_number(reader, number)


def test_no_daily_question_reads_a_growing_table_from_end_to_end(warehouse: Warehouse) -> None:
    asked: set[str] = set()
    connection = warehouse.engine._connection
    connection.set_trace_callback(asked.add)
    a_days_work(warehouse)
    connection.set_trace_callback(None)
    reading = sqlite3.connect(warehouse.engine.path)
    scans = []
    for sql in asked:
        # An INSERT's plan lists the foreign keys that would be looked at; they are not.
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            steps = [str(row[3]) for row in reading.execute(f"EXPLAIN QUERY PLAN {sql}")]
            scans += [(step, sql) for step in steps if (found := re.fullmatch(r"SCAN (\w+)", step)) and found[1] not in _HARMLESS]
    reading.close()
    assert len(asked) > 100
    assert scans == []
