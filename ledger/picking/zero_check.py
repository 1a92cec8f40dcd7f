"""Zero check: after a pick that empties a bin by the books, the picker who stands before it says whether it is empty.

It finds what is wrong while it costs a glance. Nobody has to answer: the next scan takes the question away.
"""

import json
from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import queue_count
from ledger.picking.pick_sessions import running_session
from ledger.picking.pick_views import pick_session_view
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class ConfirmEmpty:
    """The answer to the question whether the bin just picked from is empty; `bin`, where it is said, is the one that was asked about."""

    session: int
    empty: bool
    bin: str = ""


@handles("confirm_empty", ConfirmEmpty)
def confirm_empty(tx: Transaction, command: ConfirmEmpty) -> Answer:
    """Answers the session's view and `counted`: whether a count was queued because the bin is not empty. Refused `nothing_asked`."""
    session = running_session(tx, command.session, "open")
    asked = json.loads(session["zero_check"]) if session["zero_check"] else None
    if asked is None or command.bin not in ("", asked["bin"]):
        raise Refused("nothing_asked", f"nobody is asked whether {command.bin or 'a bin'} is empty just now; go on with the walk")
    counted = not command.empty and queue_count(tx, asked["item"], asked["place"], asked["unit"], "zero_check")
    tx.run("UPDATE pick_session SET zero_check = '', touched_ms = :now_ms WHERE id = :id", {"now_ms": tx.now_ms, "id": session["id"]})
    tx.emit("pick_session", session["id"])
    return {**pick_session_view(tx, session["id"]), "counted": counted}


def question_after_pick(reader: Reader, line: Row) -> str:
    """The question to ask after a pick from a line's bin, as a session keeps it; empty while units should be left there."""
    left = reader.number(
        "SELECT SUM(on_hand) FROM balance WHERE item_id = :item_id AND place_id = :place_id",
        {"item_id": line["item_id"], "place_id": line["place_id"]},
    )
    if left:
        return ""
    return canonical({"item": line["item_id"], "place": line["place_id"], "unit": line["unit"], "bin": line["bin"], "sku": line["sku"]})
