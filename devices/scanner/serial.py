"""Scanners on a serial port: USB CDC-ACM (`/dev/ttyACM*`), a USB converter, or RS-232 itself."""

import asyncio
import os
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from serial.tools.list_ports import comports
from serial.tools.list_ports_common import ListPortInfo

from devices.driver import Attached, DeviceGone, Health, RejectedScan, Scan
from devices.link import LinkLost
from devices.scanner.line_decoder import LineDecoder
from devices.scanner.reader import Reader
from devices.scanner.scanner_makers import in_words, is_scanner
from devices.scanner.threaded import ThreadedScanner
from devices.serial_link import open_port, serial_address
from devices.settings import ScannerSettings

Fact = Scan | RejectedScan

INTER_CHARACTER_TIMEOUT_S = 0.25
"""The longest silence within one code, as with scanners that type."""

STOOD_STILL_S = 2 * INTER_CHARACTER_TIMEOUT_S
"""Where the reader was away for longer, as in a box that was asleep, silences went by unheard: bytes do not say when they came."""

_LOOKS, _LOOK_S = 150, 0.02
_LINKS_BY_ID = Path("/dev/serial/by-id")
_UNPLUGGED = Health("bad", "unplugged", "plug the scanner in again")


class SerialScanner(ThreadedScanner):
    """A `Scanner` on a serial port that nobody else has. The time of a scan is that of the read that brought its end mark.

    Raises `ValueError` for an address that is no serial port.
    """

    def __init__(self, name: str, settings: ScannerSettings = ScannerSettings()) -> None:
        super().__init__(name, settings.separator)
        self._address = serial_address(settings.address)
        self._decoding = _Decoding(name)

    async def open(self) -> None:
        """As of every scanner; returns once the port has been silent and codes count, or soon after in any case."""
        await super().open()
        for _ in range(_LOOKS):
            if self._decoding.listens:
                return
            await asyncio.sleep(_LOOK_S)

    def _take_hold(self, wake: Callable[[], None]) -> Reader:
        path = self._address.path
        try:
            port = open_port(self._address)
        except LinkLost as error:
            raise DeviceGone(str(error), remedy=error.remedy) from error
        with port:  # what is read from is a second descriptor of the same open port, which keeps its lock
            try:
                _mark_damaged_bytes(port.fileno())
                descriptor = os.dup(port.fileno())
            except (OSError, termios.error) as error:
                raise DeviceGone(f"{path} can't be set up: {error.args[-1]}", remedy=_UNPLUGGED.remedy) from error
        self._about = next((found.about for found in attached() if _same_port(found.address, path)), f"a scanner at {path}")
        self._decoding = _Decoding(self._name)
        return Reader(self._name, [descriptor], self._decoding, wake)

    def _hold_late_parts(self, reader: Reader) -> None:
        """A port has no parts."""

    def _gone(self) -> Health:
        return _UNPLUGGED


class _Decoding:
    """The lines of one port."""

    def __init__(self, device: str) -> None:
        self._decoder = LineDecoder(device)
        self._heard_s = _elapsed_s()

    @property
    def listens(self) -> bool:
        return self._decoder.listens

    @property
    def wait_s(self) -> float:
        return INTER_CHARACTER_TIMEOUT_S

    def feed(self, _: int, chunk: bytes) -> list[Fact]:
        before_s, self._heard_s = self._heard_s, _elapsed_s()
        if self._heard_s - before_s > STOOD_STILL_S:
            self._decoder.distrust()
        return self._decoder.feed(chunk, _now_us())

    def silence(self) -> list[Fact]:
        self._heard_s = _elapsed_s()
        return self._decoder.silence(_now_us())

    def lost(self) -> list[Fact]:
        return self._decoder.disconnect(_now_us())


def attached(ports: Callable[[], Iterable[ListPortInfo]] = comports) -> list[Attached]:
    """Return the serial ports that are surely barcode scanners, each by the name that stays with it; `ports` is who lists them."""
    found = [port for port in ports() if is_scanner(port.vid or 0, port.pid or 0, port.product or "")]
    return [Attached("scanner", "serial", f"serial://{_lasting_path(port.device)}", _about(port)) for port in found]


def _about(port: ListPortInfo) -> str:
    said = in_words(port.vid or 0, port.pid or 0, port.product or "")
    return f"{said}, serial {port.serial_number}" if port.serial_number else said


def _lasting_path(device: str) -> str:
    """Return the link that udev made of maker, model and serial number, which outlives the number in `/dev/ttyACM0`."""
    links = sorted(_LINKS_BY_ID.glob("*"))
    return str(next((link for link in links if link.resolve() == Path(device)), device))


def _same_port(address: str, path: str) -> bool:
    return Path(address.removeprefix("serial://")).resolve() == Path(path).resolve()


def _mark_damaged_bytes(descriptor: int) -> None:
    """Have the kernel say which bytes came with a wrong parity or frame, instead of passing them on as if they were whole."""
    attributes = termios.tcgetattr(descriptor)
    attributes[0] = (attributes[0] | termios.INPCK | termios.PARMRK) & ~(termios.IGNPAR | termios.ISTRIP)
    termios.tcsetattr(descriptor, termios.TCSANOW, attributes)


def _elapsed_s() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _now_us() -> int:
    return time.time_ns() // 1000
