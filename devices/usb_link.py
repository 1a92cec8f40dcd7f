"""A USB printer without the kernel's printer driver: pyusb claims its interface (USB Printer Class 1.1). It is never reset."""

import asyncio
import errno
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import usb.core  # type: ignore[import-untyped]
import usb.util  # type: ignore[import-untyped]

from devices.link import LinkLost
from devices.port_status import NOTHING_WRONG, UNPLUGGED_REMEDY

_PRINTER_CLASS = 7
_GET_PORT_STATUS_TYPE, _GET_PORT_STATUS = 0xA1, 1
# One transfer at most this long, so that a thread that waits for the printer can be told to stop.
_TRANSFER_MS = 200
_READ_PACKETS = 16
_EMPTY_ANSWER_PAUSE_S = 0.02

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """`vendor` and `product` as the printer's descriptor has them; `serial` or `port` ("1-1.2") tell two equal printers apart."""

    vendor: int
    product: int
    serial: str = ""
    port: str = ""

    def __str__(self) -> str:
        return f"USB printer {self.vendor:04x}:{self.product:04x}{f' {self.serial}' if self.serial else ''}"


def usb_address(text: str) -> UsbAddress:
    """Read `usb://04b8:0e15`, `usb://04b8:0e15/SERIAL` or `usb://04b8:0e15?port=1-1.2`. Raises `ValueError` saying what is wrong."""
    parts = urlsplit(text)
    ids = re.fullmatch(r"([0-9a-f]{4}):([0-9a-f]{4})", parts.netloc.lower())
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "usb" or ids is None or said.keys() - {"port"}:
        raise ValueError(
            f"{text} is no USB printer; write usb:///dev/usb/lp0, or usb://04b8:0e15/SERIAL with the numbers that lsusb shows"
            " (?port=1-1.2 instead of a serial number)"
        )
    return UsbAddress(int(ids[1], 16), int(ids[2], 16), parts.path.strip("/"), said.get("port", ""))


def port_of(device: Any) -> str:
    """Return the socket a USB device is plugged into, as the kernel names it ("1-1.2")."""
    return f"{device.bus}-{'.'.join(map(str, device.port_numbers or ()))}"


def printer_interface(device: Any) -> Any | None:
    """Return the interface that prints, None when the device has none; bidirectional ones first. Raises `usb.core.USBError`."""
    interfaces = [one for configuration in device for one in configuration if one.bInterfaceClass == _PRINTER_CLASS]
    return max((one for one in interfaces if one.bInterfaceProtocol in (1, 2)), key=lambda one: int(one.bInterfaceProtocol), default=None)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A printer that is ours: `way_in` is None where it can't answer."""

    device: Any
    interface: int
    way_out: Any
    way_in: Any | None
    had_kernel_driver: bool


class UsbLink:
    """A `Link` over a printer-class USB device. `backend` stands for the USB bus; None is libusb."""

    def __init__(self, address: UsbAddress, *, backend: Any | None = None) -> None:
        self._address = address
        self._backend = backend
        self._claimed: _Claimed | None = None

    async def open(self) -> None:
        """Find the printer and claim it, from the kernel's driver too."""
        await self.close()
        self._claimed = await self._carry_out(self._claim)

    async def close(self) -> None:
        """Give the printer back."""
        claimed, self._claimed = self._claimed, None
        if claimed is not None:
            await asyncio.to_thread(_release, claimed)

    async def write(self, chunk: bytes) -> None:
        """Hand over all of `chunk`; when it is cancelled, nothing more goes out."""
        claimed = self._open_printer(len(chunk))
        stop = threading.Event()
        writing = asyncio.create_task(asyncio.to_thread(self._write, claimed, chunk, stop))
        try:
            await asyncio.shield(writing)
        finally:
            stop.set()
            if not writing.done():  # cancelled: the transfer under way ends by itself, and the next caller must not meet it
                with suppress(LinkLost):
                    await writing

    async def read(self, timeout_s: float) -> bytes:
        """Return what has come, or `b""` after `timeout_s` seconds."""
        deadline_s = asyncio.get_running_loop().time() + timeout_s
        while True:
            claimed = self._open_printer(0)
            left_s = max(0.0, deadline_s - asyncio.get_running_loop().time())
            if claimed.way_in is None:
                await asyncio.sleep(left_s)
                return b""
            wait_ms = max(1, min(_TRANSFER_MS, round(left_s * 1000)))
            said = await asyncio.to_thread(self._read, claimed, wait_ms)
            if said or asyncio.get_running_loop().time() >= deadline_s:
                return said
            # Some printers answer every question at once with nothing.
            await asyncio.sleep(_EMPTY_ANSWER_PAUSE_S)

    async def finish(self) -> None:
        """Return at once: a write ends only when the printer has taken its bytes."""
        self._open_printer(0)

    async def port_status(self) -> int:
        """Return the status byte of the port, which is told by a way of its own even when the printer takes no data."""
        claimed = self._open_printer(0)

        def ask() -> int:
            try:
                answer = claimed.device.ctrl_transfer(_GET_PORT_STATUS_TYPE, _GET_PORT_STATUS, 0, claimed.interface, 1, _TRANSFER_MS)
            except usb.core.USBError as error:
                if error.errno == errno.ENODEV:
                    raise
                return NOTHING_WRONG
            return int(answer[0]) if answer else NOTHING_WRONG

        return await self._carry_out(ask)

    async def _carry_out(self, act: Callable[[], Answer]) -> Answer:
        try:
            return await asyncio.to_thread(act)
        except usb.core.USBError as error:
            raise self._lost(error, 0) from error
        except usb.core.NoBackendError as error:
            raise LinkLost("USB can't be used: libusb is missing", remedy="install the package libusb-1.0-0") from error

    def _claim(self) -> _Claimed:
        device = self._found()
        interface = printer_interface(device)
        if interface is None:
            raise LinkLost(f"{self._address} is no printer: it has no printing interface")
        number = int(interface.bInterfaceNumber)
        had_kernel_driver = False
        with suppress(NotImplementedError):
            had_kernel_driver = device.is_kernel_driver_active(number)
            if had_kernel_driver:
                device.detach_kernel_driver(number)
        usb.util.claim_interface(device, number)
        if interface.bAlternateSetting:
            device.set_interface_altsetting(number, interface.bAlternateSetting)
        ways = {usb.util.endpoint_direction(way.bEndpointAddress): way for way in interface if way.bmAttributes & 3 == 2}
        if usb.util.ENDPOINT_OUT not in ways:
            raise LinkLost(f"{self._address} takes no data")
        return _Claimed(device, number, ways[usb.util.ENDPOINT_OUT], ways.get(usb.util.ENDPOINT_IN), had_kernel_driver)

    def _found(self) -> Any:
        """Return the one device meant; raises `LinkLost` for none and for several."""
        address = self._address
        equal = list(usb.core.find(find_all=True, idVendor=address.vendor, idProduct=address.product, backend=self._backend))
        if address.port:
            equal = [device for device in equal if port_of(device) == address.port]
        if address.serial:
            equal = [device for device in equal if device.serial_number == address.serial]
        if not equal:
            raise LinkLost(f"{address} is not plugged in", remedy=UNPLUGGED_REMEDY)
        if len(equal) > 1:
            ports = " or ".join(f"?port={port_of(device)}" for device in equal)
            raise LinkLost(f"{address} is plugged in {len(equal)} times", remedy=f"add its serial number or {ports} to the address")
        return equal[0]

    def _write(self, claimed: _Claimed, chunk: bytes, stop: threading.Event) -> None:
        taken = 0
        while taken < len(chunk) and not stop.is_set():
            try:
                taken += claimed.way_out.write(chunk[taken:], _TRANSFER_MS)
            except usb.core.USBTimeoutError:
                continue
            except usb.core.USBError as error:
                # How much of the transfer that broke had gone out, nobody says.
                raise self._lost(error, len(chunk)) from error

    def _read(self, claimed: _Claimed, wait_ms: int) -> bytes:
        assert claimed.way_in is not None
        try:
            return bytes(claimed.way_in.read(_READ_PACKETS * claimed.way_in.wMaxPacketSize, wait_ms))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise self._lost(error, 0) from error

    def _open_printer(self, bytes_taken: int) -> _Claimed:
        if self._claimed is None:
            raise LinkLost(f"{self._address} is closed", bytes_taken)
        return self._claimed

    def _lost(self, error: Any, bytes_taken: int) -> LinkLost:
        match error.errno:
            case errno.EACCES | errno.EPERM:
                return LinkLost(
                    f"{self._address} may not be used by this user",
                    bytes_taken,
                    remedy="give the user that runs pmpd a udev rule for this printer, or use its node usb:///dev/usb/lp0 by the group lp",
                )
            case errno.EBUSY:
                return LinkLost(
                    f"{self._address} is held by another program",
                    bytes_taken,
                    remedy="stop the program that uses this printer (CUPS, another pmpd)",
                )
            case errno.ENODEV | errno.EIO | errno.ENOENT:
                return LinkLost(f"{self._address} was unplugged or switched off", bytes_taken, remedy=UNPLUGGED_REMEDY)
        return LinkLost(f"{self._address} broke: {error.strerror}", bytes_taken)


def _release(claimed: _Claimed) -> None:
    """Give a printer back to the kernel; one that was unplugged has nothing to be given back."""
    with suppress(usb.core.USBError):
        usb.util.release_interface(claimed.device, claimed.interface)
    if claimed.had_kernel_driver:
        with suppress(usb.core.USBError):
            claimed.device.attach_kernel_driver(claimed.interface)
    with suppress(usb.core.USBError):
        usb.util.dispose_resources(claimed.device)
