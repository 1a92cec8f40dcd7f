"""Pictures within ZPL: hexadecimal, Zebra's compressed hexadecimal, B64 and Z64 (ZPL II Programming Guide, ^GF, ~DG)."""

import base64
import binascii
import re
import zlib

from PIL import Image

_BYTES_MAX = 4_000_000
_ENCODED = re.compile(rb":(B64|Z64):([A-Za-z0-9+/=\s]*):([0-9A-Fa-f]{4})")
# G to Y are 1 to 19 times, g to z 20 to 400 times the digit that follows; they add up.
_TIMES = {ord("G") + index: index + 1 for index in range(19)} | {ord("g") + index: (index + 1) * 20 for index in range(20)}
_HEX = frozenset(b"0123456789abcdefABCDEF")


class BadGraphic(ValueError):
    """The bytes of a picture can't be read."""


def graphic(data: bytes, form: str, total_bytes: int, row_bytes: int) -> Image.Image:
    """Return the picture that `data` holds, black on white, of `row_bytes` in a row. `form` is A (digits), B or C (bytes)."""
    if not 0 < row_bytes <= total_bytes <= _BYTES_MAX:
        raise BadGraphic(f"a picture of {total_bytes} bytes in rows of {row_bytes} is none")
    encoded = _ENCODED.match(data.strip())
    if encoded is not None:
        raw = _decoded(encoded)
    elif form == "A":
        raw = _from_digits(data, row_bytes, total_bytes)
    else:
        raw = data
    rows = -(-total_bytes // row_bytes)
    raw = raw[: rows * row_bytes].ljust(rows * row_bytes, b"\x00")
    return Image.frombytes("1", (row_bytes * 8, rows), bytes(byte ^ 0xFF for byte in raw)).convert("L")


def _decoded(encoded: re.Match[bytes]) -> bytes:
    if binascii.crc_hqx(encoded[2], 0) != int(encoded[3], 16):
        raise BadGraphic("a picture's checksum is wrong")
    try:
        raw = base64.b64decode(encoded[2])
        if encoded[1] == b"B64":
            return raw
        return zlib.decompressobj().decompress(raw, _BYTES_MAX)
    except (binascii.Error, zlib.error) as error:
        raise BadGraphic(f"a picture can't be unpacked: {error}") from error


def _from_digits(data: bytes, row_bytes: int, total_bytes: int) -> bytes:
    """Unpack row by row: `,` fills it with zeros, `!` with ones, `:` is the row above once more."""
    width = row_bytes * 2
    digits = bytearray()
    row = bytearray()
    above = bytearray(b"0" * width)
    times = 0
    for byte in data:
        if byte in _TIMES:
            times += _TIMES[byte]
        elif byte in _HEX:
            row += bytes([byte]) * (times or 1)
            times = 0
        elif byte in b",!:":
            row = bytearray(above) if byte == ord(":") else row.ljust(width, b"0" if byte == ord(",") else b"F")
            times = 0
        while len(row) >= width:
            above, row = row[:width], row[width:]
            digits += above
        if len(digits) >= total_bytes * 2:
            break
    digits += row
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
