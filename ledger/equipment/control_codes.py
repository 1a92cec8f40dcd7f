"""Codes that mean a station or a person: on the label of a bench and on a badge, scanned to say who holds a scanner, or where it stands.

    PXBS BN PACK-1          a station's label: prefix, check letters, the code of the place
    PXBB TD Ana%20L%C3%B3pez   a name tag: prefix, check letters, a name that need not be known here
    PXBO UT 3.FKXTEGHLSO.Ana%20L%C3%B3pez   a badge: prefix, check letters, its number, its key, the operator's name
    (without the spaces)

A badge's key is made of its number and name with a secret of the box, so that nobody else can make one; it is checked at every sign-in.

The prefixes and check letters consist of letters that lie on the same key on the keyboards of the United States, the United Kingdom,
Germany, France, Spain and Italy. So a scanner that types on the wrong keyboard still says that this is one of our own labels; the check
letters then show that the rest was misread, and the person is told what to put right. Everything that is not a letter, a digit, `-`, `.` or
`_` is written as `%` and two hexadecimal digits for each byte of its UTF-8, so that every barcode holds it.
"""

from string import ascii_letters, digits
from typing import NamedTuple

from ledger.errors import Refused

_STATION, _NAME_TAG, _BADGE = "PXBS", "PXBB", "PXBO"
_PREFIXES = (_STATION, _NAME_TAG, _BADGE)
_PREFIX_LETTERS = 4
_CHECK_LETTERS = 2
_STEADY = "BCDEFGHIJKLNOPRSTUVX"
_KEY_LETTERS = 10
_PLAIN = frozenset(ascii_letters + digits + "-._")


class StationCode(NamedTuple):
    """The label of a station; `station` is its code."""

    station: str


class BadgeCode(NamedTuple):
    """The badge of an operator; a mere name tag has number 0 and no key."""

    operator: str
    number: int = 0
    key: str = ""


def station_code(station: str) -> str:
    """What the label of a station holds."""
    return _written(_STATION, station)


def badge_code(operator: str, number: int = 0, key: str = "") -> str:
    """What the badge of a person holds, or without a number the name tag."""
    return _written(_BADGE, f"{number}.{key}.{operator}") if number else _written(_NAME_TAG, operator)


def badge_key(digest: bytes) -> str:
    """Ten of the steady letters, made of a digest of 16 bytes or more: 43 bits that nobody guesses at a screen."""
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(_KEY_LETTERS):
        number, letter = divmod(number, len(_STEADY))
        letters.append(_STEADY[letter])
    return "".join(letters)


def read_control_code(code: str) -> StationCode | BadgeCode | None:
    """What a scanned code means, None where it is none of these. Raises Refused `misread_label` when the scanner mistook its letters."""
    if not is_control_code(code):
        return None
    prefix, said = code[:_PREFIX_LETTERS].upper(), code[_PREFIX_LETTERS + _CHECK_LETTERS :]
    if code[_PREFIX_LETTERS : _PREFIX_LETTERS + _CHECK_LETTERS] != _check(said):
        raise Refused(
            "misread_label",
            "this is a label of the box, and the scanner misread it: turn Caps Lock off, and set the scanner's keyboard layout as on its"
            " setup sheet; then scan again",
        )
    text = _unescaped(said)
    if prefix == _BADGE:
        number, key, operator = text.split(".", 2) if text.count(".") > 1 else ("", "", "")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise Refused("misread_label", "this badge can't be read; print it anew")
        return BadgeCode(operator, int(number), key)
    return StationCode(text) if prefix == _STATION else BadgeCode(text)


def is_control_code(code: str) -> bool:
    """Whether a code is kept for these labels: nothing else may be called so."""
    return code[:_PREFIX_LETTERS].upper() in _PREFIXES


def refuse_control_code(code: str) -> None:
    """Refused `code_reserved` for a place's or an item's code that would be taken for one of these labels."""
    if is_control_code(code):
        raise Refused("code_reserved", f"codes that begin with {' or '.join(_PREFIXES)} stand for stations and people: use another code")


def _written(prefix: str, text: str) -> str:
    said = "".join(letter if letter in _PLAIN else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in text)
    return f"{prefix}{_check(said)}{said}"


def _unescaped(said: str) -> str:
    first, *rest = said.encode().split(b"%")
    # Only what was written by us comes this far: the check letters agree, or the label was made up.
    try:
        return (first + b"".join(bytes([int(part[:2], 16)]) + part[2:] for part in rest)).decode()
    except ValueError:
        raise Refused("misread_label", "this label can't be read; print it anew") from None


def _check(said: str) -> str:
    """Two letters that change with any letter and with the places of any two."""
    total = 0
    for byte in said.encode():
        total = (total * 31 + byte) % (len(_STEADY) ** 2 - 3)  # a prime, so that no place of the text counts for nothing
    first, second = divmod(total, len(_STEADY))
    return _STEADY[first] + _STEADY[second]
