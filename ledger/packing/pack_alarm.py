"""The alarm of a pack check: a wrong scan that stands until the right one, or until somebody says that it is seen to.

At the end of a check no scan is right any more, and what is wrong may be in the box: nothing is closed before a person has looked.
"""

import json
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.pack_views import pack_check_view
from ledger.packing.parcels import open_check
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class SeeToAlarm:
    """Somebody took out what was wrong. `code` is the wrong scan that they saw: one that came after it still stands."""

    pack_check: int
    code: str


@handles("see_to_alarm", SeeToAlarm)
def see_to_alarm(tx: Transaction, command: SeeToAlarm) -> Answer:
    """Answers the check's view, unchanged when no alarm stands; refused `other_alarm` when another one stands than was seen."""
    check = open_check(tx, command.pack_check)
    if not check["alarm"]:
        return pack_check_view(tx, check["id"])
    alarm = json.loads(check["alarm"])
    if alarm["code"] != command.code.strip():
        raise Refused("other_alarm", f"another scan was wrong since: {alarm['message']}", {"code": alarm["code"]})
    tx.run("UPDATE pack_check SET alarm = '' WHERE id = :id", {"id": check["id"]})
    tx.tell(check["order_id"], "seen_to", at="packing", alarm=alarm["kind"], code=alarm["code"])
    tx.emit("pack_check", check["id"])
    return pack_check_view(tx, check["id"])
