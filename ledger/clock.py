"""Time and identity, injected wherever either is read, so that a test or the simulator can own both."""

import os
import threading
import time
from typing import Protocol


class Clock(Protocol):
    """What time it is."""

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970."""
        ...


class Ids(Protocol):
    """Where new command ids come from."""

    def command_id(self) -> bytes:
        """16 bytes, later ones sorting after earlier ones."""
        ...


class SystemClock:
    """The wall clock of the machine."""

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970."""
        return time.time_ns() // 1_000_000


class SystemIds:
    """UUID version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then a counter within the millisecond, then chance.

    Time-ordered keys keep the journal's index flat: random ones halve the grouped throughput at five million rows.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def command_id(self) -> bytes:
        """16 bytes, later than every id before."""
        with self._lock:
            now_ms = max(self._clock.now_ms(), self._last_ms)
            self._counter = self._counter + 1 if now_ms == self._last_ms else 0
            if self._counter > 0xFFF:  # 4,096 ids in one millisecond: borrow from the next one
                now_ms, self._counter = now_ms + 1, 0
            self._last_ms = now_ms
            head = (now_ms << 16) | 0x7000 | self._counter
        tail = (int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return ((head << 64) | tail).to_bytes(16, "big")
