"""Opening a packed order again before it ships: its parcels are no more, its units wait at the station to be verified anew."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.labels import request_voids
from ledger.picking.floor_work import abandon_pack_check
from ledger.printing.print_jobs import drop_prints
from ledger.promises.reservations import reservations_of
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open the parcels of a packed order, with the reason that people will read."""

    order: str
    reason: str


@handles("reopen", Reopen)
def reopen(tx: Transaction, command: Reopen) -> Answer:
    """Answers `{order, station, voided}`: `voided` are the tracking numbers whose labels the carrier is asked to take back.

    The units stay where they are, reserved for the order; slips that still wait for a printer are not printed. Refused `not_packed`, or
    `too_late` once it is shipped.
    """
    order = order_by_number(tx, command.order)
    order_id, number = order["id"], order_number(order["id"])
    shipments = tx.all(
        "SELECT p.code AS station FROM shipment s JOIN place p ON p.id = s.station_id"
        " WHERE s.order_id = :id AND s.state = 'packed' ORDER BY s.id",
        {"id": order_id},
    )
    if not shipments:
        if order["state"] == "shipped":
            raise Refused("too_late", f"{number} was shipped; a return is needed instead", {"order": number})
        raise Refused("not_packed", f"{number} is {state_in_words(order)}; only a packed order can be opened again", {"order": number})
    voided = open_parcels(tx, order_id, command.reason.strip() or "no reason given")
    return {"order": number, "station": shipments[-1]["station"], "voided": voided}


def open_parcels(tx: Transaction, order_id: int, reason: str) -> list[str]:
    """Open every packed parcel of an order: its units are picked ones again, at their station. Answers the labels' tracking numbers."""
    abandon_pack_check(tx, order_id)
    request_voids(tx, order_id)
    shipments = tx.all("SELECT id FROM shipment WHERE order_id = :id AND state = 'packed' ORDER BY id", {"id": order_id})
    voided = [label for shipment in shipments for label in _cancel_shipment(tx, order_id, shipment["id"])]
    for reservation in reservations_of(tx, order_id, "packed"):
        tx.run("UPDATE reservation SET state = 'picked' WHERE id = :id", {"id": reservation["id"]})
    tx.run("UPDATE order_line SET picked = picked + packed, packed = 0 WHERE order_id = :id AND packed > 0", {"id": order_id})
    tx.tell(order_id, "reopened", reason=reason)
    tx.touched_orders.add(order_id)
    return voided


def _cancel_shipment(tx: Transaction, order_id: int, shipment_id: int) -> list[str]:
    """Cancel a packed shipment and its waiting prints; answers the tracking numbers of its label."""
    by_id = {"id": shipment_id}
    tx.run("UPDATE shipment SET state = 'cancelled' WHERE id = :id", by_id)
    parcels = [row["id"] for row in tx.all("SELECT id FROM parcel WHERE shipment_id = :id", by_id)]
    drop_prints(tx, order_id, "the parcel was opened again", parcels)
    rows = tx.all("SELECT DISTINCT tracking FROM parcel WHERE shipment_id = :id AND tracking <> '' ORDER BY tracking", by_id)
    return [row["tracking"] for row in rows]


words("reopened", lambda d: f"opened again: {d['reason']}")
