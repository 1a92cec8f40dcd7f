"""The composition root: one ledger, the devices, and the workflows between them."""

import asyncio
import logging
import sqlite3
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from devices.driver import Scale
from devices.sound.sound import make_sound
from ledger.audit.reconciliation import standstill
from ledger.clock import Clock, Ids, SystemClock
from ledger.engine import Engine
from ledger.goods.places import bins
from ledger.sales.orders import backlog
from pmpd.config import Config
from pmpd.day_close import DayClose
from pmpd.document_store import DocumentStore
from pmpd.due_holds import release_due_holds
from pmpd.floor import Floor
from pmpd.hardware import LAYOUTS, Fitted, Hardware
from pmpd.identity.identity import Identity
from pmpd.identity.whereabouts import Whereabouts
from pmpd.light_guide import LightGuide
from pmpd.local_socket import socket_file
from pmpd.print_sharing import PrinterAt, share_documents
from pmpd.printing import Printing
from pmpd.rails import Rails
from pmpd.set_aside_scans import follow_set_aside
from pmpd.store import Ledger
from pmpd.stream_places import StreamPlaces
from pmpd.succession import take_over
from pmpd.successors import Successors

_log = logging.getLogger(__name__)


class Box:
    """The running box, an asynchronous context manager.

    Raises `ledger.database.Held` when another program has the ledger, `ledger.errors.Corrupt` when the file is no ledger, and
    `pmpd.config.BadConfig` for a device that can't be made of its settings.
    """

    def __init__(self, directory: Path, config: Config, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.directory = directory
        self.config = config
        self._clock = clock or SystemClock()
        self._ids = ids
        self.streams = StreamPlaces()
        self.filling = asyncio.Lock()  # a sheet or a form of places is planned by what the one before has brought in
        self.whereabouts = Whereabouts(directory, config)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.hardware = self._made_hardware()  # before the ledger: where a device can't be made, nothing is begun
        take_over(self.directory)
        socket = socket_file(self.directory)
        engine = Engine(self.directory, program="pmpd", socket=str(socket), clock=self._clock, ids=self._ids)
        try:
            self.ledger = await self._stack.enter_async_context(Ledger(engine))
            self.successors = Successors(self.ledger)
            self.identity = Identity(self.ledger, self.directory)
            self._stack.callback(self.identity.close)
            self.sound = make_sound(self.config.sound.enabled, self.config.sound.device)
            self._stack.push_async_callback(self.sound.close)
            stations = {scanner.name: scanner.station for scanner in self.config.scanner}
            self.floor = Floor(self.ledger, self.identity, stations, self.sound)
            await self._fit_out()
            for work, name in (
                (self.rails.follow(self.ledger), "bins with lights"),
                (self.light_guide.follow(), "lights"),
                (self.printing.follow(), "printing"),
                (follow_set_aside(self.ledger, self.floor), "scans that were set aside"),
                (release_due_holds(self.ledger), "holds"),
                (DayClose(self.ledger).follow(), "day close"),
            ):
                self._run(work, name)
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _made_hardware(self) -> Hardware:
        return Hardware(
            self.config,
            layouts=self.directory / LAYOUTS,
            now_ms=self._clock.now_ms,
            on_change=self._device_changed,
            on_scanner=lambda scanner: self._run(self.floor.follow(scanner), f"scanner {scanner.name}"),
        )

    async def _fit_out(self) -> None:
        """Take hold of the devices, and make what works with them."""
        self.rails = Rails(self.config.lights, self.hardware.lights)
        self.rails.learn(await self.ledger.ask(bins))
        self.light_guide = LightGuide(self.ledger, self.rails)
        self.documents = DocumentStore(self.directory)
        self.printing = Printing(
            self.ledger, self.config.shop.name, self._printers(), self.documents, self.identity.badges, self.directory / LAYOUTS
        )
        await self._stack.enter_async_context(self.hardware)

    def _printers(self) -> dict[str, PrinterAt]:
        shares = share_documents(self.config.printer)
        made = self.hardware.printers
        return {said.name: PrinterAt(said.name, made[said.name], said.station, shares[said.name]) for said in self.config.printer}

    def _device_changed(self) -> None:
        """A screen that shows devices looks anew, and a printer that is well again prints what waits."""
        self.ledger.events.say("device")
        self.printing.look_anew()

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run a workflow until the box goes down."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_say_why_it_ended)
        self._stack.push_async_callback(_end, task)

    def kiosk_link(self) -> str:
        """A link that lets in, as a kiosk, the browser of this machine that opens it first."""
        return f"{self.whereabouts.kiosk_address}#pair={self.identity.pairings.offer('kiosk', trusted=True)['token']}"

    def scale_at(self, station: str) -> Scale | None:
        """The scale of a station."""
        return next((self.hardware.scales[scale.name] for scale in self.config.scale if scale.station == station), None)

    async def health(self) -> dict[str, Any]:
        """How the box is; `ledger` is `good` or says why nothing can be written.

        `{version, sqlite, ledger, head, devices, lights_not_answering, not_printing, reconciliation, backlog}`; `reconciliation` is `good`
        or says why days are not reconciled.
        """
        return {
            "version": version("pmpd"),
            "sqlite": sqlite3.sqlite_version,
            "ledger": self.ledger.engine.stopped or "good",
            "head": self.ledger.engine.head.seq,
            "devices": [_in_short(fitted) for fitted in self.hardware.fitted.values()],
            "lights_not_answering": dict(self.light_guide.trouble),
            "not_printing": await self.printing.not_printing(),
            "reconciliation": await self.ledger.ask(standstill, self.ledger.engine.clock.now_ms()) or "good",
            "backlog": await self.ledger.ask(backlog),
        }


def _in_short(fitted: Fitted) -> dict[str, str]:
    health = fitted.supervisor.condition.health
    return {"name": fitted.said.name, "kind": fitted.kind, "status": health.status, "detail": health.detail, "remedy": health.remedy}


def _say_why_it_ended(task: "asyncio.Task[Any]") -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.error("%s stopped working", task.get_name(), exc_info=task.exception())


async def _end(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
