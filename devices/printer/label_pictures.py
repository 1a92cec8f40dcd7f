"""Small pictures: what is drawn becomes black or white, never grey; logos; a ruler."""

import struct
import zlib
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw

_THRESHOLD = 128
PIXELS_MAX = 40_000_000
"""A page of A4 at 600 dpi. A file of some kilobytes can unfold into gigabytes; what is larger than this is not unfolded."""


def black_and_white(picture: Image.Image) -> Image.Image:
    """Return `picture` as a `1` picture by a threshold: dithering would eat barcodes and small letters. Transparent is white."""
    if picture.mode == "1":
        return picture
    return flattened(picture).point(lambda level: 255 if level >= _THRESHOLD else 0, mode="1")


def flattened(picture: Image.Image) -> Image.Image:
    """Return `picture` as an `L` picture on white."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    coloured = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    paper = Image.new("L", coloured.size, 255)
    paper.paste(coloured.convert("L"), mask=coloured.getchannel("A"))
    return paper


def picture_in(file: Path | BinaryIO, formats: tuple[str, ...] | None = None) -> Image.Image:
    """Return the picture a file holds, as an `L` picture on white; in one of these formats, None for any.

    Raises `OSError` for what is none or is broken, and `ValueError` for one of more than `PIXELS_MAX`.
    """
    try:
        with Image.open(file, formats=formats) as opened:
            if opened.width * opened.height <= PIXELS_MAX:
                return flattened(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pass  # the library has a limit of its own, which is higher
    except (SyntaxError, ValueError, struct.error, zlib.error) as error:  # what the library says of a broken file besides OSError
        raise OSError(str(error)) from error
    raise ValueError(f"it has more than {PIXELS_MAX // 1_000_000} million dots")


def logo(file: Path, width_dots: int, height_dots: int = 0) -> Image.Image:
    """Return a picture from a file, `width_dots` wide, and no higher than `height_dots` where that is given.

    Raises `ValueError` for a file that holds no picture, or one that is far too large.
    """
    try:
        picture = picture_in(file)
    except OSError as error:
        raise ValueError(f"{file} holds no picture that can be read: save it as a PNG") from error
    except ValueError as error:
        raise ValueError(f"{file} is too large, {error}: save it smaller") from error
    scale = width_dots / picture.width
    if height_dots:
        scale = min(scale, height_dots / picture.height)
    if picture.width * picture.height * scale**2 > PIXELS_MAX:
        raise ValueError(f"{file} is far too high for its width: cut off what is white above and below")
    return picture.resize((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)), Image.Resampling.LANCZOS)


def ruler(width_dots: int, height_mm: float, dots_per_mm: float) -> Image.Image:
    """Return marks at every millimetre across the paper, those at every ten the whole height, with a frame at both ends."""
    height = round(height_mm * dots_per_mm)
    picture = Image.new("L", (width_dots, height), 255)
    draw = ImageDraw.Draw(picture)
    stroke = max(round(dots_per_mm / 8), 1)
    for mark in range(int(width_dots / dots_per_mm) + 1):
        left = min(round(mark * dots_per_mm), width_dots - stroke)
        share = 1 if mark % 10 == 0 else 0.6 if mark % 5 == 0 else 0.35
        draw.rectangle((left, height - round(height * share), left + stroke - 1, height - 1), fill=0)
    draw.rectangle((0, height - stroke, width_dots - 1, height - 1), fill=0)
    draw.rectangle((width_dots - stroke, 0, width_dots - 1, height - 1), fill=0)
    return picture
