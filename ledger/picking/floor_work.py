"""What the floor is at with an order, taken away from it: open stops, the pack check, the tote that holds nothing any more."""

from ledger.transaction import Transaction


def withdraw(tx: Transaction, order_id: int) -> None:
    """Take an order's open stops off every pick list; what is in its tote already stays there."""
    sessions = tx.all("SELECT DISTINCT session_id FROM pick_line WHERE order_id = :id AND state = 'open'", {"id": order_id})
    if sessions:
        tx.run("UPDATE pick_line SET state = 'withdrawn' WHERE order_id = :id AND state = 'open'", {"id": order_id})
        tx.touched_orders.add(order_id)
    for row in sessions:
        tx.emit("pick_session", row["session_id"])
    free_tote(tx, order_id)


def withdraw_at(tx: Transaction, place_id: int) -> None:
    """Take every open stop at a bin off the lists; the walks go on without them."""
    for stop in tx.all(
        "SELECT k.id, k.order_id, k.session_id FROM balance b JOIN reservation r ON r.item_id = b.item_id AND r.place_id = b.place_id"
        " AND r.unit = b.unit AND r.state = 'active' JOIN order_line l ON l.id = r.order_line_id"
        " JOIN pick_line k ON k.order_id = l.order_id AND k.reservation_id = r.id AND k.state = 'open'"
        " WHERE b.place_id = :place_id AND b.reserved > 0 ORDER BY k.id",
        {"place_id": place_id},
    ):
        tx.run("UPDATE pick_line SET state = 'withdrawn' WHERE id = :id", {"id": stop["id"]})
        tx.touched_orders.add(stop["order_id"])
        free_tote(tx, stop["order_id"])
        tx.emit("pick_session", stop["session_id"])


def free_tote(tx: Transaction, order_id: int) -> None:
    """Let the order's tote serve another order once nothing is in it and nothing more will be put into it."""
    tx.run(
        "DELETE FROM tote_assignment WHERE order_id = :id"
        " AND NOT EXISTS (SELECT 1 FROM pick_line p WHERE p.order_id = :id AND p.state = 'open')"
        " AND NOT EXISTS (SELECT 1 FROM put_back b WHERE b.order_id = :id AND b.place_id = tote_assignment.tote_id AND b.state = 'open')"
        " AND NOT EXISTS (SELECT 1 FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
        " WHERE l.order_id = :id AND r.state = 'picked' AND r.place_id = tote_assignment.tote_id)",
        {"id": order_id},
    )


def abandon_pack_check(tx: Transaction, order_id: int) -> None:
    """End the order's unfinished pack check: what it verified is no longer what must be in the box."""
    check = tx.one("SELECT id FROM pack_check WHERE order_id = :id AND state = 'open'", {"id": order_id})
    if check is not None:
        tx.run(
            "UPDATE pack_check SET state = 'abandoned', alarm = '', ended_ms = :now_ms WHERE id = :id",
            {"now_ms": tx.now_ms, "id": check["id"]},
        )
        tx.emit("pack_check", check["id"])


def queue_count(tx: Transaction, item_id: int, place_id: int, unit: str, reason: str) -> bool:
    """Have an item counted in a bin; False when a count of it is queued or under way there already."""
    queued = tx.one(
        "INSERT INTO count_task (item_id, place_id, unit, reason, queued_seq)"
        " SELECT :item_id, :place_id, :unit, :reason, :seq WHERE NOT EXISTS (SELECT 1 FROM count_task"
        " WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit AND state IN ('open', 'counting')) RETURNING id",
        {"item_id": item_id, "place_id": place_id, "unit": unit, "reason": reason, "seq": tx.seq},
    )
    if queued is None:
        return False
    tx.emit("count", queued["id"])
    return True
