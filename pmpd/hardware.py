"""The box's devices: made from the configuration or found plugged in, each with somebody who looks after it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from devices.driver import Attached, Driver, Lights, Printer, Scale, Scanner
from devices.hotplug import HotPlug
from devices.registry import attached, make_lights, make_printer, make_scale, make_scanner
from devices.settings import LightsSettings, PrinterSettings, ScaleSettings, ScannerSettings
from devices.supervision import Supervisor
from pmpd import config as section
from pmpd.config import BadConfig, Config

Kind = Literal["scanner", "printer", "lights", "scale"]
Section = section.Scanner | section.Printer | section.Lights | section.Scale
Device = TypeVar("Device", bound=Driver)

LAYOUTS = "layouts"
"""The directory, beside the ledger, of the owner's own layouts."""

LOOK_FOR_NEW_S = 5.0
"""How often the box looks for scanners it does not know, besides whenever something is plugged in."""

_log = logging.getLogger(__name__)


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

    `layouts` is the directory of the owner's own layouts, `look` lists what is plugged in. Raises `BadConfig` for a device that can't be made of its settings.
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
    ) -> None:
        self._look = look
        self._discovers = config.discovery.scanners
        self._now_ms = now_ms
        self._on_change = on_change
        self._on_scanner = on_scanner
        self._tasks: list[asyncio.Task[None]] = []
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
        await asyncio.gather(*(fitted.supervisor.look() for fitted in self.fitted.values()))
        for fitted in list(self.fitted.values()):
            self._look_after(fitted)
        self._tasks.append(asyncio.create_task(self._notice_plugging(), name="hot-plug"))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(fitted.device.close() for fitted in self.fitted.values()))

    def _add_scanner(self, said: section.Scanner, *, found: bool = False) -> Fitted:
        settings = ScannerSettings(said.address, said.layout, said.separator)
        self.scanners[said.name] = self._fit("scanner", said, make_scanner, settings, found=found)
        return self.fitted[said.name]

    def _fit(self, kind: Kind, said: Section, make: Callable[..., Device], settings: object, *, found: bool = False) -> Device:
        try:
            device = make(said.driver, said.name, settings)
        except ValueError as error:
            raise BadConfig(f"{kind} {said.name}: {error}") from error
        supervisor = Supervisor(device, now_ms=self._now_ms, on_change=self._on_change)
        self.fitted[said.name] = Fitted(kind, said, device, supervisor, found)
        return device

    def _look_after(self, fitted: Fitted) -> None:
        self._tasks.append(asyncio.create_task(fitted.supervisor.watch(), name=f"device {fitted.said.name}"))
        if fitted.kind == "scanner":
            self._on_scanner(self.scanners[fitted.said.name])

    async def _notice_plugging(self) -> None:
        async with HotPlug() as plugged:
            while True:
                await self._look_for_new()
                try:
                    async with asyncio.timeout(LOOK_FOR_NEW_S):
                        await plugged.wait()
                except TimeoutError:
                    continue
                for fitted in self.fitted.values():
                    fitted.supervisor.look_now()

    async def _look_for_new(self) -> None:
        """Learn what is plugged in, and take hold of barcode scanners that stand in no configuration."""
        self.attached = await asyncio.to_thread(self._look)
        if not self._discovers:
            return
        for found in self.attached:
            if found.kind == "scanner" and found.certain and not self._is_used(found):
                _log.info("a scanner was plugged in: %s (%s)", found.about, found.address)
                said = section.Scanner(name=found.address[:80], driver=found.driver, address=found.address)
                self._look_after(self._add_scanner(said, found=True))
                self._on_change()

    def _is_used(self, found: Attached) -> bool:
        return any(fitted.kind == found.kind and fitted.said.address == found.address for fitted in self.fitted.values())

    @property
    def unused(self) -> list[Attached]:
        """What is plugged in and stands in no configuration."""
        return [found for found in self.attached if not self._is_used(found)]
