"""Barcodes as pictures of whole dots with their quiet zones: Code 128 (ISO/IEC 15417) and QR (ISO/IEC 18004)."""

from functools import lru_cache

import qrcode
from barcode.codex import Code128 as Code128Encoder  # type: ignore[import-untyped]
from PIL import Image

WHITE, BLACK = 255, 0
MODULE_MM_MIN = 0.16  # finer bars are lost on a thermal head and to a plain scanner
_CODE128_MODULE_MM_MAX = 0.5
_CODE128_QUIET_MODULES = 10  # ISO/IEC 15417, 4.2
_QR_QUIET_MODULES = 4  # ISO/IEC 18004, 9.1
_FNC1 = "\xf1"  # as python-barcode spells it; any other letter beyond ASCII has no place in a Code 128
_GS = "\x1d"


class DoesNotFit(ValueError):
    """A code is too long for its place; the text says what to do."""


def code128(content: str, width_dots: int, height_dots: int, dots_per_mm: float) -> Image.Image:
    """Return `content` as bars `height_dots` high, as wide as `width_dots` allows, quiet zones included; an `L` picture.

    GS becomes FNC1, and a code that holds one is a GS1-128, which starts with FNC1. Raises `DoesNotFit`, and `ValueError` for a character
    that Code 128 does not have.
    """
    modules = _code128_modules(content)
    wide = len(modules) + 2 * _CODE128_QUIET_MODULES
    dots = min(width_dots // wide, max(int(_CODE128_MODULE_MM_MAX * dots_per_mm), 1))
    if dots < 1 or dots / dots_per_mm < MODULE_MM_MIN:
        raise DoesNotFit(
            f"{content!r} is too long for a Code 128 in {width_dots / dots_per_mm:.0f} mm: use a wider label, a shorter code or a QR code"
        )
    row = Image.new("L", (wide, 1), WHITE)
    row.putdata([WHITE] * _CODE128_QUIET_MODULES + [BLACK if bar == "1" else WHITE for bar in modules] + [WHITE] * _CODE128_QUIET_MODULES)
    return row.resize((wide * dots, height_dots), Image.Resampling.NEAREST)


class _Code128(Code128Encoder):  # type: ignore[misc]  # the library has no types
    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        # The library takes a first pair of digits 99 for the change to code set C, of the same value, and drops it: 9912 would be 12.
        if self.code.startswith("99"):
            return encoded
        optimized: list[int] = super()._try_to_optimize(encoded)
        return optimized


@lru_cache(maxsize=64)
def _code128_modules(content: str) -> str:
    """Return the bars as a row of 0 and 1."""
    foreign = sorted({character for character in content if ord(character) > 0x7F})
    if not content or foreign:
        raise ValueError(f"a Code 128 cannot hold {foreign[0]!r}: use a QR code" if foreign else "a Code 128 cannot be empty")
    if _GS in content:
        content = _FNC1 + content.replace(_GS, _FNC1)
    modules: str = _Code128(content).build()[0]
    return modules


def qr(content: str, side_dots: int, dots_per_mm: float, module_mm: float = 1000) -> Image.Image:
    """Return `content` as a QR code at most `side_dots` wide and high, quiet zone included; an `L` picture.

    Its modules are `module_mm` at most. Raises `DoesNotFit`.
    """
    modules = _qr_modules(content)
    side = len(modules)
    dots = min(side_dots // side, max(round(module_mm * dots_per_mm), 1))
    if dots < 1 or dots / dots_per_mm < MODULE_MM_MIN:
        raise DoesNotFit(
            f"{len(content.encode())} bytes are too many for a QR code {side_dots / dots_per_mm:.0f} mm wide: "
            "use a larger label or a shorter code"
        )
    symbol = Image.new("L", (side, side), WHITE)
    symbol.putdata([BLACK if dark else WHITE for row in modules for dark in row])
    return symbol.resize((side * dots, side * dots), Image.Resampling.NEAREST)


@lru_cache(maxsize=64)
def _qr_modules(content: str) -> list[list[bool]]:
    if not content:
        raise ValueError("a QR code cannot be empty")
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=_QR_QUIET_MODULES)
    code.add_data(content)
    try:
        return code.get_matrix()
    except ValueError as error:  # the library's name for "too long" is a version number out of range
        raise DoesNotFit(f"a QR code cannot hold {len(content.encode())} bytes: use a shorter code") from error
