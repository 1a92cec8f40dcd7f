"""A box that serves the network, on this machine alone."""

import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from pmpd.box import Box
from pmpd.config import Config, Discovery, Helper, Https
from pmpd.identity.addresses import Address
from pmpd.identity.certificates import AUTHORITY_FILE, public_pem, read_certified
from pmpd.identity.whereabouts import IDENTITY, Whereabouts
from pmpd.server import serving

QUIET = Discovery(announce=False)
LOOPBACK = ipaddress.ip_address("127.0.0.1")
OTHER_LOOPBACK = ipaddress.ip_address("127.0.0.2")
"""Linux has the whole of 127.0.0.0/8, so that a machine on loopback can have several addresses."""


class NetworkBox:
    """A served box, its authority, and the addresses that its machine has."""

    def __init__(self, box: Box, addresses: list[Address]) -> None:
        self.box = box
        self.addresses = addresses

    @property
    def authority(self) -> str:
        """The certificate that phones are told to trust."""
        kept = read_certified(self.box.directory / IDENTITY / AUTHORITY_FILE)
        assert kept is not None
        return public_pem(kept.certificate).decode()

    def trusting(self) -> ssl.SSLContext:
        """The TLS of somebody who trusts the box's authority and no other."""
        return ssl.create_default_context(cadata=self.authority)

    async def get(self, path: str = "/", host: Address = LOOPBACK, **headers: str) -> httpx.Response:
        """What HTTPS answers to who trusts the authority."""
        async with httpx.AsyncClient(verify=self.trusting(), timeout=20) as client:
            return await client.get(f"https://{host}:{self.box.whereabouts.ports['https']}{path}", headers=headers)


@asynccontextmanager
async def network_box(data: Path, config: Config, addresses: list[Address] | None = None) -> AsyncIterator[NetworkBox]:
    """Serve a box with these addresses; what is added to the list later is an address that the machine got later."""
    own = [LOOPBACK] if addresses is None else addresses
    box = Box(data, config)
    box.whereabouts = Whereabouts(data, config, lambda: list(own))
    async with box, serving(box, "127.0.0.1", 0):
        yield NetworkBox(box, own)


def on_the_network(host: str = "0.0.0.0", *, helper: Helper | None = None, discovery: Discovery = QUIET) -> Config:
    """A configuration that serves the network at free ports."""
    return Config(https=Https(host=host, port=0, names=("shelf.example.com",)), helper=helper, discovery=discovery)
