"""Hears from the kernel that something was plugged in or out, so that nobody has to look all the time.

Only that something happened is heard, never what: whoever waits then looks for itself. So a message that is lost, repeated or forged does
no harm. Kernel messages are those of lib/kobject_uevent.c, those of udev the same again once it has set names and permissions.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import Self

_NETLINK_KOBJECT_UEVENT = 15  # linux/netlink.h
_KERNEL, _UDEV = 1, 2  # the two groups, as bits
_MESSAGE_BYTES = 8192

SETTLED_S = 0.05
"""One scanner is a dozen messages: they are over when none came for this long. Short, since a scanner that was woken types at once."""

LATEST_S = 0.5
"""Where messages never end, the wait does."""


def kernel_messages() -> socket.socket:
    """Return a socket that hears the kernel and udev; raises `OSError` where that is not permitted."""
    heard = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC, _NETLINK_KOBJECT_UEVENT)
    try:
        heard.bind((0, _KERNEL | _UDEV))
    except OSError:
        heard.close()
        raise
    return heard


class HotPlug:
    """`wait` returns when something was plugged in or out. Where the kernel may not be heard (`hears` is False) it waits for ever.

    `messages` makes the socket to listen to.
    """

    def __init__(self, messages: Callable[[], socket.socket] = kernel_messages) -> None:
        self._messages = messages
        self._socket: socket.socket | None = None
        self._happened = asyncio.Event()
        self._again = asyncio.Event()

    @property
    def hears(self) -> bool:
        """Whether the kernel tells."""
        return self._socket is not None

    async def __aenter__(self) -> Self:
        try:
            self._socket = self._messages()
        except OSError:
            return self
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self._hear, self._socket)
        return self

    async def __aexit__(self, *_: object) -> None:
        heard, self._socket = self._socket, None
        if heard is not None:
            asyncio.get_running_loop().remove_reader(heard.fileno())
            heard.close()

    async def wait(self) -> None:
        """Return once something has happened since the last return and the messages have settled. May be cancelled and called again."""
        await self._happened.wait()
        try:
            async with asyncio.timeout(LATEST_S):
                await self._settle()
        except TimeoutError:
            pass
        self._happened.clear()

    async def _settle(self) -> None:
        while True:
            self._again.clear()
            try:
                async with asyncio.timeout(SETTLED_S):
                    await self._again.wait()
            except TimeoutError:
                return

    def _hear(self, heard: socket.socket) -> None:
        """Empty the socket; an overflow (ENOBUFS) says too that something happened."""
        try:
            while heard.recv(_MESSAGE_BYTES):
                continue
        except OSError:
            pass
        self._happened.set()
        self._again.set()
