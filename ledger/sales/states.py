"""The state of an order, derived from its lines, holds and cancellation; stored, with since when, so that lists and queues are by it."""

from typing import NamedTuple

from ledger.stockwork.alerts import resolve_if_kept
from ledger.transaction import Reader, Transaction

ALL = (
    "received",
    "held",
    "allocated",
    "replenishing",
    "partly_allocated",
    "backordered",
    "picking",
    "picked",
    "packed",
    "shipped",
    "cancelled",
    "merged",
)
"""`replenishing`: all is promised, but some of it lies in overstock; `merged`: served together with another order, which tells."""


class Progress(NamedTuple):
    """Units of an order by state, summed over its lines; `wanted` is what was ordered less what was cancelled.

    `overstocked` are those of the reserved units that no picker is sent to yet.
    """

    wanted: int
    reserved: int
    picked: int
    packed: int
    shipped: int
    overstocked: int = 0


class Standing(NamedTuple):
    """What stands on an order itself, whatever its lines say."""

    cancelled: bool = False
    merged: bool = False
    held: bool = False
    in_session: bool = False


def derive(progress: Progress, standing: Standing) -> str:
    """The one state that says what happens next with the order."""
    wanted, reserved, picked, packed, shipped, overstocked = progress
    if standing.cancelled:
        return "cancelled"
    if standing.merged:
        return "merged"
    if wanted and shipped == wanted:
        return "shipped"
    if standing.held:
        return "held"
    if not wanted:
        return "received"
    if packed + shipped == wanted:
        return "packed"
    if standing.in_session:
        return "picking"
    if picked + packed + shipped == wanted:
        return "picked"
    if reserved + picked + packed + shipped == wanted:
        return "replenishing" if overstocked else "allocated"
    return "partly_allocated" if reserved + picked + packed + shipped else "backordered"


def state_now(reader: Reader, order_id: int) -> str:
    """The state that the rows say, whatever is stored."""
    row = reader.one(
        "SELECT o.cancelled, o.merged_into,"
        " (SELECT COUNT(*) FROM hold h WHERE h.order_id = o.id AND h.released_seq IS NULL) AS holds,"
        " (SELECT COUNT(*) FROM pick_line p WHERE p.order_id = o.id AND p.state = 'open') AS stops,"
        " (SELECT COALESCE(SUM(r.quantity), 0) FROM order_line l JOIN reservation r ON r.order_line_id = l.id AND r.state = 'active'"
        " JOIN place p ON p.id = r.place_id AND p.pickable = 0 WHERE l.order_id = o.id) AS overstocked"
        " FROM orders o WHERE o.id = :id",
        {"id": order_id},
    )
    sums = reader.one(
        "SELECT COALESCE(SUM(ordered - cancelled), 0), COALESCE(SUM(reserved), 0), COALESCE(SUM(picked), 0), COALESCE(SUM(packed), 0),"
        " COALESCE(SUM(shipped), 0) FROM order_line WHERE order_id = :id",
        {"id": order_id},
    )
    assert row is not None and sums is not None
    standing = Standing(bool(row["cancelled"]), row["merged_into"] is not None, row["holds"] > 0, row["stops"] > 0)
    return derive(Progress(*sums)._replace(overstocked=row["overstocked"]), standing)


def refresh(tx: Transaction) -> None:
    """Store the state of every order that the command touched, and end the alert of one that waits for nothing any more."""
    for order_id in sorted(tx.touched_orders):
        state = state_now(tx, order_id)
        tx.run(
            "UPDATE orders SET state = :state, state_ms = CASE WHEN state = :state THEN state_ms ELSE :now_ms END WHERE id = :id",
            {"state": state, "now_ms": tx.now_ms, "id": order_id},
        )
        if state not in ("partly_allocated", "backordered"):
            resolve_if_kept(tx, order_id)
        tx.emit("order", order_id)
