"""Stock work: units arrive from a supplier, and the books of a bin are set right with a reason."""

from dataclasses import dataclass

from ledger.catalog import item_by_sku
from ledger.command import handles
from ledger.errors import Refused
from ledger.floor_work import withdraw
from ledger.movements import ADJUSTMENT, SUPPLIER, Units, move
from ledger.places import place_by_code
from ledger.reservations import fill_backorders, release
from ledger.transaction import Answer, Transaction

REASONS = ("damaged", "lost", "found", "returned", "promotional_sample", "counted")
MOST_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class ReceiveStock:
    """Units of an item arrived and are in a bin; `document` names the delivery note, PO or opening stock."""

    sku: str
    bin: str
    quantity: int
    document: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AdjustStock:
    """The books of a bin are set right by `change` units (below zero: fewer are there), with a reason code."""

    sku: str
    bin: str
    change: int
    reason: str
    unit: str = ""


@handles("receive_stock", ReceiveStock)
def receive_stock(tx: Transaction, command: ReceiveStock) -> Answer:
    """Answers `{sku, bin, quantity}`; backorders are filled from the units at once."""
    if not 1 <= command.quantity <= MOST_UNITS:
        raise Refused("bad_quantity", f"receive 1 to {MOST_UNITS} units")
    item = item_by_sku(tx, command.sku)
    place = place_by_code(tx, command.bin, "bin")
    reason = f"receive:{command.document}" if command.document else "receive"
    move(tx, Units(item["id"], command.unit, command.quantity), SUPPLIER, place["id"], reason)
    fill_backorders(tx, item["id"])
    return {"sku": item["sku"], "bin": place["code"], "quantity": command.quantity}


@handles("adjust_stock", AdjustStock)
def adjust_stock(tx: Transaction, command: AdjustStock) -> Answer:
    """Answers `{sku, bin, change, broken}`: `broken` counts reservations that broke because fewer units are there than were promised.

    Refused `not_enough_units` when the bin has fewer on its books than are to go.
    """
    if command.reason not in REASONS:
        raise Refused("bad_reason", f"the reason is one of {', '.join(REASONS)}")
    if command.change == 0 or abs(command.change) > MOST_UNITS:
        raise Refused("bad_quantity", f"an adjustment changes 1 to {MOST_UNITS} units, up or down")
    item = item_by_sku(tx, command.sku)
    place = place_by_code(tx, command.bin, "bin")
    units = Units(item["id"], command.unit, abs(command.change))
    broken = 0
    if command.change > 0:
        move(tx, units, ADJUSTMENT, place["id"], f"adjust:{command.reason}")
    else:
        broken = _break_reservations(tx, units, place["id"])
        move(tx, units, place["id"], ADJUSTMENT, f"adjust:{command.reason}")
    fill_backorders(tx, item["id"])
    return {"sku": item["sku"], "bin": place["code"], "change": command.change, "broken": broken}


def _break_reservations(tx: Transaction, units: Units, place_id: int) -> int:
    """Release as many promised units as the bin will lack: lowest priority first, then the newest order. Answers how many broke."""
    by_place = {"item_id": units.item_id, "place_id": place_id, "unit": units.unit}
    free = tx.number("SELECT on_hand - reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit", by_place)
    lacking = units.quantity - free
    broken = 0
    for reservation in tx.all(
        "SELECT r.*, o.id AS order_id FROM reservation r JOIN order_line l ON l.id = r.order_line_id JOIN orders o ON o.id = l.order_id"
        " WHERE r.item_id = :item_id AND r.place_id = :place_id AND r.unit = :unit AND r.state = 'active'"
        " ORDER BY o.priority, o.placed_ms DESC, o.id DESC, r.id DESC",
        by_place,
    ):
        if lacking <= 0:
            break
        quantity = min(lacking, reservation["quantity"])
        withdraw(tx, reservation["order_id"])
        release(tx, reservation, quantity)
        tx.tell(reservation["order_id"], "reservation_broken", item=units.item_id, place=place_id, quantity=quantity)
        tx.touched_orders.add(reservation["order_id"])
        lacking -= quantity
        broken += 1
    return broken
