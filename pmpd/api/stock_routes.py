"""Stock work: what arrives, moves, lies where it should not, and is set right."""

from ledger.clock import SystemClock
from ledger.errors import Refused
from ledger.goods.bin_content import bin_content
from ledger.stockwork.alerts import ResolveAlert, alerts
from ledger.stockwork.look_up import look_up
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.putaway import PutAway, to_put_away
from ledger.stockwork.queues import queues
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from ledger.transaction import Answer, Reader
from pmpd.api import stock_bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import before_number, paged
from pmpd.gs1 import read_code


def _resolve_alert(said: Said) -> ResolveAlert:
    alert = row_id(said.path["alert"])
    if alert is None:
        raise Refused("no_alert", "an alert is named by its number")
    return ResolveAlert(alert)


def _alerts(reader: Reader, said: Said) -> Answer:
    resolved, before = said.body.resolved, before_number(said)
    return paged("alerts", "alert", said, lambda most: alerts(reader, resolved=resolved, before=before, most=most))


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/stock/receipts",
        "Units arrived in a bin or on a dock",
        lambda said: ReceiveStock(**dict(said.body)),
        stock_bodies.ReceiptBody,
        verb="receive",
        right="stock",
    ),
    QueryRoute(
        "/to-put-away",
        "What lies on docks, and where to put it",
        lambda reader, said: {"units": to_put_away(reader)},
        verb="to-put-away",
        right="stock",
    ),
    CommandRoute(
        "/stock/put-aways",
        "Units went from a dock into a bin",
        lambda said: PutAway(**dict(said.body)),
        stock_bodies.PutAwayBody,
        verb="put-away",
        right="stock",
    ),
    CommandRoute(
        "/stock/moves",
        "Units went from bin to bin",
        lambda said: MoveStock(**dict(said.body)),
        stock_bodies.StockMoveBody,
        verb="move",
        right="stock",
    ),
    CommandRoute(
        "/stock/adjustments",
        "Set the books of a bin right",
        lambda said: AdjustStock(**dict(said.body)),
        stock_bodies.AdjustmentBody,
        verb="adjust",
        right="decide",
    ),
    QueryRoute("/bins/{code}", "What lies in a bin", lambda reader, said: bin_content(reader, said.path["code"]), verb="bin", right="look"),
    QueryRoute(
        "/look-up",
        "What a scanned or typed text means here",
        lambda reader, said: look_up(reader, *read_code(said.body.text)),
        stock_bodies.LookUpQuery,
        verb="look-up",
        right="look",
    ),
    QueryRoute(
        "/queues",
        "What waits to be done, how much of it, and since when",
        lambda reader, said: {"queues": queues(reader, SystemClock().now_ms())},
        verb="queues",
        right="look",
    ),
    QueryRoute(
        "/alerts",
        "What a person should look at",
        _alerts,
        stock_bodies.AlertsQuery,
        verb="alerts",
        right="look",
    ),
    CommandRoute("/alerts/{alert}/resolve", "An alert was dealt with", _resolve_alert, verb="resolve-alert", right="desk"),
)
