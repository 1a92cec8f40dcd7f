"""The dots of one character in its cell, from DejaVu Sans Mono, which comes with python-escpos (through python-barcode)."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

# Epson TM-T20: Font A is 12 × 24 dots, Font B 9 × 17. The em sizes make the typeface's advance fill the cell.
CELL_DOTS = {"A": (12, 24), "B": (9, 17)}
_EM_DOTS = {"A": 20, "B": 15}
_BASELINE_DOTS = {"A": 19, "B": 14}


@lru_cache(maxsize=16)
def _face(em_dots: int) -> ImageFont.FreeTypeFont:
    data = files("barcode").joinpath("fonts/DejaVuSansMono.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(data), em_dots, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1024)
def glyph(character: str, font: str, width: int, height: int, *, bold: bool) -> Image.Image:
    """Return the cell of `character` as an `L` picture, black on white; `width` and `height` are the multiples of GS !, 1 to 8."""
    cell_width, cell_height = CELL_DOTS[font]
    cell = Image.new("L", (cell_width * height, cell_height * height), 255)
    draw = ImageDraw.Draw(cell)
    baseline = (0, _BASELINE_DOTS[font] * height)
    face = _face(_EM_DOTS[font] * height)
    draw.text(baseline, character, fill=0, font=face, anchor="ls")
    if bold:  # the printer strikes an emphasised character twice, a dot apart
        draw.text((baseline[0] + height, baseline[1]), character, fill=0, font=face, anchor="ls")
    return cell if width == height else cell.resize((cell_width * width, cell_height * height), Image.Resampling.LANCZOS)
