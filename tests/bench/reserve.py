"""`ledger.reserve`: orders through the ledger's asynchronous face, beside the same statements on raw `sqlite3`."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing
from pathlib import Path

from ledger.engine import Engine
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from pmpd.store import Ledger
from tests.bench.figure import Figure, compared, percentile
from tests.bench.raw_ceiling import RawLedger, Recorder
from tests.bench.shop import ACTOR, open_shop, order

CLIENTS = 64


@asynccontextmanager
async def _three_ledgers(directory: Path) -> AsyncIterator[tuple[Ledger, Recorder, RawLedger]]:
    """The product's ledger, the one that statements are recorded on, and the raw one, all identical."""
    open_shop(directory / "product")
    for name in ("recorded", "raw"):
        shutil.copytree(directory / "product", directory / name)
    with ExitStack() as stack:
        recorder = stack.enter_context(closing(Recorder(directory / "recorded")))
        raw = stack.enter_context(closing(RawLedger(directory / "raw")))
        async with Ledger(Engine(directory / "product", program="bench")) as ledger:
            yield ledger, recorder, raw


async def reserve_64(directory: Path, *, quick: bool) -> list[Figure]:
    """Orders per second that 64 tasks get through, each waiting for its answer before it sends the next."""
    rounds, size = (2, 1_024) if quick else (7, 3_072)
    rates, raw_rates = [], []
    async with _three_ledgers(directory) as (ledger, recorder, raw):
        for start in range(0, (rounds + 1) * size, size):
            orders = [order(number) for number in range(start, start + size)]
            recorded = recorder.record(orders)
            raw_rate = raw.play_in_groups(recorded)
            del recorded
            rate = await _rate(ledger, orders)
            if start:  # the first round warms both up
                rates.append(rate)
                raw_rates.append(raw_rate)
    return [compared("ledger.reserve.64", "orders/s", rates, raw_rates, ">= 0.75")]


async def _rate(ledger: Ledger, orders: list[ChannelOrder]) -> float:
    waiting = iter(orders)

    async def client() -> None:
        for one in waiting:
            answer = await ledger.submit(ImportOrder(one), actor=ACTOR)
            assert answer["state"] == "allocated"

    started_s = time.perf_counter()
    await asyncio.gather(*[client() for _ in range(CLIENTS)])
    return len(orders) / (time.perf_counter() - started_s)


async def reserve_1(directory: Path, *, quick: bool) -> list[Figure]:
    """Milliseconds that one task waits for one order, and that the same order takes as one raw transaction."""
    rounds, size = (2, 50) if quick else (6, 200)
    medians_ms, raw_medians_ms = [], []
    async with _three_ledgers(directory) as (ledger, recorder, raw):
        for start in range(0, (rounds + 1) * size, size):
            orders = [order(number) for number in range(start, start + size)]
            recorded = recorder.record(orders)
            waited_ms, raw_ms = [], []
            for one, statements in zip(orders, recorded, strict=True):
                started_s = time.perf_counter()
                raw.play([statements])
                between_s = time.perf_counter()
                await ledger.submit(ImportOrder(one), actor=ACTOR)
                waited_ms.append((time.perf_counter() - between_s) * 1e3)
                raw_ms.append((between_s - started_s) * 1e3)
            if start:
                medians_ms.append(percentile(waited_ms, 50))
                raw_medians_ms.append(percentile(raw_ms, 50))
    return [compared("ledger.reserve.1", "ms", medians_ms, raw_medians_ms, "<= 1.6")]
