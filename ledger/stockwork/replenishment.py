"""Replenishment: units that orders were promised from overstock are brought to a bin that pickers are sent to.

A task is what is promised in one bin that nobody picks from: the ledger's write path makes it, lets it grow and shrink, and cancels it.
"""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.stockwork.movements import Units
from ledger.stockwork.moves import carry
from ledger.transaction import Answer, Reader, Row, Transaction

_WAY = "f.walk, f.code, i.sku, r.unit, r.id"


@dataclass(frozen=True, slots=True)
class DoReplenishment:
    """Units of a task were brought to a bin: the one the task says unless `to` names another, all of them unless `quantity` says otherwise.

    More than the task asks for may be brought, a whole carton say; what no order was promised goes as free stock.
    """

    task: int
    to: str = ""
    quantity: int | None = None


@handles("do_replenishment", DoReplenishment)
def do_replenishment(tx: Transaction, command: DoReplenishment) -> Answer:
    """Answers `{task, sku, from, to, quantity, left}`: `left` are promised units that still lie in overstock.

    Refused `no_replenishment`, `choose_bin` when neither task nor command names one, `not_picked_from` when pickers are not sent there.
    """
    task = tx.one(
        "SELECT r.*, i.sku FROM replenishment r JOIN item i ON i.id = r.item_id WHERE r.id = :id AND r.state = 'open'", {"id": command.task}
    )
    if task is None:
        raise Refused("no_replenishment", f"there is no replenishment {command.task} to be done; it is done or nobody needs it any more")
    from_place = _place(tx, task["from_place_id"])
    to_place = _target(tx, command, task)
    quantity = task["quantity"] if command.quantity is None else command.quantity
    moved = carry(tx, Units(task["item_id"], task["unit"], quantity), from_place, to_place, "replenish", promised=True)
    left = task["quantity"] - moved.promised
    if not left:
        tx.run("UPDATE replenishment SET state = 'done' WHERE id = :id", {"id": task["id"]})
        tx.emit("replenishment", task["id"])
    return {
        "task": task["id"],
        "sku": task["sku"],
        "from": from_place["code"],
        "to": to_place["code"],
        "quantity": quantity,
        "left": left,
    }


def _place(reader: Reader, place_id: int) -> Row:
    place = reader.one("SELECT * FROM place WHERE id = :id", {"id": place_id})
    assert place is not None
    return place


def _target(tx: Transaction, command: DoReplenishment, task: Row) -> Row:
    if command.to:
        place = place_by_code(tx, command.to, "bin")
    elif task["to_place_id"] is None:
        raise Refused("choose_bin", f"{task['sku']} has no bin that pickers are sent to; say into which one it was put")
    else:
        place = _place(tx, task["to_place_id"])
    if not place["pickable"]:
        raise Refused("not_picked_from", f"pickers are not sent to {place['code']}; bring the units to a bin for picking")
    return place


def keep_tasks(tx: Transaction) -> None:
    """Make the open tasks of every item whose promises in overstock may have changed say what is promised there now."""
    for item_id in sorted(tx.overstock_items):
        tasks = tx.all(
            "SELECT id, unit, from_place_id, quantity FROM replenishment WHERE item_id = :id AND state = 'open'", {"id": item_id}
        )
        open_tasks = {(task["from_place_id"], task["unit"]): task for task in tasks}
        for promised in tx.all(
            "SELECT b.place_id, b.unit, b.reserved, p.warehouse_id FROM balance b JOIN place p ON p.id = b.place_id"
            " WHERE b.item_id = :id AND b.reserved > 0 AND p.kind = 'bin' AND p.pickable = 0 ORDER BY b.place_id, b.unit",
            {"id": item_id},
        ):
            task = open_tasks.pop((promised["place_id"], promised["unit"]), None)
            if task is None:
                _ask(tx, item_id, promised)
            elif task["quantity"] != promised["reserved"]:
                tx.run("UPDATE replenishment SET quantity = :quantity WHERE id = :id", {"quantity": promised["reserved"], "id": task["id"]})
                tx.emit("replenishment", task["id"])
        for task in open_tasks.values():
            tx.run("UPDATE replenishment SET state = 'cancelled' WHERE id = :id", {"id": task["id"]})
            tx.emit("replenishment", task["id"])


def _ask(tx: Transaction, item_id: int, promised: Row) -> None:
    task_id = tx.insert(
        "INSERT INTO replenishment (item_id, unit, from_place_id, to_place_id, quantity, asked_seq)"
        " VALUES (:item_id, :unit, :from_place, :to_place, :quantity, :seq) RETURNING id",
        {
            "item_id": item_id,
            "unit": promised["unit"],
            "from_place": promised["place_id"],
            "to_place": _pick_bin(tx, item_id, promised["warehouse_id"]),
            "quantity": promised["reserved"],
            "seq": tx.seq,
        },
    )
    tx.emit("replenishment", task_id)


def _pick_bin(reader: Reader, item_id: int, warehouse_id: int) -> int | None:
    """Where an item is picked from in a warehouse: its bin with stock, else the last one it lay in, else an empty one of its zone."""
    there = {"item_id": item_id, "warehouse_id": warehouse_id}
    row = reader.one(
        "SELECT p.id FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :item_id AND p.pickable = 1 AND p.warehouse_id = :warehouse_id"
        " ORDER BY CASE WHEN b.on_hand > 0 THEN 0 ELSE 1 END, CASE WHEN b.on_hand > 0 THEN p.walk ELSE -b.since_ms END, p.code LIMIT 1",
        there,
    ) or reader.one(
        "SELECT p.id FROM place p JOIN item i ON i.id = :item_id"
        " WHERE p.pickable = 1 AND p.warehouse_id = :warehouse_id AND (i.zone = '' OR p.zone = i.zone)"
        " AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.place_id = p.id AND b.on_hand > 0)"
        " AND NOT EXISTS (SELECT 1 FROM replenishment r WHERE r.to_place_id = p.id AND r.state = 'open') ORDER BY p.walk, p.code LIMIT 1",
        there,
    )
    return int(row["id"]) if row else None


def replenishments(reader: Reader, after: int = 0, most: int = 200) -> list[Answer]:
    """What is to be brought from overstock, along the walk, beyond the task `after`.

    Each `{task, sku, description, unit, from, to, quantity, on_hand, asked_ms}`.

    `to` is empty when whoever brings it must choose a bin.
    """
    rows = reader.all(
        "SELECT r.id AS task, i.sku, i.description, r.unit, f.code AS from_bin, t.code AS to_bin, r.quantity, b.on_hand,"  # noqa: S608 - words of our own
        " j.at_ms AS asked_ms FROM replenishment r LEFT JOIN journal j ON j.seq = r.asked_seq"
        " JOIN item i ON i.id = r.item_id JOIN place f ON f.id = r.from_place_id"
        " JOIN balance b ON b.item_id = r.item_id AND b.place_id = r.from_place_id AND b.unit = r.unit"
        f" LEFT JOIN place t ON t.id = r.to_place_id WHERE r.state = 'open' AND (:after = 0 OR ({_WAY}) >"
        f" (SELECT {_WAY} FROM replenishment r JOIN item i ON i.id = r.item_id JOIN place f ON f.id = r.from_place_id WHERE r.id = :after))"
        f" ORDER BY {_WAY} LIMIT :most",
        {"after": after, "most": most},
    )
    plain = ("task", "sku", "description", "unit", "quantity", "on_hand", "asked_ms")
    return [{**{name: row[name] for name in plain}, "from": row["from_bin"], "to": row["to_bin"] or ""} for row in rows]
