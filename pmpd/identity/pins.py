"""PINs: hashed by argon2id (RFC 9106) over a digest that only this box can make."""

import asyncio
import base64
import os

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from ledger.errors import Refused
from pmpd.identity.secret import BoxSecret

SHORTEST, LONGEST = 4, 12
_SALT_BYTES = 16
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)
_AT_ONCE = 2
"""Each hash takes 64 MB: many who try at once must not take the memory of the box."""


class Pins:
    """Makes and verifies the hashes of PINs, off the event loop: one takes tens of milliseconds on purpose."""

    def __init__(self, secret: BoxSecret) -> None:
        self._secret = secret
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def hashed(self, pin: str, command_id: bytes | None = None) -> str:
        """The hash of a new PIN, the same again for the same command. Refused `bad_pin` for no PIN, or one that everybody tries first."""
        if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            raise Refused("bad_pin", f"a PIN has {SHORTEST} to {LONGEST} digits")
        if len(set(pin)) == 1 or pin in "0123456789012345" or pin in "9876543210987654":
            raise Refused("bad_pin", "everybody tries this PIN first; take another one")
        salt = self._secret.digest("salt", command_id.hex())[:_SALT_BYTES] if command_id else os.urandom(_SALT_BYTES)
        async with self._places:
            return await asyncio.to_thread(_HASHER.hash, self._peppered(pin), salt=salt)

    async def fits(self, pin: str, hashed: str) -> bool:
        """Whether a PIN is the one that was hashed."""
        try:
            async with self._places:
                return await asyncio.to_thread(_HASHER.verify, hashed, self._peppered(pin))
        except VerificationError:
            return False

    def _peppered(self, pin: str) -> bytes:
        return base64.b64encode(self._secret.digest("pin", pin))
