"""A flow of elements as ESC/POS bytes, made with python-escpos; sending them is a link's business.

Commands: Epson ESC/POS reference. Pictures go as GS v 0 rasters, which even the cheapest printers know.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import escpos.capabilities  # type: ignore[import-untyped]
from escpos.magicencode import Encoder  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]
from PIL import Image

from devices.printer.code_pages import CODE_PAGES
from devices.printer.label_barcodes import code128, qr
from devices.printer.label_pictures import black_and_white, logo, ruler
from devices.printer.layout_columns import Line, Printed, in_columns
from devices.printer.layout_flow import flow
from devices.printer.layout_parts import Code128, Element, Gap, Logo, Qr, Rule, Ruler
from devices.printer.paper import PAPER, Paper, WidthMm
from devices.printer.slip import Slip

# python-escpos makes a directory for its cache at every import and leaves it behind; nobody would read the cache again.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)

DOTS_PER_MM = 8
_PROFILE = "TM-T20II"  # asked by the library for the greatest width and the cutter only
BAND_BYTES_MAX = 4096  # what the smallest printers keep; a raster is printed once it is there as a whole


def encode_slip(slip: Slip, width_mm: WidthMm = 80, layouts: Path | None = None) -> bytes:
    """Return the bytes that print `slip` and cut the paper. The same slip always gives the same bytes.

    Characters that no code page has print as `■`. Raises `ValueError` when `slip.qr` is more than a QR code holds (2,331 bytes), and
    `BadLayout`.
    """
    return encode_flow(flow(slip, f"{width_mm} mm", layouts), width_mm)


def encode_flow(elements: Iterable[Element], width_mm: WidthMm) -> bytes:
    """Return the bytes that print the elements, texts as text, and cut the paper."""
    printer = _printer()
    for printed in in_columns(elements, PAPER[width_mm].columns):
        _encode(printer, printed, PAPER[width_mm])
    return _cut(printer)


def encode_pictures(pictures: Iterable[Image.Image], width_mm: WidthMm) -> bytes:
    """Return the bytes that print black and white pictures, one under the other in the middle of the paper, and cut it."""
    printer = _printer()
    for picture in pictures:
        _raster(printer, picture, PAPER[width_mm].width_dots)
    return _cut(printer)


def _printer() -> Dummy:
    encoder = Encoder({name: page.number for name, page in CODE_PAGES.items()})
    encoder.used_encodings.add(next(iter(CODE_PAGES)))
    printer = Dummy(profile=_PROFILE, magic_encode_args={"encoder": encoder})
    printer.hw("INIT")
    return printer


def _cut(printer: Dummy) -> bytes:
    printer.cut()
    job: bytes = printer.output
    return job


def _encode(printer: Dummy, printed: Printed, paper: Paper) -> None:
    width = paper.width_dots
    match printed:
        case Line():
            printer.set(
                align=printed.align,
                bold=printed.bold,
                custom_size=True,
                width=printed.width,
                height=printed.height,
                invert=printed.inverted,
            )
            printer.textln(printed.text)
        case Rule():
            _raster(printer, Image.new("L", (width, max(round(printed.rule * DOTS_PER_MM), 1)), 0), width)
        case Gap():
            printer.image(Image.new("1", (8, max(round(printed.gap * DOTS_PER_MM), 1)), 1))
        case Qr():
            _raster(printer, qr(printed.qr, width, DOTS_PER_MM, printed.module), width)
        case Code128():
            _raster(printer, code128(printed.code128, width, round(printed.height * DOTS_PER_MM), DOTS_PER_MM), width)
        case Logo():
            _raster(printer, logo(printed.logo, min(round(printed.width * DOTS_PER_MM), width)), width)
        case Ruler():
            _raster(printer, ruler(width, printed.ruler, DOTS_PER_MM), width)


def _raster(printer: Dummy, picture: Image.Image, width_dots: int) -> None:
    """Send `picture` in bands, pushed to the middle by white on its left: not every printer centres rasters."""
    left = (width_dots - picture.width) // 2
    whole = Image.new("1", (left + picture.width, picture.height), 1)
    whole.paste(black_and_white(picture), (left, 0))
    printer.set(align="left")
    band = max((BAND_BYTES_MAX // -(-whole.width // 8)) // 8 * 8, 8)
    printer.image(whole, fragment_height=band)
