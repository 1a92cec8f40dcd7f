"""Server-sent events: what changed, after it was committed, so that a screen shows it without asking again and again."""

import asyncio
import contextlib

from aiohttp import web
from aiohttp_sse import sse_response

from ledger.canonical import canonical
from ledger.command import Event
from ledger.orders import order_number
from pmpd.box import Box

HEARTBEAT_S = 15


async def event_stream(box: Box, request: web.Request) -> web.StreamResponse:
    """Stream `{seq, topic, subject}`; the first event says where the journal stands, and `everything` tells a screen to read anew."""
    listener = box.ledger.events.listen()
    try:
        async with sse_response(request) as stream:
            await stream.send(canonical({"seq": box.ledger.engine.head.seq, "topic": "everything", "subject": 0}))
            with contextlib.suppress(ConnectionResetError, asyncio.CancelledError):
                async for event in listener:
                    await stream.send(canonical(_said(event)))
        return stream
    finally:
        listener.close()


def _said(event: Event) -> dict[str, object]:
    subject = order_number(event.subject) if event.topic == "order" else event.subject
    return {"seq": event.seq, "topic": event.topic, "subject": subject}
