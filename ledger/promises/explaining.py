"""Why an order was allocated as it was, in words: which rule fitted, what each bin had, why this bin, and what is missing now."""

import json
from typing import Any

from ledger.promises.planning import free_stock
from ledger.promises.strategies import DEFAULT
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Row

_STRATEGIES = {
    "fewest_bins": "as few bins as possible, the earlier on the walk among equals",
    "nearest_warehouse": "the warehouse nearest to the buyer",
    "single_warehouse": "as much as possible from one warehouse",
    "oldest_cost_first": "the units that came in first",
    "emptiest_bin_first": "the bin with the fewest free units",
}
_SHORTAGES = {
    "backorder": "units were missing: what was there was reserved, the rest waits",
    "block": "units were missing: the order was promised nothing and held",
    "split": "units were missing: what was there goes first, the rest in an order of its own",
}


def explain(reader: Reader, number: str) -> Answer:
    """`{order, state, merged_into, lines, choices}`. Each choice was made when units were reserved: `{seq, at_ms, rule, strategy, text}`.

    The oldest choice first. Each line: `{sku, ordered, reserved, waiting, text}`; `text` is a list of sentences. Of an order that was
    merged into another, whose number `merged_into` is, they are the buyer's own, with what was chosen for them before and since. Raises
    Refused as `orders.order_by_number` does.
    """
    order = order_by_number(reader, number)
    lead_id = order["merged_into"]
    choices = _choices(reader, order)
    lines = reader.all(
        "SELECT l.source_order_id, l.item_id, i.sku, l.ordered, l.reserved, l.picked + l.packed + l.shipped AS in_hand,"
        " l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled AS waiting"
        " FROM order_line l JOIN item i ON i.id = l.item_id WHERE l.order_id = :serving AND l.ordered > 0"
        " AND (:serving = :id OR l.source_order_id = :id) ORDER BY l.id",
        {"id": order["id"], "serving": lead_id or order["id"]},
    )
    of_buyer = {order["id"]: choices}
    for follower in reader.all("SELECT * FROM orders WHERE merged_into = :id", {"id": order["id"]}):
        of_buyer[follower["id"]] = _choices(reader, follower)
    return {
        "order": order_number(order["id"]),
        "state": order["state"],
        "merged_into": order_number(lead_id) if lead_id else "",
        "choices": [choice.view() for choice in choices if "seen" in choice.why],
        "lines": [_line(reader, order, line, of_buyer.get(line["source_order_id"], choices)) for line in lines],
    }


def _choices(reader: Reader, order: Row) -> "list[_Choice]":
    """What an order's story tells of choices; of a merged one its own, then that of its lead since then."""
    sql = (
        "SELECT e.seq, e.kind, e.detail, j.at_ms FROM timeline_entry e JOIN journal j ON j.seq = e.seq WHERE e.order_id = :id"
        " AND e.kind IN ('received', 'reserved', 'backorder_filled', 'blocked') AND e.seq > :since ORDER BY e.seq, e.entry"
    )
    entries = list(reader.all(sql, {"id": order["id"], "since": 0}))
    if order["merged_into"]:
        since = reader.number("SELECT MAX(seq) FROM timeline_entry WHERE order_id = :id AND kind = 'merged_into'", {"id": order["id"]})
        entries += reader.all(sql, {"id": order["merged_into"], "since": since})
    return [_Choice(reader, entry) for entry in entries]


def _line(reader: Reader, order: Row, line: Row, choices: "list[_Choice]") -> Answer:
    text = [sentence for choice in choices for sentence in choice.bins_of(line["item_id"], line["sku"])]
    waiting = 0 if order["cancelled"] else line["waiting"]
    if waiting:
        text.append(_missing(reader, order["merged_into"] or order["id"], line))
    return {**{name: line[name] for name in ("sku", "ordered", "reserved")}, "waiting": waiting, "text": text}


def _missing(reader: Reader, order_id: int, line: Row) -> str:
    free = sum(bin.free for bin in free_stock(reader, [line["item_id"]])[0])
    missing = f"{line['waiting']} of {line['sku']} are missing"
    if reader.one("SELECT id FROM hold WHERE order_id = :id AND kind = 'shortage' AND released_seq IS NULL", {"id": order_id}):
        return f"{missing}; the order is promised nothing until its hold 'shortage' is released"
    if free:
        return f"{missing}; {free} are free, but its rule leaves them for other orders"
    return f"{missing}; no bin has any free, so they are reserved as soon as some come in"


class _Choice:
    """One entry of the story in which units were reserved, or were not for want of them."""

    def __init__(self, reader: Reader, entry: Row) -> None:
        detail = json.loads(entry["detail"])
        self._reader = reader
        self._entry = entry
        self.why: dict[str, Any] = detail.get("why") or {}
        taken = [(detail["item"], detail["place"], detail["quantity"])] if "item" in detail else detail.get("reserved", [])
        self._taken: list[tuple[int, int, int]] = [tuple(one) for one in taken]
        self._strategy: str = self.why.get("strategy", DEFAULT)

    def view(self) -> Answer:
        """The rule and the strategy, and why."""
        return {
            "seq": self._entry["seq"],
            "at_ms": self._entry["at_ms"],
            "rule": self.why.get("rule", ""),
            "strategy": self._strategy,
            "text": self._rule_words(),
        }

    def _rule_words(self) -> list[str]:
        why = self.why
        text = [f"rule {name} does not fit: {reason}" for name, reason in why.get("passed", [])]
        rule = why.get("rule", "")
        text.append(f"{f'rule {rule} fits' if rule else 'no rule fits'}: {_STRATEGIES[self._strategy]}")
        if why.get("preferred"):
            text.append(f"warehouse {self._code('warehouse', why['preferred'])} is preferred")
        for place, (warehouse_id, reason) in enumerate(why.get("near", []), start=1):
            text.append(f"warehouse {self._code('warehouse', warehouse_id)} is number {place}: {reason}")
        if why.get("floor"):
            text.append(f"{why['floor']} units of each item are left for other orders")
        if why.get("shortage"):
            text.append(_SHORTAGES[why["shortage"]])
        return text

    def bins_of(self, item_id: int, sku: str) -> list[str]:
        """What each bin had of an item, what was taken, and why there."""
        seen = [tuple(one) for one in self.why.get("seen", []) if one[0] == item_id]
        free: dict[int, int] = {}
        for one in seen:
            free[one[1]] = free.get(one[1], 0) + one[2]
        text = []
        if free:
            text.append(f"{sku} was free: " + ", ".join(f"{units} in {self._code('place', place)}" for place, units in free.items()))
        for _, place_id, quantity in (one for one in self._taken if one[0] == item_id):
            reason = self._reason([one for one in seen if one[1] == place_id], seen, free, quantity)
            text.append(f"{quantity} from {self._code('place', place_id)}" + (f": {reason}" if reason else ""))
        return text

    def _reason(self, here: list[tuple[int, ...]], seen: list[tuple[int, ...]], free: dict[int, int], quantity: int) -> str:
        if "instead_of" in self.why:
            return f"units became free there, so none have to be brought from {self._code('place', self.why['instead_of'])}"
        if not here:
            return ""
        place_id, walk, pickable = here[0][1], here[0][3], here[0][4]
        if not pickable:
            return "no bin that pickers are sent to had it, so it is brought from there first"
        others = {one[1]: one for one in seen if one[1] != place_id and one[4]}
        if not others:
            return "the only bin that pickers are sent to with any free"
        if self._strategy == "oldest_cost_first":
            return (
                "its units came in first of those left" if here[0][5] else "nobody knows since when its units are there, so they go first"
            )
        if self._strategy == "emptiest_bin_first":
            return "it had the fewest free of the bins left"
        if self._strategy in ("nearest_warehouse", "single_warehouse"):
            code = self._one("SELECT w.code FROM place p JOIN warehouse w ON w.id = p.warehouse_id WHERE p.id = :id", place_id)
            return f"it is in warehouse {code}, which comes first of those with any left"
        if free[place_id] >= quantity and all(other[3] >= walk for one, other in others.items() if free[one] >= quantity):
            return (
                "it had enough and comes first on the walk"
                if len(self._places(here[0][0])) == 1
                else "with the others it makes the fewest bins"
            )
        return "fewer bins are needed with it than without"

    def _places(self, item_id: int) -> set[int]:
        return {place_id for item, place_id, _ in self._taken if item == item_id}

    def _code(self, table: str, row_id: int) -> str:
        return self._one(f"SELECT code FROM {table} WHERE id = :id", row_id)  # noqa: S608 - one of two words of our own

    def _one(self, sql: str, row_id: int) -> str:
        row = self._reader.one(sql, {"id": row_id})
        return row["code"] if row else f"row {row_id}"
