"""A scanner that types, from the bytes of its event nodes on: every node held, found again, heard while the loop is busy."""

import asyncio
import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from devices.driver import DeviceGone, RejectedScan, Scan
from devices.registry import make_scanner
from devices.scanner.evdev import EvdevScanner
from devices.scanner.event_node import grab
from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, InputEvent
from devices.scanner.key_codes import KEY_ENTER
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US
from devices.settings import ScannerSettings
from tests.devices.input_devices import KEYBOARD_KEYS, MEDIA_KEYS_ONLY, MOUSE_KEYS, InputDevices
from tests.required_parts import REPOSITORY

AT_US = 1_764_000_000_000_000
KEY_A, KEY_F13, KEY_VOLUMEUP = 30, 183, 115


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[InputDevices]:
    made = InputDevices(tmp_path)
    yield made
    made.close()


@pytest.fixture
async def scanner_at(machine: InputDevices) -> AsyncIterator[Callable[..., EvdevScanner]]:
    made: list[EvdevScanner] = []

    def make(address: str, name: str = "bench-1", separator: str = "\x1d") -> EvdevScanner:
        made.append(EvdevScanner(name, ScannerSettings(address, separator=separator), places=machine.places, take=machine.take))
        return made[-1]

    yield make
    for scanner in made:
        await scanner.close()


async def next_scan(scans: AsyncIterator[Scan | RejectedScan]) -> Scan | RejectedScan:
    return await asyncio.wait_for(anext(scans), 20)


async def lost(scanner: EvdevScanner) -> None:
    """Wait until the scanner has noticed that it is gone."""
    async with asyncio.timeout(20):
        while (await scanner.health()).detail == "reading":  # noqa: ASYNC110 - a health is asked for, as the supervisor does
            await asyncio.sleep(0.005)


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_every_node_of_the_scanner_is_taken_and_no_node_of_another_device(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    machine.plug_usb("1-1.1", name="Logitech K120", ids=(0x046D, 0xC31C))
    device = machine.plug_usb("1-1.2", serial="G19A0042", keys=[KEYBOARD_KEYS, MEDIA_KEYS_ONLY, MOUSE_KEYS])
    await scanner_at("serial:G19A0042").open()
    assert machine.taken == device.nodes


async def test_what_media_keys_and_the_mouse_say_is_no_part_of_a_scan(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_usb(serial="G19A0042", keys=[KEYBOARD_KEYS, MEDIA_KEYS_ONLY])
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    device.send([InputEvent(AT_US, EV_KEY, KEY_VOLUMEUP, 1)], node=1)
    device.scan("A-06-2")
    scan = await next_scan(scanner.scans())
    assert scan == Scan("A-06-2", AT_US, "bench-1")


async def test_a_node_that_came_late_is_taken_without_disturbing_the_scan_under_way(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_usb(serial="G19A0042")
    usb = machine.places.sysfs / "devices" / "platform" / "usb1" / "1-1.2"
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    events = key_events("4006381333931", US, AT_US)
    device.send(events[:20])
    device.add_node(usb / "1-1.2:1.1", 3, (0x0C2E, 0x0B61), "Voyager", "usb-platform-1.2/input1", "", MEDIA_KEYS_ONLY)
    assert (await scanner.health()).status == "unknown"
    await scanner.open()
    device.send(events[20:])
    assert isinstance(await next_scan(scanner.scans()), Scan)
    assert machine.taken == device.nodes
    assert (await scanner.health()).status == "good"


async def test_a_scanner_that_comes_back_under_another_number_is_found_again_and_says_who_it_is(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    first = machine.plug_usb("1-1.2", serial="G19A0042", name="Voyager 1400g")
    scanner = scanner_at("serial:G19A0042")
    assert scanner.about == ""
    await scanner.open()
    first.unplug()
    await lost(scanner)
    with pytest.raises(DeviceGone, match="bench-1: unplugged"):
        await scanner.open()
    machine.plug_usb("1-1.4", serial="G19A0042", name="Voyager 1400g").scan("BACK")
    await scanner.open()
    assert isinstance(await next_scan(scanner.scans()), Scan)
    assert scanner.about == "Honeywell Voyager 1400g, serial G19A0042"


async def test_two_scanners_of_one_model_are_held_and_heard_apart(machine: InputDevices, scanner_at: Callable[..., EvdevScanner]) -> None:
    devices = [machine.plug_usb(port, serial="0000001") for port in ("1-1.2", "1-1.3")]
    scanners = [scanner_at("port:1-1.2", "left"), scanner_at("port:1-1.3", "right")]
    for scanner in scanners:
        await scanner.open()
    for device, code in zip(devices, ("LEFT", "RIGHT"), strict=True):
        device.scan(code)
    heard = [await next_scan(scanner.scans()) for scanner in scanners]
    assert heard == [Scan("LEFT", AT_US, "left"), Scan("RIGHT", AT_US, "right")]


@pytest.mark.parametrize(
    ("number", "said", "remedy"),
    [(errno.EACCES, "may not be read", "group input"), (errno.EBUSY, "held by another program", "stop the other program")],
)
async def test_a_scanner_that_may_not_be_taken_says_what_to_do_and_is_taken_once_it_may(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner], number: int, said: str, remedy: str
) -> None:
    device = machine.plug_usb(serial="G19A0042", keys=[KEYBOARD_KEYS, MEDIA_KEYS_ONLY])
    scanner = scanner_at("serial:G19A0042")
    open_before = open_descriptors()
    machine.refuse = number
    with pytest.raises(DeviceGone, match=said) as refused:
        await scanner.open()
    health = await scanner.health()
    assert remedy in refused.value.remedy
    assert (health.status, health.remedy) == ("bad", refused.value.remedy)
    assert open_descriptors() == open_before
    machine.refuse = None
    await scanner.open()
    assert machine.taken == device.nodes


async def test_a_code_that_was_being_typed_when_the_scanner_was_opened_is_rejected_since_its_start_is_missing(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_usb(serial="G19A0042")
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    just_now_us = time.time_ns() // 1000
    device.scan("81333931", just_now_us)
    device.scan("NEXT", just_now_us)
    scans = scanner.scans()
    assert isinstance(await next_scan(scans), RejectedScan)
    assert await next_scan(scans) == Scan("NEXT", just_now_us, "bench-1")


async def test_dropped_events_reject_the_scan_and_the_next_one_is_whole(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_usb(serial="G19A0042")
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    events = key_events("4006381333931", US, AT_US)
    device.send([*events[:12], InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0), *events[30:]])
    device.scan("NEXT")
    scans = scanner.scans()
    assert isinstance(await next_scan(scans), RejectedScan)
    assert await next_scan(scans) == Scan("NEXT", AT_US, "bench-1")


async def test_a_scanner_that_types_on_another_keyboard_is_read_from_and_yet_not_well(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_usb(serial="G19A0042")
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    scans = scanner.scans()
    for _ in range(3):
        device.send([InputEvent(AT_US, EV_KEY, key, 1) for key in (KEY_A, KEY_F13, KEY_ENTER)])
        assert isinstance(await next_scan(scans), RejectedScan)
    health = await scanner.health()
    assert health.status == "bad"
    assert "check code" in health.remedy


async def test_the_codes_a_bluetooth_scanner_kept_are_marked_and_none_is_lost(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    first = machine.plug_bluetooth("00:1a:7d:da:71:13")
    scanner = scanner_at("bt:00:1A:7D:DA:71:13")
    await scanner.open()
    first.unplug()
    await lost(scanner)
    asleep = await scanner.health()
    assert (asleep.status, asleep.detail) == ("unknown", "asleep or out of reach")
    again = machine.plug_bluetooth("00:1a:7d:da:71:13")
    await scanner.open()
    for code in ("KEPT", "KEPT", "KEPT"):
        again.scan(code)
    scans = scanner.scans()
    assert [await next_scan(scans) for _ in range(3)] == [Scan("KEPT", AT_US, "bench-1", stored=True)] * 3


async def test_the_one_code_that_woke_a_bluetooth_scanner_is_told_as_any_other(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    device = machine.plug_bluetooth("00:1a:7d:da:71:13")
    scanner = scanner_at("bt:00:1A:7D:DA:71:13")
    await scanner.open()
    device.scan("AWAKE")
    assert await next_scan(scanner.scans()) == Scan("AWAKE", AT_US, "bench-1")


@pytest.mark.parametrize(("separator", "typed"), [("|", "|"), ("^]", "^]"), ("<GS>", "<GS>"), ("\x1d", "\x1d")])
async def test_what_the_scanner_sends_for_the_gs1_separator_arrives_as_gs(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner], separator: str, typed: str
) -> None:
    device = machine.plug_usb(serial="G19A0042")
    scanner = scanner_at("serial:G19A0042", separator=separator)
    await scanner.open()
    device.scan(f"]C10104006381333931{typed}21X")
    scan = await next_scan(scanner.scans())
    assert isinstance(scan, Scan)
    assert scan.code == "]C10104006381333931\x1d21X"


async def test_closing_is_over_with_the_thread_and_every_descriptor_gone(
    machine: InputDevices, scanner_at: Callable[..., EvdevScanner]
) -> None:
    machine.plug_usb(serial="G19A0042", keys=[KEYBOARD_KEYS, MEDIA_KEYS_ONLY])
    open_before, threads_before = open_descriptors(), threading.active_count()
    scanner = scanner_at("serial:G19A0042")
    for _ in range(3):
        await scanner.open()
        assert threading.active_count() == threads_before + 1
        await scanner.close()
    assert (open_descriptors(), threading.active_count()) == (open_before, threads_before)


@pytest.mark.parametrize("settings", [ScannerSettings(), ScannerSettings("event3"), ScannerSettings("port:1-1", layout="klingon")])
def test_settings_that_can_not_be_are_refused_when_the_scanner_is_made(settings: ScannerSettings) -> None:
    with pytest.raises(ValueError, match=r"names no scanner|klingon"):
        make_scanner("evdev", "bench", settings)


def test_the_kernels_own_grab_is_asked_of_the_kernel() -> None:
    reading, writing = os.pipe()
    with pytest.raises(OSError, match="Inappropriate ioctl"):
        grab(reading)
    os.close(reading)
    os.close(writing)


def typist(node: Path, codes: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.devices.typist", str(node), *codes]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)


async def test_no_key_is_lost_while_the_event_loop_is_busy(machine: InputDevices, scanner_at: Callable[..., EvdevScanner]) -> None:
    device = machine.plug_usb(serial="G19A0042")
    scanner = scanner_at("serial:G19A0042")
    await scanner.open()
    codes = [f"4006381{number:06d}" for number in range(30)]
    with typist(machine.places.nodes / device.nodes[0], codes) as typing:
        while typing.poll() is None:
            busy_until_s = time.perf_counter() + 0.2
            while time.perf_counter() < busy_until_s:
                sum(range(1000))
            await asyncio.sleep(0)
        said, _ = typing.communicate()
    scans = scanner.scans()
    heard = [await next_scan(scans) for _ in codes]
    overflows, _ = said.split()
    assert overflows == "0"
    assert [scan.code for scan in heard if isinstance(scan, Scan)] == codes
