"""The owner's first page: the day, the floor, the devices, the channels and the box on one screen of a phone."""

import asyncio
from collections import Counter
from typing import Any

from aiohttp import web

from cloudsync.registry import CHANNELS
from ledger.publishing.channel_news import channel_news
from ledger.sales.today import today
from pmpd.owner.answering import Page
from pmpd.owner.machine_figures import machine_figures
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
        stock=await box.ledger.ask(in_stock),
        today=await box.ledger.ask(today, now_ms),
        channels=await channels(visit),
        ill=[*ill, *waiting],
        well=Counter(one["kind"] for one in health["devices"] if one["status"] == "good"),
        machine=await asyncio.to_thread(machine_figures, box.directory, now_ms),
        ledger=health["ledger"],
        most_rows=_MOST_ROWS,
    )


async def channels(visit: Visit) -> list[dict[str, Any]]:
    """What the ledger knows of each channel, with its name as people write it, and when it was last heard of."""
    news = await visit.box.ledger.ask(channel_news)
    return [
        {
            **one,
            "label": CHANNELS[one["channel"]].label if one["channel"] in CHANNELS else one["channel"],
            "last_ms": max(one["order_in_ms"] or 0, one["told_ms"] or 0),
        }
        for one in news
        if one["channel"] != "manual"
    ]


PAGES = (Page("GET", "/owner", "desk", _status),)
