"""What the ledger says after each commit, handed to whoever listens on the event loop, and kept for those who were away for a moment."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from itertools import groupby

from ledger.command import Event

Row = tuple[Event, ...]
"""Everything that one row of the journal said, in order, or one event of NO_ROW; never empty."""

MOST_WAITING = 1_000
"""Rows one listener may leave unread, and rows that are kept; a screen that sleeps longer is told to look anew instead."""

NO_ROW = 0
"""The `seq` of events that come from no journal row: something of the box itself changed, not of the ledger."""

LOOK_ANEW = Event(NO_ROW, "everything", 0)
"""Given in place of events that were dropped: the listener knows nothing any more and must read what it shows again."""


class EventFeed:
    """Hands every event to every listener, without ever waiting for one.

    `seq` is the newest journal row of which everything was handed out; `first_seq` is where the journal stands at the beginning.
    """

    def __init__(self, first_seq: int = 0) -> None:
        self.seq = first_seq
        self._forgotten_seq = first_seq
        self._kept: deque[Row] = deque()
        self._listeners: set[asyncio.Queue[Row | None]] = set()

    def publish(self, events: Iterable[Event]) -> None:
        """Hand events out; a listener too far behind gets LOOK_ANEW and nothing of what it missed."""
        for seq, said in groupby(events, lambda event: event.seq):
            row = tuple(said)
            self._keep(row)
            if seq != NO_ROW:
                self.seq = seq
            for queue in self._listeners:
                if queue.qsize() >= MOST_WAITING:
                    while not queue.empty():
                        queue.get_nowait()
                    queue.put_nowait((LOOK_ANEW,))
                queue.put_nowait(row)

    def say(self, topic: str) -> None:
        """Hand out that something changed which is in no journal: a device, a light."""
        self.publish([Event(NO_ROW, topic, 0)])

    def _keep(self, row: Row) -> None:
        if len(self._kept) == MOST_WAITING:
            seq = self._kept.popleft()[0].seq
            # Whoever came back now with a row from before an event of NO_ROW would miss that event.
            self._forgotten_seq = seq or next((row[0].seq for row in self._kept if row[0].seq), self.seq + 1)
        self._kept.append(row)

    def listen(self, since_seq: int | None = None) -> "Listener":
        """A listener that hears everything from now on; close it.

        With `since_seq` it first hears what was said after that row, or LOOK_ANEW where that is not known any more: the rows are forgotten,
        or they are none of this journal.
        """
        return Listener(self._listeners, () if since_seq is None else self._said_after(since_seq))

    def _said_after(self, since_seq: int) -> Iterable[Row]:
        if not self._forgotten_seq <= since_seq <= self.seq:
            return [(LOOK_ANEW,)]
        kept = list(self._kept)
        heard = [place for place, row in enumerate(kept) if NO_ROW < row[0].seq <= since_seq]
        return kept[heard[-1] + 1 if heard else 0 :]

    def close(self) -> None:
        """Tell every listener that nothing more will come."""
        for queue in self._listeners:
            queue.put_nowait(None)


class Listener:
    """One listener: an asynchronous iterator over events, or over `rows`, that ends when the feed or the listener is closed."""

    def __init__(self, listeners: set[asyncio.Queue[Row | None]], missed: Iterable[Row] = ()) -> None:
        self._listeners = listeners
        self._queue: asyncio.Queue[Row | None] = asyncio.Queue()
        for row in missed:
            self._queue.put_nowait(row)
        listeners.add(self._queue)

    async def rows(self) -> AsyncIterator[Row]:
        """What is heard, row by row."""
        while (row := await self._queue.get()) is not None:
            yield row

    async def __aiter__(self) -> AsyncIterator[Event]:
        async for row in self.rows():
            for event in row:
                yield event

    def drain(self) -> list[Event]:
        """What was heard since the last look, without waiting for more."""
        heard: list[Event] = []
        while not self._queue.empty():
            heard += self._queue.get_nowait() or ()
        return heard

    def close(self) -> None:
        """Stop listening."""
        self._listeners.discard(self._queue)
        self._queue.put_nowait(None)
