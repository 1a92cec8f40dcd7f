"""The box's devices: made from the configuration or found plugged in, each with somebody who looks after it."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from devices.driver import Attached, Driver, Lights, Printer, Scale, Scanner
from devices.hotplug import HotPlug
from devices.registry import attached, make_lights, make_printer, make_scale, make_scanner
from devices.settings import LightsSettings, PrinterSettings, ScaleSettings, ScannerSettings
from devices.supervision import Supervisor
from ledger.errors import Refused
from pmpd import config as section
from pmpd.config import BadConfig, Config

Kind = Literal["scanner", "printer", "lights", "scale"]
Section = section.Scanner | section.Printer | section.Lights | section.Scale
Device = TypeVar("Device", bound=Driver)

LAYOUTS = "layouts"
"""The directory, beside the ledger, of the owner's own layouts."""

FORGOTTEN_MS = 3_600_000
"""A scanner that was only found is forgotten once it was gone for this long: nobody said that it belongs here."""

_NAME_LENGTH = 80

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often the box looks for what it does not know yet, besides whenever something is plugged in; how long it waits for its devices
    when it starts (who is not there by then comes later), and when it goes down."""

    look_for_new_s: float = 5.0
    first_look_s: float = 5.0
    let_go_s: float = 2.0


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A device of the box with what the configuration says of it; `found` where it stands in no configuration but was plugged in."""

    kind: Kind
    said: Section
    device: Driver
    supervisor: Supervisor
    found: bool = False


class Hardware:
    """Every device of the box by name. `on_change` hears of each change of a device's health, `on_scanner` of each scanner.

    `layouts` is the directory of the owner's own layouts, `look` lists what is plugged in. Raises `BadConfig` for a device that can't be
    made of its settings.
    """

    def __init__(
        self,
        config: Config,
        *,
        layouts: Path,
        now_ms: Callable[[], int],
        on_change: Callable[[], None],
        on_scanner: Callable[[Scanner], None],
        look: Callable[[], list[Attached]] = attached,
        patience: Patience = USUAL,
    ) -> None:
        self._look = look
        self._patience = patience
        self._discovers = config.discovery.scanners
        self._now_ms = now_ms
        self._on_change = on_change
        self._on_scanner = on_scanner
        self._noticing: asyncio.Task[None] | None = None
        self._watching: dict[str, asyncio.Task[None]] = {}
        self._blind = ""
        self.fitted: dict[str, Fitted] = {}
        self.attached: list[Attached] = []
        self.scanners: dict[str, Scanner] = {}
        self.printers: dict[str, Printer] = {}
        self.lights: dict[str, Lights] = {}
        self.scales: dict[str, Scale] = {}
        for scanner in config.scanner:
            self._add_scanner(scanner)
        for printer in config.printer:
            paper = PrinterSettings(printer.address, printer.width_mm, printer.height_mm, printer.dots_per_mm, layouts)
            self.printers[printer.name] = self._fit("printer", printer, make_printer, paper)
        for rail in config.lights:
            wired = LightsSettings(rail.address, ack_timeout_s=rail.ack_timeout_ms / 1000)
            self.lights[rail.name] = self._fit("lights", rail, make_lights, wired)
        for scale in config.scale:
            self.scales[scale.name] = self._fit("scale", scale, make_scale, ScaleSettings(scale.address, scale.protocol))

    async def __aenter__(self) -> "Hardware":
        for name in self.fitted:
            self._look_after(name)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.first_look_s):
                for fitted in self.fitted.values():
                    await fitted.supervisor.looked.wait()
        for scanner in self.scanners.values():
            self._on_scanner(scanner)
        self._noticing = asyncio.create_task(self._notice_plugging(), name="hot-plug")
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = [task for task in (self._noticing, *self._watching.values()) if task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            _ended, hanging = await asyncio.wait(tasks, timeout=self._patience.let_go_s)
            for task in hanging:
                _log.warning("%s does not let go; the box goes down without it", task.get_name())

    def _add_scanner(self, said: section.Scanner, *, found: bool = False) -> None:
        settings = ScannerSettings(said.address, said.layout, said.separator)
        self.scanners[said.name] = self._fit("scanner", said, make_scanner, settings, found=found)

    def _fit(self, kind: Kind, said: Section, make: Callable[..., Device], settings: object, *, found: bool = False) -> Device:
        try:
            device = make(said.driver, said.name, settings)
        except ValueError as error:
            raise BadConfig(f"{kind} {said.name}: {error}") from error
        supervisor = Supervisor(device, now_ms=self._now_ms, on_change=self._on_change)
        self.fitted[said.name] = Fitted(kind, said, device, supervisor, found)
        return device

    def _look_after(self, name: str) -> None:
        self._watching[name] = asyncio.create_task(self.fitted[name].supervisor.watch(), name=f"device {name}")

    async def _notice_plugging(self) -> None:
        async with HotPlug() as plugged:
            while True:
                await self._look_about()
                try:
                    async with asyncio.timeout(self._patience.look_for_new_s):
                        await plugged.wait()
                except TimeoutError:
                    continue
                self._look_now()

    def _look_now(self) -> None:
        for fitted in self.fitted.values():
            fitted.supervisor.look_now()

    async def _look_about(self) -> None:
        """Learn what is plugged in, and keep the list of found scanners; a fault in that is told once and does not end it."""
        before, blind = self.attached, ""
        try:
            self.attached = await asyncio.to_thread(self._look)
            if self.attached != before:  # heard of nothing, where the kernel may not be heard
                self._look_now()
            self._take_on_found()
            await self._forget_gone()
        except Exception as fault:  # noqa: BLE001 - listing is the work of many drivers and of the kernel
            blind = f"{type(fault).__name__}: {fault}"
            if blind != self._blind:
                _log.exception("the box can't see what is plugged in")
        self._blind = blind

    def _take_on_found(self) -> None:
        """Take hold of barcode scanners that stand in no configuration."""
        for found in self.attached if self._discovers else ():
            name = _name_of(found)
            if found.kind == "scanner" and found.certain and not self._is_used(found) and name not in self.fitted:
                _log.info("a scanner was plugged in: %s (%s)", found.about, found.address)
                self._add_scanner(section.Scanner(name=name, driver=found.driver, address=found.address), found=True)
                self._look_after(name)
                self._on_scanner(self.scanners[name])
                self._on_change()

    async def _forget_gone(self) -> None:
        """Let go of scanners that were only found, and are gone for long. One that sleeps stays, since it wakes with a code."""
        long_ago_ms = self._now_ms() - FORGOTTEN_MS
        for name, fitted in list(self.fitted.items()):
            condition = fitted.supervisor.condition
            there = any(_means(fitted.said.address, found) for found in self.attached)
            if fitted.found and not there and condition.health.status == "bad" and condition.since_ms <= long_ago_ms:
                del self.fitted[name], self.scanners[name]
                watching = self._watching.pop(name)
                watching.cancel()
                await asyncio.wait([watching], timeout=self._patience.let_go_s)
                self._on_change()

    def scanner(self, name: str) -> Scanner:
        """The scanner of that name. Refused `scanner_not_found`."""
        if name not in self.scanners:
            raise Refused("scanner_not_found", f"there is no scanner {name}; there is {', '.join(self.scanners) or 'none'}")
        return self.scanners[name]

    def _is_used(self, found: Attached) -> bool:
        return any(_means(fitted.said.address, found) for fitted in self.fitted.values())

    @property
    def unused(self) -> list[Attached]:
        """What is plugged in and stands in no configuration."""
        return [found for found in self.attached if not self._is_used(found)]


def _name_of(found: Attached) -> str:
    """What a found device is called; of a long port the end, where its serial number is."""
    return found.address.removeprefix("serial:///dev/serial/by-id/")[-_NAME_LENGTH:].lstrip("-_")


def _means(address: str, found: Attached) -> bool:
    """Tell whether the configuration's `address` is that of a found device."""
    return _plain(address) in {_plain(each) for each in (found.address, *found.also)}


def _plain(address: str) -> str:
    """An address as it can be compared: a port by the node behind all its links and without its speed, letters of either size alike."""
    path, _, _ = address.removeprefix("serial://").partition("?")
    return os.path.realpath(path) if address.startswith("serial:///") else address.casefold()
