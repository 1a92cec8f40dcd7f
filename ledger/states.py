"""The state of an order, derived from its lines, holds and cancellation; stored so that the console can list by it."""

from typing import NamedTuple

from ledger.transaction import Reader, Transaction

ALL = ("received", "held", "allocated", "partly_allocated", "backordered", "picking", "picked", "packed", "shipped", "cancelled")


class Progress(NamedTuple):
    """Units of an order by state, summed over its lines; `wanted` is what was ordered less what was cancelled."""

    wanted: int
    reserved: int
    picked: int
    packed: int
    shipped: int


def derive(progress: Progress, *, cancelled: bool, held: bool, in_session: bool) -> str:
    """The one state that says what happens next with the order."""
    wanted, reserved, picked, packed, shipped = progress
    if cancelled:
        return "cancelled"
    if wanted and shipped == wanted:
        return "shipped"
    if held:
        return "held"
    if not wanted:
        return "received"
    if packed + shipped == wanted:
        return "packed"
    if in_session:
        return "picking"
    if picked + packed + shipped == wanted:
        return "picked"
    if reserved + picked + packed + shipped == wanted:
        return "allocated"
    return "partly_allocated" if reserved + picked + packed + shipped else "backordered"


def state_now(reader: Reader, order_id: int) -> str:
    """The state that the rows say, whatever is stored."""
    row = reader.one(
        "SELECT o.cancelled,"
        " (SELECT COUNT(*) FROM hold h WHERE h.order_id = o.id AND h.released_seq IS NULL) AS holds,"
        " (SELECT COUNT(*) FROM pick_line p WHERE p.order_id = o.id AND p.state = 'open') AS stops"
        " FROM orders o WHERE o.id = :id",
        {"id": order_id},
    )
    sums = reader.one(
        "SELECT COALESCE(SUM(ordered - cancelled), 0), COALESCE(SUM(reserved), 0), COALESCE(SUM(picked), 0), COALESCE(SUM(packed), 0),"
        " COALESCE(SUM(shipped), 0) FROM order_line WHERE order_id = :id",
        {"id": order_id},
    )
    assert row is not None and sums is not None
    return derive(Progress(*sums), cancelled=bool(row["cancelled"]), held=row["holds"] > 0, in_session=row["stops"] > 0)


def refresh(tx: Transaction) -> None:
    """Store the state of every order that the command touched."""
    for order_id in sorted(tx.touched_orders):
        tx.run("UPDATE orders SET state = :state WHERE id = :id", {"state": state_now(tx, order_id), "id": order_id})
        tx.emit("order", order_id)
