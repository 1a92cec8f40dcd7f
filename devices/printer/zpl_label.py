"""One label while it is drawn: where the next field goes, how it looks, and what is on the paper already."""

import re
from dataclasses import dataclass, field

from PIL import Image, ImageChops

from devices.printer.zpl_text import TextBlock, ZplFont

_TURNS = {"N": 0, "R": 1, "I": 2, "B": 3}
_ROTATIONS = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)


@dataclass(frozen=True, slots=True)
class Barcode:
    """What a barcode command asked for, before its field data came. Parameters as the command has them, first the orientation."""

    command: str
    parameters: tuple[str, ...]

    def text(self, index: int, default: str = "") -> str:
        """Return one parameter, `default` where it is left out."""
        return self.parameters[index] if index < len(self.parameters) and self.parameters[index] else default


@dataclass(slots=True)
class Field:
    """What holds for one field, until ^FS."""

    x: int = 0
    y: int = 0
    by_baseline: bool = False
    right_aligned: bool = False
    font: ZplFont | None = None
    turn: str | None = None
    block: TextBlock | None = None
    barcode: Barcode | None = None
    data: bytes | None = None
    hex_mark: bytes = b""
    reverse: bool = False


@dataclass(slots=True)
class Settings:
    """What holds from one field to the next. Barcodes in dots: width of a module, wide to narrow, height."""

    font: ZplFont = field(default_factory=ZplFont)
    turn: str = "N"
    home: tuple[int, int] = (0, 0)
    shift: tuple[int, int] = (0, 0)
    encoding: str = "cp850"
    module: int = 2
    ratio: float = 3.0
    bar_height: int = 10
    reverse: bool = False


@dataclass(slots=True)
class LabelSheet:
    """The paper, white, and the way onto it."""

    picture: Image.Image

    def put(self, drawn: Image.Image, left: int, top: int, *, reverse: bool = False, ink: int = 0) -> None:
        """Print the black dots of `drawn`; `reverse` turns white where it meets black. What lies beyond the paper is lost."""
        box = (max(left, 0), max(top, 0), min(left + drawn.width, self.picture.width), min(top + drawn.height, self.picture.height))
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        black = ImageChops.invert(drawn.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top)))
        if reverse:
            self.picture.paste(ImageChops.difference(self.picture.crop(box), black), box)
        else:
            self.picture.paste(ink, box, black)


def put_field(sheet: LabelSheet, settings: Settings, place: Field, drawn: Image.Image, turn: str, *, baseline: int, room: int = 0) -> None:
    """Turn what was drawn and print it where the field says.

    `baseline` is the row of `drawn` that ^FT means, `room` what it has above and below the place that ^FO means.
    """
    turns = _TURNS.get(turn, 0)
    width, height = drawn.size
    turned = drawn.transpose(_ROTATIONS[turns - 1]) if turns else drawn
    left = place.x + settings.home[0] + settings.shift[0]
    top = place.y + settings.home[1] + settings.shift[1]
    if place.by_baseline:
        away = ((0, baseline), (height - baseline, 0), (width, height - baseline), (baseline, width))[turns]
    else:
        away = (room, 0) if turns in (1, 3) else (0, room)
    left, top = left - away[0], top - away[1]
    if place.right_aligned:
        left -= turned.width
    if place.barcode is not None and place.barcode.command == "^BQ" and not place.by_baseline:
        top += settings.bar_height  # printers leave as much above a QR code as the bars of other codes are high
    sheet.put(turned, left, top, reverse=place.reverse or settings.reverse)


def field_bytes(place: Field) -> bytes:
    """Return the data of a field with its hexadecimal places (^FH) resolved."""
    data = place.data or b""
    if not place.hex_mark:
        return data
    return re.sub(re.escape(place.hex_mark) + rb"([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), data)
