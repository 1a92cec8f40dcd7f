"""The check code: a printed barcode that shows whether a scanner types what the box reads.

It holds every character that keyboards disagree on. The box knows its text, so it can try under which layout the strokes of a scan
come to it, however garbled they look under the one that is set.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from devices.scanner.layout import Layout
from devices.scanner.reading import guess_strokes

_HEAD = 'AaQqZzYyMm0123456789-_/.:;+()[]"@#'
_TAIL = "Ww"
CHECK_CODE = f"{_HEAD}\x1d{_TAIL}"
"""What the barcode holds: print it as a Data Matrix or QR code whose GS is the plain control character 29."""

_FEWEST_STROKES = len(_HEAD) + len(_TAIL)
# ISO/IEC 15424: the symbology identifier that a scanner may put in front, "]d1" for a plain Data Matrix.
_HEARD = re.compile(
    rf"(?P<prefix>\][A-Za-z][0-9A-Za-z])?(?P<head>{re.escape(_HEAD)})(?P<separator>.{{0,8}})(?P<tail>{_TAIL})", re.DOTALL | re.IGNORECASE
)
_Fault = Literal["", "prefix", "separator", "case"]
_RANKS: dict[_Fault, int] = {"": 0, "prefix": 0, "separator": 1, "case": 2}


@dataclass(frozen=True, slots=True)
class LayoutCheck:
    """What the check code showed. `right` says that every barcode comes in as printed; `layout` is what the scanner types on, empty for a
    scanner that types no keys.

    `detail` and `remedy` are sentences for a person, as in `Health`; there is a remedy without anything wrong where the scanner could
    tell more than it does.
    """

    right: bool
    layout: str
    detail: str
    remedy: str = ""


def check_layout(strokes: Sequence[int], configured: Layout, layouts: Iterable[Layout]) -> LayoutCheck | None:
    """Tell which layout the strokes of a scan of the check code were typed on; None when it was another barcode."""
    if len(strokes) < _FEWEST_STROKES:
        return None
    heard = []
    for layout in (configured, *layouts):
        fault = _fault(guess_strokes(strokes, layout))
        if fault is not None:
            heard.append((_RANKS[fault], layout is not configured, fault, layout))
    if not heard:
        return None
    _, other, fault, layout = min(heard, key=lambda found: found[:2])
    if not other:
        return _verdict(fault, layout.name)
    detail = f"the scanner types like a {layout.language} keyboard ({layout.name}), and the box reads it as {configured.name}"
    remedy = f'set layout = "{layout.name}" for this scanner in the configuration'
    return LayoutCheck(False, layout.name, detail, remedy)


def check_text(text: str) -> LayoutCheck | None:
    """Tell what a scan of the check code showed of a scanner that sends text, such as a serial one; None when it was another barcode."""
    fault = _fault(text)
    return None if fault is None else _verdict(fault, "")


def _fault(text: str) -> _Fault | None:
    heard = _HEARD.fullmatch(text)
    if heard is None:
        return None
    if heard["head"] + heard["tail"] != _HEAD + _TAIL:
        return "case"
    if heard["separator"] != "\x1d":
        return "separator"
    return "" if heard["prefix"] else "prefix"


def _verdict(fault: _Fault, layout: str) -> LayoutCheck:
    match fault:
        case "case":
            detail = "the scanner changes capital and small letters"
            remedy = "scan the codes for Caps Lock off and for no case conversion in its manual"
            return LayoutCheck(False, layout, detail, remedy)
        case "separator":
            detail = "the scanner does not send the separator (GS) inside GS1 codes"
            remedy = "scan the code for sending control characters, or function codes, in its manual"
            return LayoutCheck(False, layout, detail, remedy)
        case "prefix":
            detail = "the scanner sends every character right, but does not say what kind of barcode it reads"
            remedy = "scan the code for sending the AIM identifier in its manual, so that GS1 codes are told from others"
            return LayoutCheck(True, layout, detail, remedy)
    return LayoutCheck(True, layout, "the scanner sends every character right")
