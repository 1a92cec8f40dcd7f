"""The one way to a link: by the scheme of its address. Adding a link is one file and one row."""

from collections.abc import Callable

from devices.link import Link
from devices.serial_link import SerialLink, serial_address
from devices.tcp_link import TcpLink, tcp_address
from devices.usb_link import UsbLink, usb_address
from devices.usblp_link import UsblpLink


def _usb_link(address: str) -> Link:
    """`usb:///dev/usb/lp0` goes through the kernel's printer driver, `usb://04b8:0e15/SERIAL` round it."""
    node = address.removeprefix("usb://")
    return UsblpLink(node) if node.startswith("/") else UsbLink(usb_address(address))


_LINKS: dict[str, Callable[[str], Link]] = {
    "serial": lambda address: SerialLink(serial_address(address)),
    "tcp": lambda address: TcpLink(tcp_address(address)),
    "usb": _usb_link,
}


def make_link(address: str) -> Link:
    """Return a closed link to `address`. Raises `ValueError` saying which addresses there are."""
    scheme = address.partition(":")[0]
    if scheme not in _LINKS:
        raise ValueError(
            f"{address or 'an empty address'} leads nowhere; an address begins with {', '.join(f'{name}:' for name in _LINKS)}"
        )
    return _LINKS[scheme](address)
