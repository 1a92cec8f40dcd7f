"""A scanner with no hardware: it plays the kernel's bytes of its layout's keyboard through the decoder every scanner uses."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from devices.driver import DeviceGone, Health, RejectedScan, Scan
from devices.feed import Feed
from devices.scanner.decoder import KeyDecoder
from devices.scanner.input_event import EV_SYN, SYN_DROPPED, InputEvent
from devices.scanner.key_codes import KEY_ENTER
from devices.scanner.keyboard import key_events
from devices.scanner.layouts import layout_named
from devices.settings import ScannerSettings

_UNPLUGGED = Health("bad", "unplugged", "plug the scanner in again")
_Fault = Callable[[list[InputEvent]], list[InputEvent]]


def _utc_now_us() -> int:
    return time.time_ns() // 1000


class SimulatedScanner:
    """A `Scanner` that is played by calls. Faults are asked for beforehand and strike the next `play`.

    Raises `ValueError` for a layout that there is not. `now_us` stands for the kernel's clock and gives UTC microseconds. Use it from the
    event loop's own thread.
    """

    def __init__(
        self,
        name: str,
        settings: ScannerSettings = ScannerSettings(),
        *,
        now_us: Callable[[], int] = _utc_now_us,
    ) -> None:
        self._name = name
        self._layout = layout_named(settings.layout)
        self._now_us = now_us
        self._decoder = KeyDecoder(self._layout, name)
        self._feed: Feed[Scan | RejectedScan] = Feed()
        self._feed_ended = False
        self._is_open = False
        self._plugged = True
        self._faults: list[_Fault] = []
        self._unplug_after: int | None = None

    @property
    def name(self) -> str:
        """The name it was made with; every scan carries it as `device`."""
        return self._name

    @property
    def about(self) -> str:
        """What it stands for."""
        return "a scanner that is played by calls"

    async def open(self) -> None:
        """Start reading; raises `DeviceGone` while it is unplugged."""
        if not self._plugged:
            raise DeviceGone(f"scanner {self._name}: {_UNPLUGGED.detail}", remedy=_UNPLUGGED.remedy)
        if not self._is_open:
            if self._feed_ended:
                self._feed, self._feed_ended = Feed(), False
            self._decoder = KeyDecoder(self._layout, self._name)
            self._is_open = True

    async def close(self) -> None:
        """Stop reading; `scans` ends after what was already read."""
        if self._is_open:
            self._is_open = False
            self._feed_ended = True
            self._feed.close()

    async def health(self) -> Health:
        """Bad while unplugged or set to another keyboard than it types on, unknown while closed."""
        if not self._plugged:
            return _UNPLUGGED
        if not self._is_open:
            return Health("unknown", "closed")
        return self._decoder.suspicion or Health("good", "reading")

    async def scans(self) -> AsyncIterator[Scan | RejectedScan]:
        """Yield what was played since `open`, in order, until `close`; being unplugged does not end it."""
        async for scan in self._feed:
            yield scan

    def play(self, code: str, *, terminator: int = KEY_ENTER) -> None:
        """Scan a label: `code`, then the terminator key. Raises `ValueError` for a character no key gives."""
        events = key_events(code, self._layout, self._now_us(), terminator=terminator)
        faults, self._faults = self._faults, []
        for fault in faults:
            events = fault(events)
        cut, self._unplug_after = self._unplug_after, None
        self.play_events(b"".join(event.to_bytes() for event in events[:cut]))
        if cut is not None:
            self.unplug()

    def play_events(self, stream: bytes) -> None:
        """Put the bytes of a kernel read through the decoder; raises `DeviceGone` when nobody could read them."""
        if not (self._is_open and self._plugged):
            raise DeviceGone(f"scanner {self._name} is {'closed' if self._plugged else 'unplugged'}")
        for scan in self._decoder.feed_bytes(stream):
            self._put(scan)

    def play_stored(self, *codes: str) -> None:
        """Come back into reach and send the codes that it kept meanwhile, each a `stored` scan."""
        for code in codes:
            self._put(Scan(code, self._now_us(), self._name, stored=True))

    def drop_events(self, first: int, count: int) -> None:
        """Fault: of the next scan's events, `count` from number `first` (0 is the first) are lost; SYN_DROPPED stands for them."""

        def drop(events: list[InputEvent]) -> list[InputEvent]:
            dropped = InputEvent(events[min(first, len(events) - 1)].time_us, EV_SYN, SYN_DROPPED, 0)
            return [*events[:first], dropped, *events[first + count :]]

        self._faults.append(drop)

    def stall_after(self, events: int, stall_us: int) -> None:
        """Fault: the next scan pauses for `stall_us` after its first `events` events."""

        def stall(played: list[InputEvent]) -> list[InputEvent]:
            return played[:events] + [replace(event, time_us=event.time_us + stall_us) for event in played[events:]]

        self._faults.append(stall)

    def unplug_after(self, events: int) -> None:
        """Fault: the next scan is cut off after its first `events` events, and the scanner is gone until `plug_in`."""
        self._unplug_after = events

    def unplug(self) -> None:
        """Pull the cable now."""
        self._plugged = False
        self._put(self._decoder.disconnect(self._now_us()))

    def plug_in(self) -> None:
        """Put the cable back; an open scanner reads on."""
        self._plugged = True

    def _put(self, scan: Scan | RejectedScan | None) -> None:
        if scan is not None and self._is_open:
            self._feed.put(scan)
