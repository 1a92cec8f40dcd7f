"""What becomes of an order whose units were not all found: ship what is there, or wait for the rest."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.holds import release_hold
from ledger.orders import order_by_number, order_number
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class ShipShort:
    """Ship an order without the units that no bin has; they are taken off the order."""

    order: str


@handles("ship_short", ShipShort)
def ship_short(tx: Transaction, command: ShipShort) -> Answer:
    """Answers `{order, cancelled}`: the units taken off; refused `nothing_short` when none waits, `nothing_left` when none is there."""
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    sums = tx.one(
        "SELECT COALESCE(SUM(ordered - reserved - picked - packed - shipped - cancelled), 0) AS waiting,"
        " COALESCE(SUM(reserved + picked + packed + shipped), 0) AS there FROM order_line WHERE order_id = :id AND item_id IS NOT NULL",
        {"id": order["id"]},
    )
    assert sums is not None
    if order["cancelled"] or not sums["waiting"]:
        raise Refused("nothing_short", f"{number} waits for no units; if it is held, release the hold")
    if not sums["there"]:
        raise Refused("nothing_left", f"no unit of {number} is there; cancel the order or wait for stock")
    tx.run(
        "UPDATE order_line SET cancelled = ordered - reserved - picked - packed - shipped WHERE order_id = :id AND item_id IS NOT NULL",
        {"id": order["id"]},
    )
    tx.tell(order["id"], "ships_short", quantity=sums["waiting"])
    release_hold(tx, order["id"], "short")
    tx.touched_orders.add(order["id"])
    return {"order": number, "cancelled": sums["waiting"]}
