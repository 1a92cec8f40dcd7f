"""Bodies that come slowly, or not at all: each ends with words, and nobody else waits."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from pmpd.api.request_body import LARGEST_FORM_BYTES, body_of, form_of

SOON_S = 0.2
Read = Callable[[web.Request], Awaitable[object]]


async def said_to(read: Read, head: str, body: bytes) -> bytes:
    """What a server that reads so answers to this head, and to a body that may be shorter than it promised; the connection stays open."""

    async def handle(request: web.Request) -> web.Response:
        await read(request)
        return web.Response(text="read")

    app = web.Application(client_max_size=8 << 20)
    app.router.add_post("/", handle)
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"POST / HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode() + body)
        line = await asyncio.wait_for(reader.readline(), 20)
        writer.close()
        await writer.wait_closed()
    return line


@pytest.mark.parametrize("read", [partial(body_of, longest_s=SOON_S), partial(form_of, longest_s=SOON_S)])
async def test_a_body_that_does_not_come_is_not_waited_for(read: Read) -> None:
    head = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50"
    assert b"408" in await said_to(read, head, b"a=")
    assert b"200" in await said_to(read, head.replace("50", "2"), b"a=")


async def test_a_body_that_is_too_large_is_not_read_to_its_end() -> None:
    endless = b"ffff\r\n" + b"a" * 0xFFFF + b"\r\n"
    chunked = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked"
    assert b"413" in await said_to(partial(body_of, largest_bytes=LARGEST_FORM_BYTES), chunked, endless * 2)
    assert b"413" in await said_to(form_of, chunked, endless * 2)


async def test_a_form_of_very_many_fields_is_refused_before_it_costs_anything() -> None:
    fields = b"a&" * 20_000
    head = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(fields)}"
    assert b"413" in await said_to(form_of, head, fields)
