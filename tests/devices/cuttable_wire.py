"""A TCP connection through the test's hands: it can stop carrying without closing, as a switch without power does, or close at once."""

import asyncio


class CuttableWire:
    """Forwards connections at `port` to another port of this machine."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._carrying = asyncio.Event()
        self._carrying.set()
        self._works: set[asyncio.Task[None]] = set()
        self.port = 0

    async def __aenter__(self) -> "CuttableWire":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self.close_all()

    def stall(self) -> None:
        """Carry nothing from now on, and tell nobody."""
        self._carrying.clear()

    def flow(self) -> None:
        """Carry again, first of all what waited meanwhile."""
        self._carrying.set()

    async def close_all(self) -> None:
        """Close every connection; new ones may come."""
        works = list(self._works)
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        work = asyncio.current_task()
        assert work is not None
        self._works.add(work)
        try:
            await self._connect(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # closed by the test, or nobody there
        finally:
            self._works.discard(work)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except (OSError, asyncio.CancelledError):
            writer.close()
            raise
        pumps = [asyncio.create_task(self._pump(reader, far_writer)), asyncio.create_task(self._pump(far_reader, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            for end in (writer, far_writer):
                end.transport.abort()  # whatever still waits to be written
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(65_536):
            await self._carrying.wait()
            writer.write(chunk)
            await writer.drain()
