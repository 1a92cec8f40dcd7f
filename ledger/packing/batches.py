"""Fulfilment batches as people see them: what could go next and what it still lacks, slips for all of it, and what left together."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.parcels import live_parcels
from ledger.packing.shipping import MOST_IN_BATCH, named_orders, untracked
from ledger.paging import NEWEST
from ledger.printing.slips import printed, queue_slip
from ledger.sales.orders import order_number, state_in_words
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class PrintSlips:
    """Queue the slips that never came out, each at the station where its parcel was packed: of the named orders, or of all packed ones."""

    orders: tuple[str, ...] = ()


@handles("print_slips", PrintSlips)
def print_slips(tx: Transaction, command: PrintSlips) -> Answer:
    """Answers `{queued: [{order, parcel, print_job}], left: [{order, why}]}`; a slip that waits or came out is not queued again."""
    left: list[Answer] = []
    if command.orders:
        orders, left = named_orders(tx, command.orders)
    else:
        orders = list(tx.all("SELECT * FROM orders WHERE state = 'packed' ORDER BY id LIMIT :most", {"most": MOST_IN_BATCH}))
    queued = []
    for order in orders:
        parcels = [row for row in live_parcels(tx, order["id"]) if row["state"] == "packed"]
        if not parcels:
            left.append({"order": order_number(order["id"]), "why": f"the order is {state_in_words(order)}"})
        for row in parcels:
            if not printed(tx, row["id"]):
                job = queue_slip(tx, order["id"], row["station_id"], row["id"])
                queued.append({"order": order_number(order["id"]), "parcel": row["number"], "print_job": job})
    return {"queued": queued, "left": left}


def to_ship(reader: Reader, after: int = 0, most: int = 200) -> list[Answer]:
    """The packed shipments of at most so many orders after one, the oldest order first.

    Each `{order, buyer, wanted, carrier, service, tracking, missing, parcels}`. `missing` says what keeps it from a batch, empty when
    nothing does; `parcels` are `{parcel, box, weight_g, tracking, slip}`, `slip` the state of the newest print of its slip.
    """
    rows = reader.all(
        "SELECT o.id AS order_id, o.buyer, o.service AS wanted, s.id AS shipment_id, s.carrier, s.service, s.tracking"
        " FROM orders o JOIN shipment s ON s.order_id = o.id AND s.state = 'packed' WHERE o.id IN"
        " (SELECT p.id FROM orders p WHERE p.state = 'packed' AND p.id > :after AND EXISTS"
        " (SELECT 1 FROM shipment q WHERE q.order_id = p.id AND q.state = 'packed') ORDER BY p.id LIMIT :most) ORDER BY o.id, s.id",
        {"after": after, "most": most},
    )
    shipments = []
    for row in rows:
        parcels = reader.all(
            "SELECT p.number, p.weight_g, p.tracking, COALESCE(b.code, '') AS box, COALESCE((SELECT j.state FROM print_job j"
            " WHERE j.parcel_id = p.id AND j.document = 'slip' ORDER BY j.id DESC LIMIT 1), '') AS slip"
            " FROM parcel p LEFT JOIN box b ON b.id = p.box_id WHERE p.shipment_id = :id ORDER BY p.number",
            {"id": row["shipment_id"]},
        )
        shipments.append(
            {
                "order": order_number(row["order_id"]),
                **{name: row[name] for name in ("buyer", "wanted", "carrier", "service", "tracking")},
                "missing": untracked(parcels),
                "parcels": [{**_parcel(parcel), "slip": parcel["slip"]} for parcel in parcels],
            }
        )
    return shipments


def _parcel(row: Row) -> Answer:
    return {"parcel": row["number"], "box": row["box"], "weight_g": row["weight_g"], "tracking": row["tracking"]}


def batches(reader: Reader, before: int = NEWEST, most: int = 50) -> list[Answer]:
    """The last batches before one, newest first, with how many shipments each closed."""
    rows = reader.all(
        "SELECT b.number AS batch, b.closed_ms,"
        " (SELECT COUNT(*) FROM shipment s WHERE s.batch_number = b.number AND s.carried_by IS NULL) AS shipments"
        " FROM batch b WHERE b.number < :before ORDER BY b.number DESC LIMIT :most",
        {"before": before, "most": most},
    )
    return [dict(row) for row in rows]


def batch_view(reader: Reader, number: int) -> Answer:
    """What left in a batch: `{batch, closed_ms, closed_by, orders, parcels, weight_g, carriers}`.

    `orders` are `{order, buyer, carrier, service, tracking, parcels}`; `carriers` are `{carrier, parcels, weight_g}`; `weight_g` sums the
    parcels that were weighed. Raises Refused `batch_not_found`.
    """
    batch = reader.one(
        "SELECT b.number, b.closed_ms, j.actor FROM batch b JOIN journal j ON j.seq = b.seq WHERE b.number = :number", {"number": number}
    )
    if batch is None:
        raise Refused("batch_not_found", f"there is no batch {number}; look at the list of batches", {"batch": number})
    rows = reader.all(
        "SELECT s.id, s.order_id, o.buyer, s.carrier, s.service, s.tracking AS shipment_tracking, p.number, p.weight_g, p.tracking,"
        " COALESCE(b.code, '') AS box FROM shipment s JOIN orders o ON o.id = s.order_id JOIN parcel p ON p.shipment_id = s.id"
        " LEFT JOIN box b ON b.id = p.box_id WHERE s.batch_number = :number ORDER BY s.order_id, s.id, p.number",
        {"number": number},
    )
    orders = []
    for _, parcels in groupby(rows, key=itemgetter("id")):
        held = list(parcels)
        first = held[0]
        orders.append(
            {
                "order": order_number(first["order_id"]),
                **{name: first[name] for name in ("buyer", "carrier", "service")},
                "tracking": first["shipment_tracking"],
                "parcels": [_parcel(row) for row in held],
            }
        )
    by_carrier: dict[str, list[int]] = {}
    for row in rows:
        by_carrier.setdefault(row["carrier"], []).append(row["weight_g"])
    return {
        "batch": batch["number"],
        "closed_ms": batch["closed_ms"],
        "closed_by": batch["actor"],
        "orders": orders,
        "parcels": len(rows),
        "weight_g": sum(row["weight_g"] for row in rows),
        "carriers": [{"carrier": name, "parcels": len(each), "weight_g": sum(each)} for name, each in sorted(by_carrier.items())],
    }
