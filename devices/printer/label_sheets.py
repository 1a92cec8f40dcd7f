"""Strips put together on sheets of one size, or on one long piece of paper."""

from collections.abc import Iterable, Iterator

from PIL import Image

_WHITE = 255


def one_piece(strips: Iterable[Image.Image]) -> Image.Image:
    """Return all strips, one under the other, as an `L` picture."""
    every = list(strips)
    picture = Image.new("L", (max((strip.width for strip in every), default=1), max(sum(strip.height for strip in every), 1)), _WHITE)
    top = 0
    for strip in every:
        picture.paste(strip, (0, top))
        top += strip.height
    return picture


def sheets(strips: Iterable[Image.Image], size_dots: tuple[int, int], margin_dots: int) -> Iterator[Image.Image]:
    """Yield `L` pictures of one size, filled from the top; no strip is cut in two.

    Raises `ValueError` for a strip higher than a sheet.
    """
    room = size_dots[1] - 2 * margin_dots
    waiting: list[Image.Image] = []
    used = 0
    for strip in strips:
        if strip.height > room:
            raise ValueError("a part of the layout is higher than the paper: make it smaller in the layout, or use larger paper")
        if used + strip.height > room:
            yield _sheet(waiting, size_dots, margin_dots)
            waiting, used = [], 0
        if waiting or strip.getextrema() != (_WHITE, _WHITE):  # no sheet starts with white space
            waiting.append(strip)
            used += strip.height
    if waiting:
        yield _sheet(waiting, size_dots, margin_dots)


def _sheet(strips: list[Image.Image], size_dots: tuple[int, int], margin_dots: int) -> Image.Image:
    sheet = Image.new("L", size_dots, _WHITE)
    sheet.paste(one_piece(strips), (margin_dots, margin_dots))
    return sheet
