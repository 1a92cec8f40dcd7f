"""Ports and sockets that applications of the box are served at, each until the stack that it was pushed onto is left."""

import ssl
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web

from kiosk.pages import add_pages
from pmpd.api.app import make_app
from pmpd.box import Box
from pmpd.identity.listener import Listener
from pmpd.local_socket import socket_file, socket_path
from pmpd.owner.pages import add_owner_pages

_SHUTDOWN_S = 2.0
_SILENCE_S = 75.0
"""After this a connection is closed that has not sent a whole request, or none after the last one."""


def app_of(box: Box, listener: Listener) -> web.Application:
    """API and screens of a box, as they are at one of the places where it listens."""
    app = make_app(box, listener)
    add_pages(app, https=listener.way == "https")
    if listener.way in ("loopback", "https"):
        add_owner_pages(app, box)
    return app


async def listen(stack: AsyncExitStack, app: web.Application, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
    """Serve at an address of this machine; answers the port, since 0 takes a free one. Raises OSError when it is taken."""
    runner = await _runner(stack, app)
    await web.TCPSite(runner, host, port, ssl_context=tls).start()
    taken: int = runner.addresses[0][1]
    return taken


async def listen_at_socket(stack: AsyncExitStack, app: web.Application, directory: Path) -> None:
    """Serve at the socket of a data directory, which this user alone may open; the ledger's lock is ours, so whoever left one is gone."""
    runner = await _runner(stack, app)
    socket = socket_file(directory)
    socket.unlink(missing_ok=True)
    stack.callback(socket.unlink, missing_ok=True)
    with socket_path(socket) as short:
        await web.UnixSite(runner, short).start()
    socket.chmod(0o600)


async def _runner(stack: AsyncExitStack, app: web.Application) -> web.AppRunner:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S, handle_signals=False, keepalive_timeout=_SILENCE_S)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    return runner
