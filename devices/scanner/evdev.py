"""Scanners that type: USB and Bluetooth HID keyboards, read from the kernel's event nodes (Documentation/input/input.rst)."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence

from devices.driver import DeviceGone, Health, RejectedScan, Scan
from devices.scanner.burst import ReconnectBurst
from devices.scanner.decoder import KeyDecoder
from devices.scanner.event_node import KERNEL, EventNode, Places, grab, take_node
from devices.scanner.identity import ASLEEP, UNPLUGGED, checked_address, find
from devices.scanner.layout import Layout
from devices.scanner.layouts import layout_named
from devices.scanner.reader import Reader
from devices.scanner.threaded import ThreadedScanner
from devices.settings import ScannerSettings

Fact = Scan | RejectedScan


class EvdevScanner(ThreadedScanner):
    """A `Scanner` that types. Every node of it is taken from the console and from all other programs.

    The time of a scan is the kernel's, CLOCK_REALTIME as input devices have it by default: the rest of the box speaks of UTC too, and
    the decoder bears a clock that is set in the middle of a scan, by rejecting that scan at worst.

    `places` and `take` stand for the kernel. Raises `ValueError` for an address or a layout that can't be.
    """

    def __init__(
        self,
        name: str,
        settings: ScannerSettings = ScannerSettings(),
        *,
        places: Places = KERNEL,
        take: Callable[[int], None] = grab,
    ) -> None:
        super().__init__(name, settings.separator)
        self._address = checked_address(settings.address)
        self._layout = layout_named(settings.layout)
        self._places = places
        self._take = take
        self._decoding = _Decoding(self._layout, name, wireless=False)
        self._held: set[EventNode] = set()

    async def health(self) -> Health:
        """As of every scanner; unknown while a part of it is not held, since what that part types goes elsewhere.

        A scanner that is read from and yet seems to be set up wrongly is what its decoder says of it.
        """
        health = await super().health()
        if health.status != "good":
            return health
        if len(await asyncio.to_thread(self._late_nodes)) > 0:
            return Health("unknown", "a part of it came late")
        return self._decoding.suspicion or health

    def _take_hold(self, wake: Callable[[], None]) -> Reader:
        device = find(self._address, self._places)
        self._about = device.about
        self._decoding = _Decoding(self._layout, self._name, wireless=device.wireless)
        descriptors = self._hold(device.nodes)
        self._held = set(device.nodes)
        return Reader(self._name, descriptors, self._decoding, wake)

    def _hold_late_parts(self, reader: Reader) -> None:
        late = self._late_nodes()
        if late:
            reader.add(self._hold(late))
            self._held.update(late)

    def _late_nodes(self) -> list[EventNode]:
        try:
            device = find(self._address, self._places)
        except DeviceGone:
            return []  # it is going just now, and its reader will say so
        return [node for node in device.nodes if node not in self._held]

    def _hold(self, nodes: Sequence[EventNode]) -> list[int]:
        """Open the nodes, all or none, and set up what reads them."""
        held: list[int] = []
        try:
            for node in nodes:
                held.append(take_node(node.path, self._take))
        except DeviceGone:
            for descriptor in held:
                os.close(descriptor)
            raise
        for node, descriptor in zip(nodes, held, strict=True):
            if node.is_keyboard:
                self._decoding.add(descriptor)
        return held

    def _gone(self) -> Health:
        return ASLEEP if self._decoding.wireless else UNPLUGGED


class _Decoding:
    """The keys of each keyboard node, decoded by themselves; of the other nodes nothing is wanted but that nobody else reads them."""

    def __init__(self, layout: Layout, device: str, *, wireless: bool) -> None:
        self._layout = layout
        self._device = device
        self._decoders: dict[int, KeyDecoder] = {}
        self._burst = ReconnectBurst()
        self.wireless = wireless
        if wireless:
            self._burst.connected()

    def add(self, descriptor: int) -> None:
        self._decoders[descriptor] = KeyDecoder(self._layout, self._device, opened_us=time.time_ns() // 1000)

    @property
    def suspicion(self) -> Health | None:
        return next((decoder.suspicion for decoder in self._decoders.values() if decoder.suspicion), None)

    @property
    def wait_s(self) -> float | None:
        return self._burst.wait_s

    def feed(self, descriptor: int, chunk: bytes) -> list[Fact]:
        decoder = self._decoders.get(descriptor)
        if decoder is None:
            return []
        return [told for fact in decoder.feed_bytes(chunk) for told in self._burst.take(fact)]

    def silence(self) -> list[Fact]:
        return self._burst.silence()

    def lost(self) -> list[Fact]:
        now_us = time.time_ns() // 1000
        unfinished = [decoder.disconnect(now_us) for decoder in tuple(self._decoders.values())]  # another may be added just now
        return [*self._burst.lost(), *(rejected for rejected in unfinished if rejected is not None)]
