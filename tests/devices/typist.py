"""A scanner in a process of its own: `python -m tests.devices.typist FIFO CODE…` types codes into a ring of 64 events.

It gives one report a millisecond; a USB keyboard that is polled every millisecond gives no more. Each report is three events, as the
kernel's HID driver makes them: scan code, key, end of report. Prints how many events found the ring full, and how full it ever was.
"""

import fcntl
import os
import struct
import sys
import termios
import time

from devices.scanner.input_event import EV_KEY, EVENT_SIZE_BYTES, InputEvent
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US

RING_EVENTS = 64
_EV_MSC, _MSC_SCAN = 0x04, 0x04
_REPORT_S = 0.001


class Ring:
    """The writing end of a FIFO that holds 64 events, as the kernel's ring of an event node does."""

    def __init__(self, path: str) -> None:
        self._end = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        self.overflows = 0
        self.fullest = 0

    def put(self, events: list[InputEvent]) -> None:
        """Add the events of one report, or as many as there is room for."""
        room = RING_EVENTS - self._waiting()
        os.write(self._end, b"".join(event.to_bytes() for event in events[:room]))
        self.overflows += len(events[room:])
        self.fullest = max(self.fullest, RING_EVENTS - room)

    def close(self) -> None:
        """Let go of the FIFO."""
        os.close(self._end)

    def _waiting(self) -> int:
        (waiting_bytes,) = struct.unpack("i", fcntl.ioctl(self._end, termios.FIONREAD, bytes(4)))
        return int(waiting_bytes // EVENT_SIZE_BYTES)


def reports(codes: list[str]) -> list[list[InputEvent]]:
    """Return the reports of a keyboard that types these codes and Enter after each."""
    at_us = time.time_ns() // 1000 + 1_000_000  # what is typed within a moment of opening may lack its start, and is rejected
    keys = [event for code in codes for event in key_events(code, US, at_us) if event.type == EV_KEY]
    return [[InputEvent(at_us, _EV_MSC, _MSC_SCAN, 0x70000 + key.code), key, InputEvent(at_us, 0, 0, 0)] for key in keys]


def main() -> None:
    """Type, never faster than one report a millisecond, even after a pause of this process."""
    ring = Ring(sys.argv[1])
    for report in reports(sys.argv[2:]):
        time.sleep(_REPORT_S)
        ring.put(report)
    ring.close()
    print(ring.overflows, ring.fullest)


if __name__ == "__main__":
    main()
