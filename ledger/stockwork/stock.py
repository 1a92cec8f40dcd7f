"""Stock in and out of the books: units arrive from a supplier, and a bin is set right with a reason."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.promises.broken_promises import break_promises, keep_elsewhere
from ledger.stockwork.movements import ADJUSTMENT, SUPPLIER, Units, move
from ledger.stockwork.purchase_orders import Delivered, count_delivered
from ledger.transaction import Answer, Transaction

REASONS = ("damaged", "lost", "found", "returned", "promotional_sample", "counted")
MOST_UNITS = 1_000_000
MOST_MINOR = 1 << 53
"""Money beyond it is no price."""


@dataclass(frozen=True, slots=True)
class ReceiveStock:
    """Units of an item arrived and are in a bin or on a dock; `document` names the delivery note or says that it is opening stock.

    `cost_minor` is what one unit cost, in minor units of `currency`; 0 takes the price of the purchase order, if one is named.
    """

    sku: str
    bin: str
    quantity: int
    document: str = ""
    unit: str = ""
    cost_minor: int = 0
    currency: str = ""
    purchase_order: str = ""


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
    """Answers `{sku, bin, quantity, discrepancy}`; backorders are filled from the units at once.

    More than the purchase order asks for is taken in, and `discrepancy` says so; refused `not_on_purchase_order` for another item.
    """
    if not 1 <= command.quantity <= MOST_UNITS:
        raise Refused("bad_quantity", f"receive 1 to {MOST_UNITS} units")
    if not 0 <= command.cost_minor <= MOST_MINOR or (command.cost_minor and not command.currency.strip()):
        raise Refused("bad_cost", "what a unit cost is a whole number of cents or the like, not below zero, with its currency")
    item = item_by_sku(tx, command.sku)
    place = place_by_code(tx, command.bin, "bin")
    units = Units(item["id"], command.unit.strip(), command.quantity)
    order = count_delivered(tx, command.purchase_order, item, command.quantity) if command.purchase_order else Delivered()
    document = command.document or command.purchase_order
    _write_receipt(tx, command, units, place["id"], order)
    move(tx, units, SUPPLIER, place["id"], f"receive:{document}" if document else "receive")
    return {"sku": item["sku"], "bin": place["code"], "quantity": command.quantity, "discrepancy": order.discrepancy}


def _write_receipt(tx: Transaction, command: ReceiveStock, units: Units, place_id: int, order: Delivered) -> None:
    cost_minor, currency = (command.cost_minor, command.currency.strip()) if command.cost_minor else (order.cost_minor, order.currency)
    tx.run(
        "INSERT INTO receipt (seq, purchase_order_id, document, item_id, place_id, unit, quantity, cost_minor, currency)"
        " VALUES (:seq, :purchase_order_id, :document, :item_id, :place_id, :unit, :quantity, :cost_minor, :currency)",
        {
            "seq": tx.seq,
            "purchase_order_id": order.purchase_order_id,
            "document": command.document,
            "item_id": units.item_id,
            "place_id": place_id,
            "unit": units.unit,
            "quantity": units.quantity,
            "cost_minor": cost_minor,
            "currency": currency,
        },
    )


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
    units = Units(item["id"], command.unit.strip(), abs(command.change))
    broken = set_right(tx, units, place["id"], command.change, command.reason)
    return {"sku": item["sku"], "bin": place["code"], "change": command.change, "broken": broken}


def set_right(tx: Transaction, units: Units, place_id: int, change: int, reason: str) -> int:
    """Change the books of a bin by `change` (not 0) of these units, for one of the REASONS; answers how many reservations broke.

    Promises that the bin can no longer keep are kept from elsewhere, or an alert is raised. Raises Refused `not_enough_units`.
    """
    units = units._replace(quantity=abs(change))
    broken: list[int] = []
    if change > 0:
        move(tx, units, ADJUSTMENT, place_id, f"adjust:{reason}")
    else:
        broken = break_promises(tx, units, place_id)
        move(tx, units, place_id, ADJUSTMENT, f"adjust:{reason}")
    keep_elsewhere(tx, units.item_id, broken)
    return len(broken)
