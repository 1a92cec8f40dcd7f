"""What a channel's line for a virtual kit is made of, whichever orders serve it, and how many of its offers an order has whole."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ledger.transaction import Row


class KitLine(NamedTuple):
    """A channel's line for offers of a virtual kit, as rows of order_line.

    `lines` are the kit's own rows, the oldest first, which counts the offers of all; `parts` has the rows of each component, by its name,
    with those of what is sent instead; `each` is how many units of it one offer takes.
    """

    lines: list[Row]
    parts: dict[str, list[Row]]
    each: dict[str, int]

    def offers(self, order_id: int, state: str) -> int:
        """How many offers an order's units in a state (a column of order_line) make."""
        units = {name: sum(int(row[state]) for row in rows if row["order_id"] == order_id) for name, rows in self.parts.items()}
        return min(count // self.each[name] for name, count in units.items())

    def beyond_whole(self, order_id: int) -> dict[int, int]:
        """Units by row, waiting and promised ones, of the offers that an order has not whole; none when it waits for none of them.

        An offer of which a unit is in somebody's hands already counts as whole: what it lacks is waited for.
        """
        here = {name: [row for row in rows if row["order_id"] == order_id] for name, rows in self.parts.items()}
        lacking = self._touched(here, _waiting)
        stay = max(self._touched(here, _open) - lacking, self._touched(here, _in_hand))
        units: dict[int, int] = {}
        for name, rows in here.items() if lacking else ():
            left = sum(map(_open, rows)) - stay * self.each[name]
            for row, among in [(row, _waiting(row)) for row in rows] + [(row, int(row["reserved"])) for row in rows]:
                taken = max(0, min(left, among))
                if taken:
                    units[row["id"]] = units.get(row["id"], 0) + taken
                    left -= taken
        return units

    def _touched(self, here: dict[str, list[Row]], units_of: Callable[[Row], int]) -> int:
        """How many offers some units of their components belong to."""
        return max(-(-sum(map(units_of, rows)) // self.each[name]) for name, rows in here.items())


def kit_lines(rows: Sequence[Row]) -> list[KitLine]:
    """The kits among all the lines of a buyer's order, which `order_parts.lines_of_buyer` answers."""
    own: dict[str, list[Row]] = {}
    kit_of: dict[int, str] = {}
    demands = by_component(rows)
    for row in demands.pop("", []):
        if row["role"] == "":
            own.setdefault(row["external_id"], []).append(row)
            kit_of[row["id"]] = row["external_id"]
    parts: dict[str, dict[str, list[Row]]] = {}
    for name, found in demands.items():
        parts.setdefault(kit_of[found[0]["parent_id"]], {})[name] = found
    kits = []
    for kit, components in parts.items():
        offers = sum(row["quantity"] for row in own[kit])
        # A component's first row counts its units as the kit's counts the offers; one that the kit has no more counts none.
        units = {name: sum(row["quantity"] for row in found if row["role"] == "component") for name, found in components.items()}
        each = {name: count // offers for name, count in units.items() if count} if offers else {}
        if each:
            kits.append(KitLine(own[kit], {name: components[name] for name in each}, each))
    return kits


def by_component(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Lines of one buyer in groups that can stand in for each other: by the name of a kit's component, what is no part of a kit by ''."""
    names = {row["id"]: row["external_id"] for row in rows if row["role"] == "component"}
    demands: dict[str, list[Row]] = {}
    for row in rows:
        demands.setdefault(names.get(row["id"]) or names.get(row["parent_id"], ""), []).append(row)
    return demands


def _open(row: Row) -> int:
    return int(row["ordered"] - row["cancelled"])


def _in_hand(row: Row) -> int:
    return int(row["picked"] + row["packed"] + row["shipped"])


def _waiting(row: Row) -> int:
    return _open(row) - _in_hand(row) - int(row["reserved"])
