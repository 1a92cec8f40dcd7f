"""Shipping: tracking numbers on packed orders, and fulfilment batches that close shipments together under one number."""

from dataclasses import dataclass

from ledger import outbox
from ledger.command import handles
from ledger.errors import Refused
from ledger.holds import standing
from ledger.listings import NO_LISTINGS
from ledger.movements import CUSTOMER, Units, move
from ledger.orders import order_by_number, order_number
from ledger.reservations import reservations_of
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_IN_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class RecordTracking:
    """The carrier's label is on the parcel."""

    order: str
    carrier: str
    tracking: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class CloseBatch:
    """Mark the named orders shipped in one numbered batch; without names, every packed order that has its tracking number."""

    orders: tuple[str, ...] = ()


@handles("record_tracking", RecordTracking)
def record_tracking(tx: Transaction, command: RecordTracking) -> Answer:
    """Answers `{order, carrier, tracking}`; refused `not_packed` before the parcel is sealed, or when it is gone."""
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    carrier, tracking = command.carrier.strip(), command.tracking.strip()
    if not carrier or not tracking:
        raise Refused("bad_tracking", "a label has a carrier and a tracking number; give both")
    changed = tx.run(
        "UPDATE shipment SET carrier = :carrier, service = :service, tracking = :tracking WHERE order_id = :id AND state = 'packed'",
        {"carrier": carrier, "service": command.service.strip(), "tracking": tracking, "id": order["id"]},
    )
    if not changed:
        raise Refused("not_packed", f"{number} is {order['state']}; a tracking number belongs to a packed parcel", {"order": number})
    tx.tell(order["id"], "labelled", carrier=carrier, service=command.service.strip(), tracking=tracking)
    tx.touched_orders.add(order["id"])
    return {"order": number, "carrier": carrier, "tracking": tracking}


@handles("close_batch", CloseBatch)
def close_batch(tx: Transaction, command: CloseBatch) -> Answer:
    """Answers `{batch, shipped, left}`: `left` names each order that could not go, and why; the others ship.

    Refused `nothing_to_ship` when none can.
    """
    ready, left = _ready(tx, command)
    if not ready:
        raise Refused("nothing_to_ship", "no order of this batch is packed and has its tracking number", {"left": left})
    number = tx.number("SELECT MAX(number) FROM batch") + 1
    tx.run(
        "INSERT INTO batch (number, closed_ms, seq) VALUES (:number, :now_ms, :seq)", {"number": number, "now_ms": tx.now_ms, "seq": tx.seq}
    )
    for order in ready:
        _ship(tx, order, number)
    tx.emit("batch", number)
    return {"batch": number, "shipped": [order_number(order["id"]) for order in ready], "left": left}


def _ready(tx: Transaction, command: CloseBatch) -> tuple[list[Row], list[Answer]]:
    if command.orders:
        orders = {row["id"]: row for row in (order_by_number(tx, number) for number in command.orders)}
    else:
        rows = tx.all("SELECT * FROM orders WHERE state = 'packed' ORDER BY id LIMIT :most", {"most": MOST_IN_BATCH})
        orders = {row["id"]: row for row in rows}
    ready, left = [], []
    for order in orders.values():
        why = _not_ready(tx, order)
        if why:
            left.append({"order": order_number(order["id"]), "why": why})
        else:
            ready.append(order)
    return ready, left


def _not_ready(tx: Transaction, order: Row) -> str:
    holds = standing(tx, order["id"])
    if holds:
        return f"held: {', '.join(holds)}"
    if order["state"] != "packed":
        return f"the order is {order['state']}"
    untracked = tx.number("SELECT COUNT(*) FROM shipment WHERE order_id = :id AND state = 'packed' AND tracking = ''", {"id": order["id"]})
    return "no tracking number yet" if untracked else ""


def _ship(tx: Transaction, order: Row, batch: int) -> None:
    order_id = order["id"]
    for reservation in reservations_of(tx, order_id, "packed"):
        units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
        move(tx, units, reservation["place_id"], CUSTOMER, "ship", order_line_id=reservation["order_line_id"], promised=True)
        tx.run("UPDATE reservation SET state = 'consumed' WHERE id = :id", {"id": reservation["id"]})
    tx.run("UPDATE order_line SET shipped = shipped + packed, packed = 0 WHERE order_id = :id", {"id": order_id})
    shipments = tx.all("SELECT id, carrier, tracking FROM shipment WHERE order_id = :id AND state = 'packed'", {"id": order_id})
    for shipment in shipments:
        tx.run("UPDATE shipment SET state = 'shipped', batch_number = :batch WHERE id = :id", {"batch": batch, "id": shipment["id"]})
        if order["channel"] not in NO_LISTINGS:
            outbox.announce_shipment(tx, shipment["id"])
        tx.tell(order_id, "shipped", batch=batch, carrier=shipment["carrier"], tracking=shipment["tracking"])
    tx.touched_orders.add(order_id)


def to_ship(reader: Reader) -> list[Answer]:
    """The packed orders, with what their labels say so far."""
    rows = reader.all(
        "SELECT o.id, o.buyer, o.service AS wanted, s.carrier, s.service, s.tracking FROM orders o JOIN shipment s ON s.order_id = o.id"
        " WHERE o.state = 'packed' AND s.state = 'packed' ORDER BY o.id LIMIT 200"
    )
    return [
        {**{name: row[name] for name in ("buyer", "wanted", "carrier", "service", "tracking")}, "order": order_number(row["id"])}
        for row in rows
    ]


def batches(reader: Reader) -> list[Answer]:
    """The last fifty batches, newest first, with how many shipments each closed."""
    rows = reader.all(
        "SELECT b.number AS batch, b.closed_ms, (SELECT COUNT(*) FROM shipment s WHERE s.batch_number = b.number) AS shipments"
        " FROM batch b ORDER BY b.number DESC LIMIT 50"
    )
    return [dict(row) for row in rows]
