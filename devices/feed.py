"""A queue of facts from a device that can be closed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


class Feed(Generic[Fact]):
    """What was put comes out in order to one consumer; after `close` the rest comes out and the iteration ends.

    To be used from the event loop's own thread. Adds one turn of the loop and nothing else.
    """

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Fact | None] = asyncio.Queue()

    def put(self, fact: Fact) -> None:
        """Add one fact; never waits."""
        self._queue.put_nowait(fact)

    def close(self) -> None:
        """End the iteration once everything put so far has come out."""
        self._queue.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Fact]:
        while (fact := await self._queue.get()) is not None:
            yield fact
