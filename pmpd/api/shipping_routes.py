"""Shipping: tracking numbers, slips, fulfilment batches."""

from ledger.errors import Refused
from ledger.packing.batches import PrintSlips, batch_view, batches, to_ship
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.printing.slips import Reprint
from ledger.transaction import Answer, Reader
from pmpd.api import packing_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import BackwardQuery, OrdersAfterQuery, after_order, before_number, paged


def _batch(reader: Reader, said: Said) -> Answer:
    number = row_id(said.path["batch"])
    if number is None:
        raise Refused("batch_not_found", f"a batch is named by its number, not by {said.path['batch']}")
    return batch_view(reader, number)


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/orders/{number}/tracking",
        "Record the carrier's label on a packed order, or on one of its parcels",
        lambda said: RecordTracking(said.path["number"], **dict(said.body)),
        bodies.TrackingBody,
        verb="tracking",
        right="ship",
    ),
    CommandRoute(
        "/orders/{number}/reprint",
        "Print a copy of an order's slips",
        lambda said: Reprint(said.path["number"], **dict(said.body)),
        bodies.ReprintBody,
        verb="reprint",
        right="ship",
    ),
    QueryRoute(
        "/to-ship",
        "Packed orders that wait for a batch, and what each still lacks",
        lambda reader, said: paged("orders", "order", said, lambda most: to_ship(reader, after_order(said), most)),
        OrdersAfterQuery,
        verb="to-ship",
        right="ship",
    ),
    CommandRoute(
        "/slips",
        "Print the slips that never came out",
        lambda said: PrintSlips(said.body.orders),
        bodies.OrdersBody,
        verb="print-slips",
        right="ship",
    ),
    CommandRoute(
        "/batches",
        "Mark orders shipped in one numbered batch",
        lambda said: CloseBatch(**dict(said.body)),
        bodies.BatchBody,
        verb="close-batch",
        right="ship",
    ),
    QueryRoute(
        "/batches",
        "The last batches",
        lambda reader, said: paged("batches", "batch", said, lambda most: batches(reader, before_number(said), most)),
        BackwardQuery,
        verb="batches",
        right="look",
    ),
    QueryRoute("/batches/{batch}", "What left in a batch: orders, parcels, carriers, weights", _batch, verb="batch", right="ship"),
)
