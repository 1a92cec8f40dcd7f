"""PINs: hashed by argon2id (RFC 9106) over a digest that only this box can make."""

import asyncio
import base64

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from ledger.errors import Refused
from pmpd.identity.secret import BoxSecret

SHORTEST, LONGEST = 4, 12
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)


class Pins:
    """Makes and verifies the hashes of PINs, off the event loop: one takes tens of milliseconds on purpose."""

    def __init__(self, secret: BoxSecret) -> None:
        self._secret = secret

    async def hashed(self, pin: str) -> str:
        """The hash of a new PIN. Refused `bad_pin` for one that is no PIN or that everybody tries first."""
        if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            raise Refused("bad_pin", f"a PIN has {SHORTEST} to {LONGEST} digits")
        if len(set(pin)) == 1 or pin in "0123456789012345" or pin in "9876543210987654":
            raise Refused("bad_pin", "everybody tries this PIN first; take another one")
        return await asyncio.to_thread(_HASHER.hash, self._peppered(pin))

    async def fits(self, pin: str, hashed: str) -> bool:
        """Whether a PIN is the one that was hashed."""
        try:
            return await asyncio.to_thread(_HASHER.verify, hashed, self._peppered(pin))
        except VerificationError:
            return False

    def _peppered(self, pin: str) -> bytes:
        return base64.b64encode(self._secret.digest("pin", pin))
