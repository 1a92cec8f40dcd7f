"""ABC classes: few items make most of the picks, so those are counted most often.

A: the items that make the first 80 % of the order lines picked; B: those up to 95 %; C: the rest, and what nobody picked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Transaction

_A_PERCENT = 80
_B_PERCENT = 95
_DAY_MS = 86_400_000
MOST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class ClassifyItems:
    """Give every item its class by the order lines picked in the last `days`."""

    days: int = 90


@handles("classify_items", ClassifyItems)
def classify_items(tx: Transaction, command: ClassifyItems) -> Answer:
    """Answers `{A, B, C, changed}`: how many items are in each class now, and how many have another one than before."""
    if not 1 <= command.days <= MOST_DAYS:
        raise Refused("bad_days", f"classify by the last 1 to {MOST_DAYS} days")
    picked = [
        (row["item_id"], row["lines"])
        for row in tx.all(
            "SELECT item_id, COUNT(DISTINCT order_line_id) AS lines FROM movement WHERE id >= :first AND reason = 'pick' GROUP BY item_id",
            {"first": _first_movement_since(tx, tx.now_ms - command.days * _DAY_MS)},
        )
    ]
    classes = classes_of(picked)
    counted, changed = {"A": 0, "B": 0, "C": 0}, 0
    for item in tx.all("SELECT id, abc FROM item"):
        abc = classes.get(item["id"], "C")
        counted[abc] += 1
        if abc != item["abc"]:
            tx.run("UPDATE item SET abc = :abc WHERE id = :id", {"abc": abc, "id": item["id"]})
            changed += 1
    return {**counted, "changed": changed}


def classes_of(picked: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The class of each (item, lines picked): an item is in the class in which its first line falls."""
    total = sum(lines for _, lines in picked)
    classes = {}
    before = 0
    for item_id, lines in sorted(picked, key=lambda pair: (-pair[1], pair[0])):
        percent = before * 100
        classes[item_id] = "A" if percent < total * _A_PERCENT else "B" if percent < total * _B_PERCENT else "C"
        before += lines
    return classes


def _first_movement_since(reader: Reader, at_ms: int) -> int:
    """The first movement of a command at or after a time, found by halving: journal and movements are numbered as they happened."""
    rows = reader.number("SELECT MAX(seq) FROM journal")
    seq = _first(rows, lambda seq: reader.number("SELECT at_ms FROM journal WHERE seq = :seq", {"seq": seq}) >= at_ms)
    movements = reader.number("SELECT MAX(id) FROM movement")
    return _first(movements, lambda row: reader.number("SELECT seq FROM movement WHERE id = :id", {"id": row}) >= seq)


def _first(last: int, is_late: Callable[[int], bool]) -> int:
    """The least number from 1 to `last` that is late, when every number after a late one is; else the one after the last."""
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        if is_late(middle):
            high = middle
        else:
            low = middle + 1
    return low
