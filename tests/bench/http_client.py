"""A client that costs as little as it can: prepared requests on kept-alive connections, answers only counted through."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pmpd.local_socket import socket_path

CONNECTIONS = 16
Connect = Callable[[Callable[[], asyncio.Protocol]], Awaitable[Any]]
"""Connects what is made by what is given; answers transport and protocol, as the event loop does."""


def at_socket(socket: Path) -> Connect:
    """To a socket in a directory."""

    async def connect(make: Callable[[], asyncio.Protocol]) -> Any:
        with socket_path(socket) as short:
            return await asyncio.get_running_loop().create_unix_connection(make, short)

    return connect


def by_tls(port: int, tls: ssl.SSLContext) -> Connect:
    """To a port of this machine, by TLS."""

    async def connect(make: Callable[[], asyncio.Protocol]) -> Any:
        return await asyncio.get_running_loop().create_connection(make, "127.0.0.1", port, ssl=tls)

    return connect


def request(method: str, path: str, body: bytes = b"", token: str = "") -> bytes:
    """A whole request; with a token, of the program that has it."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    head = "\r\n".join([*lines, "", ""])
    return head.encode() + body


def is_whole(answer: bytes) -> bool:
    """Whether an answer is there to its last byte. Raises ConnectionError for one that is not 200."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    if len(body) < length:
        return False
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(f"the server answered {answer!r}")
    return True


class _Connection(asyncio.Protocol):
    """Once begun, sends the next request as soon as the answer to the last one is complete."""

    def __init__(self, requests: Iterator[bytes], done: "asyncio.Future[None]") -> None:
        self._requests = requests
        self._done = done
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._answer += data
        try:
            whole = is_whole(self._answer)
        except ConnectionError as error:
            self._fail(error)
            return
        if whole:
            self._answer = b""
            self.send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(ConnectionError("the server closed the connection"))

    def send_next(self) -> None:
        prepared = next(self._requests, None)
        if prepared is not None:
            self._transport.write(prepared)
        elif not self._done.done():
            self._done.set_result(None)
            self._transport.close()

    def _fail(self, error: ConnectionError) -> None:
        if not self._done.done():
            self._done.set_exception(error)
            self._transport.close()


async def requests_per_s(connect: Connect, requests: Sequence[bytes]) -> float:
    """Send all requests through the connections, each waiting for its answer; answers how many were answered in a second.

    The time of connecting, and of agreeing on keys, is not counted.
    """
    waiting = iter(requests)
    ends = [asyncio.get_running_loop().create_future() for _ in range(CONNECTIONS)]
    connections = [(await connect(partial(_Connection, waiting, end)))[1] for end in ends]
    started_s = time.perf_counter()
    for connection in connections:
        connection.send_next()
    await asyncio.gather(*ends)
    return len(requests) / (time.perf_counter() - started_s)
