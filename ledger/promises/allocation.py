"""Allocation: which bins serve an order. What strategies are given and answer, and the steps that all of them are made of."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias


class Demand(NamedTuple):
    """Units of an item that line `line` still wants; `line` is any key of the caller's."""

    line: int
    item_id: int
    quantity: int


class Stock(NamedTuple):
    """Free units of an item in one bin; `walk` is the bin's position on the picker's way.

    `pickable`: pickers are sent there, else it is overstock. `since_ms`: when the oldest unit that may lie there came in, 0 when nobody
    knows.
    """

    item_id: int
    place_id: int
    unit: str
    free: int
    walk: int
    pickable: bool = True
    warehouse_id: int = 1
    since_ms: int = 0


class Warehouse(NamedTuple):
    """Where a warehouse is, and the countries it `serves`, the one it is nearest to first; countries are ISO 3166-1 alpha-2."""

    id: int
    code: str
    country: str
    postcode: str
    serves: tuple[str, ...]


class Terms(NamedTuple):
    """What a choice depends on besides units: where the parcel goes, the warehouses, and the id of the one a rule prefers."""

    country: str = ""
    postcode: str = ""
    warehouses: tuple[Warehouse, ...] = ()
    preferred: int | None = None


class Allotment(NamedTuple):
    """Units of one bin promised to one line; not `pickable`: they must be brought to a bin that pickers are sent to first."""

    line: int
    item_id: int
    place_id: int
    unit: str
    quantity: int
    pickable: bool = True


Strategy: TypeAlias = Callable[[Sequence[Demand], Sequence[Stock], Terms], list[Allotment]]
"""Pure: the same units and terms give the same allotments, whatever order the bins come in.

Never more than is free, never more than is wanted, all that is there when it is wanted, overstock only for what no pickable bin has.
"""

Taken: TypeAlias = list[tuple[Stock, int]]
"""Bins to go to, each with the units to take from it."""

Rank: TypeAlias = tuple[int, ...]

Choice: TypeAlias = Callable[[Sequence[Stock], int], Taken]
"""Chooses among the bins of one item that rank alike, for units that are wanted; takes all of them when that is not enough."""


def wanted_units(demands: Iterable[Demand]) -> dict[int, int]:
    """Units by item: lines that want the same item are summed first, so that they never count the same unit twice."""
    wanted: dict[int, int] = {}
    for demand in demands:
        wanted[demand.item_id] = wanted.get(demand.item_id, 0) + demand.quantity
    return wanted


def serve(demands: Sequence[Demand], stock: Sequence[Stock], rank: Callable[[Stock], Rank], choose: Choice) -> list[Allotment]:
    """Take from the bins of the lowest rank first, among those of one rank as `choose` says."""
    chosen: dict[int, Taken] = {}
    for item_id, wanted in wanted_units(demands).items():
        bins = [bin for bin in stock if bin.item_id == item_id]
        if len(bins) == 1:  # as most items lie; there is nothing to choose
            chosen[item_id] = [(bins[0], min(wanted, bins[0].free))]
            continue
        ranked: dict[Rank, list[Stock]] = {}
        for bin in bins:
            ranked.setdefault(rank(bin), []).append(bin)
        chosen[item_id] = taken = []
        missing = wanted
        for key in sorted(ranked):
            if missing:
                part = choose(ranked[key], missing)
                taken += part
                missing -= sum([units for _, units in part])
    return _by_line(demands, chosen)


def _by_line(demands: Sequence[Demand], chosen: dict[int, Taken]) -> list[Allotment]:
    """Hand what was chosen for an item to its lines, in the lines' order."""
    allotments = []
    for demand in demands:
        missing = demand.quantity
        bins = chosen[demand.item_id]
        while missing and bins:
            bin, free = bins[0]
            taken = min(missing, free)
            allotments.append(Allotment(demand.line, demand.item_id, bin.place_id, bin.unit, taken, bin.pickable))
            missing -= taken
            if taken == free:
                bins.pop(0)
            else:
                bins[0] = (bin, free - taken)
    return allotments


def keep_floor(demands: Sequence[Demand], stock: Sequence[Stock], floor: int) -> list[Demand]:
    """What lines may take when `floor` units of each item must stay free; the lines' order decides who gets the last ones."""
    left: dict[int, int] = {}
    for bin in stock:
        left[bin.item_id] = left.get(bin.item_id, -floor) + bin.free
    allowed = []
    for demand in demands:
        quantity = max(0, min(demand.quantity, left.get(demand.item_id, 0)))
        left[demand.item_id] = left.get(demand.item_id, 0) - quantity
        allowed.append(demand._replace(quantity=quantity))
    return allowed
