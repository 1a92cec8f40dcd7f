"""The one door that is open to strangers: a device shows a pairing code and, once somebody said yes, gets a token of its own."""

from aiohttp import web

from ledger.people.paired_devices import PairDevice
from pmpd.api.json_answer import json_answer
from pmpd.api.people_bodies import ClaimBody, ClaimedBody
from pmpd.api.request_body import LARGEST_OF_STRANGERS_BYTES, body_of
from pmpd.box import Box
from pmpd.identity.gate import Gate
from pmpd.identity.identity import new_token

PLAIN_HOURS = 12
"""How long a token is good that others could have read on its way."""


async def claim_pairing(box: Box, gate: Gate, request: web.Request) -> web.StreamResponse:
    """Answers `{claim}` for a token or code that is good. Raises Denied."""
    gate.refuse_hasty_stranger(request)
    body = ClaimBody.model_validate_json(await body_of(request, LARGEST_OF_STRANGERS_BYTES) or b"{}")
    return json_answer({"claim": box.identity.pairings.claim(body.code, body.name, gate.listener.way)})


async def take_token(box: Box, gate: Gate, request: web.Request) -> web.StreamResponse:
    """Answers `{state, device}`, `waiting` until somebody has said yes or no, then `paired`, with the token in a cookie, or `refused`."""
    body = ClaimedBody.model_validate_json(await body_of(request, LARGEST_OF_STRANGERS_BYTES) or b"{}")
    pairings = box.identity.pairings
    pairing = pairings.claimed(body.claim)
    if pairing.state == "claimed":
        return json_answer({"state": "waiting", "device": ""})
    pairings.end(pairing)
    if pairing.state == "refused":
        return json_answer({"state": "refused", "device": ""})
    token, digest = new_token()
    command = PairDevice(pairing.name, pairing.kind, pairing.way, digest, PLAIN_HOURS if pairing.way == "plain" else 0)
    paired = await box.ledger.submit(command, actor="pairing", device=pairing.name)
    response = json_answer({"state": "paired", "device": paired["device"]})
    gate.remember(response, token)
    return response
