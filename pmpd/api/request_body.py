"""The body of a request, within bounds: whoever sends too much, or too slowly, is told so and holds nothing up."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDictProxy

from pmpd.api import LARGEST_REQUEST_BYTES

LONGEST_S = 30.0
"""How long a body may take; 8 MB over a bad wireless network take ten seconds."""

LARGEST_FORM_BYTES = 64 << 10
"""What a form of a page may say; files come another way."""

LARGEST_OF_STRANGERS_BYTES = 4 << 10
"""What may be said by whoever the box does not know yet."""

T = TypeVar("T")


async def body_of(request: web.Request, largest_bytes: int = LARGEST_REQUEST_BYTES, longest_s: float = LONGEST_S) -> bytes:
    """The bytes. Raises 413 or 408; 400 where the sender went away in the middle."""
    return await _within(longest_s, request.clone(client_max_size=largest_bytes).read())


async def form_of(request: web.Request, longest_s: float = LONGEST_S) -> "MultiDictProxy[str | bytes | bytearray | FileField]":
    """The fields of a form. Raises as `body_of`."""
    return await _within(longest_s, request.clone(client_max_size=LARGEST_FORM_BYTES).post())


async def _within(longest_s: float, reading: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(longest_s):
            return await reading
    except TimeoutError:
        raise web.HTTPRequestTimeout(text=f"the request was not here within {longest_s:g} s; nothing was done, send it again") from None
    except ConnectionError:
        raise web.HTTPBadRequest(text="the request was cut off in the middle; nothing was done, send it again") from None
