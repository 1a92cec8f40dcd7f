"""What needs a person, and saying that it is dealt with."""

from aiohttp import web

from kiosk.owner.refusals import N_
from ledger.stockwork.alerts import NOT_PRINTED, OVER_DELIVERED, PROMISE_BROKEN, alerts
from pmpd.owner.answering import Page, settle
from pmpd.owner.visit import Visit

_KINDS = {
    PROMISE_BROKEN: N_("An order lost its units"),
    OVER_DELIVERED: N_("More came than was ordered"),
    NOT_PRINTED: N_("Something was not printed"),
}
_LATELY = 20


async def _alerts(visit: Visit) -> web.Response:
    return visit.page(
        "alerts",
        tab="alerts",
        alerts=await visit.box.ledger.ask(alerts),
        resolved=await visit.box.ledger.ask(alerts, resolved=True, most=_LATELY),
        kinds={kind: visit.words.gettext(words) for kind, words in _KINDS.items()},
    )


async def _resolve(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/alerts/{alert}/resolve", alert=visit.request.match_info["alert"])

    return await settle(visit, "alert", act, _alerts, "/owner/alerts")


PAGES = (
    Page("GET", "/owner/alerts", "desk", _alerts),
    Page("POST", "/owner/alerts/{alert}", "desk", _resolve),
)
