"""The demonstration's clock: it lives through yesterday in a few seconds, so that the day is over and can be reconciled at the end."""

import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from ledger.sales.cut_off import instant_ms

TIME_ZONE = "Europe/Berlin"
"""Where the sample shop is."""

_OPENS = time_of_day(7)
_PACE = 900
"""Milliseconds of the shop's day for one of ours: a working day in well under a minute."""


class DayClock:
    """A clock as `ledger.clock.Clock`, which stands at yesterday, seven in the morning, until the day begins."""

    def __init__(self) -> None:
        self._zone = ZoneInfo(TIME_ZONE)
        self._day = datetime.now(UTC).astimezone(self._zone).date() - timedelta(days=1)
        self._from_ms = instant_ms(self._day, _OPENS, self._zone)
        self._began_s: float | None = None

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970, never past the end of the working day's date."""
        if self._began_s is None:
            return self._from_ms
        elapsed_ms = int((time.monotonic() - self._began_s) * 1_000 * _PACE)
        return min(self._from_ms + elapsed_ms, max(self._from_ms, self._midnight_ms - 1))

    @property
    def _midnight_ms(self) -> int:
        return instant_ms(self._day + timedelta(days=1), time_of_day(0), self._zone)

    def begin_day(self) -> None:
        """Let time pass."""
        self._began_s = time.monotonic()

    def end_day(self) -> None:
        """Go to the minute after midnight and stand there."""
        self._from_ms, self._began_s = self._midnight_ms + 60_000, None
