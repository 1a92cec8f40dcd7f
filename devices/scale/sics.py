"""MT-SICS, the language of Mettler-Toledo scales, which Kern, Ohaus, Sartorius and others can speak too.

`SI` asks for the weight at once, at rest or not. Answers (MT-SICS reference manual, commands S and SI): `S S     100.00 g` at rest,
`S D      99.87 g` moving, `S I` busy, `S +` above the range, `S -` below it, `S S Error 1b` a fault; `ES`, `ET` and `EL` say that the
question was not understood. The number stands right-aligned in ten characters, so a lost character shows.
"""

import re

from devices.driver import Weight
from devices.scale.grams import DECIMAL
from devices.scale.protocol import BELOW_ZERO, FAULTY, OVERLOADED, ScaleProtocol, Trouble, weight_in

_WEIGHT = re.compile(rf"S ([SD]) (?=.{{10}} \S+\r$) *(-?{DECIMAL}) ([A-Za-z%]{{1,3}})\r", re.ASCII)
_FAULT = re.compile(r"S [SD] Error \w{1,4}\r", re.ASCII)
_BUSY = Trouble("the scale is busy", "wait until it shows a weight", passing=True)
_SAYINGS = {"S I\r": _BUSY, "S +\r": OVERLOADED, "S -\r": BELOW_ZERO}


def _read(answer: bytes) -> Weight | Trouble | None:
    text = answer.decode("latin-1")
    said = _WEIGHT.fullmatch(text)
    if said is not None:
        return weight_in(said[2], said[3], stable=said[1] == "S")
    return FAULTY if _FAULT.fullmatch(text) else _SAYINGS.get(text)


SICS = ScaleProtocol(ask=b"SI\r\n", end=b"\n", read=_read)
