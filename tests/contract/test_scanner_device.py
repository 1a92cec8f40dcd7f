"""What every scanner does, whatever it is made of. A rig makes one and plays a person with a label in front of it."""

import asyncio
import fcntl
import os
import pty
import select
import struct
import termios
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest

from devices.driver import DeviceGone, RejectedScan, Scan, Scanner
from devices.registry import make_scanner
from devices.scanner.evdev import EvdevScanner
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US
from devices.settings import ScannerSettings
from tests.devices.input_devices import InputDevices


class Rig(Protocol):
    scanner: Scanner

    def __init__(self, directory: Path, name: str) -> None: ...
    def scan_label(self, code: str) -> None: ...
    def unplug_in_the_middle_of(self, code: str) -> None: ...
    def plug_in(self) -> None: ...
    def put_away(self) -> None: ...


class SimulatedRig:
    def __init__(self, _: Path, name: str) -> None:
        self._simulated = make_scanner("simulated", name)
        self.scanner: Scanner = self._simulated

    def scan_label(self, code: str) -> None:
        self._simulated.play(code)

    def unplug_in_the_middle_of(self, code: str) -> None:
        self._simulated.unplug_after(2 * len(code))
        self._simulated.play(code)

    def plug_in(self) -> None:
        self._simulated.plug_in()

    def put_away(self) -> None:
        pass


def later_us() -> int:
    """A second from now: what is typed within a moment of opening may lack its start, and is rejected."""
    return time.time_ns() // 1000 + 1_000_000


class EvdevRig:
    """The kernel's bytes through FIFOs; each time it is plugged in its nodes have other numbers."""

    def __init__(self, directory: Path, name: str) -> None:
        self._machine = InputDevices(directory)
        self.plug_in()
        settings = ScannerSettings("serial:G19A0042")
        self.scanner: Scanner = EvdevScanner(name, settings, places=self._machine.places, take=self._machine.take)

    def scan_label(self, code: str) -> None:
        self._device.send(key_events(code, US, later_us()))

    def unplug_in_the_middle_of(self, code: str) -> None:
        self._device.send(key_events(code, US, later_us())[: 2 * len(code)])
        self._device.unplug()

    def _now_us(self) -> int:
        # The person is not so quick as to scan while the box opens the scanner: that scan would be taken for one that had already begun.
        return time.time_ns() // 1000 + 1_000_000

    def plug_in(self) -> None:
        self._device = self._machine.plug_usb(serial="G19A0042")

    def put_away(self) -> None:
        self._machine.close()


class SerialRig:
    """A pseudo terminal; each time it is plugged in it is another one, behind the same link as udev makes it."""

    def __init__(self, directory: Path, name: str) -> None:
        directory.mkdir(exist_ok=True)
        self._link = directory / "usb-Scanner_G19A0042-if00"
        self.plug_in()
        self.scanner: Scanner = make_scanner("serial", name, ScannerSettings(f"serial://{self._link}"))

    def scan_label(self, code: str) -> None:
        os.write(self._far_end, f"{code}\r".encode())

    def unplug_in_the_middle_of(self, code: str) -> None:
        os.write(self._far_end, code[: len(code) // 2].encode())
        # What a hang-up finds unread is gone, and there would be no half scan to reject. Polling brings what was written to the near end.
        select.select([self._near_end], [], [], 0)
        while struct.unpack("i", fcntl.ioctl(self._near_end, termios.FIONREAD, bytes(4)))[0]:
            time.sleep(0.001)
        self.put_away()

    def plug_in(self) -> None:
        self._far_end, self._near_end = pty.openpty()
        self._link.symlink_to(os.ttyname(self._near_end))

    def put_away(self) -> None:
        if self._link.is_symlink():
            self._link.unlink()
            os.close(self._far_end)
            os.close(self._near_end)


@pytest.fixture(params=[SimulatedRig, EvdevRig, SerialRig])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    made: Rig = request.param(tmp_path / "first", "bench-1")
    await made.scanner.open()
    yield made
    await made.scanner.close()
    made.put_away()


@pytest.fixture
async def second(rig: Rig, tmp_path: Path) -> AsyncIterator[Rig]:
    """Another scanner of the same model."""
    made = type(rig)(tmp_path / "second", "bench-2")
    await made.scanner.open()
    yield made
    await made.scanner.close()
    made.put_away()


async def next_scan(scans: AsyncIterator[Scan | RejectedScan]) -> Scan | RejectedScan:
    return await asyncio.wait_for(anext(scans), 20)


async def test_codes_come_out_in_the_order_they_were_scanned(rig: Rig) -> None:
    scans = rig.scanner.scans()
    labels = ["4006381333931", "A-06-2", "A-06-2", "SKU 7/b\x1d21XYZ"]
    for label in labels:
        rig.scan_label(label)
    heard = [await next_scan(scans) for _ in labels]
    assert [scan.code for scan in heard if isinstance(scan, Scan)] == labels


async def test_a_scan_names_its_device_and_its_time_never_runs_backwards(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.scan_label("one")
    rig.scan_label("two")
    first, second = await next_scan(scans), await next_scan(scans)
    assert first.device == second.device == rig.scanner.name
    assert 0 < first.at_us <= second.at_us


async def test_a_waiting_reader_hears_a_scan_when_it_happens(rig: Rig) -> None:
    waiting = asyncio.ensure_future(next_scan(rig.scanner.scans()))
    await asyncio.sleep(0)
    rig.scan_label("late")
    scan = await waiting
    assert isinstance(scan, Scan)
    assert scan.code == "late"


async def test_a_truncated_barcode_is_never_posted(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.unplug_in_the_middle_of("4006381333931")
    assert isinstance(await next_scan(scans), RejectedScan)
    assert (await rig.scanner.health()).status == "bad"
    rig.plug_in()
    await rig.scanner.open()
    rig.scan_label("4006381333931")
    whole = await next_scan(scans)
    assert isinstance(whole, Scan)
    assert whole.code == "4006381333931"


async def test_an_unplugged_scanner_cannot_be_opened_until_it_is_back(rig: Rig) -> None:
    rig.unplug_in_the_middle_of("4006381333931")
    await rig.scanner.close()
    with pytest.raises(DeviceGone, match=rig.scanner.name):
        await rig.scanner.open()
    rig.plug_in()
    await rig.scanner.open()
    assert (await rig.scanner.health()).status == "good"


async def test_opening_an_open_scanner_disturbs_no_scan_under_way(rig: Rig) -> None:
    scans = rig.scanner.scans()
    for label in ("before", "after"):
        rig.scan_label(label)
        await rig.scanner.open()
    heard = [await next_scan(scans) for _ in range(2)]
    assert [scan.code for scan in heard if isinstance(scan, Scan)] == ["before", "after"]


async def test_two_scanners_at_once_never_mix(rig: Rig, second: Rig) -> None:
    for number in range(20):
        rig.scan_label(f"LEFT-{number}")
        second.scan_label(f"RIGHT-{number}")
    for side, scanner in (("LEFT", rig.scanner), ("RIGHT", second.scanner)):
        scans = scanner.scans()
        heard = [await next_scan(scans) for _ in range(20)]
        assert [scan.code for scan in heard if isinstance(scan, Scan)] == [f"{side}-{number}" for number in range(20)]
        assert {scan.device for scan in heard} == {scanner.name}


async def test_whoever_waits_for_scans_before_the_first_open_hears_them_from_then_on(rig: Rig, tmp_path: Path) -> None:
    made = type(rig)(tmp_path / "unopened", "bench-3")
    waiting = asyncio.ensure_future(next_scan(made.scanner.scans()))
    await asyncio.sleep(0.01)
    await made.scanner.open()
    made.scan_label("here")
    scan = await waiting
    await made.scanner.close()
    made.put_away()
    assert (type(scan), scan.device) == (Scan, "bench-3")


async def test_closing_ends_the_scans_and_health_is_then_unknown(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.scan_label("last")
    assert isinstance(await next_scan(scans), Scan)
    await rig.scanner.close()
    with pytest.raises(StopAsyncIteration):
        await next_scan(scans)
    assert (await rig.scanner.health()).status == "unknown"


async def test_no_thread_is_left_once_a_scanner_is_closed(rig: Rig) -> None:
    rig.unplug_in_the_middle_of("4006381333931")
    rig.plug_in()
    await rig.scanner.open()
    await rig.scanner.close()
    assert [thread.name for thread in threading.enumerate() if rig.scanner.name in thread.name] == []
