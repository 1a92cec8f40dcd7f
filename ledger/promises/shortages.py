"""What becomes of an order whose units are not all there: its rule's answer at intake, a person's decision after that."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import withdraw
from ledger.promises.planning import Plan
from ledger.promises.reservations import release, reservations_of, reserve_order
from ledger.sales.holds import KINDS, place_hold, release_hold
from ledger.sales.orders import order_by_number, order_number, refuse_merged
from ledger.sales.splitting import split_waiting
from ledger.transaction import Answer, Transaction


def serve_order(tx: Transaction, order_id: int) -> None:
    """Reserve what a known order still wants, and answer for what is missing as its rule says; what blocked it before may be over."""
    chosen = reserve_order(tx, order_id)
    if chosen.shortage != "block":
        release_hold(tx, order_id, "shortage")
    if chosen.shortage:
        answer_shortage(tx, order_id, chosen)


def answer_shortage(tx: Transaction, order_id: int, chosen: Plan) -> None:
    """Do what a plan says about missing units.

    Blocked: the order is held and gives back what it was promised before. Split: what is missing becomes an order of its own.
    """
    if chosen.shortage == "block":
        withdraw(tx, order_id)
        for reservation in reservations_of(tx, order_id, "active"):
            release(tx, reservation, reservation["quantity"])
        tx.tell(order_id, "blocked", why=chosen.why)
        place_hold(tx, order_id, "shortage", KINDS["shortage"])
    elif chosen.shortage == "split":
        split_waiting(tx, order_id)


@dataclass(frozen=True, slots=True)
class ShipShort:
    """Ship an order without the units that no bin has; they are taken off the order."""

    order: str


@handles("ship_short", ShipShort)
def ship_short(tx: Transaction, command: ShipShort) -> Answer:
    """Answers `{order, cancelled}`: the units taken off.

    Refused `nothing_short` when none waits, `nothing_left` when none is there, `merged` for one that another order serves.
    """
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    refuse_merged(order)
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


words("blocked", lambda _: "units are missing and its rule says not to split it: nothing is promised to it")
