"""Where orders come from: what the ledger knows of each channel, and a file of orders."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aiohttp import web

from cloudsync.documents import read_documents
from cloudsync.registry import CHANNELS
from ledger.command import Outcome
from ledger.errors import Refused
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from pmpd.channel_views import channels_view
from pmpd.importing import import_documents
from pmpd.owner.answering import Page, settle
from pmpd.owner.upload import uploaded
from pmpd.owner.visit import Visit


async def _channels(visit: Visit, report: dict[str, Any] | None = None) -> web.Response:
    known = [(name, channel.label) for name, channel in sorted(CHANNELS.items())]
    heard = await visit.box.ledger.ask(channels_view)
    return visit.page("channels", tab="shop", up="/owner/settings", live=True, channels=heard, known=known, report=report)


async def _import(visit: Visit) -> web.StreamResponse:
    report: dict[str, Any] = {}

    async def act() -> None:
        visit.caller.refuse_without("intake")
        async with uploaded(visit) as (name, file):
            named = await asyncio.to_thread(file.rename, file.with_suffix(Path(name).suffix.lower()))
            try:
                report.update(await _taken_in(visit, named))
            finally:
                named.unlink(missing_ok=True)

    return await settle(visit, "import", act, _channels, lambda visit: _channels(visit, report))


async def _taken_in(visit: Visit, file: Path) -> dict[str, Any]:
    """Take in what a file holds, on a thread that hands each group to the ledger's writer; answers the report."""
    loop = asyncio.get_running_loop()

    async def submit_all(orders: list[ChannelOrder]) -> list[Outcome]:
        return list(await asyncio.gather(*[_one(visit, order) for order in orders]))

    def submit(orders: list[ChannelOrder]) -> list[Outcome]:
        return asyncio.run_coroutine_threadsafe(submit_all(orders), loop).result()

    channel = visit.said("channel") or None
    return asdict(await asyncio.to_thread(lambda: import_documents(read_documents(file), submit, channel=channel)))


async def _one(visit: Visit, order: ChannelOrder) -> Outcome:
    try:
        return Outcome(answer=await visit.box.ledger.submit(ImportOrder(order), actor=visit.caller.actor, device=visit.caller.name))
    except Refused as refusal:
        return Outcome(refusal=refusal)


PAGES = (
    Page("GET", "/owner/channels", "settings", _channels),
    Page("POST", "/owner/channels", "settings", _import),
)
