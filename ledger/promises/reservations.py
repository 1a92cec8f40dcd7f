"""Reservations: the promise of units in a place to an order line, from `active` to `consumed` or given back."""

import json
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from ledger.audit.story_words import Detail, words
from ledger.promises.allocation import Allotment, Demand
from ledger.promises.planning import NOTHING, Plan, free_stock, plan
from ledger.promises.rule_choice import Facts
from ledger.stockwork.movements import Units, free_in_place, reserve_in_place
from ledger.transaction import Reader, Row, Transaction

MOST_BACKORDERS = 500
"""How many waiting lines one change looks at; the rest wait for the next one, so that one command stays short."""


def facts_of(reader: Reader, order_id: int) -> Facts:
    """The facts of an order that is known."""
    order = reader.one(
        # A part that was split off is worth what the whole order is.
        "SELECT o.channel, o.ship_to,"
        " COALESCE((SELECT w.total_minor FROM orders w WHERE w.id = o.split_from), o.total_minor) AS total_minor,"
        " (SELECT COUNT(*) FROM hold h WHERE h.order_id = o.id AND h.kind = 'shortage' AND h.released_seq IS NOT NULL) AS answers"
        " FROM orders o WHERE o.id = :id",
        {"id": order_id},
    )
    assert order is not None
    ship_to = json.loads(order["ship_to"])
    items = reader.all("SELECT DISTINCT item_id FROM order_line WHERE order_id = :id AND item_id IS NOT NULL", {"id": order_id})
    return Facts(
        order["channel"],
        ship_to["country"],
        ship_to["postcode"],
        order["total_minor"],
        frozenset([row["item_id"] for row in items]),
        order["answers"] > 0,
    )


def promise(tx: Transaction, order_line_id: int, allotment: Allotment, state: str = "active") -> int:
    """Reserve an allotment for a line that counts it already (or will, in the same command) among its units in `state`.

    Answers the reservation's id.
    """
    units = Units(allotment.item_id, allotment.unit, allotment.quantity)
    if not reserve_in_place(tx, units, allotment.place_id):
        # Stock was read in this same transaction and there is one writer, so this is a bug, never a race lost.
        raise RuntimeError(f"allotted units are gone from place {allotment.place_id}")
    if not allotment.pickable:
        tx.overstock_items.add(allotment.item_id)
    return tx.enter(
        "reservation",
        order_line_id=order_line_id,
        item_id=allotment.item_id,
        place_id=allotment.place_id,
        unit=allotment.unit,
        quantity=allotment.quantity,
        state=state,
    )


def reserve_order(tx: Transaction, order_id: int) -> Plan:
    """Reserve what an order still wants, as its rule says; whoever calls it answers `shortage`, when something is missing."""
    return _reserve(tx, order_id, waiting_lines(tx, order_id), facts_of(tx, order_id))


def reserve_lines(tx: Transaction, lines: Sequence[Row]) -> list[Allotment]:
    """Reserve what order lines (rows with id, order_id, item_id, waiting) still want, as far as it is there, and let the rest wait.

    The allotments name the line by its id.
    """
    reserved = []
    for order_id, rows in groupby(lines, key=itemgetter("order_id")):
        reserved += _reserve(tx, order_id, list(rows), facts_of(tx, order_id)._replace(answered=True)).allotments
    return reserved


def _reserve(tx: Transaction, order_id: int, lines: Sequence[Row], facts: Facts) -> Plan:
    chosen = _take(tx, order_id, lines, facts)
    if chosen.allotments:
        reserved = [(allotment.item_id, allotment.place_id, allotment.quantity) for allotment in chosen.allotments]
        tx.tell(order_id, "reserved", reserved=reserved, why=chosen.why)
    return chosen


def _take(tx: Transaction, order_id: int, lines: Sequence[Row], facts: Facts) -> Plan:
    tx.touched_orders.add(order_id)
    demands = [Demand(row["id"], row["item_id"], row["waiting"]) for row in lines if row["waiting"] > 0]
    if not demands:
        return NOTHING
    chosen = plan(tx, demands, facts)
    for allotment in chosen.allotments:
        promise(tx, allotment.line, allotment)
        by_line = {"quantity": allotment.quantity, "id": allotment.line}
        tx.run("UPDATE order_line SET reserved = reserved + :quantity WHERE id = :id", by_line)
    return chosen


def waiting_lines(reader: Reader, order_id: int) -> Sequence[Row]:
    """The mapped lines of an order with the units that are still to be allocated."""
    return reader.all(
        "SELECT id, order_id, item_id, ordered - reserved - picked - packed - shipped - cancelled AS waiting FROM order_line"
        " WHERE order_id = :order_id AND item_id IS NOT NULL ORDER BY id",
        {"order_id": order_id},
    )


def fill_backorders(tx: Transaction, item_id: int) -> None:
    """Reserve free units for the lines that wait for them: by priority, then the oldest order first; blocked orders get none.

    The write path does so for the items of which a command made units free; a handler that wants it done earlier calls this.
    """
    lines = tx.all(
        "SELECT l.id, l.order_id, l.item_id, l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled AS waiting"
        " FROM order_line l JOIN orders o ON o.id = l.order_id"
        # In the words of the index order_line_waiting; put otherwise, every line there ever was is read.
        " WHERE l.item_id = :item_id AND l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled > 0 AND o.cancelled = 0"
        " AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.order_id = o.id AND h.kind = 'shortage' AND h.released_seq IS NULL)"
        " ORDER BY o.priority DESC, o.placed_ms, o.id, l.id LIMIT :most",
        {"item_id": item_id, "most": MOST_BACKORDERS},
    )
    free = sum(bin.free for bin in free_stock(tx, [item_id])[0]) if lines else 0
    for order_id, rows in groupby(lines, key=itemgetter("order_id")):
        if not free:
            return
        chosen = _take(tx, order_id, list(rows), facts_of(tx, order_id)._replace(answered=True))
        for allotment in chosen.allotments:
            free -= allotment.quantity
            tx.tell(order_id, "backorder_filled", item=item_id, place=allotment.place_id, quantity=allotment.quantity, why=chosen.why)


def split(tx: Transaction, reservation: Row, quantity: int, place_id: int, state: str) -> int:
    """Turn `quantity` units of a reservation into `state` at `place_id`, the whole row or a part of its own; answers that row's id.

    A part that stays promised joins the line's row that has the same state and place already, so that a reservation picked unit by unit
    stays two rows; one that is given back has a row of its own, which its put-back names.
    """
    if state != "picked":  # nothing is picked from overstock
        tx.overstock_items.add(reservation["item_id"])
    if quantity == reservation["quantity"]:
        tx.run(
            "UPDATE reservation SET state = :state, place_id = :place_id WHERE id = :id",
            {"state": state, "place_id": place_id, "id": reservation["id"]},
        )
        return int(reservation["id"])
    tx.run("UPDATE reservation SET quantity = quantity - :quantity WHERE id = :id", {"quantity": quantity, "id": reservation["id"]})
    twin = None
    if state in ("active", "picked"):
        same = {"line": reservation["order_line_id"], "item": reservation["item_id"], "unit": reservation["unit"]}
        twin = tx.one(
            "SELECT id FROM reservation WHERE order_line_id = :line AND item_id = :item AND place_id = :place AND unit = :unit"
            " AND state = :state",
            {**same, "place": place_id, "state": state},
        )
    if twin is not None:
        tx.run("UPDATE reservation SET quantity = quantity + :quantity WHERE id = :id", {"quantity": quantity, "id": twin["id"]})
        return int(twin["id"])
    return tx.enter(
        "reservation",
        order_line_id=reservation["order_line_id"],
        item_id=reservation["item_id"],
        place_id=place_id,
        unit=reservation["unit"],
        quantity=quantity,
        state=state,
    )


def release(tx: Transaction, reservation: Row, quantity: int, state: str = "released") -> None:
    """Give units of an active reservation back to the bin's free stock, and take them off the line."""
    units = Units(reservation["item_id"], reservation["unit"], quantity)
    free_in_place(tx, units, reservation["place_id"])
    split(tx, reservation, quantity, reservation["place_id"], state)
    tx.run(
        "UPDATE order_line SET reserved = reserved - :quantity WHERE id = :id", {"quantity": quantity, "id": reservation["order_line_id"]}
    )


def reservations_of(reader: Reader, order_id: int, state: str) -> Sequence[Row]:
    """An order's reservations in one state, oldest first."""
    return reader.all(
        "SELECT r.id, r.order_line_id, r.item_id, r.place_id, r.unit, r.quantity, r.state FROM reservation r"
        " JOIN order_line l ON l.id = r.order_line_id WHERE l.order_id = :order_id AND r.state = :state ORDER BY r.id",
        {"order_id": order_id, "state": state},
    )


def _reserved_words(detail: Detail) -> str:
    return "; ".join(f"{part['quantity']} × {part['sku']} reserved in {part['bin']}" for part in detail["reserved"])


words("reserved", _reserved_words)
