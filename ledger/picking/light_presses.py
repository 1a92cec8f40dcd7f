"""Presses on pick lights: one press says that its bin is the right one and that so many units were taken."""

from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.pick_scans import pick_units
from ledger.picking.pick_stops import Stop, current_stop, rest_of
from ledger.picking.pick_views import pick_session_view
from ledger.picking.short_picks import cut_short
from ledger.picking.zero_check import question_after_pick
from ledger.transaction import Answer, Row, Transaction

_REASON = "out_of_stock"


@dataclass(frozen=True, slots=True)
class PressLight:
    """The light of a bin was pressed on a walk: `quantity` units were taken, and with `short` the rest is not there.

    `shown` is the `light_word` of the walk when the light was told what it showed at the press; empty where nobody knows it.
    """

    session: int
    bin: str
    quantity: int
    short: bool = False
    shown: str = ""


def light_word(view: Answer) -> str:
    """What the light of a walk's stop shows, as one word, from the walk's view: another one once the walk went on."""
    stop = view["stop"]
    return f"{view['session']}-{view['done']}-{stop['picked']}-{stop['quantity'] - stop['picked']}" if stop else ""


@handles("press_light", PressLight)
def press_light(tx: Transaction, command: PressLight) -> Answer:
    """Answers the session's view and `outcome`; refused `session_not_found`, or `bad_quantity` where nothing was taken and nothing short.

    - `item`: the units were picked.
    - `other_bin`, `later`, `short`: the units were picked, and the rest was reported short, `out_of_stock` (see `short_pick`, with its
      `substitutes`).
    - `stale`: the bin is not the current stop of a walk under way, or the walk went on since the light was told what it showed;
      nothing was counted, as the light shows what has passed.
    - `scan_it`, `too_many`: nothing was counted, and an alarm says why: units that go by number must be scanned, and no more units can be
      taken than are wanted.
    """
    session = tx.one("SELECT * FROM pick_session WHERE id = :id", {"id": command.session})
    if session is None:
        raise Refused("session_not_found", f"there is no pick session {command.session}")
    if command.quantity < 0 or not (command.quantity or command.short):
        raise Refused("bad_quantity", "a press says how many units were taken; where there are none, press the short button")
    stop = current_stop(tx, session)
    view = pick_session_view(tx, session["id"])
    passed = command.shown not in ("", light_word(view))
    if session["state"] != "open" or stop is None or stop.line["bin"] != command.bin.strip() or passed:
        return {**view, "outcome": "stale"}
    outcome, message = _fault(stop, command)
    if outcome:
        return _alarmed(tx, session, stop, outcome, message)
    return _take(tx, session, stop, command)


def _fault(stop: Stop, command: PressLight) -> tuple[str, str]:
    line = stop.line
    if command.quantity and (line["tracking"] != "none" or line["unit"]):
        return "scan_it", f"{line['sku']} goes by {line['tracking'] if line['tracking'] != 'none' else 'number'}. Scan its label."
    if command.quantity > stop.missing:
        return "too_many", f"Only {stop.missing} more of {line['sku']} are wanted here."
    return "", ""


def _alarmed(tx: Transaction, session: Row, stop: Stop, outcome: str, message: str) -> Answer:
    line = stop.line
    alarm = canonical({"kind": outcome, "message": message, "code": line["bin"]})
    tx.run(
        "UPDATE pick_session SET alarm = :alarm, zero_check = '', touched_ms = :now_ms WHERE id = :id",
        {"alarm": alarm, "now_ms": tx.now_ms, "id": session["id"]},
    )
    tx.tell(line["order_id"], "wrong_scan", at="picking", alarm=outcome, code=line["bin"], item=line["item_id"], place=line["place_id"])
    tx.emit("pick_session", session["id"])
    return {**pick_session_view(tx, session["id"]), "outcome": outcome}


def _take(tx: Transaction, session: Row, stop: Stop, command: PressLight) -> Answer:
    line = stop.line
    if command.quantity:
        pick_units(tx, stop, command.quantity, line["unit"])
    asked = question_after_pick(tx, line) if command.quantity and not command.short else ""
    tx.run(
        "UPDATE pick_session SET place_id = :place_id, alarm = '', zero_check = :asked, touched_ms = :now_ms WHERE id = :id",
        {"place_id": line["place_id"], "asked": asked, "now_ms": tx.now_ms, "id": session["id"]},
    )
    tx.emit("pick_session", session["id"])
    rest = rest_of(tx, session, stop) if command.short else None
    if rest is not None:
        return cut_short(tx, session, rest, _REASON)
    return {**pick_session_view(tx, session["id"]), "outcome": "item"}
