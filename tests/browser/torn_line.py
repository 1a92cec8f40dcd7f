"""The network between a browser and a box, which a test tears: what is asked may never arrive, what is answered may get lost."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from random import Random
from typing import Literal

Fate = Literal["passes", "question lost", "answer lost"]
_HEAD_END = b"\r\n\r\n"


class TornLine:
    """A proxy at a fixed address of this machine; each request passes or is lost, by chance, or by `cut` all of them.

    `port` is where the box answers just now: 0 while it is away.
    """

    def __init__(self, random: Random) -> None:
        self.port = 0
        self.cut = False
        self.lost_share = 0.0
        self.fates: dict[Fate, int] = {"passes": 0, "question lost": 0, "answer lost": 0}
        self._random = random
        self._passing: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one request on, and its answer back."""
        passing = asyncio.ensure_future(self._pass_on(reader, writer))
        self._passing.add(passing)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await passing
        self._passing.discard(passing)
        writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(_HEAD_END)
        lines = head[: -len(_HEAD_END)].split(b"\r\n")
        length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        body = await reader.readexactly(length)
        fate = self._fate(lines[0])
        self.fates[fate] += 1
        if self.cut or fate == "question lost" or not self.port:
            return
        box_reader, box_writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            kept = [line for line in lines if not line.lower().startswith(b"connection:")]
            box_writer.write(b"\r\n".join([*kept, b"Connection: close"]) + _HEAD_END + body)
            while (chunk := await box_reader.read(1 << 16)) and not self.cut:
                if fate == "passes":
                    writer.write(chunk)
                    await writer.drain()
        finally:
            box_writer.close()

    def _fate(self, request_line: bytes) -> Fate:
        """Only what is said to the box has a fate of its own: a page is loaded whole, or not at all. Both kinds of loss come in turn."""
        if not request_line.startswith(b"POST") or self._random.random() >= self.lost_share:
            return "passes"
        return "question lost" if self.fates["question lost"] <= self.fates["answer lost"] else "answer lost"

    def tear(self) -> None:
        """Cut everything, streams that are open too."""
        self.cut = True
        self._loop.call_soon_threadsafe(self._abort)

    def _abort(self) -> None:
        for passing in self._passing:
            passing.cancel()

    def end(self, stop: asyncio.Event) -> None:
        """Serve no more."""
        self._loop.call_soon_threadsafe(stop.set)

    async def run(self, started: "Future[str]", stop: asyncio.Event) -> None:
        """Serve on a free port until the stop; `started` gets the address."""
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        started.set_result(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        await stop.wait()
        server.close()
        self._abort()
        if self._passing:
            await asyncio.wait(self._passing)


@contextmanager
def torn_line(random: Random) -> Iterator[tuple[TornLine, str]]:
    """A line and the address at which a browser finds what is behind it."""
    line, started, stop = TornLine(random), Future[str](), asyncio.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line.run(started, stop)), name="torn line")
    thread.start()
    try:
        yield line, started.result(timeout=20)
    finally:
        line.end(stop)
        thread.join(timeout=20)
