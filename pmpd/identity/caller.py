"""Who sends a request, and what it may do."""

from dataclasses import dataclass
from typing import Literal

from ledger.people.known import KnownOperator
from pmpd.identity.denied import Denied
from pmpd.identity.listener import Way
from pmpd.identity.rights import RIGHTS, WITH_PIN, Right

Kind = Literal["socket", "kiosk", "handheld", "phone", "program", "nobody"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at a paired device, a program with a token, the command line at the socket, or nobody that the box knows.

    `name` is the device's or the program's. `unlocked_until_ms` is until when the PIN that was entered counts, 0 where none was.
    """

    way: Way
    kind: Kind
    name: str = ""
    operator: KnownOperator | None = None
    rights: frozenset[Right] = frozenset()
    unlocked: bool = True
    unlocked_until_ms: int = 0

    @property
    def actor(self) -> str:
        """Who the ledger is told it was."""
        return self.operator.name if self.operator else self.name

    def may(self, right: Right | None) -> bool:
        """Whether a request that needs this right is let in now; one that names none only from the socket."""
        if self.kind == "socket":
            return True
        return right is not None and right in self.rights and (self.unlocked or right not in WITH_PIN)

    def refuse_without(self, right: Right | None) -> None:
        """Raise Denied where the right is missing, with what to do about it."""
        if self.may(right):
            return
        if self.kind == "nobody":
            raise Denied(401, "not_paired", "this device is not paired with the box; let the owner pair it")
        if right is None:
            raise Denied(403, "not_allowed", "this is done at the box itself, by its command line")
        if right in self.rights:
            raise Denied(403, "pin_needed", "enter your PIN, then this is done")
        if self.way == "plain":
            raise Denied(403, "not_allowed", "this is not done over a connection that others can read; pair the device by https")
        if self.kind != "program" and self.operator is None:
            raise Denied(403, "not_signed_in", "sign in first: scan your badge")
        who = self.operator.name if self.operator else self.name
        raise Denied(403, "not_allowed", f"{who} may not do this ({right}); ask a supervisor or the owner")


SOCKET = Caller("socket", "socket", rights=frozenset(RIGHTS))
"""Who sits at the command line of the box."""
