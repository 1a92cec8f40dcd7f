"""A picture of what an ESC/POS byte stream prints, dot for dot (Epson ESC/POS reference).

It is drawn from the bytes alone. A command it does not know is an error, so that a picture never leaves something out in silence.
"""

from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageOps

from devices.printer.code_pages import CODEC_OF_NUMBER
from devices.printer.escpos_commands import Command, UnknownCommand, commands_in, raster_size
from devices.printer.glyphs import CELL_DOTS, glyph
from devices.printer.paper import PAPER, Paper, WidthMm

_DEFAULT_SPACING_DOTS = 30
_CUT_DOTS = 24
_EDGE_DOTS = 24  # bare paper above the first line and below the last, as the cutter leaves it
_WHITE, _GREY = 255, 150

_ALIGNMENTS: dict[int, Literal["left", "center", "right"]] = {
    0: "left",
    1: "center",
    2: "right",
    48: "left",
    49: "center",
    50: "right",
}


@dataclass(frozen=True, slots=True)
class _Style:
    """The print mode between commands, as ESC @ leaves it."""

    font: str = "A"
    width: int = 1
    height: int = 1
    bold: bool = False
    underline_dots: int = 0
    inverted: bool = False
    align: Literal["left", "center", "right"] = "left"
    code_page: int = 0
    spacing_dots: int = _DEFAULT_SPACING_DOTS


def render(stream: bytes, width_mm: WidthMm = 80) -> Image.Image:
    """Return the paper that `stream` prints as an `L` picture, 8 dots to the millimetre, margins included.

    Raises `UnknownCommand` or `TruncatedStream`, both naming the offset. A dashed line is where the paper was cut.
    """
    canvas = _Canvas(PAPER[width_mm])
    for command in commands_in(stream):
        try:
            canvas.carry_out(command)
        except (KeyError, UnicodeDecodeError, _OutOfRange) as error:
            raise UnknownCommand(stream, command.offset) from error
    return canvas.picture()


class _OutOfRange(Exception):
    """A known command has a parameter we do not know."""


class _Canvas:
    """The printer's state and the strips of paper that came out so far, from the top."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._style = _Style()
        self._cells: list[Image.Image] = []
        self._strips: list[Image.Image] = []

    def carry_out(self, command: Command) -> None:
        """Do what one command says."""
        parameter = command.parameters[0] if command.parameters else 0
        match command.name:
            case "text":
                self._text(command.parameters)
            case "LF":
                self._print_line()
            case "ESC @":
                self._style, self._cells = _Style(), []
            case "ESC d":
                self._feed_lines(parameter)
            case "ESC J":
                self._flush_line(parameter)
            case "GS V":
                self._cut(command.parameters)
            case "GS v":
                self._raster(command.parameters)
            case "GS (":
                pass  # GS ( H asks the printer for an answer and prints nothing
            case _:
                self._style = _styled(self._style, command.name, parameter)

    def picture(self) -> Image.Image:
        """Join the strips on paper with its bare margins; a line that was never fed has not come out."""
        paper = self._paper
        height = sum(strip.height for strip in self._strips) + 2 * _EDGE_DOTS
        picture = Image.new("L", (paper.width_dots + 2 * paper.margin_dots, height), _WHITE)
        top = _EDGE_DOTS
        for strip in self._strips:
            picture.paste(strip, ((picture.width - strip.width) // 2, top))
            top += strip.height
        return picture

    def _text(self, characters: bytes) -> None:
        style = self._style
        cell_width = CELL_DOTS[style.font][0] * style.width
        for character in characters.decode(CODEC_OF_NUMBER[style.code_page]):
            if sum(cell.width for cell in self._cells) + cell_width > self._paper.width_dots:
                self._print_line()
            cell = glyph(character, style.font, style.width, style.height, bold=style.bold)
            if style.underline_dots:
                cell = cell.copy()
                ImageDraw.Draw(cell).rectangle((0, cell.height - style.underline_dots, cell.width, cell.height), fill=0)
            self._cells.append(ImageOps.invert(cell) if style.inverted else cell)

    def _print_line(self) -> None:
        self._flush_line(self._style.spacing_dots)

    def _flush_line(self, feed_dots: int) -> None:
        """Print the waiting characters on one base line and feed at least `feed_dots`."""
        cells, self._cells = self._cells, []
        height = max((cell.height for cell in cells), default=0)
        strip = self._strip(max(height, feed_dots))
        left = self._left_of(sum(cell.width for cell in cells))
        for cell in cells:
            strip.paste(cell, (left, height - cell.height))
            left += cell.width
        self._strips.append(strip)

    def _feed_lines(self, lines: int) -> None:
        if self._cells:
            self._print_line()
            lines -= 1
        if lines > 0:
            self._strips.append(self._strip(lines * self._style.spacing_dots))

    def _raster(self, parameters: bytes) -> None:
        """GS v 0: a raster at normal size; what is wider than the paper is lost, as on the printer."""
        if parameters[0] != ord("0") or parameters[1] not in (0, 48):
            raise _OutOfRange
        if self._cells:
            self._print_line()
        width_bytes, height = raster_size(parameters)
        dots = Image.frombytes("1", (width_bytes * 8, height), parameters[6:])
        strip = self._strip(height)
        strip.paste(ImageChops.invert(dots.convert("L")), (self._left_of(min(dots.width, strip.width)), 0))
        self._strips.append(strip)

    def _cut(self, parameters: bytes) -> None:
        if parameters[0] in (65, 66):
            self._flush_line(parameters[1])
        full_width = self._paper.width_dots + 2 * self._paper.margin_dots
        strip = Image.new("L", (full_width, _CUT_DOTS), _WHITE)
        draw = ImageDraw.Draw(strip)
        for left in range(0, full_width, 16):
            draw.line((left, _CUT_DOTS // 2, left + 8, _CUT_DOTS // 2), fill=_GREY)
        self._strips.append(strip)

    def _strip(self, height_dots: int) -> Image.Image:
        return Image.new("L", (self._paper.width_dots, height_dots), _WHITE)

    def _left_of(self, width_dots: int) -> int:
        spare = self._paper.width_dots - width_dots
        return {"left": 0, "center": spare // 2, "right": spare}[self._style.align]


def _styled(style: _Style, name: str, parameter: int) -> _Style:
    """Return the print mode after a mode command; raises `KeyError` for a parameter we do not know."""
    match name:
        case "ESC !":
            # Bits: 0 font B, 3 emphasised, 4 double height, 5 double width, 7 underline.
            return replace(
                style,
                font="AB"[parameter & 1],
                bold=bool(parameter & 8),
                height=2 if parameter & 16 else 1,
                width=2 if parameter & 32 else 1,
                underline_dots=1 if parameter & 128 else 0,
            )
        case "GS !":
            if parameter & 0x88:
                raise _OutOfRange
            return replace(style, width=(parameter >> 4) + 1, height=(parameter & 7) + 1)
        case "ESC M":
            return replace(style, font={0: "A", 1: "B", 48: "A", 49: "B"}[parameter])
        case "ESC E":
            return replace(style, bold=bool(parameter & 1))
        case "ESC -":
            return replace(style, underline_dots={0: 0, 1: 1, 2: 2, 48: 0, 49: 1, 50: 2}[parameter])
        case "GS B":
            return replace(style, inverted=bool(parameter & 1))
        case "ESC a":
            return replace(style, align=_ALIGNMENTS[parameter])
        case "ESC t":
            return replace(style, code_page=parameter)
        case "ESC 3":
            return replace(style, spacing_dots=parameter)
        case "ESC 2":
            return replace(style, spacing_dots=_DEFAULT_SPACING_DOTS)
    raise _OutOfRange
