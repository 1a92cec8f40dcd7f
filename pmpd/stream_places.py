"""How many event streams there may be: one page that opens them without end must not take the box from the others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from pmpd.identity.denied import Denied

MOST_OF_ONE = 16
"""Streams of one device, program or address; a browser opens six at most."""

MOST_OF_ALL = 256

WAIT_S = 10


class StreamPlaces:
    """The streams that are open, by whose they are."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, client: str) -> Iterator[None]:
        """Hold a place for a client. Raises Denied 429 when it, or all together, have as many as there may be."""
        if self._taken[client] >= MOST_OF_ONE:
            raise _full(f"{MOST_OF_ONE} event streams of {client} are open already; close one, and let each page or program open one only")
        if self._taken.total() >= MOST_OF_ALL:
            raise _full(f"{MOST_OF_ALL} event streams are open on this box; close pages that nobody looks at")
        self._taken[client] += 1
        try:
            yield
        finally:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]


def _full(message: str) -> Denied:
    return Denied(429, "too_many", message, WAIT_S)
