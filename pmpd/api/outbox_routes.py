"""Outbox: what channels are told, by whom, and what came of it."""

from ledger.errors import Refused
from ledger.publishing.outbox_leases import LeaseOutbox, NoteOutbox, Unpark
from ledger.publishing.published import outbox_messages, published_listings
from ledger.transaction import Answer, Reader
from pmpd.api import audit_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id


def _channels(reader: Reader, _: Said) -> Answer:
    from pmpd.channel_views import channels_view

    return {"channels": channels_view(reader)}


def _lease(said: Said) -> LeaseOutbox:
    body = said.body
    return LeaseOutbox(body.worker, body.most, body.lease_s * 1_000, body.kinds, body.channel)


def _result(said: Said) -> NoteOutbox:
    message = row_id(said.path["message"])
    if message is None:
        raise Refused("outbox_row_not_found", "a message of the outbox is named by its number")
    return NoteOutbox(message, said.body.version, said.body.outcome, said.body.answer)


ROUTES: tuple[Route, ...] = (
    QueryRoute(
        "/outbox",
        "What waits to be said to channels and carriers, parked messages first",
        lambda reader, said: outbox_messages(reader, **dict(said.body)),
        bodies.OutboxQuery,
        verb="outbox",
        right="connect",
    ),
    QueryRoute(
        "/published",
        "Every listing: what its channel is to show, was told, and has confirmed",
        lambda reader, said: published_listings(reader, **dict(said.body)),
        bodies.PublishedQuery,
        verb="published",
        right="connect",
    ),
    QueryRoute(
        "/channels",
        "Every channel: when it was last heard of, what waits for it, and what is parked",
        _channels,
        verb="channels",
        right="connect",
    ),
    CommandRoute("/outbox/lease", "Take up messages that are due", _lease, bodies.LeaseBody, verb="lease-outbox", right="connect"),
    CommandRoute(
        "/outbox/{message}/result", "Note what came of a message", _result, bodies.ResultBody, verb="note-outbox", right="connect"
    ),
    CommandRoute(
        "/outbox/unpark",
        "Try parked messages again",
        lambda said: Unpark(said.body.message, said.body.channel),
        bodies.UnparkBody,
        verb="unpark",
        right="connect",
    ),
)
