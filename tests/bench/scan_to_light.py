"""`scan.to.light`: from the last key of a scan to the pick light that shows what is wanted next, the durable commit between them."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from devices.driver import LightOutcome, Lights, LightState
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US
from devices.scanner.simulated import SimulatedScanner
from ledger.database import open_writer
from ledger.picking.pick_sessions import PausePick, StartPickSession
from ledger.picking.pick_views import pick_session_view
from ledger.sales.intake import ImportOrder
from ledger.transaction import Answer
from pmpd.box import Box
from pmpd.config import Config
from tests.bench.figure import Figure, compared, percentile
from tests.bench.shop import ACTOR, open_shop, order

_SCANNER = "scanner-1"
_UNITS = 4
WALK_ORDERS = 40
IMPORTED_PER_S = 200
# Press and release of the Enter key, each with the report that ends it.
_TERMINATOR_EVENTS = 4
_PAUSE_S = 0.004
_PATIENCE_S = 30.0


class WatchedRail:
    """A rail that says when a light has acknowledged that it shines."""

    def __init__(self, rail: Lights) -> None:
        self._rail = rail
        self.name = rail.name
        self.about = rail.about
        self.has = rail.has
        self.open = rail.open
        self.close = rail.close
        self.health = rail.health
        self.presses = rail.presses
        self.shone = asyncio.Event()

    @property
    def showing(self) -> dict[str, LightState]:
        return self._rail.showing

    async def show(self, state: LightState) -> LightOutcome:
        outcome = await self._rail.show(state)
        if state.on and outcome.kind == "acknowledged":
            self.shone.set()
        return outcome


class _RawCommits:
    """The least that a durable commit can be here: one row of a journal row's size."""

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection = open_writer(path)
        self._connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT")

    def commit_ms(self) -> float:
        started_s = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO row (payload) VALUES (:payload)", {"payload": "x" * 300})
        self._connection.execute("COMMIT")
        return (time.perf_counter() - started_s) * 1e3

    def close(self) -> None:
        self._connection.close()


async def scan_to_light(directory: Path, *, quick: bool) -> list[Figure]:
    """p50 and p99 on a quiet box, and p99 while orders come in; the reference is the p99 of raw commits between the quiet scans."""
    raw = _RawCommits(directory / "raw.sqlite3")
    raw_ms: list[float] = []

    async def commit() -> None:
        raw_ms.append(raw.commit_ms())

    quiet_ms, busy_ms = await walks(directory, Config(), commit, quick=quick)
    raw.close()
    return figures("scan.to.light", quiet_ms, busy_ms, raw_ms)


def figures(name: str, quiet_ms: list[float], busy_ms: list[float], raw_ms: list[float]) -> list[Figure]:
    """The three figures of one kind of rail, all beside the p99 of its reference."""
    reference_ms = percentile(raw_ms, 99)
    values_ms = {"p50": percentile(quiet_ms, 50), "p99": percentile(quiet_ms, 99), "p99.importing": percentile(busy_ms, 99)}
    return [compared(f"{name}.{figure}", "ms", [value_ms], [reference_ms]) for figure, value_ms in values_ms.items()]


async def walks(directory: Path, config: Config, between: Callable[[], Awaitable[None]], *, quick: bool) -> tuple[list[float], list[float]]:
    """Scan a walk on a quiet box, then one while orders come in; answers the ms that each scan took. `between` comes before quiet scans."""
    samples = 40 if quick else 390
    open_shop(directory / "box", [order(number, quantity=_UNITS) for number in range(2 * WALK_ORDERS)])
    async with Box(directory / "box", config) as box:
        (name,) = box.hardware.lights
        box.hardware.lights[name] = rail = WatchedRail(box.hardware.lights[name])
        quiet_ms = await _walk(box, rail, samples, between)
        async with _orders_coming_in(box):
            busy_ms = await _walk(box, rail, samples, _nothing)
    return quiet_ms, busy_ms


async def _nothing() -> None:
    """Nothing is measured between the scans."""


async def _walk(box: Box, rail: WatchedRail, samples: int, between: Callable[[], Awaitable[None]]) -> list[float]:
    """Pick a walk scan by scan; answers how long each scan took to show."""
    command = StartPickSession(most=WALK_ORDERS)
    rail.shone.clear()
    session = (await box.ledger.submit(command, actor=ACTOR, device=_SCANNER))["session"]
    await asyncio.wait_for(rail.shone.wait(), _PATIENCE_S)
    waited_ms = []
    for _ in range(samples):
        await between()
        await asyncio.sleep(_PAUSE_S)
        view = await box.ledger.ask(pick_session_view, session)
        stop = view["stop"]
        waited_ms.append(await _scan(box, rail, stop["bin"] if view["await"] == "bin" else stop["sku"]))
    await box.ledger.submit(PausePick(session), actor=ACTOR, device=_SCANNER)
    return waited_ms


async def _scan(box: Box, rail: WatchedRail, code: str) -> float:
    scanner = box.hardware.scanners[_SCANNER]
    assert isinstance(scanner, SimulatedScanner)
    events = [event.to_bytes() for event in key_events(code, US, time.time_ns() // 1000)]
    scanner.play_events(b"".join(events[:-_TERMINATOR_EVENTS]))
    rail.shone.clear()
    started_s = time.perf_counter()
    scanner.play_events(b"".join(events[-_TERMINATOR_EVENTS:]))
    await asyncio.wait_for(rail.shone.wait(), _PATIENCE_S)
    waited_ms = (time.perf_counter() - started_s) * 1e3
    await asyncio.sleep(0)
    outcome = box.floor.last[_SCANNER]["outcome"]
    assert outcome in ("bin", "item"), outcome
    return waited_ms


@asynccontextmanager
async def _orders_coming_in(box: Box) -> AsyncIterator[None]:
    """Import orders at a steady pace, whether or not the ones before are answered."""
    sent: list[asyncio.Task[Answer]] = []

    async def come_in() -> None:
        started_s = time.perf_counter()
        for number in count(2 * WALK_ORDERS):
            command = ImportOrder(order(number))
            sent.append(asyncio.create_task(box.ledger.submit(command, actor=ACTOR)))
            await asyncio.sleep(max(0.0, started_s + len(sent) / IMPORTED_PER_S - time.perf_counter()))

    coming = asyncio.create_task(come_in())
    started_s = time.perf_counter()
    try:
        yield
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
    await asyncio.gather(*sent)
    rate = len(sent) / (time.perf_counter() - started_s)
    assert rate > IMPORTED_PER_S / 2, f"only {rate:.0f} orders per second came in"
