"""A network printer's connection: found soon or given up soon, handed back after each job, and nothing sent behind anybody's back."""

import asyncio
import os
import re
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from devices.host_lookup import HostLookup
from devices.link import LinkLost
from devices.tcp_link import TcpAddress, TcpLink, tcp_address


class FarEnd:
    """A listening socket that does only what a test tells it."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=0)
        self.listening.setblocking(False)
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.address = TcpAddress("127.0.0.1", self.listening.getsockname()[1])

    async def accept(self) -> socket.socket:
        connection, _ = await asyncio.wait_for(asyncio.get_running_loop().sock_accept(self.listening), 10)
        connection.setblocking(False)
        return connection


async def all_of(connection: socket.socket) -> bytes:
    """What comes until the other side closes its direction."""
    loop, received = asyncio.get_running_loop(), b""
    while chunk := await asyncio.wait_for(loop.sock_recv(connection, 65536), 10):
        received += chunk
    return received


def our_end(connection: socket.socket) -> socket.socket:
    """The other end of a connection within this process, as a copy."""
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            copy = socket.socket(fileno=os.dup(int(entry.name)))
            if copy.family == socket.AF_INET and copy.getsockname() == connection.getpeername():
                return copy
            copy.close()
    raise LookupError("no such connection")


@pytest.fixture
async def far_end() -> AsyncIterator[FarEnd]:
    made = FarEnd()
    yield made
    made.listening.close()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://192.168.1.50:9100", TcpAddress("192.168.1.50", 9100)),
        ("tcp://printer-2.local", TcpAddress("printer-2.local", 9100)),
        ("tcp://[fe80::1]:9101/", TcpAddress("fe80::1", 9101)),
    ],
)
def test_a_network_address_is_a_host_and_a_port_which_is_9100_where_none_is_named(text: str, address: TcpAddress) -> None:
    assert tcp_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "tcp://", "tcp://host:0", "tcp://host:99999", "tcp://host/queue", "tcp:192.168.1.50", "tcp://host?x=1", "tcp://[::1",
        "tcp://two words",
    ],
)  # fmt: skip
def test_what_is_no_network_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"tcp://192\.168\.1\.50:9100"):
        tcp_address(text)


async def test_a_job_ends_with_a_half_closed_connection_and_the_printers_last_words(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    connection = await far_end.accept()
    await link.write(b"job")
    finishing = asyncio.create_task(link.finish())
    assert await all_of(connection) == b"job"
    await asyncio.get_running_loop().sock_sendall(connection, b"done")
    connection.close()
    assert await finishing == b"done"
    with pytest.raises(LinkLost, match="closed"):
        await link.write(b"more")


async def test_a_printer_that_leaves_its_side_open_is_not_waited_for_long(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address, hang_up_timeout_s=0.05)
    await link.open()
    connection = await far_end.accept()
    await link.write(b"job")
    assert await link.finish() == b""
    assert await all_of(connection) == b"job"
    connection.close()


async def test_a_job_is_not_finished_while_the_printer_has_not_taken_all_of_it(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    connection = await far_end.accept()
    with pytest.raises(TimeoutError):  # more than the buffers on the way hold; the far end reads nothing
        await asyncio.wait_for(link.write(bytes(10_000_000)), 0.5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(link.finish(), 0.2)
    await link.close()
    with pytest.raises(ConnectionResetError):  # what was still on our side never goes out behind anybody's back
        await all_of(connection)
    connection.close()


async def test_a_host_that_answers_nothing_is_given_up_with_what_to_do(far_end: FarEnd) -> None:
    others = [socket.socket() for _ in range(4)]
    for other in others:  # a full queue: nobody is let in and nobody is turned away
        other.setblocking(False)
        other.connect_ex((far_end.address.host, far_end.address.port))
    with pytest.raises(LinkLost, match="does not answer") as lost:
        await TcpLink(far_end.address, connect_timeout_s=0.2).open()
    assert "network cable" in lost.value.remedy
    for other in others:
        other.close()


@pytest.mark.parametrize("name", ["nobody.invalid", "two..dots", "x" * 64])
async def test_a_name_that_nobody_has_is_told_as_such(name: str) -> None:
    with pytest.raises(LinkLost, match=f"{re.escape(name)}|does not answer") as lost:
        await TcpLink(TcpAddress(name)).open()
    assert lost.value.remedy


def test_an_address_of_the_newer_kind_reads_as_it_is_written() -> None:
    assert str(TcpAddress("fe80::1", 9101)) == "[fe80::1]:9101"


async def test_a_name_with_several_addresses_is_tried_at_each(far_end: FarEnd) -> None:
    def two(_: str, port: int, *, type: int, flags: int) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        if flags:
            raise socket.gaierror
        return [(socket.AF_INET, type, 6, "", (where, port)) for where in ("127.0.0.2", "127.0.0.1")]

    port = far_end.address.port
    link = TcpLink(TcpAddress("printer", port), lookup=HostLookup("printer", port, getaddrinfo=two))
    await link.open()
    connection = await far_end.accept()
    await link.write(b"here")
    assert await asyncio.get_running_loop().sock_recv(connection, 9) == b"here"
    await link.close()
    connection.close()


async def test_a_name_server_that_does_not_answer_holds_up_nobody_else() -> None:
    answered = threading.Event()
    asked: list[str] = []

    def never(host: str, *_: object, flags: int, **__: object) -> list[object]:
        if not flags:
            asked.append(host)
            answered.wait(30)
        raise socket.gaierror

    link = TcpLink(TcpAddress("printer"), connect_timeout_s=0.01, lookup=HostLookup("printer", 9100, getaddrinfo=never))
    for _ in range(40):
        with pytest.raises(LinkLost, match="does not answer"):
            await link.open()
    assert (asked, await asyncio.to_thread(lambda: "a thread is free")) == (["printer"], "a thread is free")
    answered.set()


async def test_a_port_that_is_refused_may_be_busy_with_another_computer() -> None:
    with pytest.raises(LinkLost, match="busy with another computer"):
        await TcpLink(TcpAddress("127.0.0.1", 1)).open()


async def test_a_connection_that_is_closed_without_a_word_is_busy_with_another_computer(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    (await far_end.accept()).close()
    with pytest.raises(LinkLost, match="busy with another computer"):
        await link.read(10)
    await link.close()


async def test_a_connection_that_ends_after_some_words_is_closed(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    connection = await far_end.accept()
    await asyncio.get_running_loop().sock_sendall(connection, b"\x12")
    connection.close()
    assert await link.read(10) == b"\x12"
    with pytest.raises(LinkLost, match="closed the connection"):
        await link.read(10)
    await link.close()


async def test_a_dead_printer_is_noticed_by_keepalive_and_little_waits_on_our_side(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    connection = await far_end.accept()
    ours = our_end(connection)
    assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
    assert 0 < ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) <= 30_000
    assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 16_384
    ours.close()
    await link.close()
    connection.close()


async def test_reading_a_printer_that_says_nothing_ends_after_the_time_given(far_end: FarEnd) -> None:
    link = TcpLink(far_end.address)
    await link.open()
    connection = await far_end.accept()
    assert await link.read(0) == b""
    assert await link.read(0.02) == b""
    await link.close()
    connection.close()
