"""A box from its start until it is told to stop: anew, at the same address, whenever another ledger takes the place of its own."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from pmpd.box import Box
from pmpd.server import serving

LAST_WORDS_S = 1.0
"""How long a box that gives way still answers: the browser that asked for it fetches what its waiting page is made of."""


async def live(make_box: Callable[[], Box], host: str, port: int, stop: asyncio.Event, begun: Callable[[Box], None]) -> None:
    """Run boxes one after the other until `stop`; `begun` is told of the first, once it is served. Raises as a box does."""
    told = False
    while not stop.is_set():
        box = make_box()
        async with box, serving(box, host, port) as address:
            port = urlsplit(address).port or port
            if not told:
                told = True
                begun(box)
            await _first_of(stop, box.successors.ready)
            if not stop.is_set():
                await asyncio.sleep(LAST_WORDS_S)


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
