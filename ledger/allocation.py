"""Allocation: which bins serve an order. Strategies are pure functions behind one signature, so they can be swapped and tested alone."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias


class Demand(NamedTuple):
    """Units of an item that line `line` still wants; `line` is any key of the caller's."""

    line: int
    item_id: int
    quantity: int


class Stock(NamedTuple):
    """Free units of an item in one bin; `walk` is the bin's position on the picker's way."""

    item_id: int
    place_id: int
    unit: str
    free: int
    walk: int


class Allotment(NamedTuple):
    """Units of one bin promised to one line."""

    line: int
    item_id: int
    place_id: int
    unit: str
    quantity: int


Strategy: TypeAlias = Callable[[Sequence[Demand], Sequence[Stock]], list[Allotment]]


def fewest_bins(demands: Sequence[Demand], stock: Sequence[Stock]) -> list[Allotment]:
    """Serve each item from as few bins as possible; among equal choices the earlier on the walk.

    Lines that want the same item are summed first, so that they never count the same unit twice. What no bin has is left out.
    """
    wanted: dict[int, int] = {}
    for demand in demands:
        wanted[demand.item_id] = wanted.get(demand.item_id, 0) + demand.quantity
    chosen = {item_id: _choose([bin for bin in stock if bin.item_id == item_id], quantity) for item_id, quantity in wanted.items()}
    allotments = []
    for demand in demands:
        missing = demand.quantity
        bins = chosen[demand.item_id]
        while missing and bins:
            bin, free = bins[0]
            taken = min(missing, free)
            allotments.append(Allotment(demand.line, demand.item_id, bin.place_id, bin.unit, taken))
            missing -= taken
            if taken == free:
                bins.pop(0)
            else:
                bins[0] = (bin, free - taken)
    return allotments


def _choose(bins: list[Stock], quantity: int) -> list[tuple[Stock, int]]:
    """The bins to go to, in walk order, each with the units to take from it."""
    enough = [bin for bin in bins if bin.free >= quantity]
    if enough:
        return [(min(enough, key=_on_walk), quantity)]
    by_walk = sorted(bins, key=_on_walk)
    chosen = []
    missing = quantity
    while missing > 0 and by_walk:
        # The earliest bin that covers the rest ends the search; else the fullest one leaves the smallest rest.
        bin = next((bin for bin in by_walk if bin.free >= missing), None) or max(by_walk, key=lambda bin: bin.free)
        by_walk.remove(bin)
        taken = min(bin.free, missing)
        chosen.append((bin, taken))
        missing -= taken
    return sorted(chosen, key=lambda choice: _on_walk(choice[0]))


def _on_walk(bin: Stock) -> tuple[int, int, str]:
    return bin.walk, bin.place_id, bin.unit
