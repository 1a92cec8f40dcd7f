"""The strategies of allocation, by the names that rules give them. Each is a pure function: see `allocation.Strategy` for its promise."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ledger.promises.allocation import Allotment, Demand, Rank, Stock, Strategy, Taken, Terms, Warehouse, serve, wanted_units


def fewest_bins(demands: Sequence[Demand], stock: Sequence[Stock], terms: Terms) -> list[Allotment]:
    """Serve each item from as few bins as possible; among equal choices the earlier on the walk."""
    return serve(demands, stock, lambda bin: _rank(bin, terms), _fewest)


def oldest_cost_first(demands: Sequence[Demand], stock: Sequence[Stock], terms: Terms) -> list[Allotment]:
    """Serve from the bin whose units came in first, so that the oldest cost leaves first."""
    return serve(demands, stock, lambda bin: (*_rank(bin, terms), bin.since_ms), _along_the_walk)


def emptiest_bin_first(demands: Sequence[Demand], stock: Sequence[Stock], terms: Terms) -> list[Allotment]:
    """Serve from the bin with the fewest free units, so that bins become empty and can hold something else."""
    return serve(demands, stock, lambda bin: (*_rank(bin, terms), bin.free), _along_the_walk)


def nearest_warehouse(demands: Sequence[Demand], stock: Sequence[Stock], terms: Terms) -> list[Allotment]:
    """Serve from the warehouse nearest to where the parcel goes; within it from as few bins as possible."""
    places = {near.warehouse_id: place for place, near in enumerate(nearest(terms))}
    return serve(demands, stock, lambda bin: (*_rank(bin, terms), places.get(bin.warehouse_id, len(places)), bin.warehouse_id), _fewest)


def single_warehouse(demands: Sequence[Demand], stock: Sequence[Stock], terms: Terms) -> list[Allotment]:
    """Serve the whole order from one warehouse where one can, else most of it from one, most of the rest from the next, and so on.

    Of warehouses that serve as much, one that serves the order anyway comes first, then the preferred one, then the nearest.
    """
    wanted = wanted_units(demands)
    near = {near.warehouse_id: place for place, near in enumerate(nearest(terms))}
    places: dict[tuple[bool, int], int] = {}
    serving: set[int] = set()
    for pickable in (True, False):
        left = {bin.warehouse_id for bin in stock if bin.pickable == pickable}
        while left:
            free = {warehouse_id: _free(stock, warehouse_id, pickable) for warehouse_id in left}
            served = {one: sum([min(units, free[one].get(item_id, 0)) for item_id, units in wanted.items()]) for one in left}
            last = len(near)
            best = min((-served[one], one not in serving, one != terms.preferred, near.get(one, last), one) for one in left)[-1]
            left.remove(best)
            places[pickable, best] = len(places)
            wanted = {item_id: max(0, units - free[best].get(item_id, 0)) for item_id, units in wanted.items()}
            if served[best]:
                serving.add(best)
    return serve(demands, stock, lambda bin: (places[bin.pickable, bin.warehouse_id],), _fewest)


DEFAULT: Final = "fewest_bins"

STRATEGIES: Final[dict[str, Strategy]] = {
    "fewest_bins": fewest_bins,
    "nearest_warehouse": nearest_warehouse,
    "single_warehouse": single_warehouse,
    "oldest_cost_first": oldest_cost_first,
    "emptiest_bin_first": emptiest_bin_first,
}


class Near(NamedTuple):
    """A warehouse in the order of nearness, and why it stands there, in words."""

    warehouse_id: int
    why: str


def nearest(terms: Terms) -> list[Near]:
    """The warehouses, nearest first: those in the country, by how far their postcode is spelled alike; those that list the country among
    the ones they serve, by its place in their list; the others by code. No map is asked."""
    return [near for _, near in sorted(_nearness(warehouse, terms) for warehouse in terms.warehouses)]


def _nearness(warehouse: Warehouse, terms: Terms) -> tuple[tuple[int, int, str], Near]:
    if terms.country and warehouse.country == terms.country:
        alike = _common_prefix(warehouse.postcode, terms.postcode)
        why = f"in {terms.country}" + (f", its postcode begins {alike} too" if alike else "")
        return (0, -len(alike), warehouse.code), Near(warehouse.id, why)
    if terms.country in warehouse.serves:
        place = warehouse.serves.index(terms.country)
        return (1, place, warehouse.code), Near(warehouse.id, f"{terms.country} is number {place + 1} of the countries it serves")
    return (2, 0, warehouse.code), Near(warehouse.id, f"neither in {terms.country or 'a known country'} nor said to serve it")


def _common_prefix(one: str, other: str) -> str:
    one, other = (text.replace(" ", "").upper() for text in (one, other))
    length = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def _rank(bin: Stock, terms: Terms) -> Rank:
    return (0 if bin.pickable else 1, 0 if terms.preferred in (None, bin.warehouse_id) else 1)


def _free(stock: Iterable[Stock], warehouse_id: int, pickable: bool) -> dict[int, int]:
    free: dict[int, int] = {}
    for bin in stock:
        if (bin.warehouse_id, bin.pickable) == (warehouse_id, pickable):
            free[bin.item_id] = free.get(bin.item_id, 0) + bin.free
    return free


def _fewest(bins: Sequence[Stock], quantity: int) -> Taken:
    """As few bins as it takes, in walk order."""
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


def _along_the_walk(bins: Sequence[Stock], quantity: int) -> Taken:
    """One bin after the other, in walk order."""
    chosen = []
    for bin in sorted(bins, key=_on_walk):
        taken = min(bin.free, quantity)
        if taken:
            chosen.append((bin, taken))
            quantity -= taken
    return chosen


def _on_walk(bin: Stock) -> tuple[int, int, str]:
    return bin.walk, bin.place_id, bin.unit
