"""Guessing: after a few wrong PINs in a row there is a wait, and each further one doubles it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from pmpd.identity.denied import too_many

FREE = 5
"""Wrong answers in a row that cost no wait."""

FIRST_WAIT_S = 60
LONGEST_WAIT_S = 3_600
_MOST_KEPT = 10_000


@dataclass(slots=True)
class _Record:
    wrong: int = 0
    until_s: float = 0.0


class Attempts:
    """Wrong answers by who gave them and for whom; kept until a right one, or until the box starts anew."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._records: dict[str, _Record] = {}

    def refuse_waiting(self, *keys: str) -> None:
        """Raise Denied 429 while any of the keys has to wait."""
        wait_s = max([self._records[key].until_s - self._now_s() for key in keys if key in self._records], default=0)
        if wait_s > 0:
            raise too_many("wrong PINs", wait_s)

    def wrong(self, *keys: str) -> None:
        """Note a wrong answer."""
        for key in keys:
            record = self._records.setdefault(key, _Record())
            record.wrong += 1
            if record.wrong >= FREE:
                record.until_s = self._now_s() + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (record.wrong - FREE))
        while len(self._records) > _MOST_KEPT:
            del self._records[next(iter(self._records))]

    def right(self, *keys: str) -> None:
        """Forget the wrong answers before a right one."""
        for key in keys:
            self._records.pop(key, None)
