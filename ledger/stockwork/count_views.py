"""What counters see: their counts along the walk, never what the books expect; and how right the books have been."""

from typing import NamedTuple

from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row

_LAST_COUNTS = 1_000
# Movements that carried nothing: they say that the books had been wrong before.
_CORRECTIONS = ("adjust:counted", "adjust:lost", "adjust:found", "short_pick:out_of_stock", "short_pick:wrong_bin")
_COLUMNS = (
    "SELECT c.*, i.sku, i.description, i.abc, p.code AS bin, p.zone, j.at_ms AS queued_ms FROM count_task c"
    " JOIN item i ON i.id = c.item_id JOIN place p ON p.id = c.place_id LEFT JOIN journal j ON j.seq = c.queued_seq"
)

_WAY = "p.walk, p.code, i.sku, c.unit, c.id"


class Since(NamedTuple):
    """What the movements since a count began say of its bin: how many there were, and units carried in less those carried out."""

    movements: int
    carried: int


def moved_since_start(reader: Reader, task: Row) -> Since:
    """What moved in a count's bin since the counter began; corrections of the books carried nothing."""
    rows = reader.all(
        "SELECT to_place_id, quantity, reason FROM movement WHERE item_id = :item_id AND id > :newest AND unit = :unit"
        " AND (to_place_id = :place_id OR from_place_id = :place_id)",
        {"newest": task["started_movement_id"], **{name: task[name] for name in ("item_id", "place_id", "unit")}},
    )
    carried = [row for row in rows if row["reason"] not in _CORRECTIONS]
    return Since(len(rows), sum(row["quantity"] if row["to_place_id"] == task["place_id"] else -row["quantity"] for row in carried))


def count_view(reader: Reader, task_id: int) -> Answer:
    """A count as a counter sees it: `{task, sku, description, unit, bin, zone, abc, reason, state, operator, queued_ms, moved}`.

    `moved` says whether units came or went since it was started. What the books say is not in it; `counted` and `adjusted` are, once it
    is done. Raises Refused `no_count`.
    """
    task = reader.one(f"{_COLUMNS} WHERE c.id = :id", {"id": task_id})
    if task is None:
        raise Refused("no_count", "there is no such count", {"task": task_id})
    moved = task["state"] == "counting" and moved_since_start(reader, task).movements > 0
    done = {name: task[name] for name in ("counted", "adjusted")} if task["state"] == "done" else {}
    return {**_shown(task), "moved": moved, **done}


def counts(reader: Reader, after: int = 0, most: int = 200) -> list[Answer]:
    """The counts to be done along the walk, beyond that of the task `after`, each as `count_view` tells it without `moved`."""
    rows = reader.all(
        f"{_COLUMNS} WHERE c.state IN ('open', 'counting') AND (:after = 0 OR ({_WAY}) >"  # noqa: S608 - words of our own
        f" (SELECT {_WAY} FROM count_task c JOIN item i ON i.id = c.item_id JOIN place p ON p.id = c.place_id WHERE c.id = :after))"
        f" ORDER BY {_WAY} LIMIT :most",
        {"after": after, "most": most},
    )
    return [_shown(row) for row in rows]


def accuracy(reader: Reader) -> Answer:
    """Of the last thousand counts `{done, right, percent}`: how many there were, and how many found the books right."""
    adjusted = [
        row["adjusted"]
        for row in reader.all(
            "SELECT ended.adjusted FROM count_task ended WHERE ended.state = 'done' ORDER BY ended.id DESC LIMIT :last",
            {"last": _LAST_COUNTS},
        )
    ]
    done, right = len(adjusted), adjusted.count(0)
    return {"done": done, "right": right, "percent": right * 100 // done if done else None}


def _shown(row: Row) -> Answer:
    names = ("sku", "description", "unit", "bin", "zone", "abc", "reason", "state", "operator", "queued_ms")
    return {"task": row["id"], **{name: row[name] for name in names}}
