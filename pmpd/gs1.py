"""What a scanned text says: a GS1 code names a product and often a lot or serial number; any other code is itself.

GS1 General Specifications, section 7.8 (element strings: application identifiers 01 GTIN, 10 lot, 21 serial number), and ISO/IEC 15424
(the symbology identifier that a scanner may put in front: `]C1`, `]d2`, `]Q3`, `]e0` stand for GS1 codes).
"""

import re
from typing import NamedTuple

from ledger.errors import Refused

SEPARATOR = "\x1d"
"""What scanners send for FNC1, which ends an element string of open length."""

_GS1_SYMBOLOGIES = ("]C1", "]d2", "]Q3", "]e0")
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_BLANKS = " \r\n\t"
_ISO_15434 = "[)>"
_IN_BRACKETS = re.compile(r"(\([0-9]{2,4}\)[^()]+)+")


class ScannedCode(NamedTuple):
    """The code by which the ledger finds the item, and the lot or serial number, empty where the label says none."""

    code: str
    unit: str = ""


def read_code(text: str) -> ScannedCode:
    """Read what a scanner sent. Raises Refused `bad_gs1` for a GS1 code that is damaged or names no product."""
    symbology = _SYMBOLOGY.match(text.strip(_BLANKS))
    text = label_text(text)
    if symbology is not None:
        is_gs1 = symbology[0] in _GS1_SYMBOLOGIES
    else:
        is_gs1 = text.startswith("(01)") or (SEPARATOR in text and not text.startswith(_ISO_15434))
    return _read_gs1(text) if is_gs1 else ScannedCode(text)


def label_text(text: str) -> str:
    """Return what the label itself holds: what kind of label it is, is the scanner's remark and no part of it."""
    return _SYMBOLOGY.sub("", text.strip(_BLANKS), count=1)


def _read_gs1(text: str) -> ScannedCode:
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    shown = text.replace(SEPARATOR, " ").strip()
    try:
        # What is printed under a label, typed in by hand, has its identifiers in brackets.
        message = GS1Message.parse_hri(text) if _IN_BRACKETS.fullmatch(text) else GS1Message.parse(text.strip(SEPARATOR))
    except ParseError as error:
        raise Refused("bad_gs1", f"the GS1 code {shown} can't be read; scan it again, or another barcode of the item") from error
    product = message.element_strings.get(ai="01")
    if product is None:
        raise Refused("bad_gs1", f"the GS1 code {shown} names no product (GTIN); scan another barcode of the item")
    if product.gtin is None:
        raise Refused("bad_gs1", f"the product number in the GS1 code {shown} fails its check digit; scan it again")
    unit = message.element_strings.get(ai="21") or message.element_strings.get(ai="10")
    return ScannedCode(product.gtin.value[-product.gtin.format.length :], unit.value if unit is not None else "")
