"""Badges: what the barcode of an operator's badge holds, and whether a scanned one was made here."""

import hmac

from ledger.equipment.control_codes import BadgeCode, badge_code, badge_key
from ledger.errors import Refused
from pmpd.identity.secret import BoxSecret


class Badges:
    """Makes and verifies badges with the secret of the box; none is kept anywhere."""

    def __init__(self, secret: BoxSecret) -> None:
        self._secret = secret

    def code(self, operator: str, number: int) -> str:
        """What the badge with this number holds."""
        return badge_code(operator, number, self._key(operator, number))

    def refuse_forged(self, badge: BadgeCode) -> None:
        """Refused `not_a_badge` for a badge that this box never made; whether it is the newest is for the ledger to say."""
        if not badge.number or not hmac.compare_digest(badge.key.encode(), self._key(badge.operator, badge.number).encode()):
            raise Refused("not_a_badge", "this is no badge of this box; ask the owner to print you one")

    def _key(self, operator: str, number: int) -> str:
        return badge_key(self._secret.digest("badge", f"{number}\0{operator}"))
