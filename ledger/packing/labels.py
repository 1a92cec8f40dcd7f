"""Labels that no longer fit their parcel: the carrier is asked to void them, and the parcel waits for another one."""

from ledger.audit.story_words import words
from ledger.publishing import outbox
from ledger.transaction import Transaction


def request_voids(tx: Transaction, order_id: int) -> int:
    """Ask the carrier to void the labels of an order's packed parcels; answers of how many shipments."""
    labelled = tx.all("SELECT id, tracking FROM shipment WHERE order_id = :id AND state = 'packed' AND tracking <> ''", {"id": order_id})
    for shipment in labelled:
        outbox.announce_void(tx, shipment["id"])
        for label in tx.all("SELECT DISTINCT tracking FROM parcel WHERE shipment_id = :id AND tracking <> ''", {"id": shipment["id"]}):
            tx.tell(order_id, "void_requested", tracking=label["tracking"])
    return len(labelled)


def void_labels(tx: Transaction, order_id: int) -> None:
    """Void the labels of an order's packed parcels, which stay packed and wait for another label.

    The voided shipment keeps its label and its parcels, so that the carrier can be told which; the parcels go on in a new shipment.
    """
    shipments = tx.all("SELECT id, station_id FROM shipment WHERE order_id = :id AND state = 'packed' AND tracking <> ''", {"id": order_id})
    request_voids(tx, order_id)
    for shipment in shipments:
        tx.run("UPDATE shipment SET state = 'cancelled' WHERE id = :id", {"id": shipment["id"]})
        again = tx.insert(
            "INSERT INTO shipment (order_id, station_id, state) VALUES (:order_id, :station_id, 'packed') RETURNING id",
            {"order_id": order_id, "station_id": shipment["station_id"]},
        )
        for parcel in tx.all("SELECT * FROM parcel WHERE shipment_id = :id ORDER BY id", {"id": shipment["id"]}):
            parcel_id = tx.insert(
                "INSERT INTO parcel (shipment_id, weight_g, number, box_id)"
                " VALUES (:shipment_id, :weight_g, :number, :box_id) RETURNING id",
                {"shipment_id": again, "weight_g": parcel["weight_g"], "number": parcel["number"], "box_id": parcel["box_id"]},
            )
            tx.run(
                "INSERT INTO parcel_line (parcel_id, item_id, unit, quantity)"
                " SELECT :parcel_id, item_id, unit, quantity FROM parcel_line WHERE parcel_id = :before",
                {"parcel_id": parcel_id, "before": parcel["id"]},
            )


words("void_requested", lambda d: f"the carrier is asked to void label {d['tracking']}")
