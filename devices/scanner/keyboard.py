"""A keyboard as the kernel sees it: text becomes the key events that a scanner of one layout would send."""

from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_REPORT, InputEvent
from devices.scanner.key_codes import KEY_ENTER, KEY_LEFTCTRL, KEY_LEFTSHIFT
from devices.scanner.layout import Layout

_RELEASED, _PRESSED = 0, 1


def key_events(code: str, layout: Layout, at_us: int, *, terminator: int = KEY_ENTER) -> list[InputEvent]:
    """Return the events of one scan of `code` and its terminator key, all at `at_us`, each key in a report of its own.

    A control character is sent with Ctrl, as GS is by Ctrl-]. Raises `ValueError` naming a character that no key gives.
    """
    strokes = [(*_keys_for(character, layout),) for character in code]
    strokes.append((terminator,))
    events: list[InputEvent] = []
    for keys in strokes:
        changes = [(key, _PRESSED) for key in keys] + [(key, _RELEASED) for key in reversed(keys)]
        for key, value in changes:
            events += [InputEvent(at_us, EV_KEY, key, value), InputEvent(at_us, EV_SYN, SYN_REPORT, 0)]
    return events


def _keys_for(character: str, layout: Layout) -> tuple[int, ...]:
    control = ord(character) < 0x20
    typed = layout.keys_of(chr(ord(character) | 0x40).lower() if control else character)
    if typed is None:
        raise ValueError(f"no key of the {layout.name} layout gives {character!r}")
    key, shift = typed
    modifiers = ((KEY_LEFTCTRL,) if control else ()) + ((KEY_LEFTSHIFT,) if shift else ())
    return (*modifiers, key)
