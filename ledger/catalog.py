"""Items: what is stocked, and the barcodes that point to it."""

from dataclasses import dataclass

from ledger import outbox
from ledger.command import handles
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class AddItem:
    """Enter an item with its barcodes; the SKU itself can always be scanned as well."""

    sku: str
    description: str
    barcodes: tuple[str, ...] = ()
    weight_g: int = 0


@handles("add_item", AddItem)
def add_item(tx: Transaction, command: AddItem) -> Answer:
    """Answers `{sku}`; refused when the SKU or a barcode is taken."""
    sku = command.sku.strip()
    if not sku or command.weight_g < 0:
        raise Refused("bad_item", "an item needs a SKU, and a weight that is not negative")
    if tx.one("SELECT id FROM item WHERE sku = :sku", {"sku": sku}) is not None:
        raise Refused("item_exists", f"there is an item {sku} already")
    item_id = tx.insert(
        "INSERT INTO item (sku, description, weight_g) VALUES (:sku, :description, :weight_g) RETURNING id",
        {"sku": sku, "description": command.description, "weight_g": command.weight_g},
    )
    for code in dict.fromkeys(code.strip() for code in (*command.barcodes, sku)):
        if code:
            _point_barcode(tx, code, item_id)
    tx.emit("item", item_id)
    return {"sku": sku}


def _point_barcode(tx: Transaction, code: str, item_id: int) -> None:
    taken = tx.one("SELECT i.sku FROM barcode b JOIN item i ON i.id = b.item_id WHERE b.code = :code", {"code": code})
    if taken is not None:
        raise Refused("barcode_taken", f"barcode {code} points to {taken['sku']} already", {"barcode": code})
    if tx.one("SELECT id FROM place WHERE code = :code", {"code": code}) is not None:
        raise Refused("code_taken", f"{code} is a place; a scan could not tell them apart: use another barcode", {"barcode": code})
    tx.run("INSERT INTO barcode (code, item_id) VALUES (:code, :item_id)", {"code": code, "item_id": item_id})


def item_by_sku(reader: Reader, sku: str) -> Row:
    """The item with this SKU. Raises Refused `item_not_found`."""
    row = reader.one("SELECT id, sku, description, weight_g FROM item WHERE sku = :sku", {"sku": sku.strip()})
    if row is None:
        raise Refused("item_not_found", f"there is no item {sku}; check the spelling or add the item", {"sku": sku})
    return row


def item_by_barcode(reader: Reader, code: str) -> Row | None:
    """The item that a scanned code points to, or None."""
    return reader.one(
        "SELECT i.id, i.sku, i.description, i.weight_g FROM barcode b JOIN item i ON i.id = b.item_id WHERE b.code = :code",
        {"code": code.strip()},
    )


def barcodes(reader: Reader, item_id: int) -> list[str]:
    """The codes that point to an item, its SKU among them."""
    return [row["code"] for row in reader.all("SELECT code FROM barcode WHERE item_id = :id ORDER BY code", {"id": item_id})]


def item_view(reader: Reader, sku: str) -> Answer:
    """An item with its barcodes, its stock by place, and what the channels are told. Raises Refused `item_not_found`."""
    item = item_by_sku(reader, sku)
    stock = reader.all(
        "SELECT p.code AS place, p.kind, p.purpose, p.pickable, b.unit, b.on_hand, b.reserved"
        " FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :id AND p.kind IN ('bin', 'tote', 'station') AND b.on_hand > 0 ORDER BY p.walk, p.code",
        {"id": item["id"]},
    )
    return {
        "sku": item["sku"],
        "description": item["description"],
        "weight_g": item["weight_g"],
        "barcodes": barcodes(reader, item["id"]),
        "available": outbox.available(reader, item["id"]),
        "stock": [dict(row) for row in stock],
        "listings": outbox.published(reader, item["id"]),
    }
