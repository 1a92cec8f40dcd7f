"""What a layout for a label is made of: boxes, in percent of the label within its margin, each filled by one thing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from devices.printer.layout_parts import Align

BoxPercent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class BoxText:
    """A text as large as its box allows, wrapped between words; `letter` is the greatest size of its letters in millimetres.

    Where the smallest letters do not fit, the label is refused; with `may_end` the text ends in "…" instead. `turn` is clockwise.
    """

    text: str
    box: BoxPercent
    letter: float = 200
    bold: bool = False
    align: Align = "left"
    inverted: bool = False
    may_end: bool = False
    turn: Literal[0, 90, 180, 270] = 0


@dataclass(frozen=True, slots=True)
class BoxQr:
    """A QR code as large as its box allows."""

    qr: str
    box: BoxPercent
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class BoxCode128:
    """A Code 128 as wide as its box allows. With `may_miss` it is left out where its bars would be too fine to scan."""

    code128: str
    box: BoxPercent
    may_miss: bool = False
    turn: Literal[0, 90, 180, 270] = 0


@dataclass(frozen=True, slots=True)
class BoxLogo:
    """A picture, as large as its box allows; black and white."""

    logo: Path
    box: BoxPercent


BoxContent = BoxText | BoxQr | BoxCode128 | BoxLogo
BOXES: dict[str, type[BoxContent]] = {"text": BoxText, "qr": BoxQr, "code128": BoxCode128, "logo": BoxLogo}


@dataclass(frozen=True, slots=True)
class Box:
    """One box, printed when the field `when` says something, and when the field `unless` says nothing."""

    content: BoxContent
    when: str
    unless: str


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """`upright_boxes` are those of a label higher than wide; `small_boxes` come in where the others do not fit, empty for none.

    `margin` and `height_on_roll` in millimetres.
    """

    boxes: tuple[Box, ...]
    upright_boxes: tuple[Box, ...]
    small_boxes: tuple[Box, ...]
    margin: float
    height_on_roll: float
