"""Taking a copy of the ledger away, and restoring one."""

import asyncio

from aiohttp import web

from pmpd.api.call import Said
from pmpd.api.setup_routes import backup
from pmpd.ledger_copy import last_taken_ms
from pmpd.owner.answering import Page
from pmpd.owner.restoring import accepting, examining, restore_facts
from pmpd.owner.visit import Visit


async def _backup(visit: Visit) -> web.Response:
    taken_ms = await asyncio.to_thread(last_taken_ms, visit.box.directory)
    return visit.page("backup", tab="shop", up="/owner/settings", live=True, taken_ms=taken_ms, **restore_facts(visit))


async def _download(visit: Visit) -> web.StreamResponse:
    return await (await backup(visit.box, Said({}, None))).send(visit.request)


PAGES = (
    Page("GET", "/owner/backup", "settings", _backup),
    Page("GET", "/owner/backup/ledger", "settings", _download),
    Page("POST", "/owner/backup/examine", "people", examining(_backup, "/owner/backup")),
    Page("POST", "/owner/backup/accept", "people", accepting(_backup)),
)
