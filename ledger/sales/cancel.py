"""Cancelling an order in any state before shipped."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.labels import request_voids
from ledger.packing.reopening import open_parcels
from ledger.picking.floor_work import abandon_pack_check, free_tote, withdraw
from ledger.printing.print_jobs import drop_prints
from ledger.promises.reservations import release, reservations_of
from ledger.sales.holds import hold_while_unpaid, place_hold, release_hold
from ledger.sales.merging import part_where_possible
from ledger.sales.order_parts import FINAL, serving_orders
from ledger.sales.orders import order_by_number, order_number
from ledger.sales.put_backs import make_put_back, open_put_backs
from ledger.transaction import Answer, Row, Transaction


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Cancel an order, with the reason that people will read."""

    order: str
    reason: str


@handles("cancel_order", CancelOrder)
def cancel_by_hand(tx: Transaction, command: CancelOrder) -> Answer:
    """Answers `{order, put_back}`: the tasks for units that were picked already. Refused `already_cancelled`, or `too_late` once shipped.

    Of a merged order only its own lines are cancelled, of a split one also the parts that have not left; a part can be cancelled alone.
    """
    order = order_by_number(tx, command.order)
    if order["state"] == "cancelled":
        raise Refused("already_cancelled", f"{order_number(order['id'])} is cancelled already")
    tasks = cancel_order(tx, order, command.reason.strip() or "no reason given")
    return {"order": order_number(order["id"]), "put_back": tasks}


def cancel_order(tx: Transaction, order: Row, reason: str) -> list[int]:
    """Release what waits on the shelves; make put-back tasks of what was picked, which stays unavailable until it is in a bin.

    Answers the tasks that are open. Raises Refused `too_late` when everything has left.
    """
    order_id = order["id"]
    part_where_possible(tx, order_id)
    serving = [order] if order["split_from"] is not None else serving_orders(tx, order_id) or [order]
    left = [row for row in serving if row["state"] not in FINAL and not _shipped(tx, row["id"])]
    if not left:
        raise Refused("too_late", f"{order_number(order_id)} was shipped; a return is needed instead")
    for row in left:
        if _serves_others(tx, row["id"], order_id) and order["split_from"] is None:
            _cancel_lines(tx, row["id"], order_id, reason)
        else:
            _cancel_whole(tx, row["id"], reason)
    if order["merged_into"] is not None and order_id not in [row["id"] for row in left]:
        tx.run("UPDATE orders SET cancelled = 1 WHERE id = :id", {"id": order_id})
        tx.tell(order_id, "cancelled", reason=reason, put_back=0)
        tx.touched_orders.add(order_id)
    return [task for row in left for task in open_put_backs(tx, row["id"])]


def _shipped(tx: Transaction, order_id: int) -> int:
    return tx.number("SELECT SUM(shipped) FROM order_line WHERE order_id = :id", {"id": order_id})


def _serves_others(tx: Transaction, order_id: int, source_id: int) -> bool:
    """Whether an order serves buyers besides one."""
    wanted = tx.number(
        "SELECT COUNT(*) FROM order_line WHERE order_id = :id AND source_order_id <> :source AND ordered > cancelled",
        {"id": order_id, "source": source_id},
    )
    return wanted > 0


def _cancel_whole(tx: Transaction, order_id: int, reason: str) -> None:
    tx.run("UPDATE orders SET cancelled = 1 WHERE id = :id", {"id": order_id})
    request_voids(tx, order_id)
    _take_off(tx, order_id, tx.all("SELECT * FROM order_line WHERE order_id = :id ORDER BY id", {"id": order_id}))
    tx.run("UPDATE shipment SET state = 'cancelled' WHERE order_id = :id AND state = 'packed'", {"id": order_id})
    drop_prints(tx, order_id, "the order was cancelled")
    free_tote(tx, order_id)
    tx.tell(order_id, "cancelled", reason=reason, put_back=len(open_put_backs(tx, order_id)))


def _cancel_lines(tx: Transaction, order_id: int, source_id: int, reason: str) -> None:
    """Take one buyer's lines off an order that serves others as well; once units were in hand a person looks."""
    lines = tx.all(
        "SELECT * FROM order_line WHERE order_id = :id AND source_order_id = :source ORDER BY id", {"id": order_id, "source": source_id}
    )
    what = f"{order_number(source_id)}, which goes out with it, was cancelled: {reason}"
    if any(line["packed"] for line in lines):  # some of what the parcels hold must come out of them
        open_parcels(tx, order_id, what)
    _take_off(tx, order_id, lines)
    free_tote(tx, order_id)
    hold_while_unpaid(tx, order_id)
    if source_id == order_id:  # whether this buyer pays keeps the others waiting no more
        release_hold(tx, order_id, "unpaid")
    tx.tell(order_id, "part_cancelled", order=order_number(source_id), reason=reason, put_back=len(open_put_backs(tx, order_id)))
    if any(line["picked"] + line["packed"] for line in lines):
        place_hold(tx, order_id, "changed", what)


def _take_off(tx: Transaction, order_id: int, lines: Sequence[Row]) -> None:
    """Cancel lines of an order: what they were promised is free again, what is in hand is to be put back."""
    withdraw(tx, order_id)
    abandon_pack_check(tx, order_id)
    ids = {line["id"] for line in lines}
    for state in ("active", "picked", "packed"):
        for reservation in reservations_of(tx, order_id, state):
            if reservation["order_line_id"] not in ids:
                continue
            if state == "active":
                release(tx, reservation, reservation["quantity"])
            else:
                make_put_back(tx, order_id, reservation, reservation["quantity"])
    for line in lines:
        tx.run("UPDATE order_line SET cancelled = ordered - shipped WHERE id = :id", {"id": line["id"]})
    tx.touched_orders.add(order_id)


words(
    "part_cancelled",
    lambda d: f"{d['order']}, which goes out with it, cancelled: {d['reason']}" + ("; units to be put back" if d["put_back"] else ""),
)
