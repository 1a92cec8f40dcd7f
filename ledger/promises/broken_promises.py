"""Broken promises: a bin has, or may sell, fewer units than were promised from it, so the least urgent orders give theirs up."""

from collections.abc import Iterable

from ledger.audit.story_words import words
from ledger.picking.floor_work import withdraw
from ledger.promises.reservations import fill_backorders, release, waiting_lines
from ledger.sales.orders import order_number
from ledger.stockwork.alerts import PROMISE_BROKEN, raise_alert
from ledger.stockwork.movements import Units
from ledger.transaction import Transaction


def break_promises(tx: Transaction, units: Units, place_id: int) -> list[int]:
    """Release as many promised units as a bin will lack when `units` leave it: lowest priority first, then the newest order.

    Answers an order for each reservation that broke. Once the units are gone, `keep_elsewhere` what can be kept.
    """
    by_place = {"item_id": units.item_id, "place_id": place_id, "unit": units.unit}
    free = tx.number("SELECT on_hand - reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit", by_place)
    lacking = units.quantity - free
    if lacking <= 0:
        return []
    broken = []
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
        broken.append(int(reservation["order_id"]))
    return broken


def keep_elsewhere(tx: Transaction, item_id: int, order_ids: Iterable[int]) -> None:
    """Serve orders whose promise broke from what is free elsewhere, and raise an alert for each that still waits."""
    broken = list(dict.fromkeys(order_ids))
    if broken:
        fill_backorders(tx, item_id)
    for order_id in broken:
        waiting = sum(line["waiting"] for line in waiting_lines(tx, order_id))
        if waiting:
            cause = f"{order_number(order_id)} lost units that were promised to it; it waits for {waiting} that no bin has"
            raise_alert(tx, PROMISE_BROKEN, order_id, cause)


words("reservation_broken", lambda d: f"{d['quantity']} × {d['sku']} no longer reserved: {d['bin']} can serve fewer than were promised")
