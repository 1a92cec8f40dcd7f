"""Finding items by the beginnings of their words."""

from typing import Any

from ledger.goods.item_attributes import words_of
from ledger.goods.kits import kit_available
from ledger.transaction import Answer, Reader

PAGE = 50
MOST_WORDS = 8
_END = "\U0010ffff"
_ITEMS = (
    "SELECT i.id, i.sku, i.description, i.kit, i.tracking, i.grade, i.interchange, COALESCE((SELECT SUM(b.on_hand - b.reserved)"
    " FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = i.id AND p.sellable = 1), 0) AS available FROM item i"
)


def items(reader: Reader, text: str = "", after: str = "", most: int = PAGE) -> Answer:
    """A page of items by SKU: `{items, next}`; `next` goes into `after` for the page that follows, empty at the end.

    Each word of `text` must begin a word of the item's SKU, description, interchange number or donor vehicle.
    """
    named: dict[str, Any] = {"after": after, "most": most + 1}
    conditions = ["i.sku > :after"]
    for place, word in enumerate(sorted(words_of(text))[:MOST_WORDS]):
        named |= {f"word_{place}": word, f"end_{place}": word + _END}
        conditions.append(f"i.id IN (SELECT item_id FROM item_word WHERE word >= :word_{place} AND word < :end_{place})")  # noqa: S608
    if text.strip() and len(conditions) == 1:
        return {"items": [], "next": ""}
    rows = reader.all(f"{_ITEMS} WHERE {' AND '.join(conditions)} ORDER BY i.sku LIMIT :most", named)
    found = [dict(row) for row in rows[:most]]
    for item in found:
        item_id = item.pop("id")
        if item["kit"] == "virtual":
            item["available"] = kit_available(reader, item_id)
    return {"items": found, "next": found[-1]["sku"] if len(rows) > most else ""}
