"""What lies in one bin, by the books."""

from ledger.goods.places import place_by_code
from ledger.transaction import Answer, Reader


def bin_content(reader: Reader, code: str) -> Answer:
    """`{bin, zone, walk, purpose, pickable, sellable, content}`; content is `{sku, description, unit, on_hand, reserved}`, at most 500.

    Totes and stations too can be looked into. Raises Refused `place_not_found`.
    """
    place = place_by_code(reader, code)
    rows = reader.all(
        "SELECT i.sku, i.description, b.unit, b.on_hand, b.reserved FROM balance b JOIN item i ON i.id = b.item_id"
        " WHERE b.place_id = :id AND b.on_hand > 0 ORDER BY i.sku, b.unit LIMIT 500",
        {"id": place["id"]},
    )
    return {
        "bin": place["code"],
        **{name: place[name] for name in ("zone", "walk", "purpose")},
        **{name: bool(place[name]) for name in ("pickable", "sellable")},
        "content": [dict(row) for row in rows],
    }
