"""Movements: immutable quantities from one place to another, and the balances they add up to.

Double entry: what leaves one place enters another, so for every item the sum over all places is zero. Balances are written in the same
transaction, by UPDATEs whose WHERE clause is the availability check itself; nothing here checks first and acts later.
"""

from typing import NamedTuple

from ledger.errors import Refused
from ledger.goods.unit_rules import admit
from ledger.journal import movement_hash
from ledger.transaction import Transaction

SUPPLIER = 1
CUSTOMER = 2
ADJUSTMENT = 3
"""The virtual places: their balances go below zero, nothing is ever reserved in them."""

_VIRTUAL = frozenset({SUPPLIER, CUSTOMER, ADJUSTMENT})


class Units(NamedTuple):
    """Units of one item, of one lot or serial number (`unit`, empty when the item has none)."""

    item_id: int
    unit: str
    quantity: int


def move(
    tx: Transaction,
    units: Units,
    from_place_id: int,
    to_place_id: int,
    reason: str,
    *,
    order_line_id: int | None = None,
    promised: bool = False,
) -> None:
    """Post one movement and both balances.

    With `promised` the units are reserved where they are and stay reserved where they go (nothing stays reserved in a virtual place).
    Raises Refused `not_enough_units` when fewer are there, or fewer that are free, and what `admit` says of units that come in.
    """
    if from_place_id in _VIRTUAL:
        admit(tx, units.item_id, units.unit, units.quantity)
    columns = (tx.seq, units.item_id, units.unit, from_place_id, to_place_id, units.quantity, reason, order_line_id)
    digest = movement_hash(columns)
    tx.movement_hashes.append(digest)
    tx.run(
        "INSERT INTO movement (seq, item_id, unit, from_place_id, to_place_id, quantity, reason, order_line_id, hash)"
        " VALUES (:seq, :item_id, :unit, :from_place_id, :to_place_id, :quantity, :reason, :order_line_id, :hash)",
        {
            "seq": tx.seq,
            "item_id": units.item_id,
            "unit": units.unit,
            "from_place_id": from_place_id,
            "to_place_id": to_place_id,
            "quantity": units.quantity,
            "reason": reason,
            "order_line_id": order_line_id,
            "hash": digest,
        },
    )
    since_ms = _take(tx, units, from_place_id, units.quantity if promised else 0)
    enters = to_place_id not in _VIRTUAL
    _give(tx, units, to_place_id, units.quantity if promised and enters else 0, since_ms)
    if promised:  # what can be promised stays as it is: screens are told, no channel has to be
        tx.emit("item", units.item_id)
        return
    tx.touched_items.add(units.item_id)
    if enters:
        tx.freed_items.add(units.item_id)


def _take(tx: Transaction, units: Units, place_id: int, reserved: int) -> int:
    """Take units out of a place; answers how long its oldest ones have been here, which is since now when they come from outside."""
    if place_id in _VIRTUAL:
        _give(tx, units._replace(quantity=-units.quantity), place_id, 0, tx.now_ms)
        return tx.now_ms
    row = tx.one(
        "UPDATE balance SET on_hand = on_hand - :quantity, reserved = reserved - :reserved"
        " WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit"
        " AND reserved >= :reserved AND on_hand - reserved >= :quantity - :reserved RETURNING since_ms",
        {"quantity": units.quantity, "reserved": reserved, "item_id": units.item_id, "place_id": place_id, "unit": units.unit},
    )
    if row is None:
        raise Refused(
            "not_enough_units",
            "fewer units are free there than were to be moved; count the place and adjust it",
            {"place_id": place_id, "item_id": units.item_id, "quantity": units.quantity},
        )
    return int(row["since_ms"])


def _give(tx: Transaction, units: Units, place_id: int, reserved: int, since_ms: int) -> None:
    """Add units to a place, which is as old as the oldest of what lies in it."""
    tx.run(
        "INSERT INTO balance (item_id, place_id, unit, on_hand, reserved, since_ms)"
        " VALUES (:item_id, :place_id, :unit, :quantity, :reserved, :since_ms)"
        " ON CONFLICT (item_id, place_id, unit) DO UPDATE"
        " SET on_hand = balance.on_hand + excluded.on_hand, reserved = balance.reserved + excluded.reserved, since_ms ="
        " CASE WHEN balance.on_hand > 0 AND balance.since_ms < excluded.since_ms THEN balance.since_ms ELSE excluded.since_ms END",
        {
            "item_id": units.item_id,
            "place_id": place_id,
            "unit": units.unit,
            "quantity": units.quantity,
            "reserved": reserved,
            "since_ms": since_ms,
        },
    )


def reserve_in_place(tx: Transaction, units: Units, place_id: int) -> bool:
    """Reserve free units where they are; False, and nothing done, when fewer are free."""
    tx.touched_items.add(units.item_id)
    return (
        tx.run(
            "UPDATE balance SET reserved = reserved + :quantity"
            " WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit AND on_hand - reserved >= :quantity",
            {"quantity": units.quantity, "item_id": units.item_id, "place_id": place_id, "unit": units.unit},
        )
        == 1
    )


def free_in_place(tx: Transaction, units: Units, place_id: int) -> None:
    """Take back the reservation of units where they are. Raises Refused `not_reserved` when fewer are reserved."""
    changed = tx.run(
        "UPDATE balance SET reserved = reserved - :quantity"
        " WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit AND reserved >= :quantity",
        {"quantity": units.quantity, "item_id": units.item_id, "place_id": place_id, "unit": units.unit},
    )
    if changed != 1:
        raise Refused("not_reserved", "fewer units are reserved there than were to be released", {"place_id": place_id})
    tx.touched_items.add(units.item_id)
    tx.freed_items.add(units.item_id)
