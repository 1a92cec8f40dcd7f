"""Pairing: a device shows a one-time token (from a QR code) or eight digits, somebody says yes on a screen that is trusted already, and the
device gets a token of its own.

Everything here is forgotten after five minutes; nothing is written before it is confirmed.
"""

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ledger.errors import Refused
from ledger.people.paired_devices import DeviceKind
from pmpd.identity.denied import Denied
from pmpd.identity.listener import Way

VALID_S = 300
KIOSK_LINK_S = 86_400
"""A link that was made at the box's own command line waits for the screen to be opened."""

TRIES = 5
_MOST_OPEN = 20
_MOST_LINKS = 5

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pairing:
    """One offer to let a device in: open, claimed, then confirmed or refused; what is `trusted` is confirmed beforehand."""

    number: int
    kind: DeviceKind
    token: bytes
    code: str
    until_s: float
    trusted: bool
    state: Literal["open", "claimed", "confirmed", "refused"] = "open"
    tries: int = TRIES
    claim: bytes = b""
    name: str = ""
    way: Way = "https"


class Pairings:
    """The offers that stand."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._open: dict[int, Pairing] = {}
        self._last = 0

    def offer(self, kind: DeviceKind, *, trusted: bool = False) -> dict[str, Any]:
        """A new offer: `{pairing, token, code, valid_s}`. The code is empty where nobody is there to confirm."""
        self._tidy()
        if trusted:
            self._forget_older_links()
        if len(self._open) >= _MOST_OPEN:
            raise Refused("too_many_pairings", f"{_MOST_OPEN} devices are being paired; wait until they are done")
        token, code = secrets.token_hex(16), "" if trusted else f"{secrets.randbelow(10**8):08}"
        valid_s = KIOSK_LINK_S if trusted else VALID_S
        self._last += 1
        self._open[self._last] = Pairing(self._last, kind, _sha256(token), code, self._now_s() + valid_s, trusted)
        return {"pairing": self._last, "token": token, "code": code, "valid_s": valid_s}

    def _forget_older_links(self) -> None:
        """A new link for a kiosk makes the oldest worthless, once there are some: they wait for a day each."""
        waiting = [pairing.number for pairing in self._open.values() if pairing.trusted and pairing.state == "open"]
        for number in waiting[: 1 - _MOST_LINKS]:
            del self._open[number]

    def claim(self, said: str, name: str, way: Way) -> str:
        """A device says the token or the code, once; answers its claim, which it asks with. Raises Denied 403 `bad_pairing`."""
        self._tidy()
        for pairing in self._open.values():
            if pairing.state == "open" and _opens(said, pairing):
                claim = secrets.token_hex(16)
                pairing.claim, pairing.name, pairing.way = _sha256(claim), _shown(name) or pairing.kind, way
                pairing.state = "confirmed" if pairing.trusted else "claimed"
                return claim
        self._count_wrong()
        raise Denied(403, "bad_pairing", "this code is wrong, used up or older than five minutes; make a new one on the box's screen")

    def _count_wrong(self) -> None:
        """A wrong code may have been meant for any offer that has one: each bears five."""
        _log.warning("a wrong pairing code")
        for pairing in [one for one in self._open.values() if one.code and one.state == "open"]:
            pairing.tries -= 1
            if pairing.tries <= 0:
                del self._open[pairing.number]

    def claimed(self, claim: str) -> Pairing:
        """The offer that a device claimed. Raises Denied 403 `bad_pairing` where it is gone."""
        self._tidy()
        said = _sha256(claim)
        for pairing in self._open.values():
            if pairing.claim and hmac.compare_digest(said, pairing.claim):
                return pairing
        raise Denied(403, "bad_pairing", "this pairing is over; make a new code on the box's screen")

    def answer(self, number: int, *, let_in: bool, name: str = "") -> dict[str, Any]:
        """Say yes or no to a device that claimed; answers as `views`. Refused `pairing_not_found` or `not_claimed`."""
        self._tidy()
        pairing = self._open.get(number)
        if pairing is None:
            raise Refused("pairing_not_found", "this pairing is over; make a new code")
        if pairing.state == "open" and let_in:
            raise Refused("not_claimed", "no device has shown this code yet")
        pairing.state = "confirmed" if let_in else "refused"
        pairing.name = name.strip() or pairing.name
        return _view(pairing)

    def end(self, pairing: Pairing) -> None:
        """An offer is used up."""
        self._open.pop(pairing.number, None)

    def views(self) -> list[dict[str, Any]]:
        """The offers that stand: `{pairing, kind, state, name}`."""
        self._tidy()
        return [_view(pairing) for pairing in self._open.values()]

    def _tidy(self) -> None:
        now_s = self._now_s()
        for number in [number for number, pairing in self._open.items() if pairing.until_s <= now_s]:
            del self._open[number]


def _opens(said: str, pairing: Pairing) -> bool:
    by_code = bool(pairing.code) and hmac.compare_digest(said.encode(), pairing.code.encode())
    return by_code or hmac.compare_digest(_sha256(said), pairing.token)


def _shown(name: str) -> str:
    """What a device calls itself, unless that has letters that turn or hide others where somebody is asked to say yes to it."""
    return name.strip() if name.isprintable() else ""


def _view(pairing: Pairing) -> dict[str, Any]:
    return {"pairing": pairing.number, "kind": pairing.kind, "state": pairing.state, "name": pairing.name}


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
