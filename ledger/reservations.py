"""Reservations: the promise of units in a place to an order line, from `active` to `consumed` or given back."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from ledger.allocation import Allotment, Demand, Stock, Strategy, fewest_bins
from ledger.movements import Units, free_in_place, reserve_in_place
from ledger.transaction import Reader, Row, Transaction

strategy: Final[Strategy] = fewest_bins

MOST_BACKORDERS = 500
"""How many waiting lines one receipt looks at; the rest wait for the next change, so that one command stays short."""


def free_stock(reader: Reader, item_ids: Iterable[int]) -> list[Stock]:
    """What is free to promise in pickable bins."""
    stock = []
    for item_id in sorted(set(item_ids)):
        for row in reader.all(
            "SELECT b.place_id, b.unit, b.on_hand - b.reserved AS free, p.walk FROM balance b JOIN place p ON p.id = b.place_id"
            " WHERE b.item_id = :item_id AND p.pickable = 1 AND b.on_hand > b.reserved",
            {"item_id": item_id},
        ):
            stock.append(Stock(item_id, row[0], row[1], row[2], row[3]))
    return stock


class Facts(NamedTuple):
    """What rules look at in an order; `country` is ISO 3166-1 alpha-2, `total_minor` in minor units of the order's currency."""

    channel: str
    country: str
    postcode: str
    total_minor: int


class Plan(NamedTuple):
    """What can be promised now, what to do about the rest, and why it was chosen so."""

    allotments: list[Allotment]
    shortage: str
    why: dict[str, Any]


def plan(reader: Reader, demands: Sequence[Demand], facts: Facts) -> Plan:
    """Choose bins for what is wanted, by the strategy in force; answers what can be promised now."""
    return Plan(strategy(demands, free_stock(reader, (demand.item_id for demand in demands))), "backorder", {})


def facts_of(reader: Reader, order_id: int) -> Facts:
    """The facts of an order that is known."""
    order = reader.one("SELECT channel, ship_to, total_minor FROM orders WHERE id = :id", {"id": order_id})
    assert order is not None
    ship_to = json.loads(order["ship_to"])
    return Facts(order["channel"], ship_to["country"], ship_to["postcode"], order["total_minor"])


def promise(tx: Transaction, order_line_id: int, allotment: Allotment) -> int:
    """Reserve an allotment for a line whose `reserved` counts it already (or will, in the same command); answers the reservation's id."""
    units = Units(allotment.item_id, allotment.unit, allotment.quantity)
    if not reserve_in_place(tx, units, allotment.place_id):
        # Stock was read in this same transaction and there is one writer, so this is a bug, never a race lost.
        raise RuntimeError(f"allotted units are gone from place {allotment.place_id}")
    return tx.insert(
        "INSERT INTO reservation (order_line_id, item_id, place_id, unit, quantity, state)"
        " VALUES (:line, :item_id, :place_id, :unit, :quantity, 'active') RETURNING id",
        {
            "line": order_line_id,
            "item_id": allotment.item_id,
            "place_id": allotment.place_id,
            "unit": allotment.unit,
            "quantity": allotment.quantity,
        },
    )


def reserve_lines(tx: Transaction, lines: Sequence[Row]) -> list[Allotment]:
    """Reserve what order lines (rows with id, order_id, item_id, waiting) still want; the allotments name the line by its id."""
    reserved = []
    for order_id, rows in groupby(lines, key=itemgetter("order_id")):
        tx.touched_orders.add(order_id)
        demands = [Demand(row["id"], row["item_id"], row["waiting"]) for row in rows if row["waiting"] > 0]
        if not demands:
            continue
        for allotment in plan(tx, demands, facts_of(tx, order_id)).allotments:
            promise(tx, allotment.line, allotment)
            by_line = {"quantity": allotment.quantity, "id": allotment.line}
            tx.run("UPDATE order_line SET reserved = reserved + :quantity WHERE id = :id", by_line)
            reserved.append(allotment)
    return reserved


def waiting_lines(reader: Reader, order_id: int) -> Sequence[Row]:
    """The mapped lines of an order with the units that are still to be allocated."""
    return reader.all(
        "SELECT id, order_id, item_id, ordered - reserved - picked - packed - shipped - cancelled AS waiting FROM order_line"
        " WHERE order_id = :order_id AND item_id IS NOT NULL ORDER BY id",
        {"order_id": order_id},
    )


def fill_backorders(tx: Transaction, item_id: int) -> None:
    """Reserve newly free units for the lines that wait for them: by priority, then the oldest order first."""
    lines = tx.all(
        "SELECT l.id, l.order_id, l.item_id, l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled AS waiting"
        " FROM order_line l JOIN orders o ON o.id = l.order_id"
        # In the words of the index order_line_waiting; put otherwise, every line there ever was is read.
        " WHERE l.item_id = :item_id AND l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled > 0 AND o.cancelled = 0"
        " ORDER BY o.priority DESC, o.placed_ms, o.id, l.id LIMIT :most",
        {"item_id": item_id, "most": MOST_BACKORDERS},
    )
    if not lines:
        return
    orders = {row["id"]: row["order_id"] for row in lines}
    for allotment in reserve_lines(tx, lines):
        tx.tell(orders[allotment.line], "backorder_filled", item=allotment.item_id, place=allotment.place_id, quantity=allotment.quantity)


def split(tx: Transaction, reservation: Row, quantity: int, place_id: int, state: str) -> int:
    """Turn `quantity` units of a reservation into `state` at `place_id`, the whole row or a part of its own; answers that row's id.

    A part joins the line's row that has the same state and place already, so that a reservation picked unit by unit stays two rows.
    """
    if quantity == reservation["quantity"]:
        tx.run(
            "UPDATE reservation SET state = :state, place_id = :place_id WHERE id = :id",
            {"state": state, "place_id": place_id, "id": reservation["id"]},
        )
        return int(reservation["id"])
    tx.run("UPDATE reservation SET quantity = quantity - :quantity WHERE id = :id", {"quantity": quantity, "id": reservation["id"]})
    twin = tx.one(
        "SELECT id FROM reservation WHERE order_line_id = :line AND place_id = :place_id AND unit = :unit AND state = :state",
        {"line": reservation["order_line_id"], "place_id": place_id, "unit": reservation["unit"], "state": state},
    )
    if twin is not None:
        tx.run("UPDATE reservation SET quantity = quantity + :quantity WHERE id = :id", {"quantity": quantity, "id": twin["id"]})
        return int(twin["id"])
    return tx.insert(
        "INSERT INTO reservation (order_line_id, item_id, place_id, unit, quantity, state)"
        " VALUES (:line, :item_id, :place_id, :unit, :quantity, :state) RETURNING id",
        {
            "line": reservation["order_line_id"],
            "item_id": reservation["item_id"],
            "place_id": place_id,
            "unit": reservation["unit"],
            "quantity": quantity,
            "state": state,
        },
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
