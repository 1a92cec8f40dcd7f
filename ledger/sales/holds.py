"""Holds: reasons why an order must wait. They are a set; the order goes on when the last one is released."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.picking import floor_work
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Transaction

KINDS = {
    "unmapped": "a line's listing is not mapped to an item",
    "unpaid": "the buyer has not paid",
    "part_unpaid": "an order that goes out with it is not paid",
    "short": "units were not found at picking; ship what is there, wait, or cancel",
    "changed": "the channel changed the order after it was picked",
    "shortage": "units are missing; release the hold and it waits for them, or cancel",
    "manual": "held by a person",
    "fraud": "somebody doubts that the order is honest",
}

PLACED_BY_HAND = ("manual", "fraud")
_RELEASED_BY_HAND = (*PLACED_BY_HAND, "short", "shortage", "changed")


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Hold an order by hand, as `manual` or `fraud`, with the reason that people will read; until a date, or until it is released."""

    order: str
    reason: str
    kind: str = "manual"
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Release a hold that people may decide about: `manual`, `fraud`, `short`, `shortage` or `changed`; the others end with their cause."""

    order: str
    kind: str = "manual"


@dataclass(frozen=True, slots=True)
class ReleaseDueHolds:
    """Release every hold whose date has come."""


@handles("place_hold", PlaceHold)
def place_hold_by_hand(tx: Transaction, command: PlaceHold) -> Answer:
    """Answers `{order, holds}`; a hold that stands already keeps its reason and gets the new date.

    Refused `bad_hold`, or `too_late` for an order that is shipped or cancelled, `merged` for one that is served with another.
    """
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    if command.kind not in PLACED_BY_HAND:
        raise Refused("bad_hold", f"a hold placed by hand is {' or '.join(PLACED_BY_HAND)}")
    if command.until_ms is not None and command.until_ms <= tx.now_ms:
        raise Refused("bad_hold", "the date until which the order is held has passed; give a later one, or none")
    if order["state"] in ("shipped", "cancelled"):
        raise Refused("too_late", f"{number} is {order['state']}; there is nothing left to hold")
    if order["merged_into"] is not None:
        lead = order_number(order["merged_into"])
        raise Refused("merged", f"{number} goes out with {lead}; hold {lead}, or unmerge {number} first")
    reason = command.reason.strip() or KINDS[command.kind]
    if not place_hold(tx, order["id"], command.kind, reason, until_ms=command.until_ms):
        tx.run(
            "UPDATE hold SET until_ms = :until_ms WHERE order_id = :id AND kind = :kind AND released_seq IS NULL",
            {"until_ms": command.until_ms, "id": order["id"], "kind": command.kind},
        )
    return {"order": number, "holds": standing(tx, order["id"])}


@handles("release_hold", ReleaseHold)
def release_hold_by_hand(tx: Transaction, command: ReleaseHold) -> Answer:
    """Answers `{order, holds}` with the holds that are left."""
    order = order_by_number(tx, command.order)
    if command.kind not in _RELEASED_BY_HAND:
        raise Refused(
            "not_by_hand", f"a hold '{command.kind}' ends when its cause does: {KINDS.get(command.kind, 'there is no such hold')}"
        )
    if not release_hold(tx, order["id"], command.kind):
        raise Refused("not_held", f"{order_number(order['id'])} has no hold '{command.kind}'")
    return {"order": order_number(order["id"]), "holds": standing(tx, order["id"])}


@handles("release_due_holds", ReleaseDueHolds)
def release_due_holds(tx: Transaction, command: ReleaseDueHolds) -> Answer:
    """Answers `{released}`: the orders of which a hold ended."""
    due = tx.all(
        "SELECT order_id, kind FROM hold WHERE released_seq IS NULL AND until_ms <= :now_ms ORDER BY until_ms, id", {"now_ms": tx.now_ms}
    )
    for row in due:
        release_hold(tx, row["order_id"], row["kind"])
    return {"released": [order_number(order_id) for order_id in dict.fromkeys(row["order_id"] for row in due)]}


def next_due_ms(reader: Reader) -> int | None:
    """When the next hold ends by its date; None while no hold has one."""
    row = reader.one("SELECT until_ms FROM hold WHERE released_seq IS NULL AND until_ms IS NOT NULL ORDER BY until_ms LIMIT 1")
    return int(row["until_ms"]) if row else None


def place_hold(tx: Transaction, order_id: int, kind: str, reason: str, *, until_ms: int | None = None) -> bool:
    """Hold an order; a second hold of one kind changes nothing and answers False. Stops not yet walked to are taken from the pickers."""
    placed = tx.run(
        "INSERT INTO hold (order_id, kind, reason, until_ms, placed_seq) VALUES (:order_id, :kind, :reason, :until_ms, :seq)"
        " ON CONFLICT (order_id, kind) WHERE released_seq IS NULL DO NOTHING",
        {"order_id": order_id, "kind": kind, "reason": reason, "until_ms": until_ms, "seq": tx.seq},
    )
    if placed:
        floor_work.withdraw(tx, order_id)
        tx.tell(order_id, "held", hold=kind, reason=reason)
    tx.touched_orders.add(order_id)
    return placed > 0


def release_hold(tx: Transaction, order_id: int, kind: str) -> bool:
    """Release a hold; False when there is none of this kind."""
    released = tx.run(
        "UPDATE hold SET released_seq = :seq WHERE order_id = :order_id AND kind = :kind AND released_seq IS NULL",
        {"seq": tx.seq, "order_id": order_id, "kind": kind},
    )
    if released:
        tx.tell(order_id, "hold_released", hold=kind)
        if kind == "shortage":  # from now on it waits like any other, in its place
            tx.freed_items |= items_waiting(tx, order_id)
        tx.touched_orders.add(order_id)
    return released > 0


def hold_while_unmapped(tx: Transaction, order_id: int) -> None:
    """Hold an order as long as a line of it wants units of an offer that nobody has mapped; a line that was removed wants none."""
    if tx.number("SELECT COUNT(*) FROM order_line WHERE order_id = :id AND item_id IS NULL AND quantity > 0", {"id": order_id}):
        place_hold(tx, order_id, "unmapped", KINDS["unmapped"])
    else:
        release_hold(tx, order_id, "unmapped")


def hold_while_unpaid(tx: Transaction, order_id: int) -> None:
    """Hold an order as long as it serves another order that is not paid: the one it was split from, or one merged into it."""
    part = tx.one("SELECT id FROM orders WHERE id = :id AND split_from IS NOT NULL", {"id": order_id})
    kind = "unpaid" if part is not None else "part_unpaid"  # `unpaid` is what the order's own channel says of it
    unpaid = tx.number(
        "SELECT COUNT(*) FROM order_line l JOIN hold h ON h.order_id = l.source_order_id AND h.kind = 'unpaid' AND h.released_seq IS NULL"
        " WHERE l.order_id = :id AND l.source_order_id <> :id AND l.ordered > l.cancelled",
        {"id": order_id},
    )
    if unpaid:
        place_hold(tx, order_id, kind, KINDS[kind])
    else:
        release_hold(tx, order_id, kind)


def hand_on_holds(tx: Transaction, order_id: int, other_id: int, kinds: Sequence[str]) -> None:
    """Hold another order for the same reasons as one, as far as they are of these kinds."""
    for hold in tx.all(
        "SELECT kind, reason, until_ms FROM hold WHERE order_id = :id AND released_seq IS NULL ORDER BY id", {"id": order_id}
    ):
        if hold["kind"] in kinds:
            place_hold(tx, other_id, hold["kind"], hold["reason"], until_ms=hold["until_ms"])


def items_waiting(reader: Reader, order_id: int) -> set[int]:
    """The items of which an order waits for units."""
    rows = reader.all(
        "SELECT item_id FROM order_line WHERE order_id = :id AND item_id IS NOT NULL"
        " AND ordered - reserved - picked - packed - shipped - cancelled > 0",
        {"id": order_id},
    )
    return {row["item_id"] for row in rows}


def standing(reader: Reader, order_id: int) -> list[str]:
    """The kinds of an order's holds that stand."""
    rows = reader.all("SELECT kind FROM hold WHERE order_id = :id AND released_seq IS NULL ORDER BY id", {"id": order_id})
    return [row["kind"] for row in rows]
