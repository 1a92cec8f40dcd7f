"""What a protocol of serial scales is: the question, where an answer ends, and what one says. Pure; a protocol is one file and one row."""

from collections.abc import Callable
from dataclasses import dataclass

from devices.driver import Weight
from devices.scale.grams import OTHER_UNITS, UNITS, grams_of_text


@dataclass(frozen=True, slots=True)
class Trouble:
    """The scale answered and has no weight to tell, and why. `passing` while waiting may help: it is moving, or busy."""

    detail: str
    remedy: str
    passing: bool = False


OVERLOADED = Trouble("there is too much on the scale", "take something off")
BELOW_ZERO = Trouble("the scale shows less than nothing", "empty the pan, then press the scale's zero button")
MOVING = Trouble("the weight does not come to rest", "let go of the parcel, and keep the pan from shaking and from draughts", passing=True)
NOT_ZEROED = Trouble("the scale was switched on with something on it", "empty the pan, then switch the scale off and on")
FAULTY = Trouble("the scale reports a fault of its own", "switch it off and on; if it says so again, have it repaired")


@dataclass(frozen=True, slots=True)
class ScaleProtocol:
    """The language of a serial scale.

    - `ask`: the bytes that ask for one reading; empty for a scale that sends by itself, all the time.
    - `end`: the byte that ends an answer.
    - `read`: what one answer says, given without `end`; None where it is damaged or no answer of this protocol.
    """

    ask: bytes
    end: bytes
    read: Callable[[bytes], Weight | Trouble | None]


def weight_in(number: str, unit: str, *, stable: bool) -> Weight | Trouble | None:
    """Return what `number` of `unit` weighs, or why that is no weight; None for a unit that no scale has."""
    unit = unit.lower()
    if unit in OTHER_UNITS:
        return Trouble(f"the scale does not show a weight but {unit}", "set it to g, kg, lb or oz")
    if unit not in UNITS:
        return None
    try:
        weighed_g = grams_of_text(number, unit)
    except ValueError:
        return None
    return weight_of(weighed_g, stable=stable)


def weight_of(weighed_g: int, *, stable: bool) -> Weight | Trouble:
    """Return a weight, or `BELOW_ZERO`."""
    return Weight(weighed_g, stable) if weighed_g >= 0 else BELOW_ZERO
