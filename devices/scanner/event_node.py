"""One `/dev/input/event*` node: what the kernel says of it in sysfs, and how the box takes hold of it alone."""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from devices.driver import DeviceGone

BUS_BLUETOOTH = 0x05
"""BUS_BLUETOOTH of linux/input.h."""

_EVIOCGRAB = 0x40044590  # linux/input.h: _IOW('E', 0x90, int)
_KEYS_OF_A_SCANNER = frozenset({*range(2, 12), 28})  # KEY_1 … KEY_0 and KEY_ENTER: no code can do without
_WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class Places:
    """Where the kernel shows its input devices."""

    nodes: Path = Path("/dev/input")
    sysfs: Path = Path("/sys")


KERNEL = Places()


@dataclass(frozen=True, slots=True)
class EventNode:
    """A node as sysfs describes it. `directory` is its input device's own, with every link resolved; `is_keyboard` says
    that a code can be typed on it."""

    path: Path
    directory: Path
    name: str
    bus: int
    vendor: int
    product: int
    phys: str
    uniq: str
    is_keyboard: bool


def event_nodes(places: Places) -> Iterator[EventNode]:
    """Yield every node there is, by its number; one that goes away meanwhile is left out."""
    found = (places.sysfs / "class" / "input").glob("event*")
    for entry in sorted(found, key=lambda entry: (len(entry.name), entry.name)):
        try:
            yield _describe(places.nodes / entry.name, (entry / "device").resolve(strict=True))
        except (OSError, ValueError):
            continue


def grab(descriptor: int) -> None:
    """Take a node from every other reader, the text console included, until it is closed; raises `OSError` EBUSY when another has it."""
    fcntl.ioctl(descriptor, _EVIOCGRAB, 1)


def take_node(path: Path, take: Callable[[int], None]) -> int:
    """Open a node for this box alone and return its descriptor, which never waits. Raises `DeviceGone` with the remedy."""
    descriptor = None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        take(descriptor)
    except OSError as error:
        if descriptor is not None:
            os.close(descriptor)
        raise _gone(path, error) from error
    return descriptor


def _gone(path: Path, error: OSError) -> DeviceGone:
    if error.errno in (errno.EACCES, errno.EPERM):
        # Also true for a moment after plugging in, until udev has given the node to the group.
        return DeviceGone(
            f"{path} may not be read by this user", remedy="put the user that runs pmpd into the group input, then start it again"
        )
    if error.errno == errno.EBUSY:
        return DeviceGone(
            f"{path} is held by another program", remedy="stop the other program that reads this scanner (a second pmpd, evtest)"
        )
    return DeviceGone(f"{path} can't be read: {error.strerror}", remedy="unplug the scanner and plug it in again")


def _describe(path: Path, directory: Path) -> EventNode:
    return EventNode(
        path=path,
        directory=directory,
        name=said_by(directory / "name"),
        bus=int(said_by(directory / "id" / "bustype") or "0", 16),
        vendor=int(said_by(directory / "id" / "vendor") or "0", 16),
        product=int(said_by(directory / "id" / "product") or "0", 16),
        phys=said_by(directory / "phys"),
        uniq=said_by(directory / "uniq"),
        is_keyboard=keys_in(said_by(directory / "capabilities" / "key")) >= _KEYS_OF_A_SCANNER,
    )


def said_by(file: Path) -> str:
    """Return the text of a sysfs file, empty where there is none."""
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


@lru_cache(maxsize=64)
def keys_in(bitmap: str) -> frozenset[int]:
    """Read `capabilities/key`: hexadecimal words of 64 bits, the highest first; bit n is key code n. Raises `ValueError` for other text."""
    words = [int(word, 16) for word in reversed(bitmap.split())]
    return frozenset(number * _WORD_BITS + bit for number, word in enumerate(words) for bit in range(_WORD_BITS) if word >> bit & 1)
