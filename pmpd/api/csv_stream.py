"""A long sheet as a stream: a page at a time, each from a short snapshot, so that neither the memory nor the writer has to wait for it."""

from contextlib import suppress

from aiohttp import web

from ledger.transaction import Answer
from pmpd.api.call import QueryRoute, Said, page_after
from pmpd.box import Box


async def stream_pages(box: Box, route: QueryRoute, said: Said, answer: Answer, request: web.Request) -> web.StreamResponse:
    """Send a first page (`{csv, next}`) and all that follow it."""
    stream = web.StreamResponse(headers={"Content-Type": "text/csv; charset=utf-8"})
    with suppress(ConnectionResetError):  # whoever asked has had enough
        await stream.prepare(request)
        await stream.write(answer["csv"].encode())
        while answer["next"]:
            said = page_after(said, answer["next"])
            answer = await box.ledger.ask(route.ask, said)
            await stream.write(answer["csv"].encode())
        await stream.write_eof()
    return stream
