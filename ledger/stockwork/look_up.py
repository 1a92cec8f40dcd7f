"""What a scanned or typed text means here: a place, an item, an order, a lot or serial number, or words that some items have."""

from ledger.errors import Refused
from ledger.goods.catalog import item_by_barcode
from ledger.goods.item_search import items
from ledger.picking.totes import orders_in_tote
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Row

MOST_ITEMS = 20
"""Items that a search or a lot names at most."""

_PLACES = ("bin", "tote", "station")


def look_up(reader: Reader, code: str, unit: str = "") -> Answer:
    """`{found, code, unit, description, tracking, purpose, items, orders}`; what does not apply is empty.

    `found` is `bin`, `tote` (with its `orders`), `station`, `item` (`code` is its SKU; `unit` the lot or serial number that the label
    said), `order` (`code` is our number, `orders` has it with where it is: `{order, state, tote}`), `unit` (a lot or serial number that
    was here, with its `items`: `{sku, description, tracking}`), `items` (`{sku, description, available}`, by the beginnings of their
    words) or `nothing`.
    """
    wanted = code.strip()
    place = reader.one("SELECT id, code, kind, purpose FROM place WHERE code = :code", {"code": wanted})
    if place is not None and place["kind"] in _PLACES:
        return _place(reader, place)
    item = item_by_barcode(reader, wanted)
    if item is not None:
        return _answer("item", item["sku"], unit=unit, description=item["description"], tracking=item["tracking"])
    return _order(reader, wanted) or _unit(reader, wanted) or _search(reader, wanted)


def _answer(
    found: str,
    code: str,
    *,
    unit: str = "",
    description: str = "",
    tracking: str = "",
    purpose: str = "",
    items: tuple[Answer, ...] = (),
    orders: tuple[Answer, ...] = (),
) -> Answer:
    return {
        "found": found,
        "code": code,
        "unit": unit,
        "description": description,
        "tracking": tracking,
        "purpose": purpose,
        "items": list(items),
        "orders": list(orders),
    }


def _place(reader: Reader, place: Row) -> Answer:
    inside = orders_in_tote(reader, place["id"]) if place["kind"] == "tote" else []
    purpose = place["purpose"] if place["kind"] == "bin" else ""
    return _answer(place["kind"], place["code"], purpose=purpose, orders=tuple(_standing(reader, order_id) for order_id in inside))


def _standing(reader: Reader, order_id: int) -> Answer:
    row = reader.one(
        "SELECT o.state, p.code AS tote FROM orders o LEFT JOIN tote_assignment t ON t.order_id = o.id"
        " LEFT JOIN place p ON p.id = t.tote_id WHERE o.id = :id",
        {"id": order_id},
    )
    assert row is not None
    return {"order": order_number(order_id), "state": row["state"], "tote": row["tote"] or ""}


def _order(reader: Reader, wanted: str) -> Answer | None:
    try:
        order_id = order_by_number(reader, wanted)["id"]
    except Refused:  # no number of an order, or of several: it may still mean something else
        return None
    return _answer("order", order_number(order_id), orders=(_standing(reader, order_id),))


def _unit(reader: Reader, wanted: str) -> Answer | None:
    """Units of this lot or serial number; found by the newest movement of that number, which an index leads to."""
    if not wanted:
        return None
    rows = reader.all(
        "SELECT DISTINCT i.sku, i.description, i.tracking FROM movement m JOIN item i ON i.id = m.item_id"
        " WHERE m.unit = :unit AND m.unit <> '' ORDER BY i.sku LIMIT :most",
        {"unit": wanted, "most": MOST_ITEMS},
    )
    return _answer("unit", wanted, items=tuple(dict(row) for row in rows)) if rows else None


def _search(reader: Reader, wanted: str) -> Answer:
    page = items(reader, wanted, most=MOST_ITEMS)["items"] if wanted else []
    found = tuple({name: item[name] for name in ("sku", "description", "available")} for item in page)
    return _answer("items" if found else "nothing", wanted, items=found)
