"""Carriers' labels of our own making, in every format they come in."""

from io import BytesIO

from PIL import Image, ImageDraw

from devices.printer.label_barcodes import code128, qr
from devices.printer.label_pdf import pdf_of
from devices.printer.label_typeface import draw_line

TRACKING = "1Z999AA10123456784"
ZPL = b"^XA^FO50,50^A0N,40,40^FDShip to^FS^FO50,150^BY3^BCN,100,Y,N,N^FD1Z999AA1^FS^XZ"


def carrier_picture(dots_per_mm: float = 8) -> Image.Image:
    """A label of four by six inches, with a Code 128 and a QR code."""
    width, height = round(101.6 * dots_per_mm), round(152.4 * dots_per_mm)

    def at(share: float) -> int:
        return round(share * height)

    label = Image.new("L", (width, height), 255)
    ImageDraw.Draw(label).rectangle((8, 8, width - 9, height - 9), outline=0, width=round(dots_per_mm / 2))
    for line, text in enumerate(("SWIFT PARCEL", "Renée Muñoz-Strauß", "221B Crème Street", "S-103 16 Malmö")):
        draw_line(label, (at(0.04), at(0.09 + line * 0.06)), text, at(0.045), bold=line == 0)
    symbol = qr(TRACKING, at(0.3), dots_per_mm)
    label.paste(symbol, (at(0.04), at(0.33)))
    bars = code128(TRACKING, width - at(0.06), at(0.2), dots_per_mm)
    label.paste(bars, ((width - bars.width) // 2, at(0.7)))
    draw_line(label, (at(0.15), at(0.96)), TRACKING, at(0.04), bold=True)
    return label


def carrier_png(dots_per_mm: float = 8) -> bytes:
    """The label as a PNG."""
    written = BytesIO()
    carrier_picture(dots_per_mm).save(written, format="PNG")
    return written.getvalue()


def carrier_pdf() -> bytes:
    """The label as a PDF of its own size."""
    return pdf_of([carrier_picture(12)], 12)


def carrier_page_pdf() -> bytes:
    """The label in the upper left corner of an A4 page."""
    page = Image.new("L", (210 * 12, 297 * 12), 255)
    page.paste(carrier_picture(12), (60, 60))
    return pdf_of([page], 12)
