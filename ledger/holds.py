"""Holds: reasons why an order must wait. They are a set; the order goes on when the last one is released."""

from dataclasses import dataclass

from ledger import floor_work
from ledger.command import handles
from ledger.errors import Refused
from ledger.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Transaction

KINDS = {
    "unmapped": "a line's listing is not mapped to an item",
    "unpaid": "the buyer has not paid",
    "short": "units were not found at picking; ship what is there, wait, or cancel",
    "changed": "the channel changed the order after it was picked",
    "manual": "held by a person",
}

_BY_HAND = ("manual", "short", "changed")


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Hold an order by hand, with the reason that people will read."""

    order: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Release a hold that people may decide about: `manual`, `short` or `changed`; the others end with their cause."""

    order: str
    kind: str = "manual"


@handles("place_hold", PlaceHold)
def place_hold_by_hand(tx: Transaction, command: PlaceHold) -> Answer:
    """Answers `{order, holds}`; refused for an order that is shipped or cancelled."""
    order = order_by_number(tx, command.order)
    if order["state"] in ("shipped", "cancelled"):
        raise Refused("too_late", f"{order_number(order['id'])} is {order['state']}; there is nothing left to hold")
    place_hold(tx, order["id"], "manual", command.reason.strip() or KINDS["manual"])
    return {"order": order_number(order["id"]), "holds": standing(tx, order["id"])}


@handles("release_hold", ReleaseHold)
def release_hold_by_hand(tx: Transaction, command: ReleaseHold) -> Answer:
    """Answers `{order, holds}` with the holds that are left."""
    order = order_by_number(tx, command.order)
    if command.kind not in _BY_HAND:
        raise Refused(
            "not_by_hand", f"a hold '{command.kind}' ends when its cause does: {KINDS.get(command.kind, 'there is no such hold')}"
        )
    if not release_hold(tx, order["id"], command.kind):
        raise Refused("not_held", f"{order_number(order['id'])} has no hold '{command.kind}'")
    return {"order": order_number(order["id"]), "holds": standing(tx, order["id"])}


def place_hold(tx: Transaction, order_id: int, kind: str, reason: str) -> None:
    """Hold an order; a second hold of one kind changes nothing. Stops not yet walked to are taken from the pickers."""
    placed = tx.run(
        "INSERT INTO hold (order_id, kind, reason, placed_seq) VALUES (:order_id, :kind, :reason, :seq)"
        " ON CONFLICT (order_id, kind) WHERE released_seq IS NULL DO NOTHING",
        {"order_id": order_id, "kind": kind, "reason": reason, "seq": tx.seq},
    )
    if placed:
        floor_work.withdraw(tx, order_id)
        tx.tell(order_id, "held", hold=kind, reason=reason)
    tx.touched_orders.add(order_id)


def release_hold(tx: Transaction, order_id: int, kind: str) -> bool:
    """Release a hold; False when there is none of this kind."""
    released = tx.run(
        "UPDATE hold SET released_seq = :seq WHERE order_id = :order_id AND kind = :kind AND released_seq IS NULL",
        {"seq": tx.seq, "order_id": order_id, "kind": kind},
    )
    if released:
        tx.tell(order_id, "hold_released", hold=kind)
        tx.touched_orders.add(order_id)
    return released > 0


def standing(reader: Reader, order_id: int) -> list[str]:
    """The kinds of an order's holds that stand."""
    rows = reader.all("SELECT kind FROM hold WHERE order_id = :id AND released_seq IS NULL ORDER BY id", {"id": order_id})
    return [row["kind"] for row in rows]
