"""Cuts a ZPL job into its commands (Zebra, ZPL II Programming Guide, "ZPL commands")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# No field of a label has more dots; larger ones would only fill the memory.
FIELD_DOTS_MAX = 40_000_000

_PREFIX = re.compile(rb"[\^~]")
_BINARY_GRAPHIC = re.compile(rb"\^GF[BC],(\d+),\d*,\d*,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ZplCommand:
    """`name` with its prefix and in capitals ("^FO", "~DG"); of "^A" the font is the first character of `parameters`."""

    name: str
    parameters: bytes

    def texts(self) -> list[str]:
        """Return the parameters between commas, without blanks around them."""
        return [part.strip().decode("latin-1") for part in self.parameters.split(b",")]

    def text(self, index: int, default: str = "") -> str:
        """Return one parameter, `default` where it is left out."""
        texts = self.texts()
        return texts[index] if index < len(texts) and texts[index] else default

    def number(self, index: int, default: int, *, least: int = 0, most: int = 32_000) -> int:
        """Return one parameter as a whole number between `least` and `most`, `default` where it is left out or none."""
        return in_range(self.text(index), default, least, most)


def in_range(text: str, default: int, least: int, most: int) -> int:
    """Read a number that a printer would take; halves are cut off."""
    found = re.match(r"-?\d{1,9}", text)
    return min(max(int(found[0]), least), most) if found else default


def zpl_commands(job: bytes) -> Iterator[ZplCommand]:
    """Yield the commands of a job in order; what stands between formats is none."""
    position = 0
    while (prefix := _PREFIX.search(job, position)) is not None:
        start = prefix.start()
        graphic = _BINARY_GRAPHIC.match(job, start)
        if graphic is not None:
            end = min(graphic.end() + int(graphic[1]), len(job))
        else:
            following = _PREFIX.search(job, start + 1)
            # ^CC and its like would change the prefixes; no carrier does it.
            end = following.start() if following else len(job)
        length = 2 if job[start + 1 : start + 2].upper() == b"A" and prefix[0] == b"^" else 3
        name = job[start : start + length].decode("latin-1").upper()
        yield ZplCommand(name, job[start + length : end].strip(b"\r\n") if graphic is None else job[start + length : end])
        position = end
