"""Finds a host on the network. A name server that does not answer holds up nobody but who asks for that name."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

Where = tuple[socket.AddressFamily, Any]
"""The family of an address, and the address as `socket.connect` takes it."""

_Found = list[Where] | OSError


class HostLookup:
    """The addresses of one host, for one TCP port. Numbers are read at once; a name is asked for in a thread of its own.

    The system's own lookup can't be called off. It may take half a minute, so it must not occupy a thread that others wait for, nor be
    waited for when the program ends, nor be begun anew while it lasts: who asks again meanwhile gets the answer to the first question.

    `getaddrinfo` is that lookup, in the form of `socket.getaddrinfo`.
    """

    def __init__(self, host: str, port: int, *, getaddrinfo: Callable[..., Any] = socket.getaddrinfo) -> None:
        self._host = host
        self._port = port
        self._getaddrinfo = getaddrinfo
        self._asked: asyncio.Future[_Found] | None = None

    async def addresses(self) -> list[Where]:
        """Return where the host may be, IPv4 first, which every printer speaks. Raises `socket.gaierror` for a name that nobody has."""
        with suppress(socket.gaierror, UnicodeError):
            return self._look_up(socket.AI_NUMERICHOST)
        if self._asked is None or self._asked.get_loop() is not asyncio.get_running_loop():
            self._asked = self._ask()
        found = await asyncio.shield(self._asked)
        self._asked = None
        if isinstance(found, OSError):
            raise found
        return found

    def _ask(self) -> "asyncio.Future[_Found]":
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Found] = loop.create_future()

        def ask() -> None:
            try:
                found: _Found = self._look_up(0)
            except OSError as error:
                found = error
            except UnicodeError:  # an empty part, or one of more than 63 characters
                found = socket.gaierror(socket.EAI_NONAME, "no such name can be")
            with suppress(RuntimeError):  # the loop is closed: nobody wants to know any more
                loop.call_soon_threadsafe(answer.set_result, found)

        threading.Thread(target=ask, name=f"finding {self._host}", daemon=True).start()
        return answer

    def _look_up(self, flags: int) -> list[Where]:
        found = self._getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM, flags=flags)
        return sorted(((family, where) for family, _, _, _, where in found), key=lambda one: one[0] != socket.AF_INET)
