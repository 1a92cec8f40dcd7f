"""Rate limits: each device and program has a bucket of requests that fills again as time goes by."""

import time
from collections.abc import Callable

from pmpd.identity.denied import too_many

DEVICE_PER_S = 40
"""What one screen may ask: it reads anew what changed, several things at each scan."""

STRANGER_PER_S = 1
BURST_S = 5
"""How long a quiet one may go on at once with what it saved up, in seconds of its rate."""

_MOST_KEPT = 10_000


class Pace:
    """Token buckets by name."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._buckets: dict[str, tuple[float, float]] = {}

    def refuse_hasty(self, name: str, per_s: float) -> None:
        """Take one request out of a bucket. Raise Denied 429 while it is empty."""
        now_s = self._now_s()
        left, at_s = self._buckets.pop(name, (per_s * BURST_S, now_s))
        left = min(per_s * BURST_S, left + (now_s - at_s) * per_s)
        self._buckets[name] = (max(left - 1, 0.0) if left >= 1 else left, now_s)
        if len(self._buckets) > _MOST_KEPT:  # the one that was silent for longest
            del self._buckets[next(iter(self._buckets))]
        if left < 1:
            raise too_many("requests", (1 - left) / per_s)
