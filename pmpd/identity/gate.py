"""The gate: who sends a request is established before anything of it is believed. What is not allowed is refused."""

import re
from functools import lru_cache
from typing import Final

from aiohttp import web

from ledger.people.known import Known, KnownDevice
from pmpd.identity.caller import SOCKET, Caller
from pmpd.identity.denied import Denied
from pmpd.identity.identity import Identity, token_digest
from pmpd.identity.listener import Listener, Way
from pmpd.identity.pace import DEVICE_PER_S, STRANGER_PER_S
from pmpd.identity.rights import WITH_PIN, WITHOUT_BUYERS, Right, rights_of

CALLER = web.RequestKey("caller", Caller)
"""Where a request keeps who sends it, once the gate has said so."""

COOKIES: Final[dict[Way, str]] = {"https": "__Host-pmpd", "loopback": "pmpd", "plain": "pmpd-plain"}
"""By listener, so that a token given at one is never even shown to another."""

_BEARER = "Bearer "
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_COOKIE_S = 400 * 86_400  # as long as browsers keep any


class Gate:
    """In front of one listener of a box."""

    def __init__(self, identity: Identity, listener: Listener) -> None:
        self._identity = identity
        self.listener = listener

    def refuse_foreign(self, request: web.Request) -> None:
        """Refuse what a page elsewhere could make a browser send: other names than the box's (DNS rebinding), other origins.

        Raises 421 or 403.
        """
        if "Host" not in request.headers or host_of(request.host) not in self.listener.names():
            raise Denied(421, "misdirected_request", f"this box is not called {request.host[:80]}")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"{request.scheme}://{request.host}":
            raise Denied(403, "foreign_origin", "requests from other sites are refused")

    async def caller(self, request: web.Request) -> Caller:
        """Who sends a request. Raises Denied 401 for a token that is worth nothing, 429 for too many requests."""
        if self.listener.way == "socket":
            return SOCKET
        known = await self._identity.known()
        authorization = request.headers.get("Authorization", "")
        if authorization:
            return self._program(known, authorization)
        token = request.cookies.get(COOKIES[self.listener.way], "")
        device = known.devices.get(token_digest(token)) if token else None
        if device is None or device.way != self.listener.way or 0 < device.expires_ms <= self._identity.now_ms:
            return Caller(self.listener.way, "nobody")
        if request.method not in _READING and "Origin" not in request.headers:
            raise Denied(403, "foreign_origin", "a page says where it comes from; programs use an API token")
        self._identity.pace.refuse_hasty(f"device {device.name}", DEVICE_PER_S)
        return self._at_device(known, device)

    def _program(self, known: Known, authorization: str) -> Caller:
        if self.listener.way == "plain":
            raise Denied(403, "not_allowed", "a token is not sent over a connection that others can read; use https")
        program = known.programs.get(token_digest(authorization.removeprefix(_BEARER))) if authorization.startswith(_BEARER) else None
        if program is None or 0 < program.expires_ms <= self._identity.now_ms:
            raise Denied(401, "bad_token", "this API token is unknown, revoked or past its end; make a new one")
        self._identity.pace.refuse_hasty(f"program {program.name}", program.per_s)
        return Caller(self.listener.way, "program", program.name, rights=_rights_of_program(program.rights))

    def _at_device(self, known: Known, device: KnownDevice) -> Caller:
        operator = self._identity.operator_at(device)
        rights = rights_of("kiosk") if device.kind == "kiosk" else frozenset[Right]({"known"})
        if operator is not None:
            rights |= rights_of(operator.role)
        if self.listener.way == "plain":
            rights &= WITHOUT_BUYERS
        elif not known.has_owner:
            return Caller(self.listener.way, device.kind, device.name, rights=rights | _SETTING_UP)
        until_ms = self._identity.unlocked_until_ms(device.name, operator.name) if operator else 0
        return Caller(self.listener.way, device.kind, device.name, operator, rights, until_ms > 0, until_ms)

    def refuse_hasty_stranger(self, request: web.Request) -> None:
        """Slow down who tries to be let in, by address."""
        self._identity.pace.refuse_hasty(f"stranger {request.remote}", STRANGER_PER_S)

    def remember(self, response: web.StreamResponse, token: str) -> None:
        """Have the browser keep a device's token where no script reads it."""
        way = self.listener.way
        response.set_cookie(COOKIES[way], token, max_age=_COOKIE_S, path="/", secure=way == "https", httponly=True, samesite="Strict")


_SETTING_UP: frozenset[Right] = WITH_PIN | {"look", "intake", "catalog"}
"""Without an owner there is nobody to ask: whoever was let in sets the box up."""


@lru_cache(maxsize=64)
def _rights_of_program(said: frozenset[str]) -> frozenset[Right]:
    """The rights that a token was made for, as far as there still are such rights."""
    return frozenset([right for right in rights_of("owner") if right in said]) | {"known"}


_HOST = re.compile(r"(\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<name>[^:@/\[\]\s]+))(:[0-9]*)?")


def host_of(host: str) -> str:
    """The name or address in a Host header, in lower case, without port and brackets; empty for what is none."""
    said = _HOST.fullmatch(host)
    return (said["six"] or said["name"]).lower().rstrip(".") if said else ""
