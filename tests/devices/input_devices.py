"""Input devices without a kernel: a directory laid out like sysfs, and a FIFO for each `/dev/input/event*` node.

A FIFO gives bytes as an event node does, and its end (all writers gone) stands for the ENODEV of an unplugged device. It can't be grabbed,
so `taken` counts the grabs, by the path of the node, and `refuse` makes them fail.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from devices.scanner.event_node import Places
from devices.scanner.input_event import InputEvent
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US

# `capabilities/key` of a USB keyboard, of a media-key node and of a mouse, as Linux 6.1 shows them on a 64-bit machine.
KEYBOARD_KEYS = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
MEDIA_KEYS = "3f000303ff 0 0 483ffff17aff32d bfd4444600000000 1 130ff38b17c007 ffff7bfad9415fff ffbeffdff3cfffff fffffffffffffffe"
MEDIA_KEYS_ONLY = "e080ffdf01cfffff 0 0 0"
MOUSE_KEYS = "1f0000 0 0 0 0"


class InputDevices:
    """The `/sys` and `/dev/input` of one machine. `close` lets go of every FIFO."""

    def __init__(self, directory: Path) -> None:
        self.places = Places(directory / "dev", directory / "sys")
        self.places.nodes.mkdir(parents=True)
        (self.places.sysfs / "class" / "input").mkdir(parents=True)
        self.taken: list[str] = []
        self.refuse: int | None = None
        self._next = 3  # a machine has a power button and the like before
        self._plugged: list[PluggedDevice] = []

    def take(self, descriptor: int) -> None:
        """Stand for EVIOCGRAB."""
        if self.refuse is not None:
            raise OSError(self.refuse, os.strerror(self.refuse))
        self.taken.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    def plug_usb(
        self,
        port: str = "1-1.2",
        *,
        serial: str | None = None,
        name: str = "USB Keyboard",
        ids: tuple[int, int] = (0x0C2E, 0x0B61),
        keys: Sequence[str] = (KEYBOARD_KEYS,),
    ) -> "PluggedDevice":
        """Plug in a USB device with a node for each entry of `keys`."""
        usb = self.places.sysfs / "devices" / "platform" / "usb1" / port
        usb.mkdir(parents=True)
        (usb / "idVendor").write_text(f"{ids[0]:04x}\n")
        if serial is not None:
            (usb / "serial").write_text(f"{serial}\n")
        device = PluggedDevice(self, [usb])
        for interface, bitmap in enumerate(keys):
            device.add_node(usb / f"{port}:1.{interface}", 3, ids, name, f"usb-platform-{port[2:]}/input{interface}", "", bitmap)
        return self._add(device)

    def plug_bluetooth(
        self, mac: str = "00:1a:7d:da:71:13", *, name: str = "Voyager 1602g", under: str = "virtual/misc/uhid"
    ) -> "PluggedDevice":
        """Connect a Bluetooth keyboard; `under` is where the kernel shows it."""
        directory = self.places.sysfs / "devices" / under / f"0005:0C2E:0B87.{self._next:04X}"
        device = PluggedDevice(self, [directory])
        device.add_node(directory, 5, (0x0C2E, 0x0B87), name, "b8:27:eb:00:00:01", mac, KEYBOARD_KEYS)
        return self._add(device)

    def number(self) -> int:
        """Return the number of the next node; none comes twice."""
        self._next += 1
        return self._next - 1

    def close(self) -> None:
        """Unplug everything."""
        for device in self._plugged:
            device.unplug()

    def _add(self, device: "PluggedDevice") -> "PluggedDevice":
        self._plugged.append(device)
        return device


class PluggedDevice:
    """One device and the far end of its nodes."""

    def __init__(self, machine: InputDevices, roots: list[Path]) -> None:
        self._machine = machine
        self._roots = roots
        self._ends: dict[Path, int] = {}

    def add_node(self, parent: Path, bus: int, ids: tuple[int, int], name: str, phys: str, uniq: str, bitmap: str) -> None:
        """Make a node appear below `parent`."""
        number = self._machine.number()
        directory = parent / "input" / f"input{number}"
        files = {
            "name": name,
            "phys": phys,
            "uniq": uniq,
            "id/bustype": f"{bus:04x}",
            "id/vendor": f"{ids[0]:04x}",
            "id/product": f"{ids[1]:04x}",
            "capabilities/key": bitmap,
        }
        for file, text in files.items():
            (directory / file).parent.mkdir(parents=True, exist_ok=True)
            (directory / file).write_text(f"{text}\n")
        event = directory / f"event{number}"
        event.mkdir()
        (event / "device").symlink_to("..")
        (self._machine.places.sysfs / "class" / "input" / event.name).symlink_to(event)
        node = self._machine.places.nodes / event.name
        os.mkfifo(node, 0o660)
        # Opened for both, so that it opens with no reader there yet, and so that the reader sees no end before this closes.
        self._ends[node] = os.open(node, os.O_RDWR | os.O_NONBLOCK)

    @property
    def nodes(self) -> list[str]:
        """The names of its nodes."""
        return [node.name for node in self._ends]

    def send(self, events: Sequence[InputEvent], node: int = 0) -> None:
        """Let the kernel tell of these events, at one of its nodes."""
        os.write(list(self._ends.values())[node], b"".join(event.to_bytes() for event in events))

    def scan(self, code: str, at_us: int = 1_764_000_000_000_000, node: int = 0) -> None:
        """Type a code and Enter."""
        self.send(key_events(code, US, at_us), node)

    def unplug(self) -> None:
        """Pull the cable: the nodes end and are no longer there."""
        for node, end in self._ends.items():
            node.unlink(missing_ok=True)
            (self._machine.places.sysfs / "class" / "input" / node.name).unlink()
            os.close(end)
        self._ends = {}
        for root in self._roots:
            if root.is_dir():
                root.rename(root.with_name(f"{root.name}-gone-{self._machine.number()}"))
