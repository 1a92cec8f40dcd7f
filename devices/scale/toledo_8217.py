"""Toledo 8217, the language of scales at shop counters, whose answers do not say a unit: the scale's own setting must be known.

`W` asks for the weight. Answers, each ended by a carriage return (Mettler-Toledo 8217 service manual, host interface): STX and the
displayed number, with an N after it for a net weight; or STX ? and one status byte where there is no weight. The port has seven bits and
even parity unless the scale was set otherwise.
"""

import re

from devices.driver import Weight
from devices.scale.protocol import BELOW_ZERO, MOVING, NOT_ZEROED, OVERLOADED, ScaleProtocol, Trouble, weight_in

_WEIGHT = re.compile(r"\x02((?=[0-9.]{5,6}N?$)[0-9]{1,3}\.[0-9]{2,4})N?", re.ASCII)
_STATUS = re.compile(r"\x02\?([\x20-\x7f])", re.ASCII)


def _read(answer: bytes, unit: str) -> Weight | Trouble | None:
    text = answer.decode("latin-1")
    said = _WEIGHT.fullmatch(text)
    if said is not None:
        return weight_in(said[1], unit, stable=True)  # the scale tells a weight at rest only
    status = _STATUS.fullmatch(text)
    return _trouble(ord(status[1])) if status is not None else None


def _trouble(status: int) -> Trouble | None:
    if status & 0x01:
        return MOVING
    if status & 0x02:
        return OVERLOADED
    if status & 0x04:
        return BELOW_ZERO
    return NOT_ZEROED if status & 0x08 else None


TOLEDO_8217_KG = ScaleProtocol(ask=b"W", end=b"\r", read=lambda answer: _read(answer, "kg"))
TOLEDO_8217_LB = ScaleProtocol(ask=b"W", end=b"\r", read=lambda answer: _read(answer, "lb"))
