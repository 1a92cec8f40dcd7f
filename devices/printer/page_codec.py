"""What an office printer is told: a PDF of its paper's size, in black and white; a carrier's PDF as it is."""

from pathlib import Path

from PIL import Image

from devices.printer.carrier_label import carrier_pictures
from devices.printer.document import CarrierLabel, Document, Label
from devices.printer.label_drawn import label_picture
from devices.printer.label_pdf import page_picture, page_sizes_mm, pdf_of
from devices.printer.label_sheets import one_piece, sheets
from devices.printer.label_typeface import draw_line
from devices.printer.layout_drawn import strips
from devices.printer.layout_flow import flow

DOTS_PER_MM = 12  # 305 dpi
_MARGIN_MM = 12  # what an office printer cannot reach, and room for a punch
_SMALL_MARGIN_MM = 5
_SMALL_MM = 120  # paper narrower than this is a label sheet, not a page
_COLUMN_MM = 150  # lines of more than this are hard to follow
_LETTERS = 1.25  # a page is read lying on a table, a slip in the hand
_LABEL_MM = (100, 60)  # a label of ours on a page, to be cut out
_FOOT_MM = 3
_BETWEEN_DOTS = 24
_GREY = 150


class PageCodec:
    """PDF on paper of one size; `layouts` is the directory of the owner's layouts. Raises `ValueError` for a size that no paper has."""

    def __init__(self, width_mm: int, height_mm: int, layouts: Path | None = None) -> None:
        if not (50 <= width_mm <= 500 and 50 <= height_mm <= 700):
            raise ValueError(f"no office paper is {width_mm} × {height_mm} mm; A4 is width_mm = 210, height_mm = 297")
        self._size = (width_mm * DOTS_PER_MM, height_mm * DOTS_PER_MM)
        self._paper = f"{width_mm} × {height_mm} mm"
        self._margin = (_SMALL_MARGIN_MM if width_mm < _SMALL_MM else _MARGIN_MM) * DOTS_PER_MM
        self._layouts = layouts

    def encode(self, document: Document) -> bytes:
        """Return the PDF of `document`, on as many pages as it needs; see `Codec`."""
        inside = (self._size[0] - 2 * self._margin, self._size[1] - 2 * self._margin)
        match document:
            case Label():
                size = (min(_LABEL_MM[0] * DOTS_PER_MM, inside[0]), min(_LABEL_MM[1] * DOTS_PER_MM, inside[1]))
                return self._pages([label_picture(document, size, DOTS_PER_MM, self._layouts)])
            case CarrierLabel(format="pdf"):
                page_sizes_mm(document.content)  # read, so that a broken file is refused here and not by the printer
                return document.content
            case CarrierLabel():
                return self._pages(carrier_pictures(document, inside, DOTS_PER_MM))
            case _:
                width = min(inside[0], _COLUMN_MM * DOTS_PER_MM)
                elements = flow(document, self._paper, self._layouts)
                drawn = sheets(strips(elements, width, DOTS_PER_MM, scale=_LETTERS, height_dots=inside[1]), (width, inside[1]), 0)
                return self._pages(list(drawn), numbered=True)

    def picture(self, job: bytes) -> Image.Image:
        """Draw the pages, one under the other; see `Codec`."""
        pages = [page_picture(job, number, DOTS_PER_MM) for number in range(len(page_sizes_mm(job)))]
        between = Image.new("L", (max(page.width for page in pages), _BETWEEN_DOTS), _GREY)
        return one_piece([piece for page in pages for piece in (between, page)][1:])

    def _pages(self, pictures: list[Image.Image], *, numbered: bool = False) -> bytes:
        pages = []
        for number, picture in enumerate(pictures, start=1):
            page = Image.new("L", self._size, 255)
            page.paste(picture.convert("L"), ((self._size[0] - picture.width) // 2, self._margin))
            if numbered and len(pictures) > 1:
                foot = (self._size[0] // 2, self._size[1] - self._margin // 2)
                draw_line(page, foot, f"{number} / {len(pictures)}", _FOOT_MM * DOTS_PER_MM, bold=False)
            pages.append(page)
        return pdf_of(pages, DOTS_PER_MM)
