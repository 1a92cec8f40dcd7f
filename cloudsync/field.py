"""One place in a channel's document, read with suspicion: every wrong value ends as a BrokenDocument that names its path."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cloudsync.broken_document import BrokenDocument

LONGEST_TEXT = 1_000
LONGEST_NOTE = 20_000
LONGEST_IDENTIFIER = 255
LARGEST_IDENTIFIER = 2**64 - 1
LARGEST_QUANTITY = 100_000
_LINE_BREAKS_AND_TABS = "\t\n\v\f\r\x85\u2028\u2029"
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Field:
    """A value and the path that leads to it; a value of None means that the channel gives none."""

    path: str
    value: Any

    def broken(self, reason: str) -> BrokenDocument:
        """Return the error that blames this place."""
        return BrokenDocument(reason, self.path)

    def at(self, key: str) -> "Field":
        """Return the place under `key`; an absent object or key gives an absent value."""
        path = f"{self.path}.{key}" if self.path else key
        if self.value is None:
            return Field(path, None)
        if not isinstance(self.value, Mapping):
            raise self.broken(f"expected an object, found {kind(self.value)}")
        return Field(path, self.value.get(key))

    def items(self) -> list["Field"]:
        """Return one place per element of a list; none when the list is absent."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.broken(f"expected a list, found {kind(self.value)}")
        return [Field(f"{self.path}[{position}]", value) for position, value in enumerate(self.value)]

    def text(self, longest: int = LONGEST_TEXT) -> str:
        """Return one line of text, empty when absent; tabs and line breaks become spaces, for a label has no room for them."""
        return "".join(" " if character in _LINE_BREAKS_AND_TABS else character for character in self._string(longest)).strip()

    def note(self) -> str:
        r"""Return text that may have several lines, each ended by `\n`; empty when absent."""
        return "\n".join(line.replace("\t", " ").strip() for line in self._string(LONGEST_NOTE).splitlines()).strip()

    def identifier(self) -> str:
        """Return an identifier, a text or a positive whole number, as text; empty when absent."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            if not 0 < self.value <= LARGEST_IDENTIFIER:
                raise self.broken(f"{shown(self.value)} cannot be an identifier")
            return str(self.value)
        found = self._string(LONGEST_IDENTIFIER).strip()
        if any(character in _LINE_BREAKS_AND_TABS for character in found):
            raise self.broken("an identifier must not hold a tab or a line break")
        return found

    def required_identifier(self) -> str:
        """Return an identifier that must be there."""
        found = self.identifier()
        if not found:
            raise self.broken("is missing or empty")
        return found

    def quantity(self, least: int = 0) -> int:
        """Return a whole number of units from `least` to 100,000."""
        if self.value is None:
            raise self.broken("is missing")
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.broken(f"expected a whole number, found {kind(self.value)}")
        if not least <= self.value <= LARGEST_QUANTITY:
            raise self.broken(f"{shown(self.value)} is not a quantity from {least} to {LARGEST_QUANTITY}")
        return self.value

    def flag(self, *, otherwise: bool) -> bool:
        """Return a yes or no, `otherwise` when absent."""
        if self.value is None:
            return otherwise
        if not isinstance(self.value, bool):
            raise self.broken(f"expected true or false, found {kind(self.value)}")
        return self.value

    def _string(self, longest: int) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise self.broken(f"expected text, found {kind(self.value)}")
        if len(self.value) > longest:
            raise self.broken(f"the text has {len(self.value)} characters, more than the {longest} allowed")
        for character in self.value:
            # Control characters could steer a printer, and half of a surrogate pair cannot be stored at all.
            if character not in _LINE_BREAKS_AND_TABS and unicodedata.category(character) in ("Cc", "Cs"):
                raise self.broken(f"the text holds the control character U+{ord(character):04X}")
        return self.value


def kind(value: object) -> str:
    """Return what a JSON value is, in plain words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return f"the text {shown(value)}" if value else "an empty text"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"the number {shown(value)}"


def shown(value: object) -> str:
    """Return a value short and harmless enough to stand in a message."""
    if isinstance(value, int) and value.bit_length() > 128:
        return "with very many digits"
    written = ascii(value) if isinstance(value, str) else str(value)
    return written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"
