"""The two servers that are compared, each a process that prints its port: `python -m tests.bench.http_servers echo | box DIRECTORY`."""

import asyncio
import signal
import sys
from pathlib import Path

from aiohttp import web

from pmpd.box import Box
from pmpd.config import Config
from pmpd.server import serving


async def _terminated() -> None:
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()


async def echo() -> None:
    """The least that aiohttp does for a JSON API: parse what was sent, and send it back."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(await request.json())

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await _terminated()
    await runner.cleanup()


async def box(directory: Path) -> None:
    """The box as `pmpd serve` runs it."""
    async with Box(directory, Config()) as running, serving(running, "127.0.0.1", 0) as address:
        print(address.rstrip("/").rpartition(":")[2], flush=True)
        await _terminated()


if __name__ == "__main__":
    asyncio.run(echo() if sys.argv[1] == "echo" else box(Path(sys.argv[2])))
