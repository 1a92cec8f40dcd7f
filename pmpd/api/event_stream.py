"""Server-sent events: what changed, after it was committed, so that a screen shows it without asking again and again."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from http import HTTPStatus

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from ledger.canonical import canonical
from ledger.command import Event
from ledger.sales.orders import order_number
from pmpd.api.event_bodies import EventsQuery
from pmpd.box import Box
from pmpd.event_feed import Listener, Row
from pmpd.identity.denied import Denied
from pmpd.identity.gate import CALLER, Gate
from pmpd.store import Ledger

HEARTBEAT_S = 5
"""How often the stream says that it lives; a page that hears nothing for longer knows that what it shows may be old."""

_STALLED_S = 10
"""After this a client that takes nothing is cut off."""

_GONE = (ConnectionResetError, TimeoutError, asyncio.CancelledError)


async def event_stream(box: Box, gate: Gate, request: web.Request) -> web.StreamResponse:
    """Stream `{seq, topic, subject}`; `everything` tells a screen to read anew whatever it shows.

    The last event of each journal row has the row's number as its `id`: whoever comes back with it (`since`, or the header `Last-Event-ID`)
    hears what was said after that row, or `everything` where that is not kept any more. A stream from now on begins with `everything`, one
    that goes on with a `heartbeat`, which comes every HEARTBEAT_S seconds, too, as an event: scripts in a page never see the comments that
    keep a stream open. Its subject is 0, or says why the ledger writes nothing any more. The stream ends when who listens is let in no
    more: at once where somebody was shut out, else with the next heartbeat. Raises Denied when that one, or all together, have too many.
    """
    since = _since(request)
    caller = request[CALLER]
    with box.streams.taken(f"{caller.kind} {caller.name}".strip()):
        feed = box.ledger.events
        listener, begun_seq = feed.listen(since), feed.seq
        try:
            async with sse_response(request) as stream:
                beating: asyncio.Task[None] | None = None
                with contextlib.suppress(*_GONE):
                    if since is None:
                        await stream.send(canonical({"seq": begun_seq, "topic": "everything", "subject": 0}), id=str(begun_seq))
                    else:
                        await stream.send(_beat(box.ledger))
                    is_let_in = partial(_is_let_in, gate, request)
                    beating = asyncio.create_task(_beats(box.ledger, stream, listener, is_let_in))
                    await _pass_on(listener, stream, request, is_let_in)
                if beating:
                    beating.cancel()
            return stream
        finally:
            listener.close()


async def _is_let_in(gate: Gate, request: web.Request) -> bool:
    """Whether the request would still be granted; one that is in a hurry is."""
    try:
        caller = await gate.caller(request)
        caller.refuse_without("look")
    except Denied as denied:
        return denied.status == HTTPStatus.TOO_MANY_REQUESTS
    return True


def _since(request: web.Request) -> int | None:
    """Where the client was. A browser that reconnects by itself repeats the address it began with, so its header is the newer word."""
    said = dict(request.query)
    if "Last-Event-ID" in request.headers:
        said["since"] = request.headers["Last-Event-ID"]
    return EventsQuery.model_validate(said).since


async def _pass_on(listener: Listener, stream: EventSourceResponse, request: web.Request, is_let_in: Callable[[], Awaitable[bool]]) -> None:
    async for row in listener.rows():
        if any(event.topic == "people" for event in row) and not await is_let_in():
            return
        try:
            await asyncio.wait_for(stream.write(_spelled(row)), _STALLED_S)
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
            raise


@lru_cache(maxsize=8)
def _spelled(row: Row) -> bytes:
    """A journal row's events as the stream says them: spelled once for all screens and written at once to each, not event by event.

    Only the last event has the id, so that nobody who is cut off within a row misses its rest. LOOK_ANEW has none: it is of no row, and
    whoever is cut off right after it may be told so once more.
    """
    said = [f"data: {canonical({'seq': event.seq, 'topic': event.topic, 'subject': _subject(event)})}" for event in row]
    last = f"id: {row[-1].seq}\r\n" if row[-1].seq else ""
    return "".join(f"{words}\r\n\r\n" for words in [*said[:-1], f"{last}{said[-1]}"]).encode()


async def _beats(ledger: Ledger, stream: EventSourceResponse, listener: Listener, is_let_in: Callable[[], Awaitable[bool]]) -> None:
    """Beat until nobody hears it any more, which in a quiet shop nothing else would find out: then its place is free again."""
    with contextlib.closing(listener), contextlib.suppress(*_GONE):
        await asyncio.sleep(HEARTBEAT_S)
        while await is_let_in():
            await stream.send(_beat(ledger))
            await asyncio.sleep(HEARTBEAT_S)


def _beat(ledger: Ledger) -> str:
    return canonical({"seq": ledger.events.seq, "topic": "heartbeat", "subject": ledger.engine.stopped or 0})


def _subject(event: Event) -> str | int:
    return order_number(event.subject) if event.topic == "order" else event.subject
