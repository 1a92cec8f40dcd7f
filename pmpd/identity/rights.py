"""Which roles may do what. Every route names one right; what stands nowhere here is refused."""

from collections.abc import Mapping
from typing import Literal, get_args

from kiosk.owner.marking import N_
from ledger.people import operators
from ledger.people.paired_devices import DeviceKind

Right = Literal[
    "known", "look", "orders", "pick", "pack", "ship", "stock", "print", "devices",
    "intake", "desk", "decide", "catalog", "audit", "connect", "settings", "people",
]  # fmt: skip
Role = operators.Role | DeviceKind
"""What somebody does here, or a paired device at which nobody is signed in."""

RIGHTS: tuple[Right, ...] = get_args(Right)

MEANINGS: Mapping[Right, str] = {
    "known": N_("ask who one is, sign in and out"),
    "look": N_("see stock, walks, devices and queues; nothing about buyers"),
    "orders": N_("see orders, their buyers and their stories"),
    "pick": N_("pick"),
    "pack": N_("pack and weigh, see slips"),
    "ship": N_("enter tracking numbers, print slips and carriers' labels, close batches"),
    "stock": N_("receive, put away, move, count, replenish, put back"),
    "print": N_("print labels, say what came out"),
    "devices": N_("try devices, say where they belong, answer for late scans"),
    "intake": N_("take in orders and sheets"),
    "desk": N_("hold, merge, split and prioritise orders, release waves, order goods"),
    "decide": N_("cancel, ship short, release holds, reopen parcels, set stock right"),
    "catalog": N_("change items, places, listings and boxes"),
    "audit": N_("export, reconcile and check the books"),
    "connect": N_("send and answer the outbox, as a connector does"),
    "settings": N_("change the shop's settings and rules, back up, leave the demonstration"),
    "people": N_("change people, devices and API tokens, restore a copy"),
}

_FLOOR: frozenset[Right] = frozenset({"known", "look", "pick", "stock", "print"})
_BENCH: frozenset[Right] = _FLOOR | {"orders", "pack", "ship", "devices"}
_OFFICE: frozenset[Right] = _BENCH | {"intake", "desk", "decide", "catalog", "audit"}

_OF_ROLE: Mapping[Role, frozenset[Right]] = {
    "owner": frozenset(RIGHTS),
    "supervisor": _OFFICE,
    "packer": _BENCH,
    "picker": _FLOOR,
    # A kiosk stands where the owner put it, and works before anybody has signed in.
    "kiosk": _BENCH,
    "handheld": frozenset({"known"}),
    "phone": frozenset({"known"}),
}

WITH_PIN: frozenset[Right] = frozenset({"decide", "settings", "people"})
"""Rights that a badge alone does not give: the PIN must have been entered a moment ago."""

WITHOUT_BUYERS: frozenset[Right] = _FLOOR
"""All that is ever given where anybody can listen in: plain HTTP on the network."""

OF_PROGRAMS: frozenset[Right] = frozenset(RIGHTS) - {"people"}
"""What an API token may be made for; none makes people or other tokens."""


def rights_of(role: Role) -> frozenset[Right]:
    """What a role may do, with the PIN where it needs one."""
    return _OF_ROLE[role]
