"""A keyboard layout: which character a key gives, alone and with Shift."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Layout:
    """The characters of one keyboard, by key code (linux/input-event-codes.h). A scanner is set to one country's keyboard."""

    name: str
    plain: Mapping[int, str]
    shifted: Mapping[int, str]

    def keys_of(self, character: str) -> tuple[int, bool] | None:
        """Return the key code and whether Shift is held to type `character`, or None when no key gives it."""
        keys = [(key, False) for key, typed in self.plain.items() if typed == character]
        keys += [(key, True) for key, typed in self.shifted.items() if typed == character]
        # The lowest code is the key of the main block, which scanners use, rather than its twin on the keypad.
        return min(keys, default=None)


def layout_from_rows(name: str, rows: Mapping[int, tuple[str, str]], singles: Mapping[int, str]) -> Layout:
    """Build a layout from rows of keys with adjoining codes: first code → (plain characters, shifted characters).

    `singles` are keys whose character is the same with Shift.
    """
    plain: dict[int, str] = dict(singles)
    shifted: dict[int, str] = dict(singles)
    for first, (lower, upper) in rows.items():
        plain.update(enumerate(lower, start=first))
        shifted.update(enumerate(upper, start=first))
    return Layout(name, MappingProxyType(plain), MappingProxyType(shifted))
