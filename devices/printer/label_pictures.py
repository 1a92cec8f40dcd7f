"""Small pictures: what is drawn becomes black or white, never grey; logos; a ruler."""

from pathlib import Path

from PIL import Image, ImageDraw

_THRESHOLD = 128


def black_and_white(picture: Image.Image) -> Image.Image:
    """Return `picture` as a `1` picture by a threshold: dithering would eat barcodes and small letters. Transparent is white."""
    if picture.mode == "1":
        return picture
    return flattened(picture).point(lambda level: 255 if level >= _THRESHOLD else 0, mode="1")


def flattened(picture: Image.Image) -> Image.Image:
    """Return `picture` as an `L` picture on white."""
    if picture.has_transparency_data:
        coloured = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    return picture.convert("L")


def logo(file: Path, width_dots: int, height_dots: int = 0) -> Image.Image:
    """Return a picture from a file, `width_dots` wide, and no higher than `height_dots` where that is given.

    Raises `ValueError` for a file that holds no picture.
    """
    try:
        with Image.open(file) as opened:
            picture = flattened(opened)
    except OSError as error:
        raise ValueError(f"{file} holds no picture that can be read: save it as a PNG") from error
    scale = width_dots / picture.width
    if height_dots:
        scale = min(scale, height_dots / picture.height)
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
