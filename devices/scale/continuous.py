"""The lines that A&D, CAS and most plain bench scales send by themselves, several times a second.

`ST,GS,+  1.234kg`: a state, gross or net, the weight with its sign, the unit, carriage return and line feed (A&D AD-4329A, format 1; A&D
EK-L, 9-2, which leaves out the second part; CAS NT-200, 22-byte protocol, with two bytes of its own before the weight). ST is at rest, US
moving, OL out of range, QT a count of pieces.
"""

import re

from devices.driver import Weight
from devices.scale.grams import DECIMAL
from devices.scale.protocol import BELOW_ZERO, OVERLOADED, ScaleProtocol, Trouble, weight_in

_MODE = r"(?:(?:GS|NT|G[ ~]|N[ ~]|GR|LO|OK|HI|--), ?(?:[^,]{2},)?)?"  # the last part is CAS's number of the scale and its lamps
_LINE = re.compile(rf"(ST|US|QT), ?{_MODE}([+-]?)(?=.{{6,14}}$) *({DECIMAL})[ ~]{{0,2}}([A-Za-z%]{{1,3}}) *", re.ASCII)
_OUT_OF_RANGE = re.compile(rf"OL, ?{_MODE}([+-]?)[ 0-9.,A-Za-z%~-]{{0,16}}", re.ASCII)
_COUNTS = Trouble("the scale counts pieces", "set it back to weighing")


def _read(answer: bytes) -> Weight | Trouble | None:
    text = answer.decode("latin-1").removesuffix("\r")
    out_of_range = _OUT_OF_RANGE.fullmatch(text)
    if out_of_range is not None:
        return BELOW_ZERO if out_of_range[1] == "-" else OVERLOADED
    line = _LINE.fullmatch(text)
    if line is None:
        return None
    state, sign, number, unit = line.groups()
    return _COUNTS if state == "QT" else weight_in(sign + number, unit, stable=state == "ST")


CONTINUOUS = ScaleProtocol(ask=b"", end=b"\n", read=_read)
