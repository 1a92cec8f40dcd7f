"""Keys pressed one by one, and what a decoder makes of them."""

from collections.abc import Iterable

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import KeyDecoder
from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, SYN_REPORT, InputEvent
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US

A, B, C, DIGIT_6, M, J, RIGHT_BRACE, F1 = 30, 48, 46, 7, 50, 36, 27, 59
KP0, KP2, KP9 = 82, 80, 73
GRAVE, EQUAL, SPACE = 41, 13, 57
AT_US = 1_000_000

LOST = InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0)
REPORT = InputEvent(AT_US, EV_SYN, SYN_REPORT, 0)


def down(key: int, at_us: int = AT_US) -> InputEvent:
    return InputEvent(at_us, EV_KEY, key, 1)


def up(key: int, at_us: int = AT_US) -> InputEvent:
    return InputEvent(at_us, EV_KEY, key, 0)


def repeat(key: int) -> InputEvent:
    return InputEvent(AT_US, EV_KEY, key, 2)


def tap(*keys: int, at_us: int = AT_US) -> list[InputEvent]:
    return [event for key in keys for event in (down(key, at_us), up(key, at_us))]


def typed(code: str, at_us: int = AT_US) -> list[InputEvent]:
    return key_events(code, US, at_us)


def decode(events: Iterable[InputEvent], decoder: KeyDecoder | None = None) -> list[Scan | RejectedScan]:
    decoder = decoder or KeyDecoder(US, "bench")
    return [scan for event in events if (scan := decoder.feed(event)) is not None]


def codes(scans: Iterable[Scan | RejectedScan]) -> list[str | None]:
    """The code of each scan; None stands for a rejected one."""
    return [scan.code if isinstance(scan, Scan) else None for scan in scans]
