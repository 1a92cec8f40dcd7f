"""Stock work: what arrives, moves, lies where it should not, and is set right."""

from ledger.errors import Refused
from ledger.goods.bin_content import bin_content
from ledger.stockwork.alerts import ResolveAlert, alerts
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.putaway import PutAway, to_put_away
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from pmpd.api import stock_bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id


def _resolve_alert(said: Said) -> ResolveAlert:
    alert = row_id(said.path["alert"])
    if alert is None:
        raise Refused("no_alert", "an alert is named by its number")
    return ResolveAlert(alert)


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/stock/receipts",
        "Units arrived in a bin or on a dock",
        lambda said: ReceiveStock(**dict(said.body)),
        stock_bodies.ReceiptBody,
        verb="receive",
    ),
    QueryRoute(
        "/to-put-away",
        "What lies on docks, and where to put it",
        lambda reader, said: {"units": to_put_away(reader)},
        verb="to-put-away",
    ),
    CommandRoute(
        "/stock/put-aways",
        "Units went from a dock into a bin",
        lambda said: PutAway(**dict(said.body)),
        stock_bodies.PutAwayBody,
        verb="put-away",
    ),
    CommandRoute(
        "/stock/moves", "Units went from bin to bin", lambda said: MoveStock(**dict(said.body)), stock_bodies.StockMoveBody, verb="move"
    ),
    CommandRoute(
        "/stock/adjustments",
        "Set the books of a bin right",
        lambda said: AdjustStock(**dict(said.body)),
        stock_bodies.AdjustmentBody,
        verb="adjust",
    ),
    QueryRoute("/bins/{code}", "What lies in a bin", lambda reader, said: bin_content(reader, said.path["code"]), verb="bin"),
    QueryRoute(
        "/alerts",
        "What a person should look at",
        lambda reader, said: {"alerts": alerts(reader, resolved=said.body.resolved)},
        stock_bodies.AlertsQuery,
        verb="alerts",
    ),
    CommandRoute("/alerts/{alert}/resolve", "An alert was dealt with", _resolve_alert, verb="resolve-alert"),
)
