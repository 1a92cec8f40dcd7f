"""Scans on a walk: bin, then item, unit by unit. A wrong scan counts nothing and raises an alarm that stays until the right scan.

A scan's command id is the client's scan id: repeating the message changes nothing, a second identical unit is a new id.
"""

from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.catalog import item_by_barcode
from ledger.command import handles
from ledger.errors import Refused
from ledger.holds import place_hold
from ledger.movements import ADJUSTMENT, Units, move
from ledger.pick_sessions import add_stops, running_session
from ledger.pick_views import current_stop, pick_session_view
from ledger.reservations import release, reserve_lines, split, waiting_lines
from ledger.transaction import Answer, Row, Transaction

SHORT_REASONS = ("out_of_stock", "damaged", "wrong_bin")


@dataclass(frozen=True, slots=True)
class ScanPick:
    """A code was scanned on a walk; `quantity` is more than 1 only where the picker said so by hand."""

    session: int
    code: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ShortPick:
    """The rest of the current stop is not there: `out_of_stock`, `damaged` or `wrong_bin`."""

    session: int
    reason: str


@handles("scan_pick", ScanPick)
def scan_pick(tx: Transaction, command: ScanPick) -> Answer:
    """Answers the session's view and `outcome`: `bin`, `item`, or the name of the alarm; only `item` counts anything."""
    session = running_session(tx, command.session, "open")
    stop = current_stop(tx, command.session)
    if stop is None:
        raise Refused("nothing_left", "every stop of this walk is done; finish it and take the totes to packing")
    code = command.code.strip()
    place = tx.one("SELECT id, code FROM place WHERE code = :code", {"code": code})
    if place is not None:
        outcome, message = _scan_place(tx, session, stop, place)
    else:
        outcome, message = _scan_item(tx, session, stop, code, command.quantity)
    alarm = "" if outcome in ("bin", "item") else canonical({"kind": outcome, "message": message, "code": code})
    tx.run("UPDATE pick_session SET alarm = :alarm WHERE id = :id", {"alarm": alarm, "id": session["id"]})
    if alarm:
        tx.tell(stop["order_id"], "wrong_scan", at="picking", alarm=outcome, code=code, item=stop["item_id"], place=stop["place_id"])
    tx.emit("pick_session", session["id"])
    return {**pick_session_view(tx, session["id"]), "outcome": outcome}


def _scan_place(tx: Transaction, session: Row, stop: Row, place: Row) -> tuple[str, str]:
    if place["id"] != stop["place_id"]:
        return "wrong_bin", f"This is {place['code']}. Go to {stop['bin']}."
    tx.run("UPDATE pick_session SET place_id = :place_id WHERE id = :id", {"place_id": place["id"], "id": session["id"]})
    return "bin", ""


def _scan_item(tx: Transaction, session: Row, stop: Row, code: str, quantity: int) -> tuple[str, str]:
    item = item_by_barcode(tx, code)
    if item is None:
        return "unknown_code", f"Nobody knows the code {code}. Scan the label of the bin or the item again."
    if item["id"] != stop["item_id"]:
        return "wrong_item", f"This is {item['sku']}. Put it back and take {stop['sku']}."
    if session["place_id"] != stop["place_id"]:
        return "bin_first", f"Scan the bin {stop['bin']} first."
    missing = stop["quantity"] - stop["picked"]
    if not 1 <= quantity <= missing:
        return "too_many", f"Only {missing} more of {stop['sku']} are wanted here."
    _pick(tx, stop, quantity)
    return "item", ""


def _pick(tx: Transaction, stop: Row, quantity: int) -> None:
    reservation = _reservation(tx, stop)
    units = Units(stop["item_id"], reservation["unit"], quantity)
    move(tx, units, stop["place_id"], stop["tote_id"], "pick", order_line_id=stop["order_line_id"], promised=True)
    split(tx, reservation, quantity, stop["tote_id"], "picked")
    by_quantity = {"quantity": quantity, "id": stop["order_line_id"]}
    tx.run("UPDATE order_line SET reserved = reserved - :quantity, picked = picked + :quantity WHERE id = :id", by_quantity)
    tx.run(
        "UPDATE pick_line SET picked = picked + :quantity, state = CASE WHEN picked + :quantity = quantity THEN 'done' ELSE 'open' END"
        " WHERE id = :id",
        {"quantity": quantity, "id": stop["id"]},
    )
    tx.tell(stop["order_id"], "picked", item=stop["item_id"], place=stop["place_id"], tote=stop["tote_id"], quantity=quantity)
    tx.touched_orders.add(stop["order_id"])


def _reservation(tx: Transaction, stop: Row) -> Row:
    reservation = tx.one("SELECT * FROM reservation WHERE id = :id AND state = 'active'", {"id": stop["reservation_id"]})
    if reservation is None:
        raise RuntimeError(f"stop {stop['id']} is open and its reservation is not active")
    return reservation


@handles("short_pick", ShortPick)
def short_pick(tx: Transaction, command: ShortPick) -> Answer:
    """Answers the session's view and `outcome`: `other_bin` when the units wait at another stop now, `short` when no bin has them.

    The missing units leave the bin's books and a count is queued. Unless they are `damaged`, the item is not in the bin at all: what is
    free there goes too, so that it is not promised to the next buyer; the count brings back what was there after all.
    """
    if command.reason not in SHORT_REASONS:
        raise Refused("bad_reason", f"the reason is one of {', '.join(SHORT_REASONS)}")
    session = running_session(tx, command.session, "open")
    stop = current_stop(tx, command.session)
    if stop is None:
        raise Refused("nothing_left", "every stop of this walk is done; there is nothing to report short")
    missing = stop["quantity"] - stop["picked"]
    _write_off(tx, stop, missing, command.reason)
    tx.run("UPDATE pick_line SET state = 'short' WHERE id = :id", {"id": stop["id"]})
    tx.run("UPDATE pick_session SET alarm = '' WHERE id = :id", {"id": session["id"]})
    tx.tell(stop["order_id"], "short", item=stop["item_id"], place=stop["place_id"], quantity=missing, reason=command.reason)
    found = _other_bins(tx, stop)
    if found:
        add_stops(tx, session["id"], [(stop["order_id"], stop["tote_id"])])
    if found < missing:
        place_hold(tx, stop["order_id"], "short", f"{missing - found} of {stop['sku']} not found at {stop['bin']} ({command.reason})")
    tx.touched_orders.add(stop["order_id"])
    tx.emit("pick_session", session["id"])
    return {**pick_session_view(tx, session["id"]), "outcome": "other_bin" if found == missing else "short"}


def _write_off(tx: Transaction, stop: Row, missing: int, reason: str) -> None:
    reservation = _reservation(tx, stop)
    release(tx, reservation, missing, state="short")
    free = tx.number(
        "SELECT on_hand - reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
        {"item_id": stop["item_id"], "place_id": stop["place_id"], "unit": reservation["unit"]},
    )
    gone = missing if reason == "damaged" else free
    move(tx, Units(stop["item_id"], reservation["unit"], gone), stop["place_id"], ADJUSTMENT, f"short_pick:{reason}")
    tx.run(
        "INSERT INTO count_task (item_id, place_id, reason, queued_seq) VALUES (:item_id, :place_id, :reason, :seq)",
        {"item_id": stop["item_id"], "place_id": stop["place_id"], "reason": f"short_pick:{reason}", "seq": tx.seq},
    )


def _other_bins(tx: Transaction, stop: Row) -> int:
    """Reserve the missing units elsewhere; answers how many were found."""
    lines = [line for line in waiting_lines(tx, stop["order_id"]) if line["id"] == stop["order_line_id"]]
    return sum(allotment.quantity for allotment in reserve_lines(tx, lines))
