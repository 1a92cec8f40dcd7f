"""Kits: items that are made of other items."""

from typing import NamedTuple

from ledger.transaction import Reader


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
