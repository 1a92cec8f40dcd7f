"""What a receipt printer is told: slips as text in its own letters, labels, sheets and carriers' labels as pictures, then the cut."""

from pathlib import Path

from PIL import Image

from devices.printer.carrier_label import carrier_pictures
from devices.printer.document import CarrierLabel, Document, Label
from devices.printer.escpos import DOTS_PER_MM, encode_pictures, encode_slip
from devices.printer.escpos_commands import TruncatedStream, UnknownCommand
from devices.printer.label_drawn import label_on_roll
from devices.printer.label_sheets import one_piece
from devices.printer.layout_drawn import strips
from devices.printer.layout_flow import flow
from devices.printer.layout_parts import Banner, Element, Gap
from devices.printer.paper import PAPER, roll
from devices.printer.render import render
from devices.printer.slip import Slip

_COPY: tuple[Element, ...] = (Banner("C O P Y"), Gap(2))
_EDGE: tuple[Element, ...] = (Gap(2),)


class EscposCodec:
    """ESC/POS on a roll 58 or 80 mm wide, 203 dpi. `layouts` is the directory of the owner's layouts."""

    def __init__(self, width_mm: int, layouts: Path | None = None) -> None:
        self._width_mm = roll(width_mm)
        self._layouts = layouts

    def encode(self, document: Document) -> bytes:
        """Return the bytes that print `document` and cut the paper; see `Codec`."""
        width_dots = PAPER[self._width_mm].width_dots
        match document:
            case Slip():
                return encode_slip(document, self._width_mm, self._layouts)
            case Label():
                picture = label_on_roll(document, width_dots, DOTS_PER_MM, self._layouts)
                return encode_pictures([picture], self._width_mm)
            case CarrierLabel():
                pictures = carrier_pictures(document, (width_dots, 0), DOTS_PER_MM)
                # There is room above the carrier's label: the mark touches nothing of it.
                mark = [one_piece(strips(_COPY, width_dots, DOTS_PER_MM))] if document.copy else []
                return encode_pictures([*mark, *pictures], self._width_mm)
            case _:
                elements = flow(document, f"{self._width_mm} mm", self._layouts)
                picture = one_piece(strips([*elements, *_EDGE], width_dots, DOTS_PER_MM))
                return encode_pictures([picture], self._width_mm)

    def picture(self, job: bytes) -> Image.Image:
        """Draw what the bytes print, margins and cut included; see `Codec`."""
        try:
            return render(job, self._width_mm)
        except (UnknownCommand, TruncatedStream) as error:
            raise ValueError(str(error)) from error
