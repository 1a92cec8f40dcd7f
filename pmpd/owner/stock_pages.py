"""The owner's places, items and stock: made by a form, or brought in as sheets."""

import asyncio
from dataclasses import asdict
from typing import Any

from aiohttp import web

from kiosk.owner.marking import N_
from ledger.transaction import Reader
from pmpd.api import LARGEST_REQUEST_BYTES
from pmpd.owner.answering import Page, settle
from pmpd.owner.place_form import make_places, next_on_walk
from pmpd.owner.upload import uploaded
from pmpd.owner.visit import Visit
from pmpd.spreadsheets.examples import EXAMPLES, example
from pmpd.spreadsheets.table import read_bytes

_KINDS = {
    "items": N_("Items"),
    "barcodes": N_("Barcodes"),
    "places": N_("Places"),
    "kits": N_("Kits"),
    "listings": N_("Listings: offers of channels"),
    "stock": N_("Stock: what lies where"),
}


def in_stock(reader: Reader) -> dict[str, int]:
    """How many `stations`, `totes`, `bins` and `items` there are."""
    row = reader.one(
        "SELECT (SELECT COUNT(*) FROM place WHERE kind = 'station') AS stations, (SELECT COUNT(*) FROM place WHERE kind = 'tote') AS totes,"
        " (SELECT COUNT(*) FROM place WHERE kind = 'bin') AS bins, (SELECT COUNT(*) FROM item) AS items"
    )
    return dict(row) if row is not None else {}


async def _stock(visit: Visit, places: dict[str, Any] | None = None, sheet: dict[str, Any] | None = None) -> web.Response:
    ask = visit.box.ledger.ask
    kinds = [(kind, visit.words.gettext(words)) for kind, words in _KINDS.items()]
    there: dict[str, Any] = {"now": await ask(in_stock), "walk": await ask(next_on_walk)}
    up = "/owner/settings" if "settings" in visit.caller.rights else "/owner"
    return visit.page("stock", tab="shop", up=up, live=True, kinds=kinds, places=places, sheet=sheet, **there)


async def _make_places(visit: Visit) -> web.StreamResponse:
    report: dict[str, Any] = {}

    async def act() -> None:
        report.update(asdict(await make_places(visit)))

    return await settle(visit, "places", act, _stock, lambda visit: _stock(visit, places=report))


async def _bring_in(visit: Visit) -> web.StreamResponse:
    report: dict[str, Any] = {}

    async def act() -> None:
        visit.caller.refuse_without("intake")
        async with uploaded(visit, LARGEST_REQUEST_BYTES) as (_, file):
            text = read_bytes(await asyncio.to_thread(file.read_bytes))
        report.update(await visit.tell("/sheets/{kind}", {"csv": text}, kind=visit.said("kind")))

    return await settle(visit, "sheet", act, _stock, lambda visit: _stock(visit, sheet=report))


async def _example(visit: Visit) -> web.Response:
    kind = visit.request.match_info["kind"]
    if kind not in EXAMPLES:
        raise web.HTTPNotFound
    headers = {"Content-Disposition": f'attachment; filename="{kind}.csv"', "Cache-Control": "no-store"}
    return web.Response(body=example(kind).encode(), content_type="text/csv", charset="utf-8", headers=headers)


PAGES = (
    Page("GET", "/owner/stock", "catalog", _stock),
    Page("POST", "/owner/stock/places", "catalog", _make_places),
    Page("POST", "/owner/stock/sheet", "catalog", _bring_in),
    Page("GET", "/owner/stock/example/{kind}", "catalog", _example),
)
