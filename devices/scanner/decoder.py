"""Key events of a scanner become whole codes, or a rejection; nothing in between.

The rule: every terminator key ends one scan, and a scan that lost a key, stalled, or held a key we cannot read is rejected as a
whole up to its terminator. The tail of a damaged scan is therefore never taken for a code of its own.

While a scan comes in, only strokes are kept: a key with the modifiers held. What they say is read when the terminator has come, so the same
strokes can be read as another country's keyboard too.
"""

from devices.driver import Health, RejectedScan, Scan
from devices.scanner.check_code import check_layout
from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, SYN_REPORT, InputEvent, fields_in
from devices.scanner.key_codes import ALT_RELEASED, CAPS, KEY_CAPSLOCK, KEY_LEFTALT, KEY_NUMLOCK, KEY_RIGHTALT, MODIFIERS
from devices.scanner.layout import Layout
from devices.scanner.layouts import LAYOUTS
from devices.scanner.reading import UnknownKey, UnreadableStrokes, read_strokes
from devices.scanner.suspicion import Suspicion

_RELEASED, _PRESSED = 0, 1
_ALT_KEYS = frozenset({KEY_LEFTALT, KEY_RIGHTALT})

MAX_CODE_LENGTH = 256
INTER_CHARACTER_TIMEOUT_US = 250_000
_LONG_AGO_US = -1 << 62
_STROKES_OF_A_CHARACTER_MAX = 5  # Alt, four digits


class KeyDecoder:
    """Turns the key events of one scanner into scans, by the kernel's clock only.

    One for each event node: keys of two nodes have no order between them. `inter_character_timeout_us` is the longest silence within
    one barcode; `max_length` counts characters. `opened_us` is when the node was opened, UTC microseconds: what is being typed at that
    moment lacks its start.
    """

    def __init__(
        self,
        layout: Layout,
        device: str,
        *,
        max_length: int = MAX_CODE_LENGTH,
        inter_character_timeout_us: int = INTER_CHARACTER_TIMEOUT_US,
        opened_us: int | None = None,
    ) -> None:
        self._layout = layout
        self._device = device
        self._max_length = max_length
        self._max_strokes = max_length * _STROKES_OF_A_CHARACTER_MAX
        self._timeout_us = inter_character_timeout_us
        self._terminators = layout.terminators
        self._suspicion = Suspicion(layout.name)
        self._opened_us = opened_us  # until the first terminator
        self._start_afresh()

    @property
    def suspicion(self) -> Health | None:
        """What the scans so far say is wrong with the scanner's settings, with the remedy; None while nothing is. For any thread."""
        return self._suspicion.health

    def feed(self, event: InputEvent) -> Scan | RejectedScan | None:
        """Take one event; return what its scan came to when the event shows it, else None."""
        return self._take(event.time_us, event.type, event.code, event.value)

    def feed_bytes(self, stream: bytes) -> list[Scan | RejectedScan]:
        """Take the bytes of a kernel read; return what they came to. Raises `ValueError` unless they are whole events."""
        outcomes = []
        for seconds, microseconds, kind, code, value in fields_in(stream):
            # Of the four events of a key, three say nothing new: its release, and a report after each.
            if kind == EV_KEY:
                if not value and code not in MODIFIERS:
                    continue
            elif kind != EV_SYN or not (code or self._resynchronising):
                continue
            outcome = self._take(seconds * 1_000_000 + microseconds, kind, code, value)
            if outcome is not None:
                outcomes.append(outcome)
        return outcomes

    def disconnect(self, at_us: int) -> RejectedScan | None:
        """The device went away: reject what it left unfinished, and start afresh."""
        told = self._told or not self._in_scan
        reason = self._reason or "the scanner was unplugged in the middle of a scan"
        self._start_afresh()
        return None if told else RejectedScan(reason, at_us, self._device)

    def _start_afresh(self) -> None:
        self._held: dict[int, int] = {}  # modifier keys, and when each was pressed
        self._modifiers = 0
        self._resynchronising = False
        self._lost_keys = False
        self._uses_caps_lock = False
        self._caps_lock_us = 0
        self._start_scan()

    def _start_scan(self) -> None:
        self._strokes: list[int] = []
        self._in_scan = False
        self._reason: str | None = None
        self._told = False  # the scan under way was already rejected; only its terminator is waited for
        self._last_key_us = 0

    def _take(self, at_us: int, kind: int, code: int, value: int) -> Scan | RejectedScan | None:
        if kind == EV_KEY:
            if self._resynchronising:
                return None
            if value == _PRESSED:
                return self._press(code, at_us)
            if value == _RELEASED:
                self._release(code)
            else:
                self._repeat(code)
        elif kind == EV_SYN:
            if code == SYN_DROPPED:
                return self._lose_keys(at_us)
            if code == SYN_REPORT:
                self._resynchronising = False
        return None

    def _press(self, key: int, at_us: int) -> Scan | RejectedScan | None:
        if key in MODIFIERS:
            self._held.setdefault(key, at_us)
            self._modifiers |= MODIFIERS[key]
            return None
        if key == KEY_CAPSLOCK:
            self._press_caps_lock(at_us)
            return None
        if key == KEY_NUMLOCK:
            return None
        stalled = None
        if not self._in_scan:
            self._begin(at_us)
        elif not self._is_soon(self._last_key_us, at_us):
            stalled = self._stall(at_us)
        self._last_key_us = at_us
        stroke = self._modifiers | key
        if stroke in self._terminators:
            return self._finish(at_us) or stalled
        if len(self._strokes) < self._max_strokes:
            self._strokes.append(stroke)
        else:
            self._reject(f"the code is longer than {self._max_length} characters")
        return stalled

    def _begin(self, at_us: int) -> None:
        self._doubt_caps_lock(at_us)
        self._in_scan = True
        if self._opened_us is not None and self._is_soon(self._opened_us, at_us):
            self._reject("the scanner was already sending when the box began to listen")
        elif self._held and not all(self._is_soon(pressed_us, at_us) for pressed_us in self._held.values()):
            self._reject("Shift, Ctrl or Alt was held since before the scan")

    def _is_soon(self, before_us: int, at_us: int) -> bool:
        """Tell whether one scan may go on at `at_us`; a clock that was set back tells nothing, so no."""
        return 0 <= at_us - before_us <= self._timeout_us

    def _press_caps_lock(self, at_us: int) -> None:
        self._doubt_caps_lock(at_us)
        self._uses_caps_lock = True
        self._caps_lock_us = at_us
        self._modifiers ^= CAPS

    def _doubt_caps_lock(self, at_us: int) -> None:
        # A scanner turns Caps Lock on for the letters of one scan. Where it stays on with no scan under way, one broke off.
        if self._modifiers & CAPS and not self._in_scan and not self._is_soon(self._caps_lock_us, at_us):
            self._lost_keys = True

    def _release(self, key: int) -> None:
        if key not in self._held:
            return
        del self._held[key]
        self._modifiers &= CAPS
        for held in self._held:
            self._modifiers |= MODIFIERS[held]
        if key in _ALT_KEYS and self._strokes:
            self._strokes.append(ALT_RELEASED)

    def _repeat(self, key: int) -> None:
        # The kernel repeats a key that is held for 250 ms. A scanner holds none: the release came late, so others may have been lost.
        if self._in_scan and key not in MODIFIERS:
            self._reject("a key of the scan was held down")

    def _reject(self, reason: str) -> None:
        self._reason = self._reason or reason

    def _tell(self, at_us: int) -> RejectedScan:
        """Reject the scan under way now; what is still to come of it is passed over."""
        self._told = True
        self._strokes.clear()
        return RejectedScan(self._reason or "", at_us, self._device)

    def _stall(self, at_us: int) -> RejectedScan:
        # Told at once and not at the terminator: of a scanner that sends none nothing would ever be heard. Another stall is another scan.
        self._suspicion.note("stalled")
        self._lost_keys = True  # as far as Caps Lock goes: what broke off may have had it turned on
        if self._told:
            self._reason = None
        self._reject("the scan stalled, or the barcode before it had no end, so the two may be mixed up")
        return self._tell(at_us)

    def _lose_keys(self, at_us: int) -> RejectedScan | None:
        # Documentation/input/event-codes.rst, SYN_DROPPED: ignore everything up to and including the next SYN_REPORT.
        self._held.clear()
        self._modifiers &= CAPS
        self._resynchronising = self._lost_keys = self._in_scan = True
        self._last_key_us = at_us
        self._reject("keys were lost on the way from the scanner")
        return None if self._told else self._tell(at_us)

    def _finish(self, at_us: int) -> Scan | RejectedScan | None:
        strokes, reason, told = self._strokes, self._reason, self._told
        self._start_scan()
        self._held = dict.fromkeys(self._held, _LONG_AGO_US)
        self._opened_us = None
        if told or not strokes:
            return None
        if reason is None:
            try:
                return Scan(self._read(strokes), at_us, self._device)
            except UnreadableStrokes as unreadable:
                reason = str(unreadable)
        return RejectedScan(reason, at_us, self._device)

    def _read(self, strokes: list[int]) -> str:
        check = check_layout(strokes, self._layout, LAYOUTS.values())
        if check is not None:
            self._suspicion.note_check(check)
            if not check.right:
                raise UnreadableStrokes(f"{check.detail}; {check.remedy}")
        try:
            code = read_strokes(strokes, self._layout)
            self._check_caps_lock(strokes, code)
        except UnknownKey:
            self._suspicion.note("unknown_key")
            raise
        if len(code) > self._max_length:
            raise UnreadableStrokes(f"the code is longer than {self._max_length} characters")
        self._suspicion.note("read")
        return code

    def _check_caps_lock(self, strokes: list[int], code: str) -> None:
        """Raise `UnreadableStrokes` when a lost Caps Lock key may have turned this code's letters around."""
        if not (self._lost_keys and self._uses_caps_lock):
            return
        turned = [stroke ^ CAPS if stroke != ALT_RELEASED else stroke for stroke in strokes]
        if read_strokes(turned, self._layout) != code:
            raise UnreadableStrokes("a Caps Lock key may have been lost: unplug the scanner and plug it in again")
