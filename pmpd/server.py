"""Serving a box: on a TCP port of this machine for browsers, and on a socket in the data directory for the command line."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiohttp import web

from kiosk.pages import add_pages
from pmpd.api.app import make_app
from pmpd.box import Box
from pmpd.local_socket import socket_file, socket_path

_SHUTDOWN_S = 2.0


@asynccontextmanager
async def serving(box: Box, host: str, port: int) -> AsyncIterator[str]:
    """Serve until left; gives the address browsers go to. Port 0 takes a free one. Raises OSError when the port is taken."""
    app = make_app(box)
    add_pages(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S, handle_signals=False)
    await runner.setup()
    socket = socket_file(box.directory)
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        socket.unlink(missing_ok=True)  # the ledger's lock is ours, so whoever left it is gone
        with socket_path(socket) as short:
            await web.UnixSite(runner, short).start()
        socket.chmod(0o600)
        taken = runner.addresses[0][1]
        with what_is_loaded_stays():
            yield f"http://{f'[{host}]' if ':' in host else host}:{taken}/"
    finally:
        box.ledger.events.close()  # event streams end, so that the server need not wait for them
        await runner.cleanup()
        socket.unlink(missing_ok=True)


@contextmanager
def what_is_loaded_stays() -> Iterator[None]:
    """Leave out of garbage collection, until left, everything there is now.

    A full collection stops every thread. With all of the program's modules to look through it takes longer than the 21 ms after which a
    scanner's reader loses keys; with what came since, a few.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def told_to_stop() -> asyncio.Event:
    """What SIGINT and SIGTERM set from now on; take it before anybody is told that the box runs, or an early signal kills it."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
