"""Shipping: tracking numbers on packed parcels, and fulfilment batches that close shipments together under one number."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.parcels import live_parcels
from ledger.promises.reservations import reservations_of
from ledger.publishing import outbox
from ledger.sales.holds import standing
from ledger.sales.mapping import NO_LISTINGS
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.stockwork.movements import CUSTOMER, Units, move
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_IN_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class RecordTracking:
    """The carrier's label is on a parcel of the order: the one with this number, or one label for all of them (0).

    `account` is the account at the carrier it was made with; a void goes to that one, whatever account is used later.
    """

    order: str
    carrier: str
    tracking: str
    service: str = ""
    parcel: int = 0
    account: str = ""


@dataclass(frozen=True, slots=True)
class CloseBatch:
    """Mark the named orders shipped in one numbered batch; without names, the packed orders whose parcels have their tracking numbers.

    `most` is how many may go, the oldest first.
    """

    orders: tuple[str, ...] = ()
    most: int = MOST_IN_BATCH


@handles("record_tracking", RecordTracking)
def record_tracking(tx: Transaction, command: RecordTracking) -> Answer:
    """Answers `{order, carrier, tracking, parcel}`; refused `not_packed` before the parcel is sealed, or when it is gone, `bad_parcel`."""
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    carrier, tracking, service = command.carrier.strip(), command.tracking.strip(), command.service.strip()
    if not carrier or not tracking:
        raise Refused("bad_tracking", "a label has a carrier and a tracking number; give both")
    packed = [row for row in live_parcels(tx, order["id"]) if row["state"] == "packed"]
    if not packed:
        raise Refused("not_packed", f"{number} is {state_in_words(order)}; a tracking number belongs to a packed parcel", {"order": number})
    labelled = [row for row in packed if command.parcel in (0, row["number"])]
    if not labelled:
        numbers = ", ".join(str(row["number"]) for row in packed)
        raise Refused("bad_parcel", f"{number} has no packed parcel {command.parcel}; its parcels are {numbers}", {"order": number})
    for row in labelled:
        tx.run("UPDATE parcel SET tracking = :tracking WHERE id = :id", {"tracking": tracking, "id": row["id"]})
    for shipment_id in dict.fromkeys(row["shipment_id"] for row in labelled):
        _label_shipment(tx, shipment_id, carrier, service, command.account.strip())
    if command.parcel:
        tx.tell(order["id"], "parcel_labelled", parcel=command.parcel, carrier=carrier, service=service, tracking=tracking)
    else:
        tx.tell(order["id"], "labelled", carrier=carrier, service=service, tracking=tracking)
    tx.touched_orders.add(order["id"])
    return {"order": number, "carrier": carrier, "tracking": tracking, "parcel": command.parcel}


def _label_shipment(tx: Transaction, shipment_id: int, carrier: str, service: str, account: str) -> None:
    """The shipment goes by the tracking number of its first parcel that has one."""
    tx.run(
        "UPDATE shipment SET carrier = :carrier, carrier_account = :account, service = :service, tracking ="
        " (SELECT tracking FROM parcel WHERE shipment_id = :id AND tracking <> '' ORDER BY number LIMIT 1) WHERE id = :id",
        {"carrier": carrier, "account": account, "service": service, "id": shipment_id},
    )


@handles("close_batch", CloseBatch)
def close_batch(tx: Transaction, command: CloseBatch) -> Answer:
    """Answers `{batch, shipped, left}`: `left` names each order that could not go, and why; the others ship.

    Refused `nothing_to_ship` when none can.
    """
    ready, left = _ready(tx, command.orders, min(max(command.most, 1), MOST_IN_BATCH))
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


def _ready(tx: Transaction, numbers: Sequence[str], most: int) -> tuple[list[Row], list[Answer]]:
    if numbers:
        orders, left = named_orders(tx, numbers)
    else:
        # Those that have their labels first: they must not wait behind a thousand that have none.
        orders, left = [*_packed(tx, labelled=True), *_packed(tx, labelled=False)], []
    ready: list[Row] = []
    for order in orders:
        why = _not_ready(tx, order) or ("the batch is full; close another one" if len(ready) == most else "")
        if why:
            left.append({"order": order_number(order["id"]), "why": why})
        else:
            ready.append(order)
    return ready, left


def named_orders(reader: Reader, numbers: Sequence[str]) -> tuple[list[Row], list[Answer]]:
    """The orders that numbers mean, each once, and `{order, why}` for the numbers that mean none."""
    orders: dict[int, Row] = {}
    unknown = []
    for number in numbers:
        try:
            order = order_by_number(reader, number)
        except Refused as refusal:
            unknown.append({"order": number, "why": refusal.message})
        else:
            orders[order["id"]] = order
    return list(orders.values()), unknown


def _packed(reader: Reader, *, labelled: bool) -> Sequence[Row]:
    """Packed orders, oldest first, one more than a batch holds: those whose parcels all have tracking numbers, or the others."""
    return reader.all(
        "SELECT o.* FROM orders o WHERE o.state = 'packed' AND :labelled = CASE WHEN EXISTS (SELECT 1 FROM shipment s"
        " JOIN parcel p ON p.shipment_id = s.id AND p.tracking = '' WHERE s.order_id = o.id AND s.state = 'packed') THEN 0 ELSE 1 END"
        " ORDER BY o.id LIMIT :most",
        {"labelled": int(labelled), "most": MOST_IN_BATCH + 1},
    )


def _not_ready(tx: Transaction, order: Row) -> str:
    holds = standing(tx, order["id"])
    if holds:
        return f"held: {', '.join(holds)}"
    if order["state"] != "packed":
        return f"the order is {state_in_words(order)}"
    return untracked([row for row in live_parcels(tx, order["id"]) if row["state"] == "packed"])


def untracked(parcels: Sequence[Row]) -> str:
    """Which of an order's parcels (rows with number and tracking) still need a tracking number, in words; empty when none does."""
    lacking = [str(row["number"]) for row in parcels if not row["tracking"]]
    if not lacking:
        return ""
    return "no tracking number yet" if len(parcels) == 1 else f"no tracking number yet on parcel {', '.join(lacking)}"


def _ship(tx: Transaction, order: Row, batch: int) -> None:
    order_id = order["id"]
    sources = _sources(tx, order_id)
    for reservation in reservations_of(tx, order_id, "packed"):
        units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
        move(tx, units, reservation["place_id"], CUSTOMER, "ship", order_line_id=reservation["order_line_id"], promised=True)
        tx.run("UPDATE reservation SET state = 'consumed' WHERE id = :id", {"id": reservation["id"]})
    tx.run("UPDATE order_line SET shipped = shipped + packed, packed = 0 WHERE order_id = :id AND packed > 0", {"id": order_id})
    for shipment in tx.all("SELECT * FROM shipment WHERE order_id = :id AND state = 'packed' ORDER BY id", {"id": order_id}):
        tx.run("UPDATE shipment SET state = 'shipped', batch_number = :batch WHERE id = :id", {"batch": batch, "id": shipment["id"]})
        tx.tell(order_id, "shipped", batch=batch, carrier=shipment["carrier"], tracking=shipment["tracking"])
        for source in sources:
            announced = shipment["id"] if source["id"] == order_id else _carry(tx, shipment, source["id"], order_id, batch)
            if source["channel"] not in NO_LISTINGS:
                outbox.announce_shipment(tx, announced)
    tx.touched_orders.add(order_id)


def _sources(reader: Reader, order_id: int) -> Sequence[Row]:
    """The orders whose buyers get units of a packed order: itself, and those that were merged with it or that it was split from."""
    return reader.all(
        "SELECT o.id, o.channel FROM orders o WHERE o.id IN"
        " (SELECT source_order_id FROM order_line WHERE order_id = :id AND packed > 0) ORDER BY o.id",
        {"id": order_id},
    )


def _carry(tx: Transaction, shipment: Row, source_id: int, order_id: int, batch: int) -> int:
    """Enter a shipment for an order whose units left in another order's parcels, so that its channel and its story hear of it."""
    tx.tell(
        source_id, "shipped_with", order=order_number(order_id), batch=batch, carrier=shipment["carrier"], tracking=shipment["tracking"]
    )
    tx.touched_orders.add(source_id)
    return tx.insert(
        "INSERT INTO shipment (order_id, station_id, carrier, service, tracking, batch_number, state, carried_by)"
        " VALUES (:order_id, :station_id, :carrier, :service, :tracking, :batch, 'shipped', :carried_by) RETURNING id",
        {
            "order_id": source_id,
            "station_id": shipment["station_id"],
            "carrier": shipment["carrier"],
            "service": shipment["service"],
            "tracking": shipment["tracking"],
            "batch": batch,
            "carried_by": shipment["id"],
        },
    )


words(
    "parcel_labelled",
    lambda d: f"parcel {d['parcel']} labelled: {d['carrier']}{' ' + d['service'] if d['service'] else ''}, tracking {d['tracking']}",
)
words("shipped_with", lambda d: f"shipped with {d['order']} in batch {d['batch']}: {d['carrier']}, tracking {d['tracking']}")
