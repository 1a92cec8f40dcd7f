"""Serving a box: to browsers on its own machine, to the command line by a socket in the data directory, and to the network."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from pmpd.box import Box
from pmpd.identity.listener import LOOPBACK_NAMES, Listener
from pmpd.listeners import app_of, listen, listen_at_socket
from pmpd.network import serving_network


@asynccontextmanager
async def serving(box: Box, host: str, port: int) -> AsyncIterator[str]:
    """Serve until left; gives the address browsers of this machine go to. Port 0 takes a free one.

    `host` is an address of this machine alone; the network is served as the box's configuration says. Raises OSError when a port is taken.
    """
    async with AsyncExitStack() as stack:
        try:
            here = Listener("loopback", lambda: LOOPBACK_NAMES | {host})
            taken = await listen(stack, app_of(box, here), host, port)
            box.whereabouts.kiosk_address = f"http://{f'[{host}]' if ':' in host else host}:{taken}/"
            await listen_at_socket(stack, app_of(box, Listener("socket")), box.directory)
            await stack.enter_async_context(serving_network(box))
            with what_is_loaded_stays():
                yield box.whereabouts.kiosk_address
        finally:
            box.ledger.events.close()  # event streams end, so that the server need not wait for them
            box.floor.loans.close()  # and so does the wait of kiosks for a scan


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
