"""The layout tables against another source: the keyboards of xkeyboard-config, as libxkbcommon reads them."""

import ctypes
from ctypes.util import find_library

import pytest

from devices.scanner.key_codes import ALT, ALTGR, CAPS, CTRL, KEY_102ND, KEY_RIGHTBRACE, SHIFT
from devices.scanner.keyboard import key_events
from devices.scanner.layout import Layout
from devices.scanner.layouts import LAYOUTS, UnknownLayout, layout_named
from devices.scanner.reading import read_strokes
from tests.required_parts import missing_part

PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))
MAIN_KEYS = [*range(2, 14), *range(16, 28), *range(30, 42), *range(43, 54), KEY_102ND]
LEVELS = (0, SHIFT, ALTGR, ALTGR | SHIFT)

# xkbcommon/xkbcommon-keysyms.h
DEAD_KEYSYMS = {0xFE50: "\u0300", 0xFE51: "\u0301", 0xFE52: "\u0302", 0xFE53: "\u0303", 0xFE57: "\u0308"}
XKB_NAMES = {"uk": ("gb", ""), "de-ch": ("ch", ""), "fr-ch": ("ch", "fr")}

# Where the keyboards of Windows, which scanners type on, differ from those of Linux (Unicode CLDR 34, keyboards/windows).
OF_WINDOWS = {
    "us": {KEY_102ND: "\\", SHIFT | KEY_102ND: "|"},
    "fr": {ALTGR | 3: "\u0303", ALTGR | 8: "\u0300"},  # on Linux ~ and ` are no dead keys
    "es": {ALTGR | 5: "\u0303"},
    "pt": {ALTGR | 27: "]"},
}


class Names(ctypes.Structure):
    """struct xkb_rule_names."""

    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


@pytest.fixture(scope="module")
def xkb() -> ctypes.CDLL:
    """libxkbcommon, with the types of what is called here."""
    found = find_library("xkbcommon")
    if found is None:
        missing_part("libxkbcommon0 is not installed (apt-packages.txt lists what the tests need)")
    library = ctypes.CDLL(found)
    library.xkb_context_new.restype = ctypes.c_void_p
    library.xkb_keymap_new_from_names.restype = ctypes.c_void_p
    library.xkb_keymap_new_from_names.argtypes = [ctypes.c_void_p, ctypes.POINTER(Names), ctypes.c_int]
    symbols = ctypes.POINTER(ctypes.POINTER(ctypes.c_uint32))
    library.xkb_keymap_key_get_syms_by_level.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_uint32, symbols]
    library.xkb_keysym_to_utf32.restype = ctypes.c_uint32
    return library


def characters_by_xkb(xkb: ctypes.CDLL, layout: str) -> dict[int, str]:
    """Return what each stroke of the main block gives by xkeyboard-config, a dead key as its combining accent."""
    country, variant = XKB_NAMES.get(layout, (layout, ""))
    names = Names(b"evdev", b"pc105", country.encode(), variant.encode(), b"")
    keymap = xkb.xkb_keymap_new_from_names(xkb.xkb_context_new(0), ctypes.byref(names), 0)
    if not keymap:
        missing_part("xkb-data is not installed (apt-packages.txt lists what the tests need)")
    found = {}
    for level, held in enumerate(LEVELS):
        for key in MAIN_KEYS:
            symbols = ctypes.POINTER(ctypes.c_uint32)()
            if xkb.xkb_keymap_key_get_syms_by_level(keymap, key + 8, 0, level, ctypes.byref(symbols)):
                character = DEAD_KEYSYMS.get(symbols[0]) or chr(xkb.xkb_keysym_to_utf32(symbols[0]))
                if character != "\0":
                    found[held | key] = character
    return found


def is_of_ascii(character: str) -> bool:
    return character.isascii() or character in DEAD_KEYSYMS.values()


@pytest.fixture(params=[*LAYOUTS.values()], ids=[*LAYOUTS])
def layout(request: pytest.FixtureRequest) -> Layout:
    made: Layout = request.param
    return made


def test_every_key_gives_plain_and_with_shift_what_it_gives_on_linux(xkb: ctypes.CDLL, layout: Layout) -> None:
    ours = {held | key: character for held in LEVELS[:2] for key, character in layout.levels[held].items() if key in MAIN_KEYS}
    theirs = {stroke: character for stroke, character in characters_by_xkb(xkb, layout.name).items() if stroke < ALTGR}
    if layout.name == "fr":
        del theirs[SHIFT | 41]  # a ~ that the keyboard of Windows has not
    assert ours == theirs | {stroke: typed for stroke, typed in OF_WINDOWS.get(layout.name, {}).items() if stroke < ALTGR}


def test_every_ascii_character_and_accent_typed_with_altgr_is_there_on_linux_too(xkb: ctypes.CDLL, layout: Layout) -> None:
    ours = {held | key: character for held in LEVELS[2:] for key, character in layout.levels[held].items() if is_of_ascii(character)}
    theirs = characters_by_xkb(xkb, layout.name) | OF_WINDOWS.get(layout.name, {})
    assert ours == {stroke: theirs.get(stroke) for stroke in ours}


def test_every_printable_ascii_character_can_be_typed_and_is_read_back(layout: Layout) -> None:
    typed = {character: strokes for character in PRINTABLE if (strokes := layout.strokes_of(character)) is not None}
    assert {character: read_strokes(strokes, layout) for character, strokes in typed.items()} == {
        character: character for character in typed
    }
    assert set(PRINTABLE) - set(typed) <= {"it": {"`", "~"}}.get(layout.name, set())


def test_a_layout_never_gives_a_character_that_nobody_can_see(layout: Layout) -> None:
    assert [typed for typed in layout.characters.values() if not typed.isprintable() and typed not in "\x04\x1c\x1d\x1e\x1f"] == []


def test_ctrl_and_the_key_right_of_the_upper_row_is_the_separator_on_every_keyboard(layout: Layout) -> None:
    assert read_strokes([CTRL | KEY_RIGHTBRACE], layout) == "\x1d"


def test_ctrl_and_alt_together_are_altgr_as_on_windows(layout: Layout) -> None:
    strokes = {ALTGR | key: character for key, character in layout.levels[ALTGR].items() if character not in DEAD_KEYSYMS.values()}
    assert {stroke: read_strokes([stroke ^ ALTGR | CTRL | ALT], layout) for stroke in strokes} == strokes


@pytest.mark.parametrize(
    ("name", "keys", "plain", "shifted"),
    [
        ("us", (2, 16, 39), "1Q;", "!q:"),
        ("uk", (2, 16, 40), "1Q'", "!q@"),
        ("fr", (2, 11, 16, 39, 50, 86), "10AM?<", "&àam,>"),
        ("de", (2, 12, 26, 27, 39, 43, 51, 53, 86), "!?Ü*Ö';-<", "1ßü+ö#,_>"),
        ("es", (2, 39, 43, 27), "1ÑÇ+", "!ñç*"),
        ("it", (2, 16, 26, 39), "1Qèò", "!qéç"),
        ("de-ch", (2, 26, 39), "1ÜÖ", "+ÈÉ"),
        ("fr-ch", (2, 26, 39), "1ÈÉ", "+ÜÖ"),
    ],
)
def test_caps_lock_does_what_it_does_in_each_country(name: str, keys: tuple[int, ...], plain: str, shifted: str) -> None:
    layout = layout_named(name)
    assert read_strokes([CAPS | key for key in keys], layout) == plain
    assert read_strokes([CAPS | SHIFT | key for key in keys], layout) == shifted


@pytest.mark.parametrize(("name", "typed"), [("us", "."), ("de", ","), ("fr", "."), ("se", ","), ("it", ".")])
def test_the_decimal_key_of_the_keypad_follows_the_country(name: str, typed: str) -> None:
    assert read_strokes([83], layout_named(name)) == typed


def test_an_unknown_layout_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownLayout, match="there is de, de-ch"):
        layout_named("klingon")


def test_a_character_that_no_key_gives_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="it layout gives '~'"):
        key_events("a~b", layout_named("it"), 0)
