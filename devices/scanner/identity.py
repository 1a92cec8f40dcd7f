"""Which scanner it is: a name that stays with it when the kernel numbers its nodes anew.

The USB serial number where it has one of its own, else the Bluetooth address, else the USB port it is plugged into. Every node of one
scanner (keyboard, media keys, mouse) has one identity, and two scanners of one model have two.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import ascii_lowercase

from devices.driver import Attached, DeviceGone, Health
from devices.scanner.event_node import BUS_BLUETOOTH, KERNEL, EventNode, Places, event_nodes, said_by
from devices.scanner.scanner_makers import in_words, is_scanner

ADDRESS_FORMS = "serial:NUMBER, bt:00:11:22:33:44:55 or port:1-1.2"
_SCHEMES = ("serial:", "bt:", "port:")

UNPLUGGED = Health("bad", "unplugged", "plug the scanner in again, into the same socket if it is known by its socket")
ASLEEP = Health("unknown", "asleep or out of reach", "press the trigger of the scanner to wake it; pair it again if that does not help")

_MAC = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){5}")
# Zebra writes "S/N:44F1BF6A7CCE Rev:PAACLS00-001-R015", and the revision changes with its firmware.
_SERIAL_IN_TEXT = re.compile(r"S/N:\s*(\S+)")
# What a maker leaves in all of its devices.
_NO_SERIAL = re.compile(r"0*\d{0,3}|(.)\1*|0?123456(789)?.*|.{0,4}", re.IGNORECASE)
_INPUT_OF_PORT = re.compile(r"/input\d+$")


@dataclass(frozen=True, slots=True)
class PluggedIn:
    """One device with all its nodes. `address` is its identity; `serial` and `port` are what else it is known by, if anything."""

    address: str
    nodes: tuple[EventNode, ...]
    name: str
    serial: str
    port: str
    wireless: bool

    @property
    def about(self) -> str:
        """Maker, name and serial number for a person."""
        first = self.nodes[0]
        said = in_words(first.vendor, first.product, self.name)
        return f"{said}, serial {self.serial}" if self.serial else said

    @property
    def is_scanner(self) -> bool:
        """Whether it is surely a barcode scanner and no keyboard."""
        first = self.nodes[0]
        return is_scanner(first.vendor, first.product, self.name)

    def answers_to(self, address: str) -> bool:
        """Tell whether an address means this device; a serial number that two devices share is no identity and yet what both answer to."""
        scheme, _, rest = address.partition(":")
        if scheme == "bt":
            return self.address.upper() == address.upper()
        return bool(rest) and rest == {"serial": self.serial, "port": self.port}.get(scheme)


def plugged_in(places: Places) -> list[PluggedIn]:
    """Return every device that has a keyboard, by its first node."""
    nodes = list(event_nodes(places))
    home = {node.path: _home(node) for node in nodes}
    nodes.sort(key=lambda node: home[node.path])
    found = [tuple(group) for _, group in groupby(nodes, key=lambda node: home[node.path])]
    keyboards = [group for group in found if any(node.is_keyboard for node in group)]
    serials = Counter(_serial(group[0]) for group in keyboards)
    return sorted((_device(group, serials) for group in keyboards), key=lambda device: _number(device.nodes[0].path))


def find(address: str, places: Places) -> PluggedIn:
    """Return the one device that `address` means. Raises `DeviceGone` when it is not there, or when two share that serial number."""
    meant = [device for device in plugged_in(places) if device.answers_to(address)]
    if len(meant) > 1:
        ports = " and ".join(f"port:{device.port}" for device in meant)
        raise DeviceGone(f"{len(meant)} scanners say that they are {address}", remedy=f"name them by their sockets instead: {ports}")
    if meant:
        return meant[0]
    gone = ASLEEP if address.startswith("bt:") else UNPLUGGED
    raise DeviceGone(gone.detail, remedy=gone.remedy, status="unknown" if gone is ASLEEP else "bad")


def checked_address(address: str) -> str:
    """Return `address` as it is. Raises `ValueError` saying how an address is written."""
    scheme = next((scheme for scheme in _SCHEMES if address.startswith(scheme)), None)
    if scheme is None or address == scheme:
        raise ValueError(f"the address {address!r} names no scanner; write {ADDRESS_FORMS}, as `pmpd devices` shows it")
    return address


def attached(places: Places = KERNEL) -> list[Attached]:
    """Return every device with a keyboard; `certain` where it is a barcode scanner and nothing that a person types on."""
    found = plugged_in(places)
    return [Attached("scanner", "evdev", device.address, device.about, device.is_scanner, _also(device, found)) for device in found]


def _also(device: PluggedIn, found: Sequence[PluggedIn]) -> tuple[str, ...]:
    """The other addresses of a device. A serial number that several share stays with the one that was there first."""
    # The kernel gives the number of a node again, and that of an input device never.
    first = min((each for each in found if each.serial == device.serial), key=lambda each: _number(each.nodes[0].directory))
    serial = f"serial:{device.serial}" if device.serial and first is device else ""
    port = f"port:{device.port}" if device.port else ""
    return tuple(address for address in (serial, port) if address and address != device.address)


def _home(node: EventNode) -> str:
    """What all nodes of one device have in common: the USB device's directory, the Bluetooth address, or the port."""
    usb = _usb_device(node)
    if usb is not None:
        return str(usb)
    if node.bus == BUS_BLUETOOTH and node.uniq:
        return node.uniq.upper()
    return _INPUT_OF_PORT.sub("", node.phys) or str(node.directory)


def _usb_device(node: EventNode) -> Path | None:
    if node.bus == BUS_BLUETOOTH:  # the kernel may show it below the USB radio, which is not the scanner
        return None
    return next((parent for parent in node.directory.parents if (parent / "idVendor").is_file()), None)


def _serial(node: EventNode) -> str:
    usb = _usb_device(node)
    said = said_by(usb / "serial") if usb is not None else ""
    in_text = _SERIAL_IN_TEXT.search(said)
    serial = in_text[1] if in_text is not None else said
    return "" if _NO_SERIAL.fullmatch(serial) or not serial.isprintable() else serial


def _device(nodes: Sequence[EventNode], serials: Counter[str]) -> PluggedIn:
    nodes = tuple(sorted(nodes, key=lambda node: _number(node.path)))
    keyboard = next(node for node in nodes if node.is_keyboard)
    usb = _usb_device(keyboard)
    serial = _serial(keyboard)
    mac = keyboard.uniq.upper()
    wireless = keyboard.bus == BUS_BLUETOOTH and _MAC.fullmatch(mac) is not None
    port = usb.name if usb is not None else "" if wireless else _INPUT_OF_PORT.sub("", keyboard.phys) or keyboard.directory.name
    own_serial = f"serial:{serial}" if serial and serials[serial] == 1 else ""
    address = own_serial or (f"bt:{mac}" if wireless else f"port:{port}")
    return PluggedIn(address, nodes, keyboard.name, serial, port, wireless)


def _number(path: Path) -> int:
    digits = path.name.lstrip(ascii_lowercase)
    return int(digits) if digits.isdigit() else 0
