"""The composition root: one ledger, the devices, and the workflows between them."""

import asyncio
import logging
import sqlite3
from contextlib import AsyncExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from devices.driver import DeviceGone, Driver, Lights, Printer, Scanner
from devices.registry import make_lights, make_printer, make_scanner
from ledger.audit.reconciliation import standstill
from ledger.clock import Clock, Ids
from ledger.engine import Engine
from ledger.goods.places import bins
from ledger.sales.orders import backlog
from pmpd.config import Config
from pmpd.day_close import DayClose
from pmpd.due_holds import release_due_holds
from pmpd.floor import Floor
from pmpd.light_guide import LightGuide
from pmpd.local_socket import socket_file
from pmpd.slip_printing import SlipPrinting
from pmpd.store import Ledger

_log = logging.getLogger(__name__)


class Box:
    """The running box, an asynchronous context manager.

    Raises `ledger.database.Held` when another program has the ledger, `ledger.errors.Corrupt` when the file is no ledger.
    """

    def __init__(self, directory: Path, config: Config, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.directory = directory
        self.config = config
        self.scanners: dict[str, Scanner] = {}
        self.printers: dict[str, Printer] = {}
        self.lights: dict[str, Lights] = {}
        self._rail_of_bin: dict[str, Lights] = {}
        self._clock = clock
        self._ids = ids
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        socket = socket_file(self.directory)
        engine = Engine(self.directory, program="pmpd", socket=str(socket), clock=self._clock, ids=self._ids)
        try:
            self.ledger = await self._stack.enter_async_context(Ledger(engine))
            await self._open_devices()
            self.floor = Floor(self.ledger, self.config)
            self.light_guide = LightGuide(self.ledger, self._rail_of_bin)
            self.slip_printing = SlipPrinting(self.ledger, self.config, self.printers)
            for name, scanner in self.scanners.items():
                self._run(self.floor.follow(scanner), f"scanner {name}")
            self._run(self.light_guide.follow(), "lights")
            self._run(self.slip_printing.follow(), "printing")
            self._run(release_due_holds(self.ledger), "holds")
            self._run(DayClose(self.ledger).follow(), "day close")
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _open_devices(self) -> None:
        places = await self.ledger.ask(bins)
        for scanner in self.config.scanner:
            self.scanners[scanner.name] = await self._open(make_scanner(scanner.driver, name=scanner.name))
        for printer in self.config.printer:
            made = make_printer(printer.driver, name=printer.name, width_mm=printer.width_mm)
            self.printers[printer.name] = await self._open(made)
        for rail in self.config.lights:
            codes = [place["code"] for place in places if not rail.zones or place["zone"] in rail.zones]
            self.lights[rail.name] = await self._open(make_lights(rail.driver, name=rail.name, lights=codes))
            self._rail_of_bin |= dict.fromkeys(codes, self.lights[rail.name])

    async def _open(self, device: Any) -> Any:
        try:
            await device.open()
        except DeviceGone as error:
            _log.warning("%s; the box goes on without it", error)
        self._stack.push_async_callback(device.close)
        return device

    def _run(self, work: Any, name: str) -> None:
        """Run a workflow until the box goes down."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_say_why_it_ended)
        self._stack.push_async_callback(_end, task)

    @property
    def devices(self) -> dict[str, tuple[str, Driver]]:
        """Every device by name, with its kind."""
        kinds: dict[str, dict[str, Any]] = {"scanner": self.scanners, "printer": self.printers, "lights": self.lights}
        return {name: (kind, device) for kind, devices in kinds.items() for name, device in devices.items()}

    async def health(self) -> dict[str, Any]:
        """How the box is; `ledger` is `good` or says why nothing can be written.

        `{version, sqlite, ledger, head, devices, lights_not_answering, slips_not_printing, reconciliation,
        backlog}`; `reconciliation` is `good` or says why days are not reconciled.
        """
        devices = []
        for name, (kind, device) in self.devices.items():
            health = await device.health()
            devices.append({"name": name, "kind": kind, "status": health.status, "detail": health.detail})
        return {
            "version": version("pmpd"),
            "sqlite": sqlite3.sqlite_version,
            "ledger": self.ledger.engine.stopped or "good",
            "head": self.ledger.engine.head.seq,
            "devices": devices,
            "lights_not_answering": dict(self.light_guide.trouble),
            "slips_not_printing": await self.slip_printing.not_printing(),
            "reconciliation": await self.ledger.ask(standstill, self.ledger.engine.clock.now_ms()) or "good",
            "backlog": await self.ledger.ask(backlog),
        }


def _say_why_it_ended(task: "asyncio.Task[Any]") -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.error("%s stopped working", task.get_name(), exc_info=task.exception())


async def _end(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
