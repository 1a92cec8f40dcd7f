"""Items: what is stocked, what is known of them, and how a scanned code finds one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger.command import handles
from ledger.equipment.control_codes import refuse_control_code
from ledger.errors import Refused
from ledger.goods.gtin import spellings
from ledger.goods.item_attributes import ATTRIBUTES, sound, words_of
from ledger.goods.kits import kit_available, parts
from ledger.publishing import outbox
from ledger.sales.mapping import map_by_sku
from ledger.transaction import Answer, Reader, Row, Transaction

LONGEST_CODE = 200


@dataclass(frozen=True, slots=True)
class AddItem:
    """Enter an item with its barcodes; the SKU itself can always be scanned as well.

    `hs_code` and `origin` (ISO 3166-1 alpha-2) are for customs; `grade` to `photo` describe a used part, `interchange` the number that
    parts fitting alike share; `zone` is where it is put away; `tracking` (none, lot, serial) says whether its units are told apart.
    """

    sku: str
    description: str
    barcodes: tuple[str, ...] = ()
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    hs_code: str = ""
    origin: str = ""
    zone: str = ""
    supplier: str = ""
    lead_days: int = 0
    reorder_point: int = 0
    reorder_quantity: int = 0
    grade: str = ""
    condition_note: str = ""
    donor_vehicle: str = ""
    interchange: str = ""
    photo: str = ""
    tracking: str = "none"


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """Change what is known of an item: only what is said; None leaves it as it is."""

    sku: str
    description: str | None = None
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    hs_code: str | None = None
    origin: str | None = None
    zone: str | None = None
    supplier: str | None = None
    lead_days: int | None = None
    reorder_point: int | None = None
    reorder_quantity: int | None = None
    grade: str | None = None
    condition_note: str | None = None
    donor_vehicle: str | None = None
    interchange: str | None = None
    photo: str | None = None
    tracking: str | None = None


def _said(command: AddItem | ChangeItem) -> dict[str, Any]:
    return sound({name: getattr(command, name) for name in ATTRIBUTES})


@handles("add_item", AddItem)
def add_item(tx: Transaction, command: AddItem) -> Answer:
    """Answers `{sku}`; refused when the SKU or a barcode is taken, or a value makes no sense."""
    sku = command.sku.strip()
    if not sku or not sku.isprintable() or len(sku) > LONGEST_CODE:
        raise Refused("bad_item", f"an item needs a SKU of up to {LONGEST_CODE} characters that can be printed")
    if tx.one("SELECT id FROM item WHERE sku = :sku", {"sku": sku}) is not None:
        raise Refused("item_exists", f"there is an item {sku} already; change it, or choose another SKU")
    said = {"sku": sku, **_said(command)}
    columns, values = ", ".join(said), ", ".join(f":{name}" for name in said)
    item_id = tx.insert(f"INSERT INTO item ({columns}) VALUES ({values}) RETURNING id", said)  # noqa: S608 - columns of our own
    for code in dict.fromkeys(code.strip() for code in (*command.barcodes, sku)):
        if code:
            point_barcode(tx, code, item_id)
    _enter_words(tx, item_id, said)
    map_by_sku(tx, item_id, sku)
    tx.emit("item", item_id)
    return {"sku": sku}


@handles("change_item", ChangeItem)
def change_item(tx: Transaction, command: ChangeItem) -> Answer:
    """Answers `{sku, changed}`, the names of what is different now; refused when a value makes no sense."""
    item = item_by_sku(tx, command.sku)
    before = _attributes(tx, item["id"])
    changed = {name: value for name, value in _said(command).items() if value != before[name]}
    if "tracking" in changed:
        _refuse_new_tracking(tx, item, changed["tracking"])
    if changed:
        columns = ", ".join(f"{name} = :{name}" for name in changed)
        tx.run(f"UPDATE item SET {columns} WHERE id = :id", {**changed, "id": item["id"]})  # noqa: S608 - columns of our own
        _enter_words(tx, item["id"], {"sku": item["sku"], **before, **changed})
        tx.emit("item", item["id"])
    return {"sku": item["sku"], "changed": list(changed)}


def _refuse_new_tracking(tx: Transaction, item: Row, tracking: str) -> None:
    here = tx.number(
        "SELECT COUNT(*) FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :id AND b.on_hand > 0"
        " AND p.kind IN ('bin', 'tote', 'station')",
        {"id": item["id"]},
    )
    if here:
        raise Refused("item_has_stock", f"units of {item['sku']} are here that are not tracked by {tracking}; adjust its stock to 0 first")
    assembled = tx.one(
        "SELECT k.sku FROM kit_component c JOIN item k ON k.id = c.kit_id WHERE c.item_id = :id AND k.kit = 'assembled'", {"id": item["id"]}
    )
    if tracking != "none" and (assembled is not None or item["kit"] == "virtual"):
        kit = item["sku"] if assembled is None else assembled["sku"]
        raise Refused("kit_is_untracked", f"kit {kit} would lose sight of the {tracking}; change the kit first", {"kit": kit})


def _enter_words(tx: Transaction, item_id: int, said: Mapping[str, Any]) -> None:
    tx.run("DELETE FROM item_word WHERE item_id = :id", {"id": item_id})
    for word in sorted(words_of(said["sku"], said["description"], said["interchange"], said["donor_vehicle"])):
        tx.run("INSERT INTO item_word (word, item_id) VALUES (:word, :item_id)", {"word": word, "item_id": item_id})


def point_barcode(tx: Transaction, code: str, item_id: int) -> None:
    """Let a code lead to an item; refused `barcode_taken` or `code_taken` when it means something else, in whatever spelling."""
    if not code.isprintable() or len(code) > LONGEST_CODE:
        raise Refused("bad_barcode", f"a barcode has up to {LONGEST_CODE} characters that can be printed", {"barcode": code})
    refuse_control_code(code)
    for spelling in spellings(code):
        if tx.one("SELECT id FROM place WHERE code = :code", {"code": spelling}) is not None:
            raise Refused("code_taken", f"{spelling} is a place; a scan could not tell them apart: use another barcode", {"barcode": code})
        taken = tx.one("SELECT i.id, i.sku FROM barcode b JOIN item i ON i.id = b.item_id WHERE b.code = :code", {"code": spelling})
        if taken is not None and (taken["id"] != item_id or spelling == code):
            raise Refused("barcode_taken", f"barcode {code} points to {taken['sku']} already", {"barcode": code})
    tx.run("INSERT INTO barcode (code, item_id) VALUES (:code, :item_id)", {"code": code, "item_id": item_id})


def item_by_sku(reader: Reader, sku: str) -> Row:
    """The item with this SKU: id, sku, description, weight_g, kit, tracking. Raises Refused `item_not_found`."""
    row = reader.one("SELECT id, sku, description, weight_g, kit, tracking FROM item WHERE sku = :sku", {"sku": sku.strip()})
    if row is None:
        raise Refused("item_not_found", f"there is no item {sku}; check the spelling or add the item", {"sku": sku})
    return row


def item_by_barcode(reader: Reader, code: str) -> Row | None:
    """The item that a scanned code points to, or None; a GTIN finds it with any number of leading zeros."""
    code = code.strip()
    same = spellings(code)[1:]
    return reader.one(
        "SELECT i.id, i.sku, i.description, i.weight_g, i.kit, i.tracking FROM barcode b JOIN item i ON i.id = b.item_id"
        " WHERE b.code IN (:code, :same_0, :same_1, :same_2) ORDER BY CASE WHEN b.code = :code THEN 0 ELSE 1 END LIMIT 1",
        {"code": code, **{f"same_{place}": same[place] if place < len(same) else code for place in range(3)}},
    )


def barcodes(reader: Reader, item_id: int) -> list[str]:
    """The codes that point to an item, its SKU among them."""
    return [row["code"] for row in reader.all("SELECT code FROM barcode WHERE item_id = :id ORDER BY code", {"id": item_id})]


def _attributes(reader: Reader, item_id: int) -> dict[str, Any]:
    row = reader.one(f"SELECT {', '.join(ATTRIBUTES)} FROM item WHERE id = :id", {"id": item_id})  # noqa: S608 - columns of our own
    assert row is not None
    return dict(row)


def item_view(reader: Reader, sku: str) -> Answer:
    """An item with its attributes, barcodes, components, stock by place and unit, and what the channels are told.

    Raises Refused `item_not_found`.
    """
    item = item_by_sku(reader, sku)
    stock = reader.all(
        "SELECT p.code AS place, p.kind, p.purpose, p.pickable, b.unit, b.on_hand, b.reserved"
        " FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :id AND p.kind IN ('bin', 'tote', 'station') AND b.on_hand > 0 ORDER BY p.walk, p.code, b.unit",
        {"id": item["id"]},
    )
    is_virtual = item["kit"] == "virtual"
    return {
        "sku": item["sku"],
        **_attributes(reader, item["id"]),
        "kit": item["kit"],
        "components": parts(reader, item["id"]),
        "barcodes": barcodes(reader, item["id"]),
        "available": kit_available(reader, item["id"]) if is_virtual else outbox.available(reader, item["id"]),
        "stock": [dict(row) for row in stock],
        "listings": outbox.published(reader, item["id"]),
    }
