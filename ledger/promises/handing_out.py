"""What a command made free is handed out before it ends: to those who wait, then in place of units that must be fetched from overstock.

The ledger's write path does so after every command, so that no handler can forget it.
"""

from ledger.promises.allocation import Allotment
from ledger.promises.reservations import fill_backorders, promise, release
from ledger.transaction import Row, Transaction


def hand_out(tx: Transaction) -> None:
    """Hand out the free units of every item of which the command freed some."""
    for item_id in sorted(tx.freed_items):
        fill_backorders(tx, item_id)
        _spare_trips(tx, item_id)
    tx.freed_items.clear()


def _spare_trips(tx: Transaction, item_id: int) -> None:
    """Promise units in bins for picking in place of units in overstock of the same warehouse, by priority, then the oldest order first."""
    if tx.one("SELECT id FROM replenishment WHERE item_id = :id AND state = 'open' LIMIT 1", {"id": item_id}) is None:
        return
    bins = tx.all(
        "SELECT b.place_id, b.unit, b.on_hand - b.reserved AS free, p.warehouse_id FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :id AND b.on_hand > b.reserved AND p.pickable = 1 ORDER BY p.walk, p.code, b.unit",
        {"id": item_id},
    )
    for bin in bins:
        left = bin["free"]
        for reservation in _fetched(tx, item_id, bin["warehouse_id"]) if left else []:
            quantity = min(left, reservation["quantity"])
            if quantity:
                _promise_instead(tx, reservation, bin, quantity)
                left -= quantity


def _fetched(tx: Transaction, item_id: int, warehouse_id: int) -> list[Row]:
    return list(
        tx.all(
            "SELECT r.*, l.order_id FROM reservation r JOIN place p ON p.id = r.place_id JOIN order_line l ON l.id = r.order_line_id"
            " JOIN orders o ON o.id = l.order_id WHERE r.item_id = :item_id AND r.state = 'active' AND p.pickable = 0"
            " AND p.warehouse_id = :warehouse_id ORDER BY o.priority DESC, o.placed_ms, o.id, r.id",
            {"item_id": item_id, "warehouse_id": warehouse_id},
        )
    )


def _promise_instead(tx: Transaction, reservation: Row, bin: Row, quantity: int) -> None:
    line_id, item_id = reservation["order_line_id"], reservation["item_id"]
    release(tx, reservation, quantity)
    promise(tx, line_id, Allotment(line_id, item_id, bin["place_id"], bin["unit"], quantity))
    tx.run("UPDATE order_line SET reserved = reserved + :quantity WHERE id = :id", {"quantity": quantity, "id": line_id})
    reserved = [(item_id, bin["place_id"], quantity)]
    tx.tell(reservation["order_id"], "reserved", reserved=reserved, why={"instead_of": reservation["place_id"]})
    tx.touched_orders.add(reservation["order_id"])
