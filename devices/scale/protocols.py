"""The one way to a protocol: by its name in the configuration.

Nothing is tried out on a scale whose protocol is not known: the letter that asks one scale for its weight opens the set-up of another, and
one protocol does not say its unit.
"""

from devices.scale.continuous import CONTINUOUS
from devices.scale.nci import NCI
from devices.scale.protocol import ScaleProtocol
from devices.scale.sics import SICS
from devices.scale.toledo_8217 import TOLEDO_8217_KG, TOLEDO_8217_LB

PROTOCOLS = {
    "sics": SICS,
    "nci": NCI,
    "continuous": CONTINUOUS,
    "toledo-8217-kg": TOLEDO_8217_KG,
    "toledo-8217-lb": TOLEDO_8217_LB,
}


def protocol_called(name: str) -> ScaleProtocol:
    """Return a protocol. Raises `ValueError` naming those there are."""
    try:
        return PROTOCOLS[name]
    except KeyError:
        said = f"no scale protocol is called {name!r}" if name else "a serial scale needs its protocol"
        raise ValueError(f"{said}; there is {', '.join(PROTOCOLS)}, and the scale's manual says which of them it speaks") from None
