"""Key events of a scanner become whole codes, or a rejection; nothing in between.

The rule: every terminator key ends one scan, and a scan that lost a key, stalled, or held a key we cannot read is rejected as a
whole up to its terminator. The tail of a damaged scan is therefore never taken for a code of its own.
"""

from devices.driver import RejectedScan, Scan
from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, SYN_REPORT, InputEvent
from devices.scanner.key_codes import (
    ALT_KEYS,
    CTRL_KEYS,
    KEY_CAPSLOCK,
    KEY_NUMLOCK,
    KEYPAD_DIGITS,
    MODIFIERS,
    SHIFT_KEYS,
    TERMINATORS,
)
from devices.scanner.layout import Layout

_RELEASED, _PRESSED = 0, 1

# EOT, FS, GS, RS, US: the separators of GS1 element strings and of ISO/IEC 15434 messages. No other control character is data.
_SEPARATORS = frozenset("\x04\x1c\x1d\x1e\x1f")
_TYPED_TERMINATORS = frozenset("\r\n\t")

MAX_CODE_LENGTH = 256
INTER_CHARACTER_TIMEOUT_US = 250_000


class KeyDecoder:
    """Turns the key events of one scanner into scans, by the kernel's clock only.

    `inter_character_timeout_us` is the longest silence within one barcode; `max_length` counts characters.
    """

    def __init__(
        self,
        layout: Layout,
        device: str,
        *,
        max_length: int = MAX_CODE_LENGTH,
        inter_character_timeout_us: int = INTER_CHARACTER_TIMEOUT_US,
    ) -> None:
        self._layout = layout
        self._device = device
        self._max_length = max_length
        self._timeout_us = inter_character_timeout_us
        self._forget_keyboard()
        self._start_scan()

    def feed(self, event: InputEvent) -> Scan | RejectedScan | None:
        """Take one event; return what its scan came to when the event ends one, else None."""
        if event.type == EV_SYN:
            self._synchronise(event.code)
            return None
        if event.type != EV_KEY or self._resynchronising:
            return None
        if event.value == _PRESSED:
            return self._press(event.code, event.time_us)
        if event.value == _RELEASED:
            return self._release(event.code, event.time_us)
        return None  # value 2: the kernel's own key repeat, never a second character of the label

    def disconnect(self, at_us: int) -> RejectedScan | None:
        """The device went away: reject what it left unfinished, and start afresh."""
        unfinished = self._in_scan()
        reason = self._reason or "the scanner was unplugged in the middle of a scan"
        self._forget_keyboard()
        self._start_scan()
        return RejectedScan(reason, at_us, self._device) if unfinished else None

    def _start_scan(self) -> None:
        self._characters: list[str] = []
        self._reason: str | None = None
        self._last_key_us = 0

    def _forget_keyboard(self) -> None:
        self._held: set[int] = set()
        self._caps_lock = False
        self._alt_digits = ""
        self._resynchronising = False

    def _in_scan(self) -> bool:
        return bool(self._characters or self._alt_digits or self._reason)

    def _reject(self, reason: str) -> None:
        self._reason = self._reason or reason

    def _synchronise(self, code: int) -> None:
        # Documentation/input/event-codes.rst, SYN_DROPPED: ignore everything up to and including the next SYN_REPORT.
        if code == SYN_DROPPED:
            self._forget_keyboard()
            self._resynchronising = True
            self._reject("keys were lost on the way from the scanner")
        elif code == SYN_REPORT:
            self._resynchronising = False

    def _press(self, key: int, at_us: int) -> Scan | RejectedScan | None:
        if key in MODIFIERS:
            self._held.add(key)
            return None
        if key == KEY_CAPSLOCK:
            self._caps_lock = not self._caps_lock
            return None
        if key == KEY_NUMLOCK:
            return None
        if self._in_scan() and at_us - self._last_key_us > self._timeout_us:
            self._reject("the scan stalled, so its start may belong to another barcode")
        self._last_key_us = at_us
        if key in TERMINATORS:
            return self._finish(at_us)
        if self._held & ALT_KEYS and key in KEYPAD_DIGITS:
            self._alt_digits += KEYPAD_DIGITS[key]
            return None
        character = self._character(key)
        if character is None:
            self._reject(f"the scanner sent a key ({key}) that the {self._layout.name} layout does not know")
            return None
        return self._take(character, at_us)

    def _release(self, key: int, at_us: int) -> Scan | RejectedScan | None:
        self._held.discard(key)
        if not self._alt_digits or self._held & ALT_KEYS:
            return None
        # Alt held while a number is typed on the keypad is how some scanners send a control character: Alt 029 is GS.
        digits, self._alt_digits = self._alt_digits, ""
        if len(digits) <= 4 and 0 < int(digits) < 127:
            return self._take(chr(int(digits)), at_us)
        self._reject(f"the scanner sent Alt {digits[:8]}, which is no ASCII character")
        return None

    def _character(self, key: int) -> str | None:
        if self._held & ALT_KEYS:
            return None
        character = self._layout.plain.get(key)
        if character is None:
            return None
        shift = bool(self._held & SHIFT_KEYS) != (self._caps_lock and character.isalpha())
        if shift:
            character = self._layout.shifted[key]
        if not self._held & CTRL_KEYS:
            return character
        # Ctrl clears the upper bits of @ A … Z [ \ ] ^ _ (ECMA-48, table 1): Ctrl-] is GS.
        upper = character.upper()
        return chr(ord(upper) & 0x1F) if "@" <= upper <= "_" else None

    def _take(self, character: str, at_us: int) -> Scan | RejectedScan | None:
        if character in _TYPED_TERMINATORS:
            return self._finish(at_us)
        if not character.isprintable() and character not in _SEPARATORS:
            self._reject(f"the scanner sent control character {ord(character)}")
        elif len(self._characters) >= self._max_length:
            self._reject(f"the code is longer than {self._max_length} characters")
        else:
            self._characters.append(character)
        return None

    def _finish(self, at_us: int) -> Scan | RejectedScan | None:
        if self._alt_digits:
            self._alt_digits = ""
            self._reject("the scan ended inside an Alt number")
        code, reason = "".join(self._characters), self._reason
        self._start_scan()
        if reason is not None:
            return RejectedScan(reason, at_us, self._device)
        return Scan(code, at_us, self._device) if code else None
