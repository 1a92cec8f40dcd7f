"""What needs a person, and saying that it is dealt with."""

from collections.abc import Mapping

from aiohttp import web

from kiosk.owner.marking import N_
from ledger.stockwork.alerts import LARGE_DIFFERENCE, NOT_PRINTED, OVER_DELIVERED, PROMISE_BROKEN, UNEXPLAINED, AlertKind, alerts
from pmpd.owner.answering import Page, settle
from pmpd.owner.visit import Visit

KINDS: Mapping[AlertKind, str] = {
    PROMISE_BROKEN: N_("An order lost its units"),
    OVER_DELIVERED: N_("More came than was ordered"),
    NOT_PRINTED: N_("A slip or a carrier's label was not printed"),
    UNEXPLAINED: N_("Stock changed, and nobody knows why"),
    LARGE_DIFFERENCE: N_("A count was far from the books"),
}
_LATELY = 20


async def _alerts(visit: Visit) -> web.Response:
    return visit.page(
        "alerts",
        tab="alerts",
        live=True,
        alerts=await visit.box.ledger.ask(alerts),
        resolved=await visit.box.ledger.ask(alerts, resolved=True, most=_LATELY),
        kinds={kind: visit.words.gettext(words) for kind, words in KINDS.items()},
    )


async def _resolve(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/alerts/{alert}/resolve", alert=visit.request.match_info["alert"])

    return await settle(visit, "alert", act, _alerts, "/owner/alerts")


PAGES = (
    Page("GET", "/owner/alerts", "desk", _alerts),
    Page("POST", "/owner/alerts/{alert}", "desk", _resolve),
)
