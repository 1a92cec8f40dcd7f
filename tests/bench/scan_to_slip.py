"""`scan.to.slip`: from the last scan of a pack check to the first byte of its slip at a printer on the network.

Between them lie the scan's own commit, the parcel that is sealed with the job it queues, the job's own note that it is being sent, the
layout of the slip, and the printer's word that it is well.
"""

import asyncio
import sqlite3
import time
from pathlib import Path

from devices.printer.paper_machine import PaperMachine
from ledger.database import open_writer
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, StartPickSession
from ledger.transaction import Answer
from pmpd.box import Box
from pmpd.config import Config
from tests.bench.figure import Figure, compared, percentile
from tests.bench.shop import ACTOR, STATION, open_shop, order
from tests.devices.printer_wires import TcpMachine

_WALK_ORDERS = 40
_PATIENCE_S = 30.0
_COMMITS = 3


class _WatchedMachine(PaperMachine):
    """A printer that notes when the first byte of a job is there."""

    def __init__(self) -> None:
        super().__init__(80)
        self.began_s = 0.0
        self.began = asyncio.Event()
        self.finished = asyncio.Event()
        self._seen = 0

    def _whole(self) -> int:
        return sum(paper.complete for paper in self.papers)

    def receive(self, chunk: bytes) -> int:
        if not self.began.is_set() and not self.is_question(chunk):
            self.began_s = time.perf_counter()
            self.began.set()
        taken = super().receive(chunk)
        if self._whole() > self._seen:
            self.finished.set()
        return taken

    def await_next(self) -> None:
        self.began.clear()
        self._seen = self._whole()
        self.finished.clear()


async def scan_to_slip(directory: Path, *, quick: bool) -> list[Figure]:
    """p50 and p99; the reference is three durable commits of a row each, a connection to the same printer, and one byte to it."""
    samples = 10 if quick else 120
    open_shop(directory / "box", [order(number) for number in range(samples)])
    machine = _WatchedMachine()
    wire = TcpMachine(machine)
    raw = open_writer(directory / "raw.sqlite3")
    raw.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT")
    printer = {"name": "slips", "driver": "escpos", "address": wire.address, "station": STATION}
    config = Config.model_validate({"printer": [printer], "discovery": {"scanners": False}})
    waited_ms, raw_ms = [], []
    async with Box(directory / "box", config) as box:
        for start in range(0, samples, _WALK_ORDERS):
            for picked in await _pick(box, min(_WALK_ORDERS, samples - start)):
                raw_ms.append(await _raw(raw, wire, machine))
                waited_ms.append(await _pack(box, picked, machine))
    wire.unplug()
    raw.close()
    return [compared(f"scan.to.slip.p{at}", "ms", [percentile(waited_ms, at)], [percentile(raw_ms, at)]) for at in (50, 99)]


async def _pick(box: Box, most: int) -> list[str]:
    """Pick a walk of orders; answers their numbers."""
    view = await _do(box, StartPickSession(most=most))
    session = view["session"]
    while view["await"] != "finish":
        await _do(box, ScanPick(session, view["stop"]["bin"]))
        view = await _do(box, ScanPick(session, view["stop"]["sku"], view["stop"]["quantity"] - view["stop"]["picked"]))
    return [entry["order"] for entry in (await _do(box, FinishPick(session)))["totes"]]


async def _pack(box: Box, picked: str, machine: _WatchedMachine) -> float:
    """Verify an order and seal it at once; answers how long its slip took from the last scan on, in ms."""
    check = await _do(box, StartPackCheck(picked, STATION))
    number, lines = check["pack_check"], check["lines"]
    for line in lines[:-1]:
        await _do(box, ScanPack(number, line["sku"], line["expected"]))
    machine.await_next()
    started_s = time.perf_counter()
    await _do(box, ScanPack(number, lines[-1]["sku"], lines[-1]["expected"]))
    await _do(box, FinishPackCheck(number, 500))
    await asyncio.wait_for(machine.finished.wait(), _PATIENCE_S)
    return (machine.began_s - started_s) * 1e3


async def _raw(connection: sqlite3.Connection, wire: TcpMachine[_WatchedMachine], machine: _WatchedMachine) -> float:
    """The least that it could be."""
    machine.await_next()
    host, _, port = wire.address.removeprefix("tcp://").partition(":")
    started_s = time.perf_counter()
    for _ in range(_COMMITS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (payload) VALUES (:payload)", {"payload": "x" * 300})
        connection.execute("COMMIT")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"\x1b@")
    await asyncio.wait_for(machine.began.wait(), _PATIENCE_S)
    waited_ms = (machine.began_s - started_s) * 1e3
    writer.close()
    await writer.wait_closed()
    return waited_ms


async def _do(box: Box, command: object) -> Answer:
    return await box.ledger.submit(command, actor=ACTOR)
