"""Key strokes of one scan become text, under any layout: characters, accents of dead keys, numbers typed with Alt."""

import unicodedata
from collections.abc import Iterator, Sequence

from devices.scanner.key_codes import ALT, ALT_RELEASED, ALTGR, CAPS, CTRL, KEY_OF_STROKE, KEYPAD_DIGITS, SHIFT
from devices.scanner.layout import ACCENTS, SEPARATORS, Layout

UNREADABLE = "\ufffd"


class UnreadableStrokes(ValueError):
    """The strokes hold something that is no character of a barcode. The text says what, for a person."""


class UnknownKey(UnreadableStrokes):
    """A key gives nothing on this layout: the scanner may be set to another country's keyboard."""


def read_strokes(strokes: Sequence[int], layout: Layout) -> str:
    """Return the text that the strokes of a whole scan type; raises `UnreadableStrokes`."""
    try:
        return "".join(map(layout.characters.__getitem__, strokes))
    except KeyError:
        characters = list(_read(strokes, layout))
    for character in characters:
        if isinstance(character, UnreadableStrokes):
            raise character
    return "".join(map(str, characters))


def guess_strokes(strokes: Sequence[int], layout: Layout) -> str:
    """Return the text as `read_strokes` does, with U+FFFD for whatever can't be read."""
    return "".join(UNREADABLE if isinstance(character, UnreadableStrokes) else character for character in _read(strokes, layout))


def is_alt_digit(stroke: int) -> bool:
    """Tell whether the stroke is a digit of a number typed with Alt held (either Alt: many keyboards have no AltGr)."""
    return bool(stroke & (ALT | ALTGR)) and not stroke & (CTRL | SHIFT) and stroke & KEY_OF_STROKE in KEYPAD_DIGITS


def _read(strokes: Sequence[int], layout: Layout) -> Iterator[str | UnreadableStrokes]:
    digits = ""
    accent = ""
    for stroke in strokes:
        if is_alt_digit(stroke):
            digits += KEYPAD_DIGITS[stroke & KEY_OF_STROKE]
            continue
        if stroke == ALT_RELEASED:
            if digits:
                yield _typed_with_alt(digits) if not accent else UnreadableStrokes("the scanner typed an Alt number after an accent")
            digits = accent = ""
            continue
        if digits:
            yield UnreadableStrokes("the scanner pressed a key inside an Alt number")
            digits = ""
        dead = layout.dead_keys.get(stroke, "")
        character = ACCENTS[dead] if dead else layout.characters.get(stroke)
        if accent:
            yield _accented(accent, character) if character and not dead else ACCENTS[accent]
            if dead:  # as on Windows, two dead keys give both accents
                yield ACCENTS[dead]
            accent = ""
        elif dead:
            accent = dead
        elif character:
            yield character
        if not character:
            yield _unreadable(stroke, layout)
    if digits:
        yield UnreadableStrokes("the scan ended inside an Alt number")
    if accent:
        yield UnreadableStrokes("the scan ended inside an accent")


def _accented(accent: str, character: str) -> str:
    """Put an accent on a letter; where Windows has no such letter on these layouts, both stand side by side. A space stands for itself."""
    if character == " ":
        return ACCENTS[accent]
    composed = unicodedata.normalize("NFC", character + accent)
    return composed if len(composed) == 1 and composed <= "\xff" else ACCENTS[accent] + character


def _typed_with_alt(digits: str) -> str | UnreadableStrokes:
    """Return the character of a number typed with Alt: 029 or 29 is GS; 0233 is é by code page 1252, 130 is é by 437 and 850.

    Carriage return, line feed and tab are not taken from here. Fast scanners put several keys into one USB report, where a digit that comes
    twice is lost: 113, a q, arrives as 13. Nor is a number of one digit, or of two with a leading zero, for the same reason.
    """
    value = int(digits)
    if len(digits) > 4 or len(digits.lstrip("0")) > 3 or value > 255 or len(digits) < 2 or (len(digits) == 2 and digits[0] == "0"):
        return UnreadableStrokes(f"the scanner sent Alt {digits[:8]}, which is no character")
    if value < 0x20:
        return chr(value) if chr(value) in SEPARATORS else _control(value)
    if value < 0x7F:
        return chr(value)
    raw = bytes([value])
    pages = ("cp1252",) if digits[0] == "0" else ("cp437", "cp850")
    found = {raw.decode(page, "replace") for page in pages}
    character = found.pop()
    if found or not character.isprintable() or character == UNREADABLE:
        return UnreadableStrokes(f"the scanner sent Alt {digits}, which is not the same character everywhere")
    return character


def _unreadable(stroke: int, layout: Layout) -> UnreadableStrokes:
    control = layout.controls.get(stroke & ~CAPS)
    if control is not None:
        return _control(ord(control))
    return UnknownKey(f"the scanner sent a key ({stroke & KEY_OF_STROKE}) that the {layout.name} layout does not know")


def _control(value: int) -> UnreadableStrokes:
    return UnreadableStrokes(f"the scanner sent control character {value}, which belongs in no barcode")
