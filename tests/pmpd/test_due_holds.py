"""Holds with a date end by themselves in a running box."""

import asyncio
from pathlib import Path

from ledger.engine import Engine
from ledger.sales.holds import PlaceHold
from ledger.sales.intake import ImportOrder
from ledger.sales.order_changes import AddNote
from ledger.sales.orders import order_view
from pmpd.due_holds import release_due_holds
from pmpd.store import Ledger
from tests.ledger.fake_time import FakeClock
from tests.ledger.sales import line, sale
from tests.pmpd.patience import expect_eventually

LOOK_S = 0.01


async def test_a_hold_ends_by_itself_once_its_date_has_come_and_nothing_is_written_before(tmp_path: Path) -> None:
    clock = FakeClock()
    async with Ledger(Engine(tmp_path, program="test", clock=clock)) as ledger:
        number = (await ledger.submit(ImportOrder(sale("1", line("LAMP"))), actor="ana"))["order"]
        until_ms = clock.now_ms() + 1_000_000
        await ledger.submit(PlaceHold(number, "wait", until_ms=until_ms), actor="ana")
        head = ledger.engine.head.seq
        following = asyncio.create_task(release_due_holds(ledger, LOOK_S))
        await asyncio.sleep(10 * LOOK_S)
        assert ledger.engine.head.seq == head
        clock.now = until_ms
        await expect_eventually(lambda: ledger.engine.head.seq > head)
        following.cancel()
        await ledger.submit(AddNote(number, "what was written before it can be read now"), actor="ana")
        assert "manual" not in [hold["kind"] for hold in (await ledger.ask(order_view, number))["holds"]]
