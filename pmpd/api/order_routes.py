"""Orders: intake, console, timeline, holds, shortage, tracking, batches, cancel and put-back."""

from ledger.cancel import CancelOrder, PutBack, put_backs
from ledger.errors import Refused
from ledger.holds import PlaceHold, ReleaseHold
from ledger.intake import ImportOrder
from ledger.orders import order_list, order_view
from ledger.print_jobs import Reprint
from ledger.shipping import CloseBatch, RecordTracking, batches, to_ship
from ledger.shortages import ShipShort
from ledger.timeline import timeline
from pmpd.api import bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id


def _put_back(said: Said) -> PutBack:
    task = row_id(said.path["task"])
    if task is None:
        raise Refused("no_put_back", "a put-back task is named by its number")
    return PutBack(task, said.body.bin)


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/orders", "Take in an order, or a newer version of one", lambda said: ImportOrder(said.body.channel_order()), bodies.OrderBody
    ),
    QueryRoute(
        "/orders",
        "A page of the order console, newest first",
        lambda reader, said: order_list(reader, **dict(said.body)),
        bodies.OrdersQuery,
    ),
    QueryRoute(
        "/orders/{number}", "An order with its lines, holds and shipments", lambda reader, said: order_view(reader, said.path["number"])
    ),
    QueryRoute("/orders/{number}/timeline", "The whole story of an order", lambda reader, said: timeline(reader, said.path["number"])),
    CommandRoute(
        "/orders/{number}/cancel", "Cancel an order", lambda said: CancelOrder(said.path["number"], said.body.reason), bodies.ReasonBody
    ),
    CommandRoute(
        "/orders/{number}/hold", "Hold an order", lambda said: PlaceHold(said.path["number"], said.body.reason), bodies.ReasonBody
    ),
    CommandRoute(
        "/orders/{number}/release", "Release a hold", lambda said: ReleaseHold(said.path["number"], said.body.kind), bodies.HoldBody
    ),
    CommandRoute("/orders/{number}/ship-short", "Ship an order without its missing units", lambda said: ShipShort(said.path["number"])),
    CommandRoute(
        "/orders/{number}/tracking",
        "Record the carrier's label on a packed order",
        lambda said: RecordTracking(said.path["number"], said.body.carrier, said.body.tracking, said.body.service),
        bodies.TrackingBody,
    ),
    CommandRoute(
        "/orders/{number}/reprint",
        "Print a copy of an order's slip",
        lambda said: Reprint(said.path["number"], said.body.station),
        bodies.StationBody,
    ),
    QueryRoute("/to-ship", "Packed orders that wait for a batch", lambda reader, said: {"orders": to_ship(reader)}),
    CommandRoute("/batches", "Mark orders shipped in one numbered batch", lambda said: CloseBatch(said.body.orders), bodies.BatchBody),
    QueryRoute("/batches", "The last batches", lambda reader, said: {"batches": batches(reader)}),
    QueryRoute("/put-backs", "Units of cancelled orders that wait to be put back", lambda reader, said: {"put_backs": put_backs(reader)}),
    CommandRoute("/put-backs/{task}", "Units of a cancelled order were put into a bin", _put_back, bodies.BinBody),
)
