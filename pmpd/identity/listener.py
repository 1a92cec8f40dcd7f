"""Where a request came in: what may be trusted of it begins there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Way = Literal["socket", "loopback", "https", "plain"]
"""The socket of the command line; plain HTTP within this machine; HTTPS; plain HTTP on the network, for handhelds that can do no better."""

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Listener:
    """One place where the box listens.

    `names` answers the host names and addresses under which it may be asked there, in lower case, IPv6 without brackets; they change with
    the network, so they are asked for anew.
    """

    way: Way
    names: Callable[[], frozenset[str]] = lambda: LOOPBACK_NAMES
