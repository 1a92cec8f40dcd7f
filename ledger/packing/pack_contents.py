"""What each parcel of an open pack check holds, counted unit by unit, and what is still in the tote."""

from collections.abc import Sequence

from ledger.promises.reservations import reservations_of
from ledger.stockwork.movements import Units
from ledger.transaction import Reader, Row, Transaction


def put(tx: Transaction, check_id: int, parcel: int, units: Units) -> None:
    """Count units into a parcel."""
    tx.run(
        "INSERT INTO pack_content (pack_check_id, parcel, item_id, unit, quantity) VALUES (:id, :parcel, :item_id, :unit, :quantity)"
        " ON CONFLICT (pack_check_id, parcel, item_id, unit) DO UPDATE SET quantity = pack_content.quantity + excluded.quantity",
        {"id": check_id, "parcel": parcel, **units._asdict()},
    )


def take(tx: Transaction, check_id: int, parcel: int, units: Units) -> None:
    """Count units out of a parcel that has them."""
    by_units = {"id": check_id, "parcel": parcel, **units._asdict()}
    held = "pack_check_id = :id AND parcel = :parcel AND item_id = :item_id AND unit = :unit"
    if not tx.run(f"DELETE FROM pack_content WHERE {held} AND quantity = :quantity", by_units):  # noqa: S608 - words of our own
        tx.run(f"UPDATE pack_content SET quantity = quantity - :quantity WHERE {held}", by_units)  # noqa: S608 - words of our own


def contents(reader: Reader, check_id: int) -> Sequence[Row]:
    """Every parcel's contents: rows of parcel, item_id, sku, item_weight_g, unit, quantity."""
    return reader.all(
        "SELECT c.parcel, c.item_id, i.sku, i.weight_g AS item_weight_g, c.unit, c.quantity FROM pack_content c"
        " JOIN item i ON i.id = c.item_id WHERE c.pack_check_id = :id ORDER BY c.parcel, i.sku, c.unit",
        {"id": check_id},
    )


def picked_units(reader: Reader, order_id: int) -> dict[tuple[int, str], int]:
    """The units that were picked for an order and are not sealed yet: quantity by (item id, lot or serial number)."""
    units: dict[tuple[int, str], int] = {}
    for row in reservations_of(reader, order_id, "picked"):
        key = (row["item_id"], row["unit"])
        units[key] = units.get(key, 0) + row["quantity"]
    return units


def unverified(reader: Reader, check: Row) -> dict[tuple[int, str], int]:
    """The picked units of a check (a row of pack_check) that are in no parcel yet, by (item id, lot or serial number)."""
    units = picked_units(reader, check["order_id"])
    for row in contents(reader, check["id"]):
        units[row["item_id"], row["unit"]] -= row["quantity"]
    return {key: quantity for key, quantity in units.items() if quantity > 0}
