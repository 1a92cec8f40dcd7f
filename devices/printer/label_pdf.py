"""PDF pages as pictures, by PDFium, which works for one thread at a time; and pictures as PDF pages."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from time import gmtime

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from devices.printer.label_pictures import PIXELS_MAX, black_and_white, flattened

MM_PER_POINT = 25.4 / 72
_MM_PER_INCH = 25.4
_PAGES_MAX = 30
_SIDE_MM_MAX = 1000
_ONE_AT_A_TIME = Lock()


def page_sizes_mm(content: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page; raises `ValueError` for what is no PDF of ours to print."""
    with _opened(content) as pdf:
        return [
            (width * MM_PER_POINT, height * MM_PER_POINT) for width, height in (pdf.get_page_size(number) for number in range(len(pdf)))
        ]


def page_picture(content: bytes, number: int, dots_per_mm: float) -> Image.Image:
    """Return page `number`, from 0, as an `L` picture. Raises `ValueError`, for a page of more than `PIXELS_MAX` too."""
    with _opened(content) as pdf:
        page = pdf[number]
        try:
            width, height = page.get_size()
            if width * height * (dots_per_mm * MM_PER_POINT) ** 2 > PIXELS_MAX:
                raise ValueError("a page of this PDF is too large: fetch it in the size of its paper")
            return flattened(page.render(scale=dots_per_mm * MM_PER_POINT, grayscale=True).to_pil())
        finally:
            page.close()


def pdf_of(pictures: Iterable[Image.Image], dots_per_mm: float) -> bytes:
    """Return a PDF with a page for each picture, in black and white and in its size; the same pictures always give the same bytes."""
    first, *more = [black_and_white(picture) for picture in pictures]
    written = BytesIO()
    never = gmtime(0)  # the time it was made would make every PDF another
    first.save(
        written,
        format="PDF",
        resolution=dots_per_mm * _MM_PER_INCH,
        save_all=True,
        append_images=more,
        creationDate=never,
        modDate=never,
    )
    return written.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise ValueError("this PDF cannot be read: fetch it again") from error
        try:
            _check(pdf)
            yield pdf
        except pypdfium2.PdfiumError as error:
            raise ValueError("a page of this PDF cannot be read: fetch it again") from error
        finally:
            pdf.close()


def _check(pdf: pypdfium2.PdfDocument) -> None:
    if not 1 <= len(pdf) <= _PAGES_MAX:
        raise ValueError(f"this PDF has {len(pdf)} pages; 1 to {_PAGES_MAX} can be printed")
    if max(max(pdf.get_page_size(number)) for number in range(len(pdf))) * MM_PER_POINT > _SIDE_MM_MAX:
        raise ValueError("a page of this PDF is more than a metre long")
