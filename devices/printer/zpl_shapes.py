"""Boxes, circles, ellipses and slanted lines (ZPL II Programming Guide: ^GB, ^GC, ^GE, ^GD)."""

from collections.abc import Callable

from PIL import Image, ImageDraw

from devices.printer.zpl_commands import ZplCommand

_SIDE_MAX = 5000
_BLACK, _WHITE = 0, 255


def _ink(command: ZplCommand, index: int) -> int:
    return _WHITE if command.text(index, "B").upper() == "W" else _BLACK


def _box(command: ZplCommand) -> tuple[Image.Image, int]:
    line = command.number(2, 1, least=1, most=_SIDE_MAX)
    width, height = (command.number(index, line, least=line, most=_SIDE_MAX) for index in (0, 1))
    shape = Image.new("L", (width, height), 255)
    radius = command.number(4, 0, most=8) * min(width, height) // 16
    pen = ImageDraw.Draw(shape)
    edges = (0, 0, width - 1, height - 1)
    if 2 * line >= min(width, height):
        pen.rounded_rectangle(edges, radius, fill=0)
    else:
        pen.rounded_rectangle(edges, radius, outline=0, width=line)
    return shape, _ink(command, 3)


def _circle(command: ZplCommand) -> tuple[Image.Image, int]:
    return _oval(command.number(0, 3, least=3, most=_SIDE_MAX), None, command.number(1, 1, least=1), _ink(command, 2))


def _ellipse(command: ZplCommand) -> tuple[Image.Image, int]:
    width, height = (command.number(index, 3, least=3, most=_SIDE_MAX) for index in (0, 1))
    return _oval(width, height, command.number(2, 1, least=1), _ink(command, 3))


def _oval(width: int, height: int | None, line: int, ink: int) -> tuple[Image.Image, int]:
    tall = height or width
    shape = Image.new("L", (width, tall), 255)
    filled = 2 * line >= min(width, tall)
    ImageDraw.Draw(shape).ellipse((0, 0, width - 1, tall - 1), outline=0, fill=0 if filled else None, width=min(line, width))
    return shape, ink


def _slanted(command: ZplCommand) -> tuple[Image.Image, int]:
    line = command.number(2, 1, least=1, most=_SIDE_MAX)
    width, height = (command.number(index, max(line, 3), least=3, most=_SIDE_MAX) for index in (0, 1))
    shape = Image.new("L", (width + line, height), 255)
    # The thickness of a slanted line is measured across the label.
    rising = ((0, height), (line, height), (width + line, 0), (width, 0))
    falling = ((0, 0), (line, 0), (width + line, height), (width, height))
    ImageDraw.Draw(shape).polygon(falling if command.text(4, "R").upper().startswith("L") else rising, fill=0)
    return shape, _ink(command, 3)


SHAPES: dict[str, Callable[[ZplCommand], tuple[Image.Image, int]]] = {"^GB": _box, "^GC": _circle, "^GE": _ellipse, "^GD": _slanted}
