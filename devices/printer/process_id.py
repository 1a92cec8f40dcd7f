"""How a print job's number travels to the printer and back: the process id of GS ( H, function 48 (Epson ESC/POS reference)."""

# The id is four characters from 0x20 to 0x7E, so a number with four digits to the base of 95.
_FIRST, _BASE, _DIGITS = 0x20, 95, 4
_IDS = _BASE**_DIGITS
_UNNUMBERED = 1000
_NUMBERED = _IDS - _UNNUMBERED - 1

PROBE = bytes([_FIRST + _BASE - 1]) * _DIGITS
"""The id that belongs to no job: asks whether the printer knows the command at all."""


def process_id(number: int) -> bytes:
    """Return the four bytes of a job's durable number, 1 and up. Numbers begin again after 81,449,623."""
    return _digits(number % _NUMBERED)


def passing_id(count: int) -> bytes:
    """Return the four bytes of a job without a durable number, the `count`-th one; no number has them."""
    return _digits(_NUMBERED + count % _UNNUMBERED)


def number_of(identity: bytes) -> int | None:
    """Return the job number of a process id, None when it belongs to no numbered job."""
    value = 0
    for digit in identity:
        value = value * _BASE + digit - _FIRST
    return value if 0 < value < _NUMBERED else None


def _digits(value: int) -> bytes:
    digits = []
    for _ in range(_DIGITS):
        value, digit = divmod(value, _BASE)
        digits.append(_FIRST + digit)
    return bytes(reversed(digits))
