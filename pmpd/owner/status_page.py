"""The owner's first page: the day, the floor, the devices, the channels and the box on one screen of a phone."""

import asyncio
from collections import Counter

from aiohttp import web

from ledger.sales.today import today
from pmpd.channel_views import channels_view
from pmpd.machine_figures import machine_figures
from pmpd.owner.answering import Page
from pmpd.owner.stock_pages import in_stock
from pmpd.owner.visit import Visit

_MOST_ROWS = 3


async def _status(visit: Visit) -> web.Response:
    box, now_ms = visit.box, visit.now_ms
    health = await box.health()
    ill = [one for one in health["devices"] if one["status"] != "good"]
    waiting = [
        {"name": where, "status": "bad", "detail": why, "remedy": ""}
        for where, why in health["not_printing"].items()
        if where not in {one["name"] for one in ill}
    ]
    return visit.page(
        "status",
        tab="status",
        live=True,
        stock=await box.ledger.ask(in_stock),
        today=await box.ledger.ask(today, now_ms),
        # Those in trouble first, then those that were silent for longest.
        channels=sorted(await box.ledger.ask(channels_view), key=lambda one: (not one["parked"], one["last_ms"])),
        ill=[*ill, *waiting],
        well=Counter(one["kind"] for one in health["devices"] if one["status"] == "good"),
        machine=await asyncio.to_thread(machine_figures, box.directory, now_ms),
        ledger=health["ledger"],
        most_rows=_MOST_ROWS,
    )


PAGES = (Page("GET", "/owner", "desk", _status),)
