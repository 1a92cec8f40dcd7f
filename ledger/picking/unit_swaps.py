"""Another unit of the same bin taken instead of the reserved one: the lot or serial number that was scanned is the one that leaves.

A picker who takes the lamp behind the reserved lamp is right; what was promised to others in that bin is exchanged, never lost.
"""

from ledger.picking.pick_stops import insert_stop
from ledger.stockwork.movements import Units, free_in_place, reserve_in_place
from ledger.transaction import Reader, Row, Transaction


def obtainable(reader: Reader, line: Row, unit: str, quantity: int) -> bool:
    """Whether so many of a lot or serial number can be had for a pick line: they are in its bin and in nobody's hands."""
    on_hand = reader.number(
        "SELECT on_hand FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
        {"item_id": line["item_id"], "place_id": line["place_id"], "unit": unit},
    )
    return on_hand >= quantity


def take_unit(tx: Transaction, reservation: Row, unit: str, quantity: int) -> Row:
    """Have `quantity` units of an active reservation stand for `unit`; answers the active reservation to be picked from.

    Free units are reserved in exchange for the reserved ones; those that are promised to others change hands with them.
    """
    if unit == reservation["unit"]:
        return reservation
    by_place = {"item_id": reservation["item_id"], "place_id": reservation["place_id"], "unit": unit}
    free = tx.number("SELECT on_hand - reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit", by_place)
    from_free = min(free, quantity)
    if from_free:
        free_in_place(tx, Units(reservation["item_id"], reservation["unit"], from_free), reservation["place_id"])
        reserve_in_place(tx, Units(reservation["item_id"], unit, from_free), reservation["place_id"])
    missing = quantity - from_free
    for other in tx.all(
        "SELECT * FROM reservation WHERE item_id = :item_id AND place_id = :place_id AND state = 'active' AND unit = :unit"
        " ORDER BY id DESC",
        by_place,
    ):
        exchanged = min(missing, other["quantity"])
        if exchanged:
            _part_as(tx, other, reservation["unit"], exchanged)
            missing -= exchanged
    return _part_as(tx, reservation, unit, quantity, listed=False)


def _part_as(tx: Transaction, reservation: Row, unit: str, quantity: int, *, listed: bool = True) -> Row:
    """Let `quantity` of an active reservation stand for another unit, the whole row or a part of its own; answers that row.

    A part that is `listed` gets a pick line of its own on the walk its reservation is on.
    """
    part_id = int(reservation["id"])
    if quantity == reservation["quantity"]:
        tx.run("UPDATE reservation SET unit = :unit WHERE id = :id", {"unit": unit, "id": part_id})
    else:
        tx.run("UPDATE reservation SET quantity = quantity - :quantity WHERE id = :id", {"quantity": quantity, "id": part_id})
        part_id = tx.insert(
            "INSERT INTO reservation (order_line_id, item_id, place_id, unit, quantity, state)"
            " VALUES (:line, :item_id, :place_id, :unit, :quantity, 'active') RETURNING id",
            {
                "line": reservation["order_line_id"],
                "item_id": reservation["item_id"],
                "place_id": reservation["place_id"],
                "unit": unit,
                "quantity": quantity,
            },
        )
    part = tx.one("SELECT * FROM reservation WHERE id = :id", {"id": part_id})
    assert part is not None
    if listed:
        _list_part(tx, reservation, part)
    return part


def _list_part(tx: Transaction, reservation: Row, part: Row) -> None:
    line = tx.one(
        "SELECT p.* FROM order_line l JOIN pick_line p ON p.order_id = l.order_id AND p.state = 'open'"
        " AND p.reservation_id = :reservation_id WHERE l.id = :line",
        {"reservation_id": reservation["id"], "line": reservation["order_line_id"]},
    )
    if line is None:
        return
    tx.emit("pick_session", line["session_id"])
    if part["id"] == reservation["id"]:
        return
    tx.run("UPDATE pick_line SET quantity = quantity - :quantity WHERE id = :id", {"quantity": part["quantity"], "id": line["id"]})
    after = tx.number("SELECT MAX(stop) FROM pick_line WHERE session_id = :id", {"id": line["session_id"]}) + 1
    insert_stop(tx, line["session_id"], after, line["order_id"], line["tote_id"], part)
