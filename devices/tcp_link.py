"""A TCP connection as a link: raw printing on port 9100, where a printer mostly serves one computer at a time."""

import asyncio
import errno
import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from devices.host_lookup import HostLookup, Where
from devices.link import LinkLost
from devices.readiness import outgoing_bytes, passed_on, ready

RAW_PRINTING_PORT = 9100

_READ_BYTES = 4096
# Little waits in our own kernel, so that a printer that takes no more is noticed; the kernel doubles this figure (socket(7)).
_SEND_BUFFER_BYTES = 4096
_USER_TIMEOUT_MS = 15_000
_KEEPALIVE = ((socket.TCP_KEEPIDLE, 5), (socket.TCP_KEEPINTVL, 3), (socket.TCP_KEEPCNT, 3))

_NETWORK_REMEDY = "check that it is switched on and its network cable is in, and compare its address with its own network test page"
_BUSY_REMEDY = "let the other computer finish or stop using this printer; if there is none, switch the printer off and on"


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """`host` is a name or an IP address."""

    host: str
    port: int = RAW_PRINTING_PORT

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def tcp_address(text: str) -> TcpAddress:
    """Read `tcp://192.168.1.50:9100` or `tcp://[fe80::1]:9100`; the port may be left out. Raises `ValueError` saying what is wrong."""
    wrong = ValueError(f"{text} is no network address; write tcp://192.168.1.50:9100 (a name instead of the numbers is fine)")
    try:
        parts = urlsplit(text)
        port = RAW_PRINTING_PORT if parts.port is None else parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    if parts.scheme != "tcp" or not host or not port or parts.path not in ("", "/") or parts.query or parts.username or " " in host:
        raise wrong
    return TcpAddress(host, port)


class TcpLink:
    """A `Link` over TCP: one connection for one job, since a printer keeps other computers waiting for as long as it lasts.

    `connect_timeout_s` covers finding the host too; `hang_up_timeout_s` is how long the far end may take to close its side.
    `lookup` finds the host.
    """

    def __init__(
        self, address: TcpAddress, *, connect_timeout_s: float = 3.0, hang_up_timeout_s: float = 1.0, lookup: HostLookup | None = None
    ) -> None:
        self._address = address
        self._lookup = lookup or HostLookup(address.host, address.port)
        self._connect_timeout_s = connect_timeout_s
        self._hang_up_timeout_s = hang_up_timeout_s
        self._socket: socket.socket | None = None
        self._heard = False

    async def open(self) -> None:
        """Connect."""
        await self.close()
        try:
            async with asyncio.timeout(self._connect_timeout_s):
                self._socket = await self._connected()
        except TimeoutError:
            raise LinkLost(f"{self._address} does not answer", remedy=_NETWORK_REMEDY) from None
        except OSError as error:
            raise self._unreachable(error) from error
        self._heard = False

    async def close(self) -> None:
        """Disconnect at once; bytes that the far end has not taken go out no more."""
        connection, self._socket = self._socket, None
        if connection is None:
            return
        if outgoing_bytes(connection.fileno()):
            # Without this the kernel goes on sending after the close, and a half-forgotten job comes out of the printer later.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    async def write(self, chunk: bytes) -> None:
        """Hand over all of `chunk`, at the far end's pace."""
        taken = 0
        while taken < len(chunk):
            connection = self._open_socket(taken)
            try:
                taken += connection.send(chunk[taken:])
            except BlockingIOError:
                await ready(connection.fileno(), write=True)
            except OSError as error:
                raise self._broken(error, taken) from error

    async def read(self, timeout_s: float) -> bytes:
        """Return what has come, or `b""` after `timeout_s` seconds."""
        connection = self._open_socket(0)
        try:
            async with asyncio.timeout(timeout_s):
                said = await self._received(connection)
        except TimeoutError:
            return b""
        if not said:
            raise self._hung_up()
        self._heard = True
        return said

    async def finish(self) -> bytes:
        """Wait until the far end has acknowledged every byte, close our side, and return what it says until it closes its own."""
        connection = self._open_socket(0)
        said = b""
        try:
            await passed_on(connection.fileno())
            connection.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(self._hang_up_timeout_s):
                while chunk := await self._received(connection):
                    said += chunk
        except TimeoutError:
            pass  # it has every byte; many printers leave their side open
        except OSError as error:
            raise self._broken(error, 0) from error
        await self.close()
        return said

    async def _connected(self) -> socket.socket:
        """Connect to the first of the host's addresses that answers; each gets its share of the time that is left."""
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + self._connect_timeout_s
        places = await self._lookup.addresses()
        for left, where in zip(range(len(places), 1, -1), places, strict=False):
            try:
                async with asyncio.timeout((deadline_s - loop.time()) / left):
                    return await self._connected_to(where)
            except (OSError, TimeoutError):
                continue
        return await self._connected_to(places[-1])

    async def _connected_to(self, where: Where) -> socket.socket:
        family, address = where
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)
            for option, figure in _KEEPALIVE:
                connection.setsockopt(socket.IPPROTO_TCP, option, figure)
            await asyncio.get_running_loop().sock_connect(connection, address)
        except BaseException:
            connection.close()
            raise
        return connection

    async def _received(self, connection: socket.socket) -> bytes:
        """Return the next bytes, `b""` at the end of the connection."""
        while True:
            try:
                return connection.recv(_READ_BYTES)
            except BlockingIOError:
                await ready(connection.fileno(), write=False)
            except OSError as error:
                raise self._broken(error, 0) from error

    def _open_socket(self, bytes_taken: int) -> socket.socket:
        if self._socket is None:
            raise LinkLost(f"the connection to {self._address} is closed", bytes_taken)
        return self._socket

    def _hung_up(self, bytes_taken: int = 0) -> LinkLost:
        if self._heard:
            return LinkLost(f"{self._address} closed the connection", bytes_taken, remedy=_NETWORK_REMEDY)
        return LinkLost(f"{self._address} is busy with another computer: it hung up without a word", bytes_taken, remedy=_BUSY_REMEDY)

    def _broken(self, error: OSError, bytes_taken: int) -> LinkLost:
        if error.errno in (errno.ECONNRESET, errno.EPIPE):
            return self._hung_up(bytes_taken)
        return LinkLost(f"the connection to {self._address} broke: {error.strerror}", bytes_taken, remedy=_NETWORK_REMEDY)

    def _unreachable(self, error: OSError) -> LinkLost:
        if isinstance(error, socket.gaierror):
            return LinkLost(f"no device on the network is called {self._address.host}", remedy="write its IP address in the configuration")
        if error.errno == errno.ECONNREFUSED:
            return LinkLost(
                f"{self._address} is busy with another computer, or prints nothing on this port: it refuses the connection",
                remedy=_BUSY_REMEDY,
            )
        return LinkLost(f"{self._address} can't be reached: {error.strerror}", remedy=_NETWORK_REMEDY)
