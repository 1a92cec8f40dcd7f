"""A scanner on a pseudo terminal, with the terminal's own line discipline between its bytes and ours."""

import asyncio
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from serial.tools.list_ports_common import ListPortInfo

from devices.driver import Attached, DeviceGone, RejectedScan, Scan
from devices.registry import make_scanner
from devices.scanner.serial import INTER_CHARACTER_TIMEOUT_S, attached
from devices.settings import ScannerSettings
from tests.required_parts import REPOSITORY


class Terminal:
    """The far end of a serial port."""

    def __init__(self) -> None:
        self._far_end, near_end = pty.openpty()
        self.path = os.ttyname(near_end)
        self._near_end = near_end

    def send(self, line: bytes) -> None:
        os.write(self._far_end, line)

    def close(self) -> None:
        os.close(self._far_end)
        os.close(self._near_end)


@pytest.fixture
def port() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.close()


async def next_scan(scans: AsyncIterator[Scan | RejectedScan]) -> Scan | RejectedScan:
    return await asyncio.wait_for(anext(scans), 20)


@pytest.mark.parametrize("end_mark", [b"\r", b"\n", b"\r\n", b"\t"])
async def test_every_usual_end_mark_ends_a_code(port: Terminal, end_mark: bytes) -> None:
    scanner = make_scanner("serial", "bench", ScannerSettings(f"serial://{port.path}?baud=115200"))
    await scanner.open()
    port.send(b"ONE" + end_mark + b"TWO" + end_mark)
    scans = scanner.scans()
    heard = [await next_scan(scans) for _ in range(2)]
    await scanner.close()
    assert [scan.code for scan in heard if isinstance(scan, Scan)] == ["ONE", "TWO"]


async def test_a_code_keeps_every_byte_through_the_terminal(port: Terminal) -> None:
    code = "]d20104006381333931\x1d10Schlüssel ÿ\x1e\x04"
    scanner = make_scanner("serial", "bench", ScannerSettings(f"serial://{port.path}"))
    await scanner.open()
    port.send(code.encode("latin-1") + b"\r")
    scan = await next_scan(scanner.scans())
    await scanner.close()
    assert isinstance(scan, Scan)
    assert scan.code == code


async def test_a_scan_that_stalls_is_rejected_with_what_to_do_and_so_is_its_tail(port: Terminal) -> None:
    scanner = make_scanner("serial", "bench", ScannerSettings(f"serial://{port.path}"))
    await scanner.open()
    scans = scanner.scans()
    port.send(b"40063")
    stalled = await next_scan(scans)
    port.send(b"81333931\rNEXT\r")
    tail, whole = await next_scan(scans), await next_scan(scans)
    await scanner.close()
    assert isinstance(stalled, RejectedScan)
    assert "Enter (CR)" in stalled.reason
    assert isinstance(tail, RejectedScan)
    assert isinstance(whole, Scan)


async def test_the_scanners_own_separator_becomes_gs_and_leaves_the_symbology_alone(port: Terminal) -> None:
    scanner = make_scanner("serial", "bench", ScannerSettings(f"serial://{port.path}", separator="]"))
    await scanner.open()
    port.send(b"]C10104006381333931]21X\r")
    scan = await next_scan(scanner.scans())
    await scanner.close()
    assert isinstance(scan, Scan)
    assert scan.code == "]C10104006381333931\x1d21X"


async def test_a_port_that_another_program_holds_is_refused_with_a_remedy(port: Terminal) -> None:
    first, second = (make_scanner("serial", name, ScannerSettings(f"serial://{port.path}")) for name in ("first", "second"))
    await first.open()
    with pytest.raises(DeviceGone, match="held by another program") as refused:
        await second.open()
    health = await second.health()
    await first.close()
    assert refused.value.remedy
    assert (health.status, health.remedy) == ("bad", refused.value.remedy)


@pytest.mark.parametrize("address", ["", "/dev/ttyACM0", "serial:G19A0042", "tcp://192.168.1.50:9100"])
def test_an_address_that_is_no_port_is_refused_when_the_scanner_is_made(address: str) -> None:
    with pytest.raises(ValueError, match="no serial port"):
        make_scanner("serial", "bench", ScannerSettings(address))


def test_an_empty_separator_is_refused_when_the_scanner_is_made() -> None:
    with pytest.raises(ValueError, match="separator"):
        make_scanner("serial", "bench", ScannerSettings("serial:///dev/ttyACM0", separator=""))


def listed(device: Path, vendor: int | None, product: int | None, said: str | None, serial: str | None) -> ListPortInfo:
    port = ListPortInfo(str(device))
    port.vid, port.pid, port.product, port.serial_number = vendor, product, said, serial
    return port


def test_ports_of_scanner_makers_are_listed_and_other_ports_are_not(tmp_path: Path) -> None:
    ports = [
        listed(tmp_path / "ttyACM0", 0x0C2E, 0x0B6A, "Voyager 1450g", "17040B4B21"),
        listed(tmp_path / "ttyACM1", 0x2DD6, 0x21CA, "2D Barcode Scanner CDC", None),
        listed(tmp_path / "ttyUSB0", 0x1A86, 0x7523, "USB Serial", None),
        listed(tmp_path / "ttyS0", None, None, None, None),
    ]
    assert attached(lambda: ports) == [
        Attached("scanner", "serial", f"serial://{tmp_path}/ttyACM0", "Honeywell Voyager 1450g, serial 17040B4B21"),
        Attached("scanner", "serial", f"serial://{tmp_path}/ttyACM1", "2D Barcode Scanner CDC"),
    ]


LISTENER = """
import asyncio, sys
from devices.driver import Scan
from devices.registry import make_scanner
from devices.settings import ScannerSettings
from tests.required_parts import REPOSITORY

async def listen():
    scanner = make_scanner("serial", "bench", ScannerSettings(f"serial://{sys.argv[1]}"))
    await scanner.open()
    print("listens", flush=True)
    async for scan in scanner.scans():
        print(scan.code if isinstance(scan, Scan) else "rejected", flush=True)

asyncio.run(listen())
"""


async def test_a_box_that_stood_still_does_not_join_what_came_before_and_after(port: Terminal) -> None:
    box = await asyncio.create_subprocess_exec(sys.executable, "-c", LISTENER, port.path, cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE)
    assert box.stdout is not None
    try:
        async with asyncio.timeout(60):
            assert await box.stdout.readline() == b"listens\n"
            port.send(b"1111")
            box.send_signal(signal.SIGSTOP)
            await asyncio.sleep(2 * INTER_CHARACTER_TIMEOUT_S)
            port.send(b"2222\r")
            box.send_signal(signal.SIGCONT)
            assert await box.stdout.readline() == b"rejected\n"
            await asyncio.sleep(2 * INTER_CHARACTER_TIMEOUT_S)
            port.send(b"3333\r")
            while (heard := await box.stdout.readline()) == b"rejected\n":  # the reader was late once more
                port.send(b"3333\r")
    finally:
        box.kill()
        await box.wait()
    assert heard == b"3333\n"
