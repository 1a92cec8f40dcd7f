"""A packing slip as ESC/POS bytes, made with python-escpos; sending them is a link's business.

Commands: Epson ESC/POS reference. Pictures go as GS v 0 rasters, which even the cheapest printers know.
"""

import os
import shutil

import escpos.capabilities  # type: ignore[import-untyped]
import qrcode
from escpos.magicencode import Encoder  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]
from PIL import Image

from devices.printer.code_pages import CODE_PAGES
from devices.printer.paper import PAPER, WidthMm
from devices.printer.slip import Slip
from devices.printer.slip_layout import Element, Gap, QrCode, Rule, Text, slip_layout

# python-escpos makes a directory for its cache at every import and leaves it behind; nobody would read the cache again.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)

_PROFILE = "TM-T20II"  # asked by the library for the greatest width and the cutter only
_QR_MODULE_DOTS = 8
_QR_QUIET_ZONE_MODULES = 4  # ISO/IEC 18004, 9.1
_WHITE, _BLACK = 1, 0


def encode_slip(slip: Slip, width_mm: WidthMm = 80) -> bytes:
    """Return the bytes that print `slip` and cut the paper. The same slip always gives the same bytes.

    Characters that no code page has print as `■`. Raises `ValueError` when `slip.qr` is more than a QR code holds (2,331 bytes).
    """
    paper = PAPER[width_mm]
    encoder = Encoder({name: page.number for name, page in CODE_PAGES.items()})
    encoder.used_encodings.add(next(iter(CODE_PAGES)))
    printer = Dummy(profile=_PROFILE, magic_encode_args={"encoder": encoder})
    printer.hw("INIT")
    for element in slip_layout(slip, paper.columns):
        _encode(printer, element, paper.width_dots)
    printer.cut()
    job: bytes = printer.output
    return job


def _encode(printer: Dummy, element: Element, width_dots: int) -> None:
    match element:
        case Text():
            printer.set(
                align=element.align,
                bold=element.bold,
                custom_size=True,
                width=element.width,
                height=element.height,
                invert=element.inverted,
            )
            printer.textln(element.text)
        case Rule():
            printer.image(Image.new("1", (width_dots, element.thickness_dots), _BLACK))
        case Gap():
            printer.image(Image.new("1", (8, element.height_dots), _WHITE))
        case QrCode():
            printer.set(align="left")
            printer.image(_qr_picture(element.content, width_dots))


def _qr_picture(content: str, width_dots: int) -> Image.Image:
    """Return the code with its quiet zone, pushed to the middle by white on its left: not every printer centres rasters."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=_QR_QUIET_ZONE_MODULES)
    code.add_data(content)
    try:
        modules = code.get_matrix()
    except ValueError as error:  # the library's name for "too long" is a version number out of range
        raise ValueError(f"a QR code cannot hold {len(content.encode())} bytes") from error
    side = len(modules)
    scale = min(_QR_MODULE_DOTS, width_dots // side)
    symbol = Image.new("1", (side, side), _WHITE)
    symbol.putdata([_BLACK if dark else _WHITE for row in modules for dark in row])
    left = (width_dots - side * scale) // 2
    picture = Image.new("1", (left + side * scale, side * scale), _WHITE)
    picture.paste(symbol.resize((side * scale, side * scale), Image.Resampling.NEAREST), (left, 0))
    return picture
