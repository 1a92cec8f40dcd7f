"""A carrier's own label on our paper: checked where it is ZPL, and as pictures of whole dots from PNG, PDF or ZPL.

A copy carries no mark on labels and pages: the label of a copy must stay valid for the carrier, which owns all of its area. Only a roll has
room outside of it.
"""

from io import BytesIO

from PIL import Image, ImageChops

from devices.printer.document import CarrierLabel
from devices.printer.label_pdf import page_picture, page_sizes_mm
from devices.printer.label_pictures import PIXELS_MAX, black_and_white, picture_in
from devices.printer.zpl_render import draw_zpl

_CARRIER_WIDTH_MM = 101.6  # nearly all carriers' labels are four by six inches
_CARRIER_MM = (102, 152)
_CARRIER_SHAPE = (1.3, 1.7)  # height by width of such a label
_ZPL_DOTS_PER_MM = 8  # carriers make ZPL for 203 dpi unless asked otherwise
_CLOSE = 0.03  # a picture this near to a whole multiple keeps its dots whole; what hangs over is bare margin
_SCALE_MIN = 0.6  # below this the bars of a carrier's label are too fine
_ZPL_LABELS_MAX = 30
_EDGE_MM = 1.5

Size = tuple[int, int]
Box = tuple[int, int, int, int]


def checked_zpl(content: bytes) -> bytes:
    """Return a carrier's ZPL unchanged. Raises `ValueError` when it is no whole label: ^XA … ^XZ."""
    stripped = content.strip().upper()
    starts, ends = stripped.count(b"^XA"), stripped.count(b"^XZ")
    # What stands before it is nothing to a printer, or settings: many programs begin with CT~~CD,~CC^~CT~.
    if not starts or not stripped.endswith(b"^XZ") or starts != ends:
        raise ValueError("the carrier's ZPL is no whole label (^XA … ^XZ): fetch the label again")
    if starts > _ZPL_LABELS_MAX:
        raise ValueError(f"the carrier's ZPL has {starts} labels; 1 to {_ZPL_LABELS_MAX} can be printed")
    return content


def carrier_pictures(label: CarrierLabel, size_dots: Size, dots_per_mm: float) -> list[Image.Image]:
    """Return black and white pictures of `label`, one a page, no larger than `size_dots`; a height of 0 is a roll.

    Each has its natural size where that fits, and is turned where it fits better so. Raises `ValueError` when it cannot be read, and when
    it would have to be made so small that its codes no longer scan.
    """
    match label.format:
        case "png":
            picture = _png(label.content)
            return [_fitted(picture, size_dots, _natural_scale(picture, dots_per_mm))]
        case "pdf":
            return _pdf(label.content, size_dots, dots_per_mm)
        case "zpl":
            return [_fitted(picture, size_dots, dots_per_mm / _ZPL_DOTS_PER_MM) for picture in _drawn_zpl(label.content)]


def _drawn_zpl(content: bytes) -> list[Image.Image]:
    drawn = draw_zpl(checked_zpl(content), _ZPL_DOTS_PER_MM, *_CARRIER_MM)
    if drawn.lost:
        raise ValueError(f"this printer can't print all of the carrier's label ({drawn.lost[0]}): use a label printer, or fetch it as PDF")
    if not drawn.labels:
        raise ValueError("the carrier's label is blank: fetch it again")
    return drawn.labels


def _png(content: bytes) -> Image.Image:
    try:
        return picture_in(BytesIO(content), ("PNG",))
    except OSError as error:
        raise ValueError("the carrier's picture cannot be read: fetch the label again") from error
    except ValueError as error:
        raise ValueError(f"the carrier's picture is too large, {error}: ask the carrier for a smaller one") from error


def _natural_scale(picture: Image.Image, dots_per_mm: float) -> float:
    """Return the scale at which a carrier's picture has the size it is meant to have; 0 where its shape does not tell."""
    long, short = max(picture.size), min(picture.size)
    if not _CARRIER_SHAPE[0] <= long / short <= _CARRIER_SHAPE[1]:
        return 0
    return _CARRIER_WIDTH_MM * dots_per_mm / short


def _pdf(content: bytes, size_dots: Size, dots_per_mm: float) -> list[Image.Image]:
    pictures = []
    for number in range(len(page_sizes_mm(content))):
        page = page_picture(content, number, dots_per_mm)
        box = _ink(page)
        if box is None:
            continue
        if _fit(page.size, size_dots)[0] < 1 - _CLOSE:  # a label in the corner of an office page
            box = _with_edge(box, page.size, round(_EDGE_MM * dots_per_mm))
            scale = _fit((box[2] - box[0], box[3] - box[1]), size_dots)[0]
            _check(scale)
            if scale < 1:  # drawn anew rather than shrunk, so that bars stay sharp
                page = page_picture(content, number, dots_per_mm * scale)
                box = (int(box[0] * scale), int(box[1] * scale), int(box[2] * scale), int(box[3] * scale))
            page = page.crop(box)
        pictures.append(_fitted(page, size_dots, 1))
    if not pictures:
        raise ValueError("the carrier's PDF is blank: fetch the label again")
    return pictures


def _fitted(picture: Image.Image, size_dots: Size, natural: float) -> Image.Image:
    """Return `picture` in black and white at its natural scale, or as large as the paper allows; 0 stands for no natural scale."""
    fit, turned = _fit(picture.size, size_dots)
    if turned and (not natural or _upright_fit(picture.size, size_dots) < natural * (1 - _CLOSE)):
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    else:
        fit = _upright_fit(picture.size, size_dots)
    if natural:
        _check(fit / natural)
    scale = min(fit, natural) if natural else fit
    if picture.width * picture.height * scale**2 > PIXELS_MAX:
        raise ValueError("the carrier's picture is too long and narrow for this paper: use the label or office printer")
    whole = max(round(scale), 1)
    if abs(scale - whole) <= _CLOSE * whole:
        grown = picture.resize((picture.width * whole, picture.height * whole), Image.Resampling.NEAREST)
        window = _window(_ink(grown), grown.size, size_dots)
        if window is not None:
            return black_and_white(grown.crop(window))
    size = (max(int(picture.width * scale), 1), max(int(picture.height * scale), 1))
    return black_and_white(picture.resize(size, Image.Resampling.LANCZOS))


def _fit(size: Size, paper: Size) -> tuple[float, bool]:
    """Return the greatest scale at which `size` fits the paper, and whether it must be turned for that."""
    upright, turned = _upright_fit(size, paper), _upright_fit((size[1], size[0]), paper)
    return (turned, True) if turned > upright * (1 + _CLOSE) else (upright, False)


def _upright_fit(size: Size, paper: Size) -> float:
    across = paper[0] / size[0]
    return min(across, paper[1] / size[1]) if paper[1] else across


def _check(scale: float) -> None:
    if scale < _SCALE_MIN:
        raise ValueError("the carrier's label is too large for this paper, its barcodes would not scan: use the label or office printer")


def _window(ink: Box | None, size: Size, paper: Size) -> Box | None:
    """Return the part of a picture that the paper holds, in the middle of its ink; None where some ink would be lost."""
    if ink is None:
        return None
    width, height = min(size[0], paper[0]), min(size[1], paper[1] or size[1])
    left = min(max((ink[0] + ink[2] - width) // 2, 0), size[0] - width)
    top = min(max((ink[1] + ink[3] - height) // 2, 0), size[1] - height)
    if ink[0] < left or ink[1] < top or ink[2] > left + width or ink[3] > top + height:
        return None
    return left, top, left + width, top + height


def _ink(picture: Image.Image) -> Box | None:
    return ImageChops.invert(picture).getbbox()


def _with_edge(box: Box, size: Size, edge: int) -> Box:
    return max(box[0] - edge, 0), max(box[1] - edge, 0), min(box[2] + edge, size[0]), min(box[3] + edge, size[1])
