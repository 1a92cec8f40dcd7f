"""A flow of elements on paper whose letters stand in columns: texts become lines that fit, everything else stays as it is."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from devices.printer.code_pages import printable
from devices.printer.layout_parts import Align, Banner, Code128, Element, Ends, Gap, Logo, Qr, Rule, Ruler, Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `width` and `height` are multiples of the Font A cell, 1 to 8."""

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False
    align: Align = "left"
    inverted: bool = False


Printed = Line | Rule | Gap | Qr | Code128 | Logo | Ruler


def in_columns(elements: Iterable[Element], columns: int) -> Iterator[Printed]:
    """Yield what is printed on paper of `columns` Font A characters."""
    for element in elements:
        match element:
            case Text():
                yield from _text(element, columns)
            case Banner():
                banner = printable(element.banner)[: columns // 2].center(columns // 2)
                yield Line(banner, width=2, height=2, bold=True, inverted=True)
            case Ends():
                for text in _two_ends(printable(element.left), printable(element.right), columns):
                    yield Line(text, height=2 if element.tall else 1, bold=element.bold)
            case _:
                yield element


def _text(element: Text, columns: int) -> Iterator[Line]:
    size = element.size
    while element.smallest and size > element.smallest and len(printable(element.text)) * size > columns:
        size -= 1
    room = max((columns - element.indent) // size, 1)
    lines: list[str] = []
    for paragraph in element.text.splitlines():
        cells = printable(paragraph)
        # A text that fits keeps the blanks around it: " NOTE " is a black field with a margin.
        lines += [cells] if cells.strip() and len(cells) <= room else textwrap.wrap(cells, room, break_on_hyphens=False)
    if element.one_line and len(lines) > 1:
        return
    for line in lines:
        yield Line(
            " " * element.indent + line,
            width=size,
            height=size * (2 if element.tall else 1),
            bold=element.bold,
            align=element.align,
            inverted=element.inverted,
        )


def _two_ends(left: str, right: str, columns: int) -> list[str]:
    """Return lines with `left` at the left edge and `right` at the right edge of the last one; on one line where both fit."""
    lines = [left[start : start + columns] for start in range(0, len(left), columns)] or [""]
    if not right:
        return [line for line in lines if line]
    tail = right[-columns:]
    if len(lines[-1]) + len(tail) + 1 > columns:
        lines.append("")
    lines[-1] = lines[-1].ljust(columns - len(tail)) + tail
    return lines
