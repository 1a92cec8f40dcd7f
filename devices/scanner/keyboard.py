"""A keyboard as the kernel sees it: text becomes the key events that a scanner of one layout would send."""

from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_REPORT, InputEvent
from devices.scanner.key_codes import ALTGR, CTRL, KEY_ENTER, KEY_LEFTCTRL, KEY_LEFTSHIFT, KEY_OF_STROKE, KEY_RIGHTALT, SHIFT
from devices.scanner.layout import Layout

_RELEASED, _PRESSED = 0, 1


def key_events(code: str, layout: Layout, at_us: int, *, terminator: int = KEY_ENTER) -> list[InputEvent]:
    """Return the events of one scan of `code` and its terminator key, all at `at_us`, each key in a report of its own.

    A control character is sent with Ctrl, as GS is by Ctrl-]. Raises `ValueError` naming a character that no key gives.
    """
    strokes = [stroke for character in code for stroke in _strokes_for(character, layout)]
    events: list[InputEvent] = []
    for stroke in (*strokes, terminator):
        keys = [key for modifier, key in ((CTRL, KEY_LEFTCTRL), (SHIFT, KEY_LEFTSHIFT), (ALTGR, KEY_RIGHTALT)) if stroke & modifier]
        keys.append(stroke & KEY_OF_STROKE)
        changes = [(key, _PRESSED) for key in keys] + [(key, _RELEASED) for key in reversed(keys)]
        for key, value in changes:
            events += [InputEvent(at_us, EV_KEY, key, value), InputEvent(at_us, EV_SYN, SYN_REPORT, 0)]
    return events


def _strokes_for(character: str, layout: Layout) -> tuple[int, ...]:
    strokes = layout.strokes_of(character)
    if strokes is None:
        raise ValueError(f"no key of the {layout.name} layout gives {character!r}")
    return strokes
