"""What a label printer is told: everything we draw as one graphic a label (^GF), a carrier's ZPL as it is.

Zebra ZPL II programming guide: ^PW, ^LL and ^LH give the size and the corner, ^GFA the graphic in the run-length scheme that every printer
with ZPL knows; ^PQ1 prints one. Nothing is said of media, darkness or speed: those stay as the printer was set up.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image
from zebrafy.graphic_field import GraphicField
from zebrafy.zebrafy_zpl import ZebrafyZPL

from devices.printer.carrier_label import carrier_pictures, checked_zpl
from devices.printer.document import CarrierLabel, Document, Label
from devices.printer.label_drawn import label_picture
from devices.printer.label_pictures import black_and_white
from devices.printer.label_sheets import one_piece, sheets
from devices.printer.layout_drawn import strips
from devices.printer.layout_flow import flow
from devices.printer.zpl_render import render_zpl

_MARGIN_MM = 2.0
_LETTERS = 0.9  # a label is small: a slip should need one, not two
_BETWEEN_DOTS = 16
_GREY = 150
_OURS = re.compile(r"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0(\^GFA,[^^]*\^FS)\^PQ1\^XZ\n")


class ZplCodec:
    """ZPL on labels of one size. `dots_per_mm` is 8 for 203 dpi, 12 for 300; `layouts` is the directory of the owner's layouts.

    Raises `ValueError` for a size that no label has.
    """

    def __init__(self, width_mm: int, height_mm: int, dots_per_mm: int, layouts: Path | None = None) -> None:
        if not (10 <= width_mm <= 300 and 10 <= height_mm <= 1000 and dots_per_mm in (6, 8, 12, 24)):
            raise ValueError(
                f"no label is {width_mm} × {height_mm} mm at {dots_per_mm} dots per mm; give width_mm and height_mm of the labels, "
                "and dots_per_mm = 8 for a 203 dpi printer or 12 for 300 dpi"
            )
        self._size = (width_mm * dots_per_mm, height_mm * dots_per_mm)
        self._paper = f"{width_mm} × {height_mm} mm"
        self._dots_per_mm = dots_per_mm
        self._layouts = layouts

    def encode(self, document: Document) -> bytes:
        """Return the bytes that print `document`, on as many labels as it needs; see `Codec`."""
        match document:
            case Label():
                return _zpl([label_picture(document, self._size, self._dots_per_mm, self._layouts)])
            case CarrierLabel(format="zpl"):
                return checked_zpl(document.content)
            case CarrierLabel():
                pictures = carrier_pictures(document, self._size, self._dots_per_mm)
                return _zpl(_on_label(picture, self._size) for picture in pictures)
            case _:
                margin = round(_MARGIN_MM * self._dots_per_mm)
                elements = flow(document, self._paper, self._layouts)
                room = (self._size[0] - 2 * margin, self._size[1] - 2 * margin)
                return _zpl(sheets(strips(elements, room[0], self._dots_per_mm, scale=_LETTERS, height_dots=room[1]), self._size, margin))

    def picture(self, job: bytes) -> Image.Image:
        """Draw the labels that the bytes print, one under the other; see `Codec`."""
        text = job.decode("ascii", errors="replace")
        if _OURS.sub("", text) == "" and text:
            labels = list(_drawn(text))
        else:
            width_mm, height_mm = (side // self._dots_per_mm for side in self._size)
            labels = [render_zpl(job, self._dots_per_mm, width_mm, height_mm)]
        between = Image.new("L", (self._size[0], _BETWEEN_DOTS), _GREY)
        return one_piece([piece for label in labels for piece in (between, label)][1:])


def _zpl(labels: Iterable[Image.Image]) -> bytes:
    jobs = []
    for label in labels:
        graphic = GraphicField(black_and_white(label), format="ASCII_COMPRESSED").get_graphic_field()
        jobs.append(f"^XA^PW{label.width}^LL{label.height}^LH0,0^FO0,0{graphic}^PQ1^XZ\n")
    return "".join(jobs).encode("ascii")


def _drawn(job: str) -> Iterator[Image.Image]:
    for width, height, graphic in _OURS.findall(job):
        (picture,) = ZebrafyZPL(graphic).to_images()
        yield picture.crop((0, 0, int(width), int(height))).convert("L")


def _on_label(picture: Image.Image, size_dots: tuple[int, int]) -> Image.Image:
    label = Image.new("L", size_dots, 255)
    label.paste(picture.convert("L"), ((size_dots[0] - picture.width) // 2, (size_dots[1] - picture.height) // 2))
    return label
