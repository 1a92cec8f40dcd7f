"""Weights in whole grams, worked out exactly: no floating point, and a half gram rounds up."""

import re

# Nanograms, in which each of these units is a whole number: the pound is 0.45359237 kg exactly and has 16 ounces
# (international yard and pound agreement of 1959).
_NANOGRAMS = {"g": 10**9, "kg": 10**12, "lb": 453_592_370_000, "oz": 28_349_523_125}
UNITS = frozenset(_NANOGRAMS)
"""The units that a weight is read in."""

OTHER_UNITS = frozenset({"%", "ct", "dwt", "gn", "mg", "mo", "ozt", "pc", "pcs", "t", "tl"})
"""What scales can also be set to show; a parcel is not weighed in it."""

DECIMAL = r"[0-9]+(?:[.,][0-9]+)?"
"""A number as scales write it. A comma is a decimal point: no scale is known to write it between thousands."""

_DIGITS_MAX = 12
_POWERS = range(-9, 7)


def grams(digits: int, power_of_ten: int, unit: str) -> int:
    """Return `digits` × 10^`power_of_ten` of `unit` in grams, a half rounded up.

    Raises `ValueError` beyond 12 digits, or a power beyond -9 to 6.
    """
    if abs(digits) >= 10**_DIGITS_MAX or power_of_ten not in _POWERS:
        raise ValueError(f"{digits} × 10^{power_of_ten} {unit} is no weight of a scale")
    # Twice the weight over twice the divisor, so that the half that rounds up is a whole number.
    nanograms = digits * _NANOGRAMS[unit] * int(10 ** max(power_of_ten, 0))
    divisor = 10**9 * int(10 ** max(-power_of_ten, 0))
    return (2 * nanograms + divisor) // (2 * divisor)


def grams_of_text(number: str, unit: str) -> int:
    """Return the grams of `number` (as `DECIMAL`, with an optional sign) in `unit`. Raises `ValueError` for anything else."""
    parts = re.fullmatch(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?", number, re.ASCII)
    if parts is None:
        raise ValueError(f"{number!r} is no number")
    sign, whole, fraction = parts.group(1), parts.group(2), parts.group(3) or ""
    return grams(int(f"{sign}{whole}{fraction}"), -len(fraction), unit)
