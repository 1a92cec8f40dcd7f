"""The servers that are compared, each a process of its own: `python -m tests.bench.http_servers echo | bare | box DIRECTORY`."""

import asyncio
import json
import signal
import sys
from itertools import count
from pathlib import Path

from aiohttp import web

from pmpd.box import Box
from pmpd.config import Config, Discovery, Https
from pmpd.identity.certificates import CERTIFICATE_FILE
from pmpd.identity.tls import server_context
from pmpd.identity.whereabouts import IDENTITY
from pmpd.local_socket import socket_path
from pmpd.server import serving

ECHO_SOCKET = "echo.sock"
_HERE = "127.0.0.1"


async def _served(**where: str | int) -> None:
    """Say where one serves, and go on until told to stop."""
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    print(json.dumps(where), flush=True)
    await told.wait()


async def echo(directory: Path) -> None:
    """The least that aiohttp does for a JSON API: parse what was sent, and send it back; at a socket, as the box's own."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(await request.json())

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    with socket_path(directory / ECHO_SOCKET) as short:
        await web.UnixSite(runner, short).start()
    await _served()
    await runner.cleanup()


async def bare(directory: Path) -> None:
    """Pages that are nothing but bytes, and lines that are passed on to streams: by HTTPS, with the certificate of a box."""
    numbers = count(1)
    streams: set[web.StreamResponse] = set()

    async def page(request: web.Request) -> web.Response:
        filling = "." * int(request.match_info["size"])
        return web.Response(text=f"<!doctype html><title>bare</title><!--{filling}--><p class=bin>A-0001</p>", content_type="text/html")

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"id: 0\r\n\r\n")
        streams.add(response)
        await asyncio.Event().wait()  # until the connection is closed, or the server is
        return response

    async def pass_on(line: bytes) -> None:
        for one in streams:
            await one.write(line)

    async def say(_: web.Request) -> web.Response:
        saying.add(task := asyncio.create_task(pass_on(b"id: %d\r\n\r\n" % next(numbers))))
        task.add_done_callback(saying.discard)
        return web.Response()

    saying: set[asyncio.Task[None]] = set()
    app = web.Application()
    app.add_routes([web.get("/page/{size}", page), web.get("/events", stream), web.post("/say", say)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    tls = server_context()
    tls.load_cert_chain(directory / IDENTITY / CERTIFICATE_FILE)
    await web.TCPSite(runner, _HERE, 0, ssl_context=tls).start()
    await _served(https=runner.addresses[0][1])
    await runner.cleanup()


async def box(directory: Path) -> None:
    """The box as `pmpd serve` runs it, for its own screen, the command line and the network."""
    config = Config(https=Https(host=_HERE, port=0), discovery=Discovery(announce=False))
    async with Box(directory, config) as running, serving(running, _HERE, 0) as address:
        await _served(address=address, https=running.whereabouts.ports["https"])


if __name__ == "__main__":
    asyncio.run({"echo": echo, "bare": bare, "box": box}[sys.argv[1]](Path(sys.argv[2])))
