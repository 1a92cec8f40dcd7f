"""A serial port as a link, on the event loop: pyserial opens and configures it, the loop reads and writes it."""

import asyncio
import errno
import os
import termios
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import serial

from devices.link import LinkLost
from devices.readiness import passed_on, ready

_READ_BYTES = 4096
_USUAL = {"baud": "9600", "bits": "8", "stop": "1", "rtscts": "0", "xonxoff": "0"}
_PARITIES = {"none": serial.PARITY_NONE, "even": serial.PARITY_EVEN, "odd": serial.PARITY_ODD}


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """`path` of the port, `baud` in bits per second, and the frame: `bits` of data, `parity`, `stop` bits.

    A device that says when it can take no more does so by a wire (`rtscts`; a printer's DTR belongs on the computer's CTS) or by the
    characters XON and XOFF (`xonxoff`).
    """

    path: str
    baud: int = 9600
    bits: int = 8
    parity: str = "none"
    stop: int = 1
    rtscts: bool = False
    xonxoff: bool = False


def serial_address(text: str) -> SerialAddress:
    """Read `serial:///dev/ttyUSB0?baud=9600&parity=even&bits=7&stop=1&rtscts=1` (or `xonxoff=1`).

    Raises `ValueError` saying what is wrong.
    """
    parts = urlsplit(text)
    if parts.scheme != "serial" or parts.netloc or not parts.path.startswith("/"):
        raise ValueError(f"{text} is no serial port; write serial:///dev/ttyUSB0, with ?baud=9600 where it is not 9600")
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(said.keys() - {"baud", "bits", "parity", "stop", "rtscts", "xonxoff"})
    if unknown:
        raise ValueError(f"{text}: a serial port has no {', '.join(unknown)}; it has baud, bits, parity, stop, rtscts and xonxoff")
    parity = said.get("parity", "none")
    numbers = {key: said.get(key, usual) for key, usual in _USUAL.items()}
    if parity not in _PARITIES or not all(number.isascii() and number.isdigit() for number in numbers.values()):
        raise ValueError(f"{text}: parity is none, even or odd, everything else a number")
    baud, bits, stop = (int(numbers[key]) for key in ("baud", "bits", "stop"))
    if not (50 <= baud <= 4_000_000 and 5 <= bits <= 8 and stop in (1, 2)):
        raise ValueError(f"{text}: baud is 50 to 4000000, bits 5 to 8, stop 1 or 2")
    return SerialAddress(parts.path, baud, bits, parity, stop, numbers["rtscts"] != "0", numbers["xonxoff"] != "0")


def open_port(address: SerialAddress) -> serial.Serial:
    """Open a port that nobody else has, without waiting for anything. Raises `LinkLost` with the remedy."""
    try:
        return serial.Serial(
            address.path,
            address.baud,
            bytesize=address.bits,
            parity=_PARITIES[address.parity],
            stopbits=address.stop,
            rtscts=address.rtscts,
            xonxoff=address.xonxoff,
            timeout=0,
            exclusive=True,
        )
    except (serial.SerialException, termios.error, ValueError, OSError) as error:
        raise _lost(address.path, error) from error


def _lost(path: str, error: Exception) -> LinkLost:
    number = getattr(error, "errno", None)
    if number == errno.ENOENT:
        return LinkLost(f"{path} is not there", remedy="plug the device in, and check its cable and its power")
    if number == errno.EACCES:
        return LinkLost(
            f"{path} may not be opened by this user", remedy="put the user that runs pmpd into the group dialout, then start it again"
        )
    if number in (errno.EBUSY, errno.EAGAIN):
        return LinkLost(f"{path} is held by another program", remedy="stop the program that uses this port (ModemManager, another pmpd)")
    return LinkLost(f"{path} can't be opened: {error}")


class SerialLink:
    """A `Link` over a serial port."""

    def __init__(self, address: SerialAddress) -> None:
        self._address = address
        self._port: serial.Serial | None = None

    async def open(self) -> None:
        """Open the port, with no old input in it."""
        await self.close()
        self._port = open_port(self._address)
        self._port.reset_input_buffer()

    async def close(self) -> None:
        """Close the port; what is still in its buffer goes out no more."""
        port, self._port = self._port, None
        if port is not None:
            # Otherwise the kernel holds the close back for half a minute while the far end takes nothing.
            with suppress(termios.error):
                port.reset_output_buffer()
            port.close()

    async def write(self, chunk: bytes) -> None:
        """Hand all of `chunk` to the kernel."""
        taken = 0
        while taken < len(chunk):
            descriptor = self._descriptor(taken)
            try:
                taken += os.write(descriptor, chunk[taken:])
            except BlockingIOError:
                await ready(descriptor, write=True)
            except OSError as error:
                raise LinkLost(f"{self._address.path} broke: {error.strerror}", taken) from error

    async def read(self, timeout_s: float) -> bytes:
        """Return what has come, or `b""` after `timeout_s` seconds."""
        deadline_s = asyncio.get_running_loop().time() + timeout_s
        woken = False
        while True:
            descriptor = self._descriptor(0)
            try:
                said = os.read(descriptor, _READ_BYTES)
            except BlockingIOError:
                said = b""
            except OSError as error:
                raise LinkLost(f"{self._address.path} broke: {error.strerror}") from error
            if said:
                return said
            if woken:  # the kernel says that there is something to read, and it is the end
                raise LinkLost(f"{self._address.path} was unplugged", remedy="plug the device in again")
            try:
                async with asyncio.timeout_at(deadline_s):
                    await ready(descriptor, write=False)
            except TimeoutError:
                return b""
            woken = True

    async def finish(self) -> None:
        """Wait until the last byte is on the wire."""
        try:
            await passed_on(self._descriptor(0))
        except OSError as error:
            raise LinkLost(f"{self._address.path} broke: {error.strerror}") from error

    def _descriptor(self, bytes_taken: int) -> int:
        if self._port is None:
            raise LinkLost(f"{self._address.path} is closed", bytes_taken)
        return int(self._port.fileno())
