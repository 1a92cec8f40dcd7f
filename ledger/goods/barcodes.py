"""Barcodes: codes that lead to an item, added and taken away over time."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import barcodes, item_by_sku, point_barcode
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class AddBarcode:
    """Let one more code lead to an item."""

    sku: str
    barcode: str


@dataclass(frozen=True, slots=True)
class RemoveBarcode:
    """Let a code of an item mean nothing any more."""

    sku: str
    barcode: str


@handles("add_barcode", AddBarcode)
def add_barcode(tx: Transaction, command: AddBarcode) -> Answer:
    """Answers `{sku, barcodes}`; refused `barcode_taken` or `code_taken` when the code means something already."""
    item = item_by_sku(tx, command.sku)
    code = command.barcode.strip()
    if not code:
        raise Refused("bad_barcode", "say which barcode")
    point_barcode(tx, code, item["id"])
    tx.emit("item", item["id"])
    return {"sku": item["sku"], "barcodes": barcodes(tx, item["id"])}


@handles("remove_barcode", RemoveBarcode)
def remove_barcode(tx: Transaction, command: RemoveBarcode) -> Answer:
    """Answers `{sku, barcodes}`; refused `barcode_not_found`, and `barcode_is_sku` for the SKU, which can always be scanned."""
    item = item_by_sku(tx, command.sku)
    code = command.barcode.strip()
    if code == item["sku"]:
        raise Refused("barcode_is_sku", f"{code} is the SKU itself, which can always be scanned; there is nothing to remove")
    if not tx.run("DELETE FROM barcode WHERE code = :code AND item_id = :item_id", {"code": code, "item_id": item["id"]}):
        raise Refused("barcode_not_found", f"{code} is no barcode of {item['sku']}; look at the item's barcodes", {"barcode": code})
    tx.emit("item", item["id"])
    return {"sku": item["sku"], "barcodes": barcodes(tx, item["id"])}
