"""A flow of elements as pictures, for paper that letters are drawn on: strips from the top, each of which stays in one piece."""

from collections.abc import Iterable, Iterator

from PIL import Image, ImageDraw

from devices.printer.label_barcodes import code128, qr
from devices.printer.label_pictures import logo, ruler
from devices.printer.label_typeface import LINE, draw_line, drawable, width_of, wrapped
from devices.printer.layout_parts import Banner, Code128, Element, Ends, Gap, Logo, Qr, Rule, Ruler, Text

_LETTER_MM = 3.0  # of the plain letter; 8.5 points
_WHITE, _BLACK = 255, 0
_ASCENT = 0.93  # base line below the top of a line, in letter sizes
_TALL = 1.45
_DIGIT = "0"


def strips(
    elements: Iterable[Element], width_dots: int, dots_per_mm: float, *, scale: float = 1.0, height_dots: int = 0
) -> Iterator[Image.Image]:
    """Yield `L` pictures `width_dots` wide; no QR code is higher than `height_dots` where that is given. `scale` multiplies the letters.

    Raises `ValueError` for a code that does not fit.
    """
    paper = _Paper(width_dots, height_dots or width_dots, dots_per_mm, _LETTER_MM * dots_per_mm * scale)
    for element in elements:
        yield from paper.strips(element)


class _Paper:
    """How large the paper is and how large its plain letter, in dots."""

    def __init__(self, width_dots: int, height_dots: int, dots_per_mm: float, letter_dots: float) -> None:
        self._width = width_dots
        self._side = min(width_dots, height_dots)
        self._dots_per_mm = dots_per_mm
        self._letter = letter_dots

    def strips(self, element: Element) -> Iterator[Image.Image]:
        """Yield one element, a strip for each of its lines."""
        match element:
            case Text():
                yield from self._text(element)
            case Banner():
                yield from self._banner(element)
            case Ends():
                yield from self._ends(element)
            case Rule():
                yield Image.new("L", (self._width, self._dots(element.rule)), _BLACK)
            case Gap():
                yield Image.new("L", (self._width, self._dots(element.gap)), _WHITE)
            case Qr():
                yield self._middle(qr(element.qr, self._side, self._dots_per_mm, element.module))
            case Code128():
                yield self._middle(code128(element.code128, self._width, self._dots(element.height), self._dots_per_mm))
            case Logo():
                yield self._middle(logo(element.logo, min(self._dots(element.width), self._width)))
            case Ruler():
                yield ruler(self._width, element.ruler, self._dots_per_mm)

    def _dots(self, length_mm: float) -> int:
        return max(round(length_mm * self._dots_per_mm), 1)

    def _middle(self, picture: Image.Image) -> Image.Image:
        strip = Image.new("L", (self._width, picture.height), _WHITE)
        strip.paste(picture, ((self._width - picture.width) // 2, 0))
        return strip

    def _text(self, element: Text) -> Iterator[Image.Image]:
        text = [drawable(line) for line in element.text.splitlines()]
        size = float(element.size)
        while element.smallest and size > element.smallest and max(self._width_of(line, size, element) for line in text) > self._width:
            size -= 0.5
        em = self._em(size, tall=element.tall)
        indent = element.indent * width_of(_DIGIT, self._em(1), bold=False)
        lines: list[str] = []
        for line in text:
            if width_of(line, em, bold=element.bold) + indent <= self._width:
                lines += [line] if line.strip() else []
            else:
                lines += wrapped(line, em, max(self._width - indent, em), bold=element.bold) or []
        if element.one_line and len(lines) > 1:
            return
        for line in lines:
            width = width_of(line, em, bold=element.bold)
            left = {"left": indent, "center": (self._width - width) // 2, "right": self._width - width}[element.align]
            yield self._line(line, left, em, bold=element.bold, inverted=element.inverted)

    def _width_of(self, text: str, size: float, element: Text) -> int:
        return width_of(text, self._em(size, tall=element.tall), bold=element.bold)

    def _em(self, size: float, *, tall: bool = False) -> int:
        return max(round(self._letter * size * (_TALL if tall else 1)), 6)

    def _line(self, text: str, left: int, em: int, *, bold: bool, inverted: bool = False) -> Image.Image:
        strip = Image.new("L", (self._width, round(em * LINE)), _WHITE)
        if inverted:
            right = left + width_of(text, em, bold=bold)
            ImageDraw.Draw(strip).rectangle((left, 0, right, strip.height), fill=_BLACK)
        draw_line(strip, (left, round(em * _ASCENT)), text, em, bold=bold, ink=_WHITE if inverted else _BLACK)
        return strip

    def _banner(self, element: Banner) -> Iterator[Image.Image]:
        em = self._em(2)
        text = drawable(element.banner)
        while em > 8 and width_of(text, em, bold=True) > self._width:
            em -= 1
        strip = Image.new("L", (self._width, round(em * LINE)), _BLACK)
        draw_line(strip, ((self._width - width_of(text, em, bold=True)) // 2, round(em * _ASCENT)), text, em, bold=True, ink=_WHITE)
        yield strip

    def _ends(self, element: Ends) -> Iterator[Image.Image]:
        em = self._em(1, tall=element.tall)
        # Blanks before a number are as wide as a digit, so that units stand under units.
        text = drawable(element.left)
        indent = (len(text) - len(text.lstrip())) * width_of(_DIGIT, em, bold=element.bold)
        lines = wrapped(text.lstrip(), em, max(self._width - indent, em), bold=element.bold) or []
        right = wrapped(drawable(element.right).strip(), em, self._width, bold=element.bold) or []
        placed = [(line, indent, "") for line in lines]
        for number, line in enumerate(right):
            left = self._width - width_of(line, em, bold=element.bold)
            if number == 0 and placed and indent + width_of(placed[-1][0], em, bold=element.bold) + em <= left:
                placed[-1] = (placed[-1][0], indent, line)
            else:
                placed.append(("", 0, line))
        for line, left, end in placed:
            strip = self._line(line, left, em, bold=element.bold)
            if end:
                draw_line(strip, (self._width - width_of(end, em, bold=element.bold), round(em * _ASCENT)), end, em, bold=element.bold)
            yield strip
