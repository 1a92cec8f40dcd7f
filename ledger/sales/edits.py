"""Edited orders: a new version from the channel, carried out as a difference by the channel's line ids.

Reductions release, or ask for what was picked already to be put back; increases reserve; a new address asks for another label; and a change
after the pick holds the order so that a person looks.
"""

from ledger.canonical import canonical
from ledger.packing.labels import void_labels
from ledger.picking.floor_work import abandon_pack_check, withdraw
from ledger.promises.shortages import serve_order
from ledger.sales.cancel import cancel_order
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.holds import hold_while_unpaid, place_hold, release_hold
from ledger.sales.line_edits import LineEdits, wording_changes
from ledger.sales.merging import keep_earliest_ship_by, part_where_possible
from ledger.sales.order_parts import FINAL, serving_orders, units_in_hand
from ledger.sales.order_rows import update_header
from ledger.sales.put_backs import take_up_again
from ledger.transaction import Row, Transaction

_TOGETHER = ("address", "shipping service", "currency")
"""What orders that go in one parcel have in common."""


def change_order(tx: Transaction, known: Row, order: ChannelOrder, digest: bytes) -> list[str]:
    """Carry out a newer version of a known order; answers what changed, in words."""
    order_id = known["id"]
    serving = serving_orders(tx, order_id) or [known]
    if known["state"] == "cancelled" or all(row["state"] in FINAL for row in serving):
        update_header(tx, order_id, order, digest)
        state = "cancelled" if known["state"] == "cancelled" else "shipped"
        tx.tell(order_id, "changed_too_late", state=state, cancelled=order.cancelled)
        return [f"nothing: the order is {state}"]
    if order.cancelled:
        update_header(tx, order_id, order, digest)
        cancel_order(tx, known, "cancelled by the channel")
        return ["cancelled"]
    changes = _header_changes(known, order)
    update_header(tx, order_id, order, digest)
    if not order.paid or any(word in changes for word in _TOGETHER):
        part_where_possible(tx, order_id)
    serving = [row for row in serving_orders(tx, order_id) if row["state"] not in FINAL] or [known]
    changes += _payment_change(tx, order_id, serving, order)
    wording = wording_changes(tx, order_id, order)
    in_hand = {row["id"] for row in serving if units_in_hand(tx, row["id"])}
    edits = LineEdits(tx, known, order, serving)
    edits.carry_out()
    changes += edits.changes + wording
    for serving_id in edits.affected:
        withdraw(tx, serving_id)
        abandon_pack_check(tx, serving_id)
    # The order's own lines first: what one line gives back and another wants was this buyer's all along, on the shelf and in the tote.
    for serving_id in sorted(edits.affected):
        take_up_again(tx, serving_id)
        serve_order(tx, serving_id)
    tx.tell(order_id, "changed", changes=changes)
    for row in serving:
        _look_again(tx, row["id"], changes, of=order_id)
        if row["id"] in in_hand and (row["id"] in edits.affected or "address" in changes):
            place_hold(tx, row["id"], "changed", f"changed by the channel after it was picked: {'; '.join(changes)}")
    for serving_id, why in edits.doubts.items():
        place_hold(tx, serving_id, "changed", why)
    return changes


def _look_again(tx: Transaction, serving_id: int, changes: list[str], *, of: int) -> None:
    """What follows for an order that serves the changed one: another label, an earlier deadline."""
    tx.touched_orders.add(serving_id)
    keep_earliest_ship_by(tx, serving_id)
    if serving_id != of:
        tx.tell(serving_id, "changed", changes=changes)
    if "address" in changes:
        void_labels(tx, serving_id)


def _header_changes(known: Row, order: ChannelOrder) -> list[str]:
    changes = []
    if known["ship_to"] != canonical(order.ship_to):
        changes.append("address")
    words = {"service": "shipping service", "currency": "currency", "note": "note", "total_minor": "total"}
    changes += [word for column, word in words.items() if known[column] != getattr(order, column)]
    if order.ship_by_ms not in (None, known["ship_by_ms"]):
        changes.append("ship-by date")
    return changes


def _payment_change(tx: Transaction, order_id: int, serving: list[Row], order: ChannelOrder) -> list[str]:
    """An unpaid order is held, and so is whatever serves it; it goes on once it is paid."""
    changes = []
    if order.paid:
        changes = ["paid"] if release_hold(tx, order_id, "unpaid") else []
    elif place_hold(tx, order_id, "unpaid", "the channel says the order is no longer paid"):
        changes = ["no longer paid"]
    for row in serving:
        if row["id"] != order_id:
            hold_while_unpaid(tx, row["id"])
    return changes
