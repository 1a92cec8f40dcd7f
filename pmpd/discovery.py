"""Telling the network that a box is here: `_pmp._tcp.local.` (DNS-SD, RFC 6763) and the addresses of its name, over multicast (RFC 6762).

What is announced is no proof of anything: every machine in the network can announce the same. A program that knows the box compares `id`,
and trusts the certificate, not the announcement.
"""

import asyncio
import logging
from importlib.metadata import version

from zeroconf import (  # type: ignore[attr-defined] # AddressResolver is not in __all__, though its examples import it so
    AddressResolver,
    DNSQuestionType,
    IPVersion,
    NonUniqueNameException,
    ServiceInfo,
)
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from pmpd.identity.addresses import Address
from pmpd.identity.whereabouts import Whereabouts, possible_names

SERVICE = "_pmp._tcp.local."
_ANSWER_MS = 1500
"""How long the owner of a name may take to answer: who told everybody within the last second answers only when that is over."""

_log = logging.getLogger(__name__)


class Announcement:
    """The announcement of a box, made by `keep_up` and made anew when its addresses change."""

    def __init__(self, whereabouts: Whereabouts, fingerprint: str) -> None:
        self._whereabouts = whereabouts
        self._fingerprint = fingerprint
        self._announced: list[Address] = []
        self._zeroconf: AsyncZeroconf | None = None

    async def keep_up(self) -> None:
        """Announce the addresses that the box has now, under a name that nobody else has. Takes a second or two; raises OSError."""
        addresses = self._whereabouts.reachable("https")
        if addresses == self._announced:
            return
        await self.close()
        if addresses:
            await self._announce(addresses)
        self._announced = addresses

    async def close(self) -> None:
        """Tell the network that the box is gone."""
        self._announced = []
        if self._zeroconf is not None:
            closing, self._zeroconf = self._zeroconf, None
            await closing.async_unregister_all_services()
            await closing.async_close()

    async def _announce(self, addresses: list[Address]) -> None:
        kind = {4: IPVersion.V4Only, 6: IPVersion.V6Only}[addresses[0].version]
        self._zeroconf = AsyncZeroconf(interfaces=[str(one) for one in addresses], ip_version=kind)
        await self._zeroconf.zeroconf.async_wait_for_start()
        for name in dict.fromkeys([self._whereabouts.name, *possible_names(self._whereabouts.wished)]):
            if await self._is_free(name, addresses) and await self._register(name, addresses):
                if name != self._whereabouts.name:
                    _log.warning("%s is the name of another machine in this network; this box is now %s", self._whereabouts.name, name)
                    self._whereabouts.rename(name)
                return
        _log.warning("every name like %s is taken in this network; give the box another one: [box] name", self._whereabouts.wished)

    async def _is_free(self, name: str, addresses: list[Address]) -> bool:
        """Tell whether no other machine answers to the name, and no other box; a name service of this machine itself may.

        The answer is asked for by multicast: one that is sent to this machine alone may reach that name service instead.
        """
        assert self._zeroconf is not None
        network = self._zeroconf.zeroconf
        machine, box = AddressResolver(f"{name}.local."), AsyncServiceInfo(SERVICE, f"{name}.{SERVICE}")
        answered = await asyncio.gather(*(one.async_request(network, _ANSWER_MS, DNSQuestionType.QM) for one in (machine, box)))
        foreign = {str(one) for one in machine.ip_addresses_by_version(IPVersion.All)} - set(map(str, addresses))
        return not foreign and not (answered[1] and box.decoded_properties.get("id") != self._whereabouts.id)

    async def _register(self, name: str, addresses: list[Address]) -> bool:
        """Announce the box under a name; tells whether no other box has it."""
        assert self._zeroconf is not None
        port = self._whereabouts.ports["https"]
        told = {"id": self._whereabouts.id, "version": version("pmpd"), "port": str(port), "tls": self._fingerprint}
        info = ServiceInfo(
            SERVICE,
            f"{name}.{SERVICE}",
            port=port,
            properties=told,
            server=f"{name}.local.",
            parsed_addresses=[str(one) for one in addresses],
        )
        try:
            await (await self._zeroconf.async_register_service(info))
        except NonUniqueNameException:
            return False
        return True
