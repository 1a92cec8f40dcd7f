"""`checkpoint.stall`: how long the longest commit takes while the write-ahead log is brought home under load."""

import asyncio
import time
from pathlib import Path

from ledger.engine import Engine
from ledger.sales.intake import ImportOrder
from pmpd.store import IDLE_S, Ledger
from tests.bench.figure import Figure, judged, percentile
from tests.bench.shop import ACTOR, open_shop, order

CLIENTS = 64
_BURST_S = 0.5
_QUIET_S = 4 * IDLE_S


class _WatchedEngine(Engine):
    """An engine that remembers when it brought its log home."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, program="bench")
        self.checkpoints_s: list[tuple[float, float]] = []

    def tidy_up(self) -> None:
        before, started_s = self._checkpointed_rows, time.perf_counter()
        super().tidy_up()
        if self._checkpointed_rows != before:
            self.checkpoints_s.append((started_s, time.perf_counter()))


async def checkpoint_stall(directory: Path, *, quick: bool) -> list[Figure]:
    """Of 64 clients that come in bursts, the commits that met a checkpoint: the longest, p99.9, and how long the checkpoints took.

    The writer brings the log home as in life, as soon as nobody waits; the next burst comes while it does.
    """
    bursts = 4 if quick else 16
    open_shop(directory / "box")
    waits: list[tuple[float, float]] = []
    engine = _WatchedEngine(directory / "box")
    async with Ledger(engine) as ledger:
        number = 0
        for _ in range(bursts):
            number = await _burst(ledger, number, waits)
            await asyncio.sleep(_QUIET_S)
    median_ms = percentile([(ended_s - started_s) * 1e3 for started_s, ended_s in waits], 50)
    met_ms = [
        (ended_s - started_s) * 1e3
        for started_s, ended_s in waits
        if any(began_s < ended_s and done_s > started_s for began_s, done_s in engine.checkpoints_s)
    ]
    longest_ms, tail_ms = max(met_ms), percentile(met_ms, 99.9)
    took_ms = max((done_s - began_s) * 1e3 for began_s, done_s in engine.checkpoints_s)
    return [
        judged("checkpoint.stall.p99.9", "ms", tail_ms, median_ms, tail_ms / median_ms),
        judged("checkpoint.stall", "ms", longest_ms, median_ms, longest_ms / median_ms),
        Figure("checkpoint.stall.checkpoint", round(took_ms, 3), "ms"),
    ]


async def _burst(ledger: Ledger, first: int, waits: list[tuple[float, float]]) -> int:
    """Half a second of orders as fast as they are answered; answers the number of the next order."""
    number = first
    end_s = time.perf_counter() + _BURST_S

    async def client() -> None:
        nonlocal number
        while (started_s := time.perf_counter()) < end_s:
            number += 1
            await ledger.submit(ImportOrder(order(number)), actor=ACTOR)
            waits.append((started_s, time.perf_counter()))

    await asyncio.gather(*[client() for _ in range(CLIENTS)])
    return number
