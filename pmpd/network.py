"""What the network sees of a box: its HTTPS, how to come to trust it, the compatibility mode, and that it is there at all."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from pmpd.box import Box
from pmpd.discovery import Announcement
from pmpd.identity.listener import Listener, Way
from pmpd.identity.tls import Certificate
from pmpd.identity.trust_pages import trust_app
from pmpd.listeners import app_of, listen

_LOOK_EVERY_S = 5.0
"""How soon a new address of the machine is certified and announced."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def serving_network(box: Box) -> AsyncIterator[None]:
    """Serve what the configuration says until left; nothing is served that it does not name.

    Raises OSError when a port is taken, and BadCertificate when the box's identity is damaged.
    """
    config = box.config
    async with AsyncExitStack() as stack:
        if config.compatibility is not None:
            plain = app_of(box, _listener(box, "plain"))
            box.whereabouts.ports["plain"] = await listen(stack, plain, config.compatibility.host, config.compatibility.port)
            _log.warning("plain HTTP for handhelds at %s: whoever listens in the network reads along", _links(box, "plain"))
        if config.https is not None:
            certificate = Certificate(box.whereabouts, box.ledger.engine.clock.now_ms)
            box.whereabouts.fingerprint = certificate.fingerprint
            https = app_of(box, _listener(box, "https"))
            box.whereabouts.ports["https"] = await listen(stack, https, config.https.host, config.https.port, certificate.context)
            if config.helper is not None:
                trust = trust_app(box.whereabouts, certificate.authority.certificate)
                box.whereabouts.help_port = await listen(stack, trust, config.helper.host, config.helper.port)
            _log.info("serves the network at %s", _links(box, "https"))
            announcement = Announcement(box.whereabouts, certificate.fingerprint) if config.discovery.announce else None
            if announcement is not None:
                stack.push_async_callback(announcement.close)
            watch = asyncio.create_task(_watch(box, certificate, announcement), name="network")
            stack.push_async_callback(_end, watch)
        yield


def _listener(box: Box, way: Way) -> Listener:
    return Listener(way, partial(box.whereabouts.names, way))


def _links(box: Box, way: Way) -> str:
    return ", ".join(box.whereabouts.links(way)) or f"port {box.whereabouts.ports[way]} of this machine alone"


async def _watch(box: Box, certificate: Certificate, announcement: Announcement | None) -> None:
    """Keep certificate and announcement true while addresses, time and other boxes come and go."""
    while True:
        try:
            box.whereabouts.look()
            if announcement is not None:
                await announcement.keep_up()
            certificate.keep_up()
        except OSError as error:
            _log.warning("the network can't be kept up with: %s", error)
        await asyncio.sleep(_LOOK_EVERY_S)


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
