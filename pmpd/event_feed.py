"""What the ledger says after each commit, handed to whoever listens on the event loop."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from ledger.command import Event

MOST_WAITING = 1_000
"""Events one listener may leave unread; a screen that sleeps longer is told to look anew instead."""

LOOK_ANEW = Event(0, "everything", 0)
"""Given in place of events that were dropped: the listener knows nothing any more and must read what it shows again."""


class EventFeed:
    """Hands every event to every listener, without ever waiting for one."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def publish(self, events: Iterable[Event]) -> None:
        """Hand events out; a listener too far behind gets LOOK_ANEW and nothing of what it missed."""
        for event in events:
            for queue in self._listeners:
                if queue.qsize() >= MOST_WAITING:
                    while not queue.empty():
                        queue.get_nowait()
                    queue.put_nowait(LOOK_ANEW)
                queue.put_nowait(event)

    def listen(self) -> "Listener":
        """A listener that hears everything from now on; close it."""
        return Listener(self._listeners)

    def close(self) -> None:
        """Tell every listener that nothing more will come."""
        for queue in self._listeners:
            queue.put_nowait(None)


class Listener:
    """One listener: an asynchronous iterator that ends when the feed or the listener is closed."""

    def __init__(self, listeners: set[asyncio.Queue[Event | None]]) -> None:
        self._listeners = listeners
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        listeners.add(self._queue)

    async def __aiter__(self) -> AsyncIterator[Event]:
        while (event := await self._queue.get()) is not None:
            yield event

    def close(self) -> None:
        """Stop listening."""
        self._listeners.discard(self._queue)
        self._queue.put_nowait(None)
