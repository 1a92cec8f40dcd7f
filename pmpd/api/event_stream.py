"""Server-sent events: what changed, after it was committed, so that a screen shows it without asking again and again."""

import asyncio
import contextlib

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from ledger.canonical import canonical
from ledger.command import Event
from ledger.sales.orders import order_number
from pmpd.box import Box

HEARTBEAT_S = 5
"""How often the stream says that it lives; a page that hears nothing for longer knows that what it shows may be old."""


async def event_stream(box: Box, request: web.Request) -> web.StreamResponse:
    """Stream `{seq, topic, subject}`; the first event says where the journal stands, and `everything` tells a screen to read anew.

    `heartbeat` comes every HEARTBEAT_S seconds, as an event: scripts in a page never see the comments that keep a stream open.
    """
    listener = box.ledger.events.listen()
    try:
        async with sse_response(request) as stream:
            await stream.send(canonical({"seq": box.ledger.engine.head.seq, "topic": "everything", "subject": 0}))
            beating = asyncio.create_task(_beat(box, stream))
            try:
                with contextlib.suppress(ConnectionResetError, asyncio.CancelledError):
                    async for event in listener:
                        await stream.send(canonical(_said(event)))
            finally:
                beating.cancel()
        return stream
    finally:
        listener.close()


async def _beat(box: Box, stream: EventSourceResponse) -> None:
    with contextlib.suppress(ConnectionResetError):
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await stream.send(canonical({"seq": box.ledger.engine.head.seq, "topic": "heartbeat", "subject": 0}))


def _said(event: Event) -> dict[str, object]:
    subject = order_number(event.subject) if event.topic == "order" else event.subject
    return {"seq": event.seq, "topic": event.topic, "subject": subject}
