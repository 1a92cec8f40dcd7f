"""The two widths of thermal paper and what fits on them (Epson TM-T20 technical reference: 203 dpi, 8 dots to the millimetre)."""

from dataclasses import dataclass
from typing import Literal

WidthMm = Literal[58, 80]


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: `width_dots` is the printable width, `margin_dots` the bare strip on either side, `columns` the characters of Font A."""

    width_dots: int
    margin_dots: int
    columns: int


PAPER: dict[WidthMm, Paper] = {
    58: Paper(width_dots=384, margin_dots=40, columns=32),
    80: Paper(width_dots=576, margin_dots=32, columns=48),
}


def roll(width_mm: int) -> WidthMm:
    """Return the roll of a width. Raises `ValueError` for a width that no roll has."""
    for width in PAPER:
        if width == width_mm:
            return width
    raise ValueError(f"there is no roll {width_mm} mm wide; rolls are {' or '.join(map(str, PAPER))} mm wide")
