"""A keyboard layout: what each key stroke of one country's keyboard gives.

The tables are those of the layouts of Windows, which scanners are built to type on (Unicode CLDR 34, keyboards/windows).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from devices.scanner.key_codes import (
    ALT,
    ALTGR,
    CAPS,
    CTRL,
    KEY_102ND,
    KEY_BACKSLASH,
    KEY_OF_STROKE,
    KEY_RIGHTBRACE,
    KEYPAD_DIGITS,
    SHIFT,
    TERMINATORS,
)

# A dead key stands in the tables as the combining accent it puts on the next letter.
DEAD_GRAVE, DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_TILDE, DEAD_DIAERESIS = "\u0300", "\u0301", "\u0302", "\u0303", "\u0308"
ACCENTS = {DEAD_GRAVE: "`", DEAD_ACUTE: "\u00b4", DEAD_CIRCUMFLEX: "^", DEAD_TILDE: "~", DEAD_DIAERESIS: "¨"}

# EOT, FS, GS, RS, US: the separators of GS1 element strings and of ISO/IEC 15434 messages. No other control character is data.
SEPARATORS = frozenset("\x04\x1c\x1d\x1e\x1f")

# With Ctrl these keys give the same everywhere, whatever is printed on them: GS is Ctrl with the key right of the P's right neighbour.
_CONTROL_KEYS = {KEY_RIGHTBRACE: "\x1d", KEY_BACKSLASH: "\x1c", KEY_102ND: "\x1c"}
_KEYPAD_SIGNS = {55: "*", 74: "-", 78: "+", 98: "/"}
_KEY_SPACE, _KEY_KPDOT = 57, 83
_KEYPAD = frozenset({*KEYPAD_DIGITS, *_KEYPAD_SIGNS, _KEY_KPDOT})
_EVERY_MODIFIERS = [sum(held) for held in product(*((0, bit) for bit in (SHIFT, ALTGR, CTRL, ALT, CAPS)))]


@dataclass(frozen=True, eq=False)
class Layout:
    """One country's keyboard. `levels` has, for each set of modifiers, key code → character; a combining accent there is a dead key.

    `name` is what the configuration calls it, `language` what a person does ("German").
    """

    name: str
    language: str
    levels: Mapping[int, Mapping[int, str]]

    @cached_property
    def characters(self) -> Mapping[int, str]:
        """What each stroke gives; strokes of dead keys and those that give nothing are not in it."""
        typed = {stroke: character for stroke, character in self._typed.items() if character not in ACCENTS}
        return typed | {stroke: character for stroke, character in self.controls.items() if character in SEPARATORS}

    @cached_property
    def dead_keys(self) -> Mapping[int, str]:
        """The combining accent of each stroke of a dead key."""
        return {stroke: accent for stroke, accent in self._typed.items() if accent in ACCENTS}

    @cached_property
    def controls(self) -> Mapping[int, str]:
        """The control character of each stroke with Ctrl."""
        found = {}
        for held, keys in self.levels.items():
            for key, character in keys.items():
                if held & ALTGR or key in _KEYPAD:
                    continue  # Ctrl and AltGr: Windows types the AltGr character, Linux the control character
                # Ctrl clears the upper bits of A … Z [ \ ] ^ _ (ECMA-48, table 1): Ctrl-] is GS.
                upper = character.upper() if character.isascii() else ""
                control = chr(ord(upper) & 0x1F) if "A" <= upper <= "_" else _CONTROL_KEYS.get(key)
                if control is not None:
                    found[CTRL | held | key] = control
        return found

    @cached_property
    def terminators(self) -> frozenset[int]:
        """The strokes that end a scan: Enter, keypad Enter and Tab; carriage return, line feed and tab typed with Ctrl."""
        keys = {held | key for held in _EVERY_MODIFIERS for key in TERMINATORS}
        return frozenset(keys | {stroke for stroke, control in self.controls.items() if control in "\r\n\t"})

    def strokes_of(self, character: str) -> tuple[int, ...] | None:
        """Return the strokes that type `character`, with a space after a dead key, or None when it can't be typed."""
        return self._strokes.get(character)

    @cached_property
    def _strokes(self) -> Mapping[str, tuple[int, ...]]:
        typing: dict[str, tuple[int, ...]] = {}
        # Few modifiers first, and the main block before the keypad, as scanners type.
        for stroke in sorted(self.characters, key=lambda stroke: (stroke & KEY_OF_STROKE in _KEYPAD, stroke)):
            typing.setdefault(self.characters[stroke], (stroke,))
        for stroke, accent in sorted(self.dead_keys.items()):
            typing.setdefault(ACCENTS[accent], (stroke, _KEY_SPACE))
        return typing

    @cached_property
    def _typed(self) -> Mapping[int, str]:
        typed = {}
        for held, keys in self.levels.items():
            for key, character in keys.items():
                typed[held | key] = character
                if held & ALTGR:  # the AltGr of Windows is Ctrl and Alt, and some scanners press these
                    typed[held ^ ALTGR | CTRL | ALT | key] = character
        return typed


def layout_from_rows(
    name: str,
    language: str,
    rows: Mapping[int, tuple[str, str]],
    *,
    altgr: str = "",
    altgr_shifted: str = "",
    caps: str = "",
    caps_shifted: Mapping[str, str] | None = None,
    decimal: str = ".",
) -> Layout:
    """Build a layout from rows of keys with adjoining codes: first code → (plain characters, shifted characters).

    `altgr` and `altgr_shifted` are pairs "q@ e€": the key by its plain character, and what it gives. Caps Lock shifts the keys whose
    shifted character is the capital of the plain one, and those whose plain characters are in `caps`. `caps_shifted` are keys by their
    plain character where Caps Lock gives the capital, and with Shift what is said there. `decimal` is the keypad's decimal sign.
    """
    signs = {_KEY_SPACE: " ", _KEY_KPDOT: decimal, **_KEYPAD_SIGNS, **KEYPAD_DIGITS}
    plain: dict[int, str] = {}
    shifted: dict[int, str] = {}
    for first, (lower, upper) in rows.items():
        plain.update(enumerate(lower, start=first))
        shifted.update(enumerate(upper, start=first))
    keys = {character: key for key, character in plain.items()}
    turned = [key for key in plain if plain[key] in caps or shifted.get(key) == plain[key].upper() != plain[key]]
    own = {keys[character]: capitals for character, capitals in (caps_shifted or {}).items()}
    levels = {
        0: plain | signs,
        SHIFT: shifted | signs,
        CAPS: plain | signs | {key: shifted[key] for key in turned} | {key: plain[key].upper() for key in own},
        CAPS | SHIFT: shifted | signs | {key: plain[key] for key in turned} | own,
    }
    for held, pairs in ((ALTGR, altgr), (ALTGR | SHIFT, altgr_shifted)):
        levels[held] = levels[held | CAPS] = {keys[pair[0]]: pair[1] for pair in pairs.split()}
    return Layout(name, language, levels)
