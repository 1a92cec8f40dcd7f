"""A USB bus made of paper machines: a backend of pyusb that answers with descriptors and moves bytes in bulk transfers."""

import errno
import threading
import time
from array import array
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend  # type: ignore[import-untyped]
import usb.core  # type: ignore[import-untyped]

from devices.printer.paper_machine import PaperMachine

_POLL_S = 0.002
_OUT, _IN = 0x01, 0x82


@dataclass(eq=False)
class UsbPrinter:
    """A printer on the bus; `refuses` is the error number that opening it gives, `port_status` what its port says."""

    machine: PaperMachine
    vendor: int = 0x04B8
    product: int = 0x0E15
    serial: str = ""
    port: int = 1
    refuses: int = 0
    port_status: int = 0x18
    kernel_driver: bool = True
    claimed: bool = False
    resets: int = 0
    cut_after_bytes: int | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class FakeUsbBus(usb.backend.IBackend):  # type: ignore[misc]
    """Plug printers in with `printers.append`, out with `remove`."""

    def __init__(self, *printers: UsbPrinter) -> None:
        self.printers = list(printers)

    def enumerate_devices(self) -> list[UsbPrinter]:
        return list(self.printers)

    def get_device_descriptor(self, dev: UsbPrinter) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0, bMaxPacketSize0=64,
            idVendor=dev.vendor, idProduct=dev.product, bcdDevice=0x100, iManufacturer=1, iProduct=2, iSerialNumber=3 if dev.serial else 0,
            bNumConfigurations=1, address=dev.port, bus=1, port_number=dev.port, port_numbers=(dev.port,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbPrinter, config: int) -> SimpleNamespace:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0,
            bMaxPower=1, extra_descriptors=array("B"),
        )  # fmt: skip

    def get_interface_descriptor(self, dev: UsbPrinter, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=7, bInterfaceSubClass=1,
            bInterfaceProtocol=2, iInterface=0, extra_descriptors=array("B"),
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: UsbPrinter, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(_OUT, _IN)[ep], bmAttributes=2, wMaxPacketSize=64, bInterval=0, bRefresh=0,
            bSynchAddress=0, extra_descriptors=array("B"),
        )  # fmt: skip

    def open_device(self, dev: UsbPrinter) -> UsbPrinter:
        if dev.refuses:
            raise usb.core.USBError("refused", None, dev.refuses)
        return dev

    def close_device(self, dev_handle: UsbPrinter) -> None:
        pass

    def get_configuration(self, dev_handle: UsbPrinter) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: UsbPrinter, intf: int) -> bool:
        return dev_handle.kernel_driver

    def detach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        dev_handle.kernel_driver = False

    def attach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        self._plugged(dev_handle)
        dev_handle.kernel_driver = True

    def claim_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        if dev_handle.claimed or dev_handle.kernel_driver:
            raise usb.core.USBError("busy", None, errno.EBUSY)
        dev_handle.claimed = True

    def release_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        dev_handle.claimed = False

    def reset_device(self, dev_handle: UsbPrinter) -> None:
        dev_handle.resets += 1

    def bulk_write(self, dev_handle: UsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        until_s = time.monotonic() + timeout / 1000
        while True:
            self._plugged(dev_handle)
            chunk = data.tobytes()[: dev_handle.cut_after_bytes]
            with dev_handle.lock:
                taken = dev_handle.machine.receive(chunk)
            if dev_handle.cut_after_bytes is not None:
                dev_handle.cut_after_bytes -= taken
                if dev_handle.cut_after_bytes == 0:
                    self.unplug(dev_handle)
            if taken:
                return taken
            if time.monotonic() > until_s:
                raise usb.core.USBTimeoutError("timed out", None, errno.ETIMEDOUT)
            time.sleep(_POLL_S)

    def bulk_read(self, dev_handle: UsbPrinter, ep: int, intf: int, buff: Any, timeout: int) -> int:
        until_s = time.monotonic() + timeout / 1000
        while True:
            self._plugged(dev_handle)
            with dev_handle.lock:
                said = dev_handle.machine.take_answers()
            if said:
                buff[: len(said)] = array("B", said)
                return len(said)
            if time.monotonic() > until_s:
                raise usb.core.USBTimeoutError("timed out", None, errno.ETIMEDOUT)
            time.sleep(_POLL_S)

    def ctrl_transfer(
        self, dev_handle: UsbPrinter, request_type: int, request: int, value: int, index: int, data: Any, timeout: int
    ) -> int:
        self._plugged(dev_handle)
        if (request_type, request) == (0xA1, 1):  # GET_PORT_STATUS
            answer = bytes([dev_handle.port_status])
        elif (request_type, request) == (0x80, 6) and value >> 8 == 3:  # GET_DESCRIPTOR, string
            text = ("", "EPSON", "TM-T20III", dev_handle.serial)[value & 0xFF]
            payload = b"\x09\x04" if value & 0xFF == 0 else text.encode("utf-16-le")
            answer = bytes([len(payload) + 2, 3]) + payload
        else:
            raise usb.core.USBError("stalled", None, errno.EPIPE)
        answer = answer[: len(data)]
        data[: len(answer)] = array("B", answer)
        return len(answer)

    def unplug(self, printer: UsbPrinter) -> None:
        self.printers.remove(printer)
        printer.claimed = printer.kernel_driver = False
        printer.cut_after_bytes = None

    def _plugged(self, printer: UsbPrinter) -> None:
        if printer not in self.printers:
            raise usb.core.USBError("no such device", None, errno.ENODEV)
