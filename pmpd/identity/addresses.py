"""The addresses of this machine, as the network knows them."""

import ipaddress
from collections.abc import Callable

import ifaddr

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Addresses = Callable[[], list[Address]]

PRIVATE_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),  # RFC 1918
        *("169.254.0.0/16", "fe80::/10"),  # link-local
        *("127.0.0.0/8", "::1/128"),  # this machine
        "fc00::/7",  # RFC 4193
    )
)
"""Addresses that mean another machine in every building; no other ones are certified by a box."""


def own_addresses() -> list[Address]:
    """Every address that another machine may reach this one by, those of IPv4 first; neither loopback nor link-local ones of IPv6.

    The latter go with the name of an interface, which no browser takes.
    """
    found = [ipaddress.ip_address(ip.ip if isinstance(ip.ip, str) else ip.ip[0]) for adapter in ifaddr.get_adapters() for ip in adapter.ips]
    return sorted({one for one in found if not one.is_loopback and not (one.version == 6 and one.is_link_local)}, key=_order)


def is_private(address: Address) -> bool:
    """Tell whether an address lies in one of the private networks."""
    return any(address in network for network in PRIVATE_NETWORKS)


def _order(address: Address) -> tuple[int, bool, int]:
    """Addresses of private networks before others of their kind: they are where handhelds are."""
    return (address.version, not is_private(address), int(address))
