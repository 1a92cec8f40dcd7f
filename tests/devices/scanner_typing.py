"""Scanners as the kernel hears them: each way of typing a barcode that scanners have, and what the kernel's ring does to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, SYN_REPORT, InputEvent
from devices.scanner.key_codes import (
    ALTGR,
    CAPS,
    CTRL,
    KEY_CAPSLOCK,
    KEY_ENTER,
    KEY_LEFTALT,
    KEY_LEFTCTRL,
    KEY_LEFTSHIFT,
    KEY_OF_STROKE,
    KEY_RIGHTALT,
    KEYPAD_DIGITS,
    SHIFT,
)
from devices.scanner.layout import Layout

EV_MSC, MSC_SCAN = 0x04, 0x04  # linux/input-event-codes.h
EV_LED, LED_CAPSL = 0x11, 0x01
RING_EVENTS = 64  # drivers/input/evdev.c: what it keeps at least for each reader

Mode = Literal["keys", "alt", "quick_alt", "caps_lock"]
_KEYPAD_KEYS = {digit: key for key, digit in KEYPAD_DIGITS.items()}
_MODIFIER_KEYS = ((CTRL, KEY_LEFTCTRL), (SHIFT, KEY_LEFTSHIFT), (ALTGR, KEY_RIGHTALT))


@dataclass(frozen=True)
class TypingScanner:
    """A scanner of one layout. `gap_us` lies between its key reports; `noisy` sends scan codes before keys and LEDs after them."""

    layout: Layout
    mode: Mode = "keys"
    gap_us: int = 1_000
    noisy: bool = False
    terminator: int = KEY_ENTER

    def types(self, code: str, at_us: int) -> list[InputEvent]:
        """Return the events of one scan of `code` that begins at `at_us`."""
        events: list[InputEvent] = []
        for number, changes in enumerate(self._reports(code)):
            now_us = at_us + number * self.gap_us
            for key, value in changes:
                if self.noisy:
                    events.append(InputEvent(now_us, EV_MSC, MSC_SCAN, 0x70000 + key))
                events.append(InputEvent(now_us, EV_KEY, key, value))
            if self.noisy:
                events.append(InputEvent(now_us, EV_LED, LED_CAPSL, 0))
            events.append(InputEvent(now_us, EV_SYN, SYN_REPORT, 0))
        return events

    def _reports(self, code: str) -> Iterator[Sequence[tuple[int, int]]]:
        match self.mode:
            case "alt" | "quick_alt":
                for character in code:
                    yield from self._alt_number(f"{ord(character):03d}")
            case "caps_lock":
                yield from _taps((KEY_CAPSLOCK,))
                for character in code:
                    yield from _taps(self._keys_with_caps(character))
                yield from _taps((KEY_CAPSLOCK,))
            case "keys":
                for character in code:
                    for stroke in self.layout.strokes_of(character) or ():
                        yield from _taps(keys_of_stroke(stroke))
        yield from _taps((self.terminator,))

    def _alt_number(self, digits: str) -> Iterator[Sequence[tuple[int, int]]]:
        keys = [_KEYPAD_KEYS[digit] for digit in digits]
        yield [(KEY_LEFTALT, 1)]
        if self.mode == "quick_alt":  # all digits in one USB report; the kernel hears a key that is in it twice only once
            distinct = list(dict.fromkeys(keys))
            yield [(key, 1) for key in distinct]
            yield [(key, 0) for key in distinct]
        else:
            for key in keys:
                yield from _taps((key,))
        yield [(KEY_LEFTALT, 0)]

    def _keys_with_caps(self, character: str) -> tuple[int, ...]:
        for held in (0, SHIFT):
            for key, typed in self.layout.levels[CAPS | held].items():
                if typed == character:
                    return keys_of_stroke(held | key)
        [stroke] = self.layout.strokes_of(character) or ()
        return keys_of_stroke(stroke)


def keys_of_stroke(stroke: int) -> tuple[int, ...]:
    """Return the keys to press for a stroke, modifiers first."""
    return (*(key for modifier, key in _MODIFIER_KEYS if stroke & modifier), stroke & KEY_OF_STROKE)


def _taps(keys: tuple[int, ...]) -> Iterator[Sequence[tuple[int, int]]]:
    yield from ([(key, 1)] for key in keys)
    yield from ([(key, 0)] for key in reversed(keys))


def dropped(events: list[InputEvent], first: int, count: int) -> list[InputEvent]:
    """Lose `count` events from number `first`; SYN_DROPPED stands for them."""
    mark = InputEvent(events[min(first, len(events) - 1)].time_us, EV_SYN, SYN_DROPPED, 0)
    return [*events[:first], mark, *events[first + count :]]


def stalled(events: list[InputEvent], first: int, pause_us: int) -> list[InputEvent]:
    """Let the events from number `first` come `pause_us` later."""
    return events[:first] + [replace(event, time_us=event.time_us + pause_us) for event in events[first:]]


def as_bytes(events: Iterable[InputEvent]) -> bytes:
    """Return what the kernel gives for these events."""
    return b"".join(event.to_bytes() for event in events)


class KernelRing:
    """One reader's ring in evdev (`__pass_event` and `evdev_fetch_next_event`): when it is full, all that is unread is dropped but the
    newest event, SYN_DROPPED is put before that, and nothing is shown before its report is complete."""

    def __init__(self) -> None:
        self._unread: list[InputEvent] = []
        self._complete = 0

    def put(self, event: InputEvent) -> None:
        self._unread.append(event)
        if len(self._unread) == RING_EVENTS:
            self._unread = [InputEvent(event.time_us, EV_SYN, SYN_DROPPED, 0), event]
            self._complete = 0
        if event.type == EV_SYN and event.code == SYN_REPORT:
            self._complete = len(self._unread)

    def read(self) -> list[InputEvent]:
        """Take all that is complete."""
        read, self._unread = self._unread[: self._complete], self._unread[self._complete :]
        self._complete = 0
        return read
