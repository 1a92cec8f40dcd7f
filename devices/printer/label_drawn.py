"""A label as a picture: its boxes filled, every text as large as its box allows, every code in whole dots."""

import math
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from devices.printer.document import Label
from devices.printer.label_barcodes import BLACK, WHITE, DoesNotFit, code128, qr
from devices.printer.label_boxes import Box, BoxCode128, BoxLogo, BoxQr, BoxText
from devices.printer.label_pictures import logo
from devices.printer.label_typeface import LINE, draw_line, drawable, face, width_of, wrapped
from devices.printer.layout_fields import Fields, said_by
from devices.printer.layout_file import label_layout
from devices.printer.layout_parts import Align
from devices.printer.layout_text import filled

_LETTER_MM_MIN = 1.8  # the smallest letters that a person reads at arm's length
_END = "…"
_LONGEST = 1_000  # characters; no label has room for more
_TOLD = 60  # characters of a text that does not fit: enough to know it by


def label_on_roll(label: Label, width_dots: int, dots_per_mm: float, layouts: Path | None) -> Image.Image:
    """Return the picture of `label` for a roll: as wide as the roll, as high as its layout says. Raises as `label_picture`."""
    height = round(label_layout(label.kind, layouts).height_on_roll * dots_per_mm)
    return label_picture(label, (width_dots, height), dots_per_mm, layouts)


def label_picture(label: Label, size_dots: tuple[int, int], dots_per_mm: float, layouts: Path | None) -> Image.Image:
    """Return the `L` picture of `label`.

    Raises `BadLayout`, and `ValueError`, naming the box, when something does not fit it.
    """
    layout = label_layout(label.kind, layouts)
    fields = said_by(label, "").fields
    boxes = layout.upright_boxes if size_dots[1] > size_dots[0] else layout.boxes
    margin = round(layout.margin * dots_per_mm)
    try:
        return _drawn(boxes, fields, size_dots, margin, dots_per_mm)
    except ValueError:
        if not layout.small_boxes:
            raise
        return _drawn(layout.small_boxes, fields, size_dots, margin, dots_per_mm)


def _drawn(boxes: Iterable[Box], fields: Fields, size_dots: tuple[int, int], margin: int, dots_per_mm: float) -> Image.Image:
    inside = (size_dots[0] - 2 * margin, size_dots[1] - 2 * margin)
    picture = Image.new("L", size_dots, WHITE)
    for box in boxes:
        if (box.when and not fields[box.when]) or (box.unless and fields[box.unless]):
            continue
        left, top, width, height = (round(share * length / 100) for share, length in zip(box.content.box, (*inside, *inside), strict=True))
        drawn = _filled_box(box, fields, (width, height), dots_per_mm)
        if drawn is not None:
            picture.paste(drawn, (margin + left, margin + top))
    return picture


def _filled_box(box: Box, fields: Fields, size_dots: tuple[int, int], dots_per_mm: float) -> Image.Image | None:
    """Return what fills the box, as a picture of its size; None for nothing."""
    match box.content:
        case BoxText() as content:
            text = drawable(filled(content.text, fields)).strip()
            return _turned(_text(content, text, _turned_size(size_dots, content.turn), dots_per_mm), content.turn) if text else None
        case BoxQr() as content:
            code = filled(content.qr, fields)
            return _placed(qr(code, min(size_dots), dots_per_mm), size_dots, content.align) if code else None
        case BoxCode128() as content:
            code = filled(content.code128, fields)
            size = _turned_size(size_dots, content.turn)
            try:
                return _turned(_placed(code128(code, *size, dots_per_mm), size), content.turn) if code else None
            except ValueError:
                if content.may_miss:
                    return None
                raise
        case BoxLogo() as content:
            return _placed(logo(content.logo, *size_dots), size_dots)


def _turned_size(size_dots: tuple[int, int], turn: int) -> tuple[int, int]:
    return size_dots if turn in (0, 180) else (size_dots[1], size_dots[0])


def _turned(picture: Image.Image, turn: int) -> Image.Image:
    return picture.rotate(-turn, expand=True) if turn else picture


def _placed(picture: Image.Image, size_dots: tuple[int, int], align: Align = "center") -> Image.Image:
    placed = Image.new("L", size_dots, WHITE)
    spare = size_dots[0] - picture.width
    placed.paste(picture, ({"left": 0, "center": spare // 2, "right": spare}[align], (size_dots[1] - picture.height) // 2))
    return placed


def _text(content: BoxText, text: str, size_dots: tuple[int, int], dots_per_mm: float) -> Image.Image:
    """Return `text` in the largest letters with which it fits, in the middle of the box's height."""
    em, lines = _fitted(content, text, size_dots, dots_per_mm)
    ink, paper = (WHITE, BLACK) if content.inverted else (BLACK, WHITE)
    picture = Image.new("L", size_dots, paper)
    above, whole = _height(lines, em, bold=content.bold)
    baseline = (size_dots[1] - whole) // 2 + above
    for line in lines:
        spare = size_dots[0] - width_of(line, em, bold=content.bold)
        left = {"left": 0, "center": spare // 2, "right": spare}[content.align]
        draw_line(picture, (left, baseline), line, em, bold=content.bold, ink=ink)
        baseline += round(em * LINE)
    return picture


def _fitted(content: BoxText, text: str, size_dots: tuple[int, int], dots_per_mm: float) -> tuple[int, list[str]]:
    """Return the size of the letters and the lines; raises `DoesNotFit`."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + _END
        if not content.may_end:
            raise _does_not_fit(text)
    width, height = size_dots
    smallest = math.ceil(_LETTER_MM_MIN * dots_per_mm)

    def lines_at(em: int, *, inside_words: bool = False) -> list[str] | None:
        lines = wrapped(text, em, width, bold=content.bold, inside_words=inside_words)
        return lines if lines and _height(lines, em, bold=content.bold)[1] <= height else None

    low, high = smallest - 1, max(min(round(content.letter * dots_per_mm), 2 * height), smallest)
    while low < high:  # the largest size that fits; the smallest less one where none does
        middle = (low + high + 1) // 2
        if lines_at(middle):
            low = middle
        else:
            high = middle - 1
    lines = lines_at(low) if low >= smallest else lines_at(smallest, inside_words=True)
    if lines is not None:
        return max(low, smallest), lines
    if not content.may_end:
        raise _does_not_fit(text)
    return smallest, _ended(text, smallest, size_dots, bold=content.bold)


def _does_not_fit(text: str) -> DoesNotFit:
    begun = text if len(text) <= _TOLD else f"{text[:_TOLD]}{_END}"
    return DoesNotFit(f"{begun!r} does not fit on the label: shorten it, enlarge its box in the layout, or use larger labels")


def _ended(text: str, em: int, size_dots: tuple[int, int], *, bold: bool) -> list[str]:
    """Return as many whole lines as fit, the last one ending in "…"."""
    lines = wrapped(text, em, size_dots[0], bold=bold) or []
    while len(lines) > 1 and _height(lines, em, bold=bold)[1] > size_dots[1]:
        lines.pop()
    last = lines[-1]
    while last and width_of(last + _END, em, bold=bold) > size_dots[0]:
        last = last[:-1]
    return [*lines[:-1], last.rstrip() + _END]


def _height(lines: list[str], em: int, *, bold: bool) -> tuple[int, int]:
    """Return how far the first line rises above its base line, and the height of all lines, both by their ink."""
    font = face(em, bold)
    above = -math.floor(font.getbbox(lines[0], anchor="ls")[1])
    below = math.ceil(font.getbbox(lines[-1], anchor="ls")[3])
    return above, above + (len(lines) - 1) * round(em * LINE) + below
