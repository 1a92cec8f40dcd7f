"""`struct input_event`, the 24 bytes in which Linux tells of a key (linux/input.h, 64-bit time, little-endian)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

EV_SYN = 0x00
EV_KEY = 0x01
SYN_REPORT = 0
SYN_DROPPED = 3

# struct timeval { long sec, usec }; __u16 type; __u16 code; __s32 value: `llHHi` on every 64-bit Linux we run on.
_INPUT_EVENT = struct.Struct("<qqHHi")
EVENT_SIZE_BYTES = _INPUT_EVENT.size


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event; `time_us` is UTC microseconds, `type`, `code`, `value` as in linux/input-event-codes.h."""

    time_us: int
    type: int
    code: int
    value: int

    def to_bytes(self) -> bytes:
        """Return the 24 bytes the kernel would give for this event."""
        seconds, microseconds = divmod(self.time_us, 1_000_000)
        return _INPUT_EVENT.pack(seconds, microseconds, self.type, self.code, self.value)


def fields_in(stream: bytes) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield seconds, microseconds, type, code and value of each event, an object less than `events_in`; raises `ValueError` as it does."""
    if len(stream) % EVENT_SIZE_BYTES:
        raise ValueError(f"{len(stream)} bytes are not a whole number of {EVENT_SIZE_BYTES}-byte input events")
    return _INPUT_EVENT.iter_unpack(stream)


def events_in(stream: bytes) -> Iterator[InputEvent]:
    """Yield the events of `stream`; raises `ValueError` unless it is a whole number of 24-byte events, as every kernel read is."""
    for seconds, microseconds, kind, code, value in fields_in(stream):
        yield InputEvent(seconds * 1_000_000 + microseconds, kind, code, value)
