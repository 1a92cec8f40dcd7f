"""Putaway: what was received on a dock is shelved, best where more of it lies already."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.stockwork.movements import Units
from ledger.stockwork.moves import carry
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_SUGGESTIONS = 3
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class PutAway:
    """Units were carried from a dock into a bin."""

    sku: str
    dock: str
    bin: str
    quantity: int
    unit: str = ""


@handles("put_away", PutAway)
def put_away(tx: Transaction, command: PutAway) -> Answer:
    """Answers `{sku, dock, bin, quantity, left}`; backorders take the units at once. Refused `not_a_dock` when they do not lie on one."""
    item = item_by_sku(tx, command.sku)
    dock, place = place_by_code(tx, command.dock, "bin"), place_by_code(tx, command.bin, "bin")
    if dock["purpose"] != "dock":
        raise Refused("not_a_dock", f"{dock['code']} is no dock; move units from bin to bin instead", {"bin": dock["code"]})
    unit = command.unit.strip()
    carry(tx, Units(item["id"], unit, command.quantity), dock, place, "put_away", promised=True)
    left = tx.number(
        "SELECT on_hand FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
        {"item_id": item["id"], "place_id": dock["id"], "unit": unit},
    )
    return {"sku": item["sku"], "dock": dock["code"], "bin": place["code"], "quantity": command.quantity, "left": left}


def to_put_away(reader: Reader) -> list[Answer]:
    """What lies on docks, the oldest first: `{sku, description, unit, dock, quantity, since_ms, suggestions}`, at most 200.

    Each suggestion is `{bin, why}`: where the item lies (`lies_there`, bins that pickers go to first), where it lay last (`lay_there`), an
    empty bin of its own zone (`zone`), any empty bin (`empty`); three at most, each kind by the walk, in the dock's own warehouse.
    """
    rows = reader.all(
        "SELECT b.item_id, b.unit, b.on_hand AS quantity, b.since_ms, i.sku, i.description, i.zone, p.code AS dock, p.warehouse_id"
        " FROM place p CROSS JOIN balance b JOIN item i ON i.id = b.item_id WHERE b.place_id = p.id AND p.purpose = 'dock'"
        " AND p.kind = 'bin' AND b.on_hand > 0 ORDER BY b.since_ms, p.walk, p.code, i.sku, b.unit LIMIT :most",
        {"most": MOST_ROWS},
    )
    empty = {warehouse_id: _empty_bins(reader, warehouse_id) for warehouse_id in {row["warehouse_id"] for row in rows}}
    return [
        {
            **{name: row[name] for name in ("sku", "description", "unit", "dock", "quantity", "since_ms")},
            "suggestions": _suggestions(reader, row, empty[row["warehouse_id"]]),
        }
        for row in rows
    ]


def _suggestions(reader: Reader, row: Row, empty: list[Row]) -> list[Answer]:
    by_item = {"item_id": row["item_id"], "warehouse_id": row["warehouse_id"]}
    lies_there = reader.all(
        "SELECT p.code FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :item_id AND b.on_hand > 0 AND p.kind = 'bin' AND p.purpose IN ('pick', 'overstock')"
        " AND p.warehouse_id = :warehouse_id GROUP BY p.code, p.walk ORDER BY MAX(p.pickable) DESC, p.walk, p.code LIMIT :most",
        {**by_item, "most": MOST_SUGGESTIONS},
    )
    lay_there = reader.all(
        "SELECT p.code FROM movement m JOIN place p ON p.id = m.from_place_id WHERE m.item_id = :item_id AND p.kind = 'bin'"
        " AND p.purpose = 'pick' AND p.warehouse_id = :warehouse_id ORDER BY m.id DESC LIMIT 1",
        by_item,
    )
    ranked = (
        [(bin["code"], "lies_there") for bin in lies_there]
        + [(bin["code"], "lay_there") for bin in lay_there]
        + [(bin["code"], "zone") for bin in empty if row["zone"] and bin["zone"] == row["zone"]]
        + [(bin["code"], "empty") for bin in empty]
    )
    best: dict[str, str] = {}
    for code, why in ranked:
        best.setdefault(code, why)
        if len(best) == MOST_SUGGESTIONS:
            break
    return [{"bin": code, "why": why} for code, why in best.items()]


def _empty_bins(reader: Reader, warehouse_id: int) -> list[Row]:
    return list(
        reader.all(
            "SELECT p.code, p.zone FROM place p WHERE p.kind = 'bin' AND p.purpose = 'pick' AND p.warehouse_id = :warehouse_id"
            " AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.place_id = p.id AND b.on_hand > 0) ORDER BY p.walk, p.code",
            {"warehouse_id": warehouse_id},
        )
    )
