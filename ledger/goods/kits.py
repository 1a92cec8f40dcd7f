"""Kits: items that are made of other items."""

from typing import NamedTuple

from ledger.transaction import Answer, Reader


class Component(NamedTuple):
    """Units of an item in one kit."""

    item_id: int
    quantity: int


def components(reader: Reader, kit_id: int) -> list[Component]:
    """What one unit of a virtual kit is made of; empty for every other item, an assembled kit included."""
    rows = reader.all(
        "SELECT c.item_id, c.quantity FROM kit_component c JOIN item k ON k.id = c.kit_id"
        " WHERE c.kit_id = :kit_id AND k.kit = 'virtual' ORDER BY c.item_id",
        {"kit_id": kit_id},
    )
    return [Component(*row) for row in rows]


def parts(reader: Reader, kit_id: int) -> list[Answer]:
    """What one unit of a kit of either sort is made of, for people: `{sku, quantity}` each."""
    rows = reader.all(
        "SELECT i.sku, c.quantity FROM kit_component c JOIN item i ON i.id = c.item_id WHERE c.kit_id = :kit_id ORDER BY i.sku",
        {"kit_id": kit_id},
    )
    return [dict(row) for row in rows]


def kit_available(reader: Reader, kit_id: int) -> int:
    """How many units of a kit its components would make now: what can still be promised of the scarcest, in whole kits."""
    return reader.number(
        "SELECT MIN(COALESCE((SELECT SUM(b.on_hand - b.reserved) FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = c.item_id AND p.sellable = 1), 0) / c.quantity) FROM kit_component c WHERE c.kit_id = :kit_id",
        {"kit_id": kit_id},
    )


def kits_with(reader: Reader, item_id: int) -> list[int]:
    """The virtual kits that an item is a component of: what can be sold of them follows the item."""
    rows = reader.all(
        "SELECT c.kit_id FROM kit_component c JOIN item k ON k.id = c.kit_id"
        " WHERE c.item_id = :item_id AND k.kit = 'virtual' ORDER BY c.kit_id",
        {"item_id": item_id},
    )
    return [row["kit_id"] for row in rows]
