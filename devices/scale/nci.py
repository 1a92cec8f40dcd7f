"""NCI, the language of Avery Weigh-Tronix, Brecknell and many postal scales; also called SCP-01, SCP-02 or ECR.

`W` and a carriage return ask for the weight. Answers, each ended by ETX (Weigh-Tronix, NCI General Serial Communications Protocol SCP-01
and SCP-02): LF weight unit CR LF status CR, `0LB 05.3OZ` being a weight too; LF status CR alone where there is no weight; LF ? CR for a
question it does not know. The status is two or three bytes, in SCP-02 with an S before them.
"""

import re

from devices.driver import Weight
from devices.scale.grams import DECIMAL, grams
from devices.scale.protocol import BELOW_ZERO, FAULTY, MOVING, NOT_ZEROED, OVERLOADED, ScaleProtocol, Trouble, weight_in, weight_of

_ANSWER = re.compile(rb"(?:\n([^\r\n]{2,20})\r)?\nS?([\x30-\x3f][\x30-\x3f\x70-\x7f](?:[\x30-\x3f\x70-\x7f])*)\r")
_DECIMAL = re.compile(rf" *(-?) *({DECIMAL}) ?([A-Za-z%]{{1,3}})", re.ASCII)
_POUNDS_AND_OUNCES = re.compile(r" *([0-9]{1,3})lb +([0-9]{1,2})(?:\.([0-9]{1,2}))?oz", re.ASCII | re.IGNORECASE)
_MORE = 0x40  # in a status byte from the second on: another one follows


def _read(answer: bytes) -> Weight | Trouble | None:
    parts = _ANSWER.fullmatch(answer)
    if parts is None:
        return None
    first, second, *more = status = parts[2]
    if any(bool(byte & _MORE) != (place < len(status)) for place, byte in enumerate(status[1:], start=2)) or len(status) > 4:
        return None
    trouble = _trouble(first, second, more[0] if more else 0)
    if trouble is not None:
        return trouble
    moving = bool(first & 0x01)
    if parts[1] is None:
        return MOVING if moving else None
    return _weight(parts[1].decode("latin-1"), stable=not moving)


def _trouble(first: int, second: int, third: int) -> Trouble | None:
    """Return what the status bytes say is wrong; motion, zero and net are no trouble."""
    if first & 0x0C or second & 0x0C:  # memory and calibration
        return FAULTY
    if third & 0x08:
        return NOT_ZEROED
    if second & 0x02:
        return OVERLOADED
    return BELOW_ZERO if second & 0x01 else None


def _weight(text: str, *, stable: bool) -> Weight | Trouble | None:
    both = _POUNDS_AND_OUNCES.fullmatch(text)
    if both is not None:
        fraction = both[3] or ""
        ounces = int(both[1]) * 16 * 10 ** len(fraction) + int(both[2] + fraction)
        return weight_of(grams(ounces, -len(fraction), "oz"), stable=stable)
    one = _DECIMAL.fullmatch(text)
    return weight_in(one[1] + one[2], one[3], stable=stable) if one is not None else None


NCI = ScaleProtocol(ask=b"W\r", end=b"\x03", read=_read)
