"""The day's end: a running box closes every day that is over, by itself and once."""

from pathlib import Path

from ledger.audit.reconciliation import standstill
from ledger.audit.reconciliation_views import reconciliation
from ledger.clock import SystemIds
from ledger.engine import Engine
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.stock import ReceiveStock
from pmpd.day_close import DayClose
from pmpd.store import Ledger
from tests.ledger.fake_time import FakeClock

DAY_MS = 86_400_000


async def a_ledger(directory: Path, clock: FakeClock) -> Ledger:
    """A ledger into which units came on the first day."""
    ledger = Ledger(Engine(directory, program="test", clock=clock, ids=SystemIds()))
    await ledger.__aenter__()
    for command in (AddItem("LAMP", "A lamp"), AddPlace("A-01"), ReceiveStock("LAMP", "A-01", 5)):
        await ledger.submit(command, actor="ana")
    return ledger


async def test_every_day_that_passed_is_closed_in_order_and_then_nothing_is_written(tmp_path: Path) -> None:
    clock = FakeClock()
    ledger = await a_ledger(tmp_path, clock)
    clock.now += 3 * DAY_MS
    await DayClose(ledger).close_days()
    head = ledger.engine.head.seq
    await DayClose(ledger).close_days()
    days = ledger.engine.reader.all("SELECT day, first_seq, last_seq FROM reconciled_day ORDER BY day")
    assert [row["day"] for row in days] == ["2023-11-14", "2023-11-15", "2023-11-16"]
    assert ledger.engine.head.seq == head
    assert (await ledger.ask(reconciliation, day="2023-11-14"))["lines"][0]["closing"] == 5
    await ledger.__aexit__()


async def test_a_day_that_is_not_over_is_left_alone(tmp_path: Path) -> None:
    ledger = await a_ledger(tmp_path, FakeClock())
    head = ledger.engine.head.seq
    await DayClose(ledger).close_days()
    assert ledger.engine.head.seq == head
    await ledger.__aexit__()


async def test_days_that_a_wrong_clock_reconciled_ahead_of_time_are_said_until_they_have_come(tmp_path: Path) -> None:
    clock = FakeClock()
    ledger = await a_ledger(tmp_path, clock)
    clock.now += 3 * DAY_MS
    await DayClose(ledger).close_days()
    assert await ledger.ask(standstill, clock.now) == ""
    clock.now -= 2 * DAY_MS
    assert "days up to 2023-11-16 are reconciled already" in await ledger.ask(standstill, clock.now)
    clock.now += 2 * DAY_MS
    assert await ledger.ask(standstill, clock.now) == ""
    await ledger.__aexit__()
