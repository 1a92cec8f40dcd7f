"""Draws one field of a label: its text or its barcode, with what stands below the bars."""

from PIL import Image

from devices.printer.zpl_barcodes import BadBarcode, Matrix, aztec, code128, data_matrix, linear, maxicode, pdf417, qr
from devices.printer.zpl_commands import in_range
from devices.printer.zpl_label import Barcode, Field, LabelSheet, Settings, field_bytes, put_field
from devices.printer.zpl_text import ZplFont

_TWO_WIDTHS = ("^B1", "^B2", "^B3", "^BK")
# Which parameter is the height of the bars, whether the text shows by default, and which parameters say so and put it above.
_LINEAR = {
    "^B1": (2, True, 3, 4), "^B2": (1, True, 2, 3), "^B3": (2, True, 3, 4), "^B8": (1, True, 2, 3), "^B9": (1, True, 2, 3),
    "^BA": (1, True, 2, 3), "^BC": (1, True, 2, 3), "^BE": (1, True, 2, 3), "^BK": (2, True, 3, 4), "^BU": (1, True, 2, 3),
}  # fmt: skip
_CHECK_DIGIT = {"^B2": 4, "^B3": 1, "^BK": 1}

BARCODES = (*_LINEAR, "^B0", "^BO", "^B7", "^BD", "^BQ", "^BX")


def draw_field(sheet: LabelSheet, settings: Settings, place: Field, dots_per_mm: int) -> None:
    """Print a field with data. Raises `BadBarcode`."""
    if place.barcode is not None:
        _draw_barcode(sheet, settings, place, place.barcode, dots_per_mm)
        return
    text = field_bytes(place).decode(settings.encoding, "replace")
    font = place.font or settings.font
    turn = place.turn or settings.turn
    block = place.block if place.block is not None and place.block.width else None
    drawn = block.picture(font, text) if block is not None else font.picture(text.replace("\\&", " "))
    room = font.room()
    last_line = drawn.height - 2 * room - font.cell()[0]
    put_field(sheet, settings, place, drawn, turn, baseline=room + last_line + font.baseline(), room=room)


def _draw_barcode(sheet: LabelSheet, settings: Settings, place: Field, barcode: Barcode, dots_per_mm: int) -> None:
    data = field_bytes(place)
    text = data.decode(settings.encoding, "replace")
    turn = barcode.text(0, settings.turn)[:1] if barcode.command != "^BD" else "N"
    if barcode.command in _LINEAR:
        drawn, bars_end = _linear(settings, barcode, text)
    else:
        drawn = _two_dimensional(settings, barcode, data, text, dots_per_mm)
        bars_end = drawn.height
    put_field(sheet, settings, place, drawn, turn, baseline=bars_end)


def _linear(settings: Settings, barcode: Barcode, text: str) -> tuple[Image.Image, int]:
    """Return the bars with their text, and the row the bars end at."""
    at, shown, says, above = _LINEAR[barcode.command]
    height = in_range(barcode.text(at), settings.bar_height, 1, 4000)
    if barcode.command == "^BC":
        matrix = code128(text, barcode.text(5, "N")[:1].upper())
    else:
        check_at = _CHECK_DIGIT.get(barcode.command)
        matrix = linear(barcode.command, text, check=check_at is not None and barcode.text(check_at, "N").upper().startswith("Y"))
    if barcode.command in _TWO_WIDTHS:
        bars = matrix.widened(settings.ratio, settings.module).picture(1, height)
    else:
        bars = matrix.picture(settings.module, height)
    if barcode.text(says, "Y" if shown else "N").upper().startswith("N") or not matrix.text:
        return bars, height
    return _with_text(bars, matrix, settings.module, on_top=barcode.text(above, "N").upper().startswith("Y"))


def _with_text(bars: Image.Image, matrix: Matrix, module: int, *, on_top: bool) -> tuple[Image.Image, int]:
    line = ZplFont("A", 9 * max(1, module), 5 * max(1, module))
    letters = line.picture(matrix.text)
    letters = letters.crop((0, line.room(), letters.width, letters.height - line.room()))
    gap = 3 * module
    both = Image.new("L", (max(bars.width, letters.width), bars.height + gap + letters.height), 255)
    bars_top = letters.height + gap if on_top else 0
    both.paste(bars, (0, bars_top))
    both.paste(letters, (max(0, (bars.width - letters.width) // 2), 0 if on_top else bars.height + gap))
    return both, bars_top + bars.height


def _two_dimensional(settings: Settings, barcode: Barcode, data: bytes, text: str, dots_per_mm: int) -> Image.Image:
    match barcode.command:
        case "^BD":
            return maxicode(text, in_range(barcode.text(0), 2, 2, 6), dots_per_mm)
        case "^BQ":
            dots = in_range(barcode.text(2), 3, 1, 100)
            return qr(text).picture(dots, dots)
        case "^BX":
            matrix = data_matrix(text, columns=in_range(barcode.text(3), 0, 0, 144), rectangle=barcode.text(7) == "2")
            dots = in_range(barcode.text(1), max(1, settings.bar_height // max(1, len(matrix.rows))), 1, 4000)
            return matrix.picture(dots, dots)
        case "^B7":
            columns, rows = in_range(barcode.text(3), 0, 0, 30), in_range(barcode.text(4), 0, 0, 90)
            matrix = pdf417(data, security=in_range(barcode.text(2), -1, 0, 8), columns=columns, rows=0 if columns else rows)
            row_dots = in_range(barcode.text(1), 0, 0, 1000) or max(1, settings.bar_height // len(matrix.rows))
            return matrix.picture(settings.module, row_dots)
        case "^B0" | "^BO":
            dots = in_range(barcode.text(1), 2, 1, 10)
            return aztec(text).picture(dots, dots)
    raise BadBarcode(f"{barcode.command} is not drawn")
