"""The ledger's asynchronous face: one writer thread that commits in groups, and readers that never block it.

Commands that arrive while a commit is on its way to the disk go into the next one together, so the cost of a flush is shared by all who
wait: 64 clients get about four times the throughput of one.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Concatenate, ParamSpec, Self, TypeVar

import aiosqlite

from ledger.command import Envelope, Outcome, handler_of
from ledger.database import open_reader
from ledger.engine import Engine
from ledger.errors import Unavailable
from ledger.transaction import Answer, Reader
from pmpd.event_feed import EventFeed

MOST_WAITING = 4_096
"""Commands that may wait for the writer; one more is told to come back."""

MOST_IN_GROUP = 256

IDLE_S = 0.002
"""How long the queue stays empty before the writer tidies up: callers that were just answered have sent their next command by then."""

MANY = 8
GATHER_S = 0.004
"""How long the writer waits for a group as large as the last, where that was one of MANY: half groups that take turns pay for twice the
flushes. A few waiting callers are people with scanners, who wait for nobody."""

READERS = 2

P = ParamSpec("P")
T = TypeVar("T")
_Job = tuple[Envelope, "asyncio.Future[Answer]"]


class _Snapshots(aiosqlite.Connection):
    """A reading connection whose thread runs a whole query function in one snapshot.

    A query takes several statements; handed over one by one, each would cost a turn of two threads and see a database of its own.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(lambda: open_reader(path), iter_chunk_size=64)

    async def ask(self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def in_snapshot() -> T:
            connection = self._conn
            connection.execute("BEGIN")
            try:
                return query(Reader(connection), *args, **kwargs)
            finally:
                connection.execute("COMMIT")

        answer: T = await self._execute(in_snapshot)  # type: ignore[no-untyped-call]
        return answer


class Ledger:
    """Submits commands to the engine's writer thread and asks queries of reading connections.

    Use as an asynchronous context manager; it closes the engine at the end.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.events = EventFeed(engine.head.seq)
        self._queue: SimpleQueue[list[_Job] | None] = SimpleQueue()
        self._fresh: list[_Job] = []
        self._last_group = 1
        self._told_stopped = False
        self._waiting = 0
        self._closed = False
        self._readers: asyncio.LifoQueue[_Snapshots] = asyncio.LifoQueue()
        self._thread = threading.Thread(target=self._write, name="ledger-writer", daemon=True)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        try:
            for _ in range(READERS):
                connection = _Snapshots(self.engine.path)
                await connection
                self._readers.put_nowait(connection)
        except BaseException:
            self.engine.close()
            raise
        self._thread.start()
        self.events.say("ledger")  # who heard that an engine before this one had stopped looks anew
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Let what waits be written, then close: readers first, since the writer's own connection must be the last to checkpoint."""
        self._closed = True
        self._hand_over()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self.events.close()
        for _ in range(READERS):
            await (await self._readers.get()).close()
        self.engine.close()

    async def submit(self, command: object, *, actor: str, device: str = "", command_id: bytes | None = None) -> Answer:
        """Carry out a command; the answer comes once it is on the disk.

        Raises Refused when a rule says no, Unavailable when the queue is full, the disk failed or the box is going down. A caller that is
        cancelled while it waits leaves the command to be carried out; sent again under the same id it gets the same answer.
        """
        handler_of(command)
        if self._closed:
            raise Unavailable("the box is going down; try again in a moment", retry_after_s=5)
        if self._waiting >= MOST_WAITING:
            raise Unavailable(f"{self._waiting} commands are waiting for the disk; try again in a moment")
        future: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting += 1
        if not self._fresh:
            self._loop.call_soon(self._hand_over)
        self._fresh.append((Envelope(command_id or self.engine.ids.command_id(), command, actor, device), future))
        return await future

    def _hand_over(self) -> None:
        """Give the writer what this turn of the loop brought, all at once: one by one, the first would be committed alone."""
        if self._fresh:
            self._queue.put(self._fresh)
            self._fresh = []

    async def ask(self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query function of the ledger in a snapshot of its own, on a thread of its own. Raises what the query raises."""
        reader = await self._readers.get()
        try:
            return await reader.ask(query, *args, **kwargs)
        finally:
            self._readers.put_nowait(reader)

    def _write(self) -> None:
        """The writer thread: everything that waits, up to a limit, becomes one durable transaction."""
        while (group := self._next_jobs()) is not None:
            self._gather(group)
            for start in range(0, len(group), MOST_IN_GROUP):
                self._carry_out(group[start : start + MOST_IN_GROUP])
            self._tell_if_stopped()

    def _next_jobs(self) -> list[_Job] | None:
        try:
            return self._queue.get(timeout=IDLE_S)
        except Empty:
            self.engine.tidy_up()
            self._tell_if_stopped()
            return self._queue.get()

    def _gather(self, group: list[_Job]) -> None:
        """Add what else waits, and wait a moment for a group as large as the last: those who shared a commit come back together."""
        deadline_s = time.monotonic() + (GATHER_S if self._last_group >= MANY else 0.0)
        while len(group) < MOST_IN_GROUP:
            patience_s = deadline_s - time.monotonic() if len(group) < self._last_group else 0.0
            try:
                more = self._queue.get(timeout=max(0.0, patience_s))
            except Empty:
                break
            if more is None:  # closing: this group is the last
                self._queue.put(None)
                break
            group += more
        self._last_group = min(len(group), MOST_IN_GROUP)

    def _carry_out(self, group: list[_Job]) -> None:
        outcomes: list[Outcome] | Unavailable
        try:
            outcomes = self.engine.carry_out([envelope for envelope, _ in group])
        except Unavailable as error:
            outcomes = error
        self._loop.call_soon_threadsafe(self._answer, [future for _, future in group], outcomes)

    def _tell_if_stopped(self) -> None:
        """Let whoever listens hear once that nothing is written any more."""
        if self.engine.stopped and not self._told_stopped:
            self._told_stopped = True
            self._loop.call_soon_threadsafe(self.events.say, "ledger")

    def _answer(self, futures: "list[asyncio.Future[Answer]]", outcomes: list[Outcome] | Unavailable) -> None:
        """On the event loop: tell each caller, then everybody who listens."""
        self._waiting -= len(futures)
        if isinstance(outcomes, Unavailable):
            for future in futures:
                if not future.done():
                    future.set_exception(Unavailable(outcomes.message, outcomes.retry_after_s))
            return
        for future, outcome in zip(futures, outcomes, strict=True):
            if future.done():
                continue
            error = outcome.refusal or outcome.fault
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(outcome.unwrap())
        for outcome in outcomes:
            self.events.publish(outcome.events)
