"""What a person may decide about an order whose units were not all found, and what could be sent instead."""

from ledger.transaction import Answer, Reader

SHIP_SHORT, WAIT, CANCEL, SUBSTITUTE = "ship_short", "wait", "cancel", "substitute"


def decision(reader: Reader, order_id: int) -> Answer | None:
    """What waits to be decided about an order that is held `short`: `{missing, choices}`; None when nothing is.

    `choices`: `ship_short` (send what is there), `wait` (release the hold; stock that arrives fills it), `cancel`, `substitute`.
    """
    held = reader.one("SELECT id FROM hold WHERE order_id = :id AND kind = 'short' AND released_seq IS NULL", {"id": order_id})
    if held is None:
        return None
    missing = missing_units(reader, order_id)
    there = reader.number("SELECT SUM(reserved + picked + packed + shipped) FROM order_line WHERE order_id = :id", {"id": order_id})
    choices = [
        *([SHIP_SHORT] if there and missing else []),
        WAIT,
        CANCEL,
        *([SUBSTITUTE] if any(line["substitutes"] for line in missing) else []),
    ]
    return {"missing": missing, "choices": choices}


def missing_units(reader: Reader, order_id: int) -> list[Answer]:
    """The items of which an order still waits for units: `{sku, quantity, substitutes}`."""
    rows = reader.all(
        "SELECT l.item_id, i.sku, SUM(l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled) AS waiting FROM order_line l"
        " JOIN item i ON i.id = l.item_id WHERE l.order_id = :id GROUP BY l.item_id, i.sku"
        " HAVING SUM(l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled) > 0 ORDER BY i.sku",
        {"id": order_id},
    )
    return [{"sku": row["sku"], "quantity": row["waiting"], "substitutes": interchangeable(reader, row["item_id"])} for row in rows]


def interchangeable(reader: Reader, item_id: int) -> list[Answer]:
    """What fits where an item does, by its interchange number, and is there: `{sku, description, grade, condition, bin, available}`."""
    rows = reader.all(
        "SELECT o.sku, o.description, o.grade, o.condition_note AS condition, p.code AS bin, b.on_hand - b.reserved AS free FROM item i"
        " JOIN item o ON o.interchange = i.interchange AND o.interchange <> '' AND o.id <> i.id"
        " JOIN balance b ON b.item_id = o.id AND b.on_hand > b.reserved JOIN place p ON p.id = b.place_id AND p.sellable = 1"
        " WHERE i.id = :id ORDER BY o.sku, p.pickable DESC, p.walk, p.code",
        {"id": item_id},
    )
    offers: dict[str, Answer] = {}
    for row in rows:
        # The first row of an item names the bin that a picker would be sent to.
        offer = offers.setdefault(row["sku"], {**{name: row[name] for name in row.keys() if name != "free"}, "available": 0})  # noqa: SIM118
        offer["available"] += row["free"]
    return list(offers.values())
