"""The day's end: each day of the shop's calendar is reconciled by itself once it is over, also those that passed while the box was off."""

import asyncio
import logging

from ledger.audit.reconciliation import CloseDay, day_waiting, standstill
from ledger.errors import Refused, Unavailable
from pmpd.store import Ledger

EVERY_S = 3_600.0

_log = logging.getLogger(__name__)


class DayClose:
    """Looks at the start and every hour whether a day is to be reconciled; nothing is written when none is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def follow(self) -> None:
        """Go on until cancelled."""
        while True:
            try:
                await self.close_days()
            except (Refused, Unavailable) as error:
                _log.warning("a day could not be reconciled (%s); it is tried again in an hour", error)
            await asyncio.sleep(EVERY_S)

    async def close_days(self) -> None:
        """Reconcile every day that is over and not yet reconciled, in order."""
        while day := await self._ledger.ask(day_waiting, self._ledger.engine.clock.now_ms()):
            await self._ledger.submit(CloseDay(day), actor="pmpd", device="day close")
        if why := await self._ledger.ask(standstill, self._ledger.engine.clock.now_ms()):
            _log.warning("no day is reconciled: %s", why)
