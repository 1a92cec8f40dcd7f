"""What a layout for a roll or a page is made of: parts, one under the other. Their texts may hold places for fields."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped to the paper. `size` 1 to 8 in multiples of the plain letter; `tall` doubles the height alone.

    It shrinks as far as `smallest` to fit on one line. `indent` in characters. With `one_line` it is left out where it needs a second line.
    """

    text: str
    size: int = 1
    smallest: int = 0
    tall: bool = False
    bold: bool = False
    align: Align = "left"
    inverted: bool = False
    indent: int = 0
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """White letters on a black bar across the paper."""

    banner: str


@dataclass(frozen=True, slots=True)
class Ends:
    """A text at the left edge and one at the right, on one line where both fit."""

    left: str
    right: str = ""
    tall: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper, `rule` millimetres thick."""

    rule: float


@dataclass(frozen=True, slots=True)
class Gap:
    """White space, `gap` millimetres high."""

    gap: float


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in the middle; `module` is the side of its smallest square in millimetres, smaller where it would not fit."""

    qr: str
    module: float = 1.0


@dataclass(frozen=True, slots=True)
class Code128:
    """A Code 128 in the middle, `height` millimetres high."""

    code128: str
    height: float = 12.0


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture in the middle, `width` millimetres wide or as wide as the paper; black and white."""

    logo: Path
    width: float = 40.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """Marks every millimetre, longer every ten, so that a person sees what the printer cuts off; `ruler` millimetres high."""

    ruler: float


Element = Text | Banner | Ends | Rule | Gap | Qr | Code128 | Logo | Ruler


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a layout, printed when the field `when` says something, and when the field `unless` says nothing."""

    element: Element
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Parts that are repeated for every row of the document: a line of a slip, a step of a setup sheet."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RollLayout:
    """A flow of parts. `words` holds words by their meaning, each for one and for many."""

    parts: tuple[Part | Rows, ...]
    words: dict[str, tuple[str, str]]
