"""What people add to an order: notes, its priority, the date by which it must leave."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.sales.order_parts import FINAL
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Row, Transaction

LONGEST_NOTE = 2_000
MOST_PRIORITY = 100


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write something about an order into its story; the buyer's own note, which is printed, stays as it is."""

    order: str
    note: str


@dataclass(frozen=True, slots=True)
class SetPriority:
    """Serve an order before others (above 0) or after them (below 0)."""

    order: str
    priority: int


@dataclass(frozen=True, slots=True)
class SetShipBy:
    """Say by when an order must leave; None: there is no date."""

    order: str
    ship_by_ms: int | None


@handles("add_note", AddNote)
def add_note(tx: Transaction, command: AddNote) -> Answer:
    """Answers `{order, note}`; refused `bad_note` for one that is empty or too long."""
    order = order_by_number(tx, command.order)
    note = command.note.strip()
    if not note or len(note) > LONGEST_NOTE:
        raise Refused("bad_note", f"a note has 1 to {LONGEST_NOTE} characters")
    tx.tell(order["id"], "note", note=note)
    tx.emit("order", order["id"])
    return {"order": order_number(order["id"]), "note": note}


@handles("set_priority", SetPriority)
def set_priority(tx: Transaction, command: SetPriority) -> Answer:
    """Answers `{order, priority}`; refused `bad_priority`, `too_late`, or `merged`."""
    order = _open_order(tx, command.order)
    if abs(command.priority) > MOST_PRIORITY:
        raise Refused("bad_priority", f"a priority is a number from -{MOST_PRIORITY} to {MOST_PRIORITY}; most orders have 0")
    tx.run("UPDATE orders SET priority = :priority WHERE id = :id", {"priority": command.priority, "id": order["id"]})
    tx.tell(order["id"], "priority", priority=command.priority)
    tx.emit("order", order["id"])
    return {"order": order_number(order["id"]), "priority": command.priority}


@handles("set_ship_by", SetShipBy)
def set_ship_by(tx: Transaction, command: SetShipBy) -> Answer:
    """Answers `{order, ship_by_ms}`; refused `too_late`, or `merged`."""
    order = _open_order(tx, command.order)
    tx.run("UPDATE orders SET ship_by_ms = :ship_by_ms WHERE id = :id", {"ship_by_ms": command.ship_by_ms, "id": order["id"]})
    tx.tell(order["id"], "ship_by", ship_by_ms=command.ship_by_ms)
    tx.emit("order", order["id"])
    return {"order": order_number(order["id"]), "ship_by_ms": command.ship_by_ms}


def _open_order(tx: Transaction, number: str) -> Row:
    order = order_by_number(tx, number)
    if order["merged_into"] is not None:
        lead = order_number(order["merged_into"])
        raise Refused("merged", f"{order_number(order['id'])} goes out with {lead}; change {lead}, or unmerge it first")
    if order["state"] in FINAL:
        raise Refused("too_late", f"{order_number(order['id'])} is {order['state']}; nothing can be changed any more")
    return order


words("note", lambda d: f"note: {d['note']}")
words("priority", lambda d: f"priority {d['priority']}")
words("ship_by", lambda d: "has to leave by another date" if d["ship_by_ms"] is not None else "has no date to leave by")
