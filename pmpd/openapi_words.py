"""What the description of the API says in words."""

from typing import Any

from ledger.canonical import canonical
from pmpd.api import LARGEST_REQUEST_BYTES
from pmpd.api.event_stream import HEARTBEAT_S
from pmpd.identity.pace import BURST_S, DEVICE_PER_S, STRANGER_PER_S
from pmpd.stream_places import MOST_OF_ALL, MOST_OF_ONE

_EVENT = canonical({"seq": 4711, "topic": "order", "subject": "SO-100017"})

ABOUT = f"""JSON over HTTP under `/api/v1`.

**Version.** Within v1 routes, optional fields of requests, fields of answers, and words of codes, states and topics may be
added; nothing is renamed, dropped, or given another meaning. Ignore what you do not know.

**Who asks.** A program sends `Authorization: Bearer TOKEN`; a paired device its cookie, and its pages their own `Origin`. Each
operation names the right that it needs as `x-right`.

**Errors.** Every one is `{{"error": {{"code", "message", "details"}}}}`: `code` is for programs, `message` tells a person what
to do. A refused request changed nothing. Codes that end in `_not_found` come with 404, all others of the ledger with 409.

**Repeating.** Send `Idempotency-Key`, a UUID of your own, with every POST that takes it: the same again gets the same answer and
changes nothing; with another body it is refused.

**Pages.** A list that grows is asked for with `most` and says in `next` where the page that follows begins: it goes into
`before` where the newest comes first, else into `after`. An empty `next` is the end.

**Limits.** {DEVICE_PER_S} requests a second for a device, as many as its token says for a program, {STRANGER_PER_S} for a
stranger, each with {BURST_S} s saved up; then 429 with `Retry-After`. A request has at most {LARGEST_REQUEST_BYTES >> 20} MiB.
{MOST_OF_ONE} event streams for one device or program, {MOST_OF_ALL} for all.

**Events.** `/events` begins with `everything`: read anew what you show. Each event is `{_EVENT}`. The last one of each journal
row has an `id`: come back with it as `since`, or as `Last-Event-ID`, and hear what you missed, or `everything` where that is not
kept any more. `heartbeat` comes every {HEARTBEAT_S} s; its subject is 0, or says why the box writes nothing any more.
"""

WAYS_IN = {
    "token": "A program's token, made under people and access; not over plain HTTP on the network",
    "https": "A paired device at the network address",
    "loopback": "The screen on the box itself",
    "plain": "A paired handheld that can do no HTTPS; for pickers alone, no buyers",
}

ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "examples": ["order_not_found"]},
                "message": {
                    "type": "string",
                    "examples": ["there is no order SO-1; try the tracking number"],
                },
                "details": {"type": "object"},
            },
        }
    },
}

ERRORS = {
    "400": "The request is not HTTP as the box understands it, or a line of it is longer than 8 KiB; in plain text",
    "401": "`not_paired`, `bad_token`: the box does not know who asks",
    "403": "`not_signed_in`, `not_allowed`, `pin_needed`: this is not for who asks, or not now; `foreign_origin`: another site's page asks",
    "404": "What the path names is not there",
    "409": "A rule of the ledger says no; the code says which, the message what to do",
    "413": "The request is too large",
    "421": "The request was sent to a name that is not this box's",
    "422": "`invalid_input`: the request is not of the declared shape; `details.faults` names each fault",
    "429": "`too_many`: too fast, or too many at once; wait",
    "503": "`unavailable`: nothing was written, try again after Retry-After; `corrupt`: nothing is written until a person has looked",
}
