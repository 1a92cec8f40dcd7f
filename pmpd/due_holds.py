"""Holds with a date end by themselves: once a minute the ledger is told to release those whose date has come, if there are any."""

import asyncio
import logging

from ledger.errors import Unavailable
from ledger.sales.holds import ReleaseDueHolds, next_due_ms
from pmpd.store import Ledger

LOOK_S = 60.0

_log = logging.getLogger(__name__)
_ACTOR = "pmpd"


async def release_due_holds(ledger: Ledger, look_s: float = LOOK_S) -> None:
    """Look every `look_s` seconds until cancelled; a ledger that can't be written now is asked again at the next look."""
    while True:
        due_ms = await ledger.ask(next_due_ms)
        if due_ms is not None and due_ms <= ledger.engine.clock.now_ms():
            try:
                await ledger.submit(ReleaseDueHolds(), actor=_ACTOR)
            except Unavailable as error:
                _log.warning("holds that are due stay for now: %s", error.message)
        await asyncio.sleep(look_s)
