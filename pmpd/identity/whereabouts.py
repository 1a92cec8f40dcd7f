"""What the box is called, and where the network finds it."""

import ipaddress
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pmpd.identity.addresses import Address, Addresses, is_private, own_addresses
from pmpd.identity.listener import LOOPBACK_NAMES, Way
from pmpd.identity.private_file import write_private

if TYPE_CHECKING:
    from pmpd.config import Config

IDENTITY = "identity"
"""The directory of the box's keys, id and name, beside the ledger."""

NAMES_MAX = 9
"""As many boxes of the same wished name find names in one network: `pmp`, `pmp-2` … `pmp-9`."""


def possible_names(wished: str) -> list[str]:
    """The names that a box of this wished name may come to have, in the order in which they are tried."""
    return [wished, *[f"{wished}-{number}" for number in range(2, NAMES_MAX + 1)]]


class Whereabouts:
    """Name, id and addresses of a box; `ports` says where it listens by each way, once it does.

    Addresses are those of the last `look`: every request asks whether it was meant for this box.
    """

    def __init__(self, data: Path, config: "Config", own: Addresses = own_addresses) -> None:
        self.directory = data / IDENTITY
        self.ports: dict[Way, int] = {}
        self.here = ""
        """Where a browser on this machine finds the box, once it is served."""
        self.kiosk_address = ""
        """Where the screen of the box itself finds it, once it listens."""
        self.help_port = 0
        self.fingerprint = ""
        """What people compare before they trust the box's authority, once it serves the network."""
        self.wished = config.box.name
        self._own = own
        self._hosts: dict[Way, Address] = {}
        if config.https is not None:
            self._hosts["https"] = ipaddress.ip_address(config.https.host)
        if config.compatibility is not None:
            self._hosts["plain"] = ipaddress.ip_address(config.compatibility.host)
        self._configured = config.https.names if config.https is not None else ()
        self._announced = config.discovery.announce
        kept = self._kept("name")
        self.name = kept if kept in possible_names(self.wished) else self.wished
        """What the box is called in this network: the wished name, or the one it found when that was taken."""
        self._addresses: list[Address] = []
        self.look()

    def look(self) -> bool:
        """Learn the addresses that the machine has now; tells whether they are others than before."""
        before, self._addresses = self._addresses, self._own()
        return self._addresses != before

    @cached_property
    def id(self) -> str:
        """What tells this box from every other one, whatever they are called: 16 hexadecimal digits, made once."""
        if not self._kept("id"):
            write_private(self.directory / "id", secrets.token_hex(8).encode())
        return self._kept("id")

    def _kept(self, file: str) -> str:
        path = self.directory / file
        return path.read_text("ascii") if path.exists() else ""

    def rename(self, name: str) -> None:
        """Be called so from now on, after a restart too: a phone that knows the box by a name must not find another one there."""
        write_private(self.directory / "name", name.encode())
        self.name = name

    @property
    def host_name(self) -> str:
        """The name that other machines ask for, `pmp.local`."""
        return f"{self.name}.local"

    def serves(self, way: Way) -> bool:
        """Whether the box is to be served this way, whoever reaches it there."""
        return way in self._hosts

    def reachable(self, way: Way) -> list[Address]:
        """The addresses by which others reach the box this way; none where it listens for its own machine alone."""
        if way not in self._hosts:
            return []
        host = self._hosts[way]
        if host.is_loopback:
            return []
        return [one for one in self._addresses if one.version == host.version] if host.is_unspecified else [host]

    def names(self, way: Way) -> frozenset[str]:
        """Every name and address under which the box may be asked this way, in lower case, IPv6 without brackets."""
        found = self.reachable(way)
        here = LOOPBACK_NAMES if self._listens_here(way) else frozenset()
        return here | {self.host_name, *self._configured, *map(str, found)}

    def _listens_here(self, way: Way) -> bool:
        host = self._hosts.get(way)
        return host is None or host.is_loopback or host.is_unspecified

    def certifiable(self) -> list[str]:
        """Every name that a certificate of this box may ever have to be for."""
        return ["localhost", *[f"{name}.local" for name in possible_names(self.wished)], *self._configured]

    def links(self, way: Way = "https") -> list[str]:
        """Where others find the box, the best first: `["https://pmp.local:8443/", "https://192.168.1.7:8443/"]`; none where nobody does.

        Addresses of other networks than private ones are left out: no certificate is good for them.
        """
        scheme, port = ("https", 443) if way == "https" else ("http", 80)
        return self._links(way, scheme, self.ports[way], port) if way in self.ports else []

    def help_link(self) -> str:
        """Where a phone is told how to trust the box, `http://pmp.local/`; empty where it is not."""
        return next(iter(self._links("https", "http", self.help_port, 80)), "") if self.help_port else ""

    def _links(self, way: Way, scheme: str, port: int, left_out: int) -> list[str]:
        found = self.reachable(way)
        named = [*self._configured, *([self.host_name] if self._announced else [])] if found else []
        private = [str(one) if one.version == 4 else f"[{one}]" for one in found if is_private(one)]
        where = "" if port == left_out else f":{port}"
        return [f"{scheme}://{host}{where}/" for host in [*named, *private]]
