"""Supervision: a device is taken hold of until it is there, and each change is told once."""

import asyncio
import logging
from pathlib import Path

import pytest

from devices.driver import DeviceGone, Health
from devices.registry import make_printer, make_scanner
from devices.scanner.evdev import EvdevScanner
from devices.scanner.simulated import SimulatedScanner
from devices.settings import ScannerSettings
from devices.supervision import LOOK_TROUBLE_S, Supervisor
from tests.devices.input_devices import InputDevices


class Watched:
    """A scanner with somebody who looks after it, and a note of every change that was told."""

    def __init__(self) -> None:
        self.scanner: SimulatedScanner = make_scanner("simulated", "scanner-1")
        self.now_ms = 1_000
        self.changes = asyncio.Queue[Health]()
        self.supervisor = Supervisor(self.scanner, now_ms=lambda: self.now_ms, on_change=self._note)

    def _note(self) -> None:
        self.changes.put_nowait(self.supervisor.condition.health)


@pytest.fixture
async def watched() -> Watched:
    return Watched()


async def test_a_device_that_is_there_is_opened_and_good(watched: Watched) -> None:
    assert (await watched.supervisor.look()).status == "good"
    watched.scanner.play("A-06")
    assert (await watched.changes.get()).status == "good"


async def test_a_device_that_is_not_there_is_bad_and_its_trouble_is_kept(watched: Watched) -> None:
    watched.scanner.unplug()
    await watched.supervisor.look()
    condition = watched.supervisor.condition
    assert (condition.health.status, condition.since_ms, condition.last_error_ms) == ("bad", 1_000, 1_000)
    assert "unplugged" in condition.last_error


async def test_the_last_trouble_is_remembered_when_the_device_is_well_again(watched: Watched) -> None:
    watched.scanner.unplug()
    await watched.supervisor.look()
    watched.scanner.plug_in()
    watched.now_ms = 2_000
    await watched.supervisor.look()
    condition = watched.supervisor.condition
    assert (condition.health.status, condition.since_ms, condition.last_error_ms) == ("good", 2_000, 1_000)
    assert "unplugged" in condition.last_error


async def test_a_change_is_told_and_logged_once_however_often_one_looks(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    watched.scanner.unplug()
    with caplog.at_level(logging.INFO, "devices.supervision"):
        for _ in range(5):
            await watched.supervisor.look()
    assert watched.changes.qsize() == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_what_is_plugged_in_is_noticed_at_once_when_the_kernel_says_so(watched: Watched) -> None:
    watched.scanner.unplug()
    watching = asyncio.create_task(watched.supervisor.watch())
    assert (await watched.changes.get()).status == "bad"
    watched.scanner.plug_in()
    watched.supervisor.look_now()
    assert (await asyncio.wait_for(watched.changes.get(), 5)).status == "good"
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert (await watched.scanner.health()).detail == "closed"


async def test_a_device_in_trouble_is_found_again_without_anybody_saying_so(watched: Watched) -> None:
    watched.scanner.unplug()
    watching = asyncio.create_task(watched.supervisor.watch())
    assert (await watched.changes.get()).status == "bad"
    watched.scanner.plug_in()
    assert (await asyncio.wait_for(watched.changes.get(), 5 + LOOK_TROUBLE_S[0])).status == "good"
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_a_printer_without_paper_is_bad_with_its_own_words_and_not_merely_gone() -> None:
    printer = make_printer("simulated", "printer-1")
    supervisor = Supervisor(printer, now_ms=lambda: 0, on_change=lambda: None)
    await supervisor.look()
    printer.machine.run_out_of_paper()
    assert (await supervisor.look()).detail == "paper out"
    await printer.close()


async def test_an_unexpected_fault_of_a_driver_does_not_end_the_watch_over_it(caplog: pytest.LogCaptureFixture) -> None:
    faulty = FaultyOnce()
    seen = asyncio.Event()

    def note() -> None:
        if faulty.asked > 1:
            seen.set()

    supervisor = Supervisor(faulty, now_ms=lambda: 0, on_change=note)
    watching = asyncio.create_task(supervisor.watch())
    await asyncio.wait_for(seen.wait(), 5 + LOOK_TROUBLE_S[0])
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert "ZeroDivisionError" in caplog.text


async def test_a_driver_that_hangs_is_called_bad_and_tried_again() -> None:
    hanging = HangingOnce()
    supervisor = Supervisor(hanging, now_ms=lambda: 0, on_change=lambda: None, patience_s=0.05)
    async with asyncio.timeout(20):
        health = [(await supervisor.look()).status for _ in range(2)]
    assert health == ["bad", "good"]


async def test_a_scanner_that_sleeps_is_no_trouble_to_be_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    scanner = EvdevScanner("walks", ScannerSettings("bt:00:1A:7D:DA:71:13"), places=InputDevices(tmp_path).places)
    supervisor = Supervisor(scanner, now_ms=lambda: 0, on_change=lambda: None)
    with caplog.at_level(logging.INFO, "devices.supervision"):
        health = await supervisor.look()
    assert (health.status, health.detail, "trigger" in health.remedy) == ("unknown", "asleep or out of reach", True)
    assert [record.levelname for record in caplog.records] == ["INFO"]


class HangingOnce:
    """A driver that hangs the first time."""

    name = "hanging-1"
    about = ""

    def __init__(self) -> None:
        self.opened = 0

    async def open(self) -> None:
        self.opened += 1
        if self.opened == 1:
            await asyncio.Event().wait()

    async def close(self) -> None:
        pass

    async def health(self) -> Health:
        return Health("good", "reading") if self.opened > 1 else Health("unknown", "closed")


class FaultyOnce:
    """A driver with a bug that strikes once."""

    name = "faulty-1"
    about = ""

    def __init__(self) -> None:
        self.asked = 0

    async def open(self) -> None:
        raise DeviceGone("faulty-1 is not there")

    async def close(self) -> None:
        pass

    async def health(self) -> Health:
        self.asked += 1
        return Health("good", f"{1 // (self.asked - 1)}")
