"""A small shop's box whose simulated devices a test can bring into every trouble, and a screen in front of it."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from devices.lights.simulated import SimulatedRail
from devices.printer.simulated import SimulatedPrinter
from devices.scale.simulated import SimulatedScale
from devices.scanner.simulated import SimulatedScanner
from pmpd.config import Config
from tests.browser.demo_box import RunningBox
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import FUSE, LAMP

T = TypeVar("T")


class Rehearsal(RunningBox):
    """A running box and its devices, which belong to the thread of the box: use them by `play`."""

    def __init__(self, served: ServedBox) -> None:
        super().__init__(served.address, served.box.directory)
        self._served = served
        self._orders = 0

    def play(self, work: Callable[[], T]) -> T:
        """Do something with a device, on the box's own loop."""

        async def on_the_loop() -> T:
            return work()

        return self._served.run(on_the_loop())

    @property
    def scanner(self) -> SimulatedScanner:
        """The scanner that walks."""
        found = self._served.box.hardware.scanners["scanner-1"]
        assert isinstance(found, SimulatedScanner)
        return found

    def is_tried(self) -> bool:
        """Whether the next scan of the walking scanner is kept for a trial: a screen says so before the box has heard of it."""
        return self.play(lambda: self._served.box.floor.holds("scanner-1"))

    @property
    def printer(self) -> SimulatedPrinter:
        """The printer of the station."""
        found = self._served.box.hardware.printers["printer-1"]
        assert isinstance(found, SimulatedPrinter)
        return found

    @property
    def rail(self) -> SimulatedRail:
        """The pick lights."""
        found = self._served.box.hardware.lights["rail-1"]
        assert isinstance(found, SimulatedRail)
        return found

    @property
    def scale(self) -> SimulatedScale:
        """The scale of the station."""
        found = self._served.box.hardware.scales["scale-1"]
        assert isinstance(found, SimulatedScale)
        return found

    def new_badge(self, operator: str) -> str:
        """Print somebody a new badge; answers what it holds."""
        number: int = self.post(f"/operators/{operator}/badge", {"station": "PACK-1"})["badge"]
        return self._served.box.identity.badges.code(operator, number)

    def forget_pins(self) -> None:
        """Let five minutes pass for every PIN that was entered."""
        identity = self._served.box.identity
        devices = [one["device"] for one in self.get("/paired-devices")["devices"]]

        def lock() -> None:
            for device in devices:
                identity.lock(device)

        self.play(lock)

    def look_after_devices(self) -> None:
        """Let the box look at its devices now rather than at its next round."""

        async def look() -> None:
            await asyncio.gather(*(fitted.supervisor.look() for fitted in self._served.box.hardware.fitted.values()))

        self._served.run(look())

    def mend_printer(self) -> None:
        """Make the printer's cable whole again, and wait until it has printed what waited."""
        self.play(self.printer.link.mend)
        self.look_after_devices()
        while any(self.get(f"/print-jobs?state={state}")["print_jobs"] for state in ("queued", "sending")):
            time.sleep(0.05)

    def come_late(self, *codes: str) -> None:
        """The walking scanner is in reach again and sends what it kept; returns once the box has set it aside."""
        self.play(lambda: self.scanner.play_stored(*codes))
        while len(self.get("/set-aside")["scans"]) < len(codes):
            time.sleep(0.02)

    def order(self, units: dict[str, int] | None = None) -> str:
        """An order by hand, of two items when nothing is said; answers its number."""
        self._orders += 1
        wanted = units or {LAMP: 1, FUSE: 2}
        lines = [{"external_id": sku, "sku": sku, "quantity": quantity} for sku, quantity in wanted.items()]
        number: str = self.post("/orders", {"external_id": f"rehearsal {self._orders}", "lines": lines})["order"]
        return number

    def verified_check(self) -> Any:
        """A pack check at PACK-1 whose every unit is verified: only the box is still open."""
        self.order()
        _, tote = self.picked_tote()
        check = self.post("/pack-checks", {"code": tote, "station": "PACK-1"})
        for line in check["lines"]:
            check = self.post(f"/pack-checks/{check['pack_check']}/scans", {"code": line["sku"], "quantity": line["expected"]})
        return check


@contextmanager
def rehearsal(directory: Path, config: Config | None = None) -> Iterator[Rehearsal]:
    """Serve a small shop for as long as it is needed."""
    with served_box(directory, config) as served, closing(Rehearsal(served)) as stage:
        yield stage
