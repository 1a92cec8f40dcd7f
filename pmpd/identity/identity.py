"""Who is who: what the box knows of people, devices and programs, and how each of them shows it."""

import base64
import hashlib
import logging
import secrets
from pathlib import Path

from ledger.equipment.control_codes import BadgeCode
from ledger.errors import Refused
from ledger.people.known import Known, KnownDevice, KnownOperator, known
from ledger.people.sign_ins import SignIn
from ledger.transaction import Answer
from pmpd.identity.attempts import Attempts
from pmpd.identity.badges import Badges
from pmpd.identity.pace import Pace
from pmpd.identity.pairing import Pairings
from pmpd.identity.pins import Pins
from pmpd.identity.secret import BoxSecret
from pmpd.store import Ledger

UNLOCKED_MS = 5 * 60_000
"""How long a PIN that was entered counts."""

SIGNED_IN_MS = 12 * 3_600_000
"""How long one stays signed in: a long shift."""

_TOPICS = frozenset({"people", "everything"})
_log = logging.getLogger(__name__)


class Identity:
    """The identities of a running box; `close` it."""

    def __init__(self, ledger: Ledger, directory: Path) -> None:
        secret = BoxSecret(directory)
        self._ledger = ledger
        self._secret = secret
        self._changes = ledger.events.listen()
        self._known: Known | None = None
        self._reading = 0
        self._unlocked: dict[str, tuple[str, int]] = {}
        self.pins = Pins(secret)
        self.badges = Badges(secret)
        self.attempts = Attempts()
        self.pace = Pace()
        self.pairings = Pairings()

    def close(self) -> None:
        """Listen no more."""
        self._changes.close()

    @property
    def now_ms(self) -> int:
        """The box's time."""
        return self._ledger.engine.clock.now_ms()

    async def known(self) -> Known:
        """Who may come in, as of the last commit."""
        if not _TOPICS.isdisjoint([event.topic for event in self._changes.drain()]):
            self._known, self._reading = None, self._reading + 1
        if self._known is not None:
            return self._known
        reading, read = self._reading, await self._ledger.ask(known)
        if reading == self._reading:  # else somebody was shut out meanwhile, and what was read may not know it
            self._known = read
        return read

    def operator_at(self, device: KnownDevice) -> KnownOperator | None:
        """Who is signed in at a device; nobody once the shift is over."""
        return device.operator if self.now_ms < device.signed_in_ms + SIGNED_IN_MS else None

    def unlocked_until_ms(self, device: str, operator: str) -> int:
        """Until when the PIN that an operator entered at a device counts; 0 where it does not."""
        who, until_ms = self._unlocked.get(device, ("", 0))
        return until_ms if who == operator and self.now_ms < until_ms else 0

    def unlock(self, device: str, operator: str) -> None:
        """The PIN was entered at a device."""
        self._unlocked[device] = (operator, self.now_ms + UNLOCKED_MS)

    def lock(self, device: str) -> None:
        """The PIN counts no more."""
        self._unlocked.pop(device, None)

    async def verify_pin(self, operator: str, pin: str, device: str) -> KnownOperator:
        """Who a PIN belongs to. Refused `wrong_pin`; raises Denied 429 after too many wrong ones, for the person and for the device."""
        name = " ".join(operator.split())
        keys = (f"operator {name}", f"device {device}")
        self.attempts.refuse_waiting(*keys)
        # Counted before the answer is known, so that many at once are no more than one after the other.
        self.attempts.wrong(*keys)
        found = (await self.known()).operators.get(name)
        if found is None or not found.pin or not await self.pins.fits(pin, found.pin):
            _log.warning("a wrong PIN for %r at %r", name, device)
            raise Refused("wrong_pin", "this is not the PIN of this person; try again")
        self.attempts.right(*keys)
        return found

    async def badge_holder(self, badge: BadgeCode) -> str:
        """Who wears a badge. Refused `not_a_badge`, `old_badge`, or `not_active` for somebody who does not work here any more."""
        operator = (await self.known()).operators.get(badge.operator)
        if badge.number:
            self.badges.refuse_forged(badge)
        elif operator is None:
            return badge.operator  # a name tag: whose walk it is, where people are not entered yet
        if operator is None:
            raise Refused("not_active", f"{badge.operator} does not work here any more; ask the owner")
        if badge.number != operator.badge:
            raise Refused("old_badge", f"this badge of {badge.operator} is worth nothing any more; print a new one")
        return operator.name

    async def is_paired(self, device: str) -> bool:
        """Whether a name is that of a paired device."""
        return device in [one.name for one in (await self.known()).devices.values()]

    async def sign_in_by_badge(self, device: str, badge: BadgeCode, command_id: bytes | None = None) -> Answer:
        """Sign the holder of a badge in, as `SignIn` answers. Refused as `badge_holder`, and `not_a_badge` for a name tag."""
        self.badges.refuse_forged(badge)
        holder = await self.badge_holder(badge)
        self.lock(device)
        return await self._ledger.submit(SignIn(device, holder, "badge", badge.number), actor=holder, device=device, command_id=command_id)

    async def sign_in_by_pin(self, device: str, operator: str, pin: str, command_id: bytes | None = None) -> Answer:
        """Sign somebody in by PIN, which counts for decisions at once. Raises as `verify_pin`."""
        found = await self.verify_pin(operator, pin, device)
        answer = await self._ledger.submit(SignIn(device, found.name, "pin"), actor=found.name, device=device, command_id=command_id)
        self.unlock(device, found.name)
        return answer

    def token_of(self, command_id: bytes | None) -> tuple[str, str]:
        """A new token as `new_token` gives one, the same again for the same command: it takes the secret of the box to make it."""
        if command_id is None:
            return new_token()
        token = base64.urlsafe_b64encode(self._secret.digest("token", command_id.hex())).decode().rstrip("=")
        return token, token_digest(token).hex()


def new_token() -> tuple[str, str]:
    """A new token of 256 bits, and its SHA-256 in hexadecimal, which is all that is kept."""
    token = secrets.token_urlsafe(32)
    return token, token_digest(token).hex()


def token_digest(token: str) -> bytes:
    """What the ledger knows a token by."""
    return hashlib.sha256(token.encode()).digest()
