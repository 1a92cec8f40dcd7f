"""Scans on a walk: bin, then item, unit by unit. A wrong scan counts nothing and raises an alarm that stays until the right scan.

A scan's command id is the client's scan id: repeating the message changes nothing, a second identical unit is a new id.
"""

from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_barcode
from ledger.picking.pick_sessions import running_session
from ledger.picking.pick_stops import Stop, check_stop, current_stop
from ledger.picking.pick_views import pick_session_view
from ledger.picking.unit_swaps import obtainable, take_unit
from ledger.picking.zero_check import question_after_pick
from ledger.promises.reservations import split
from ledger.stockwork.movements import Units, move
from ledger.transaction import Answer, Row, Transaction


@dataclass(frozen=True, slots=True)
class ScanPick:
    """A code was scanned on a walk; `quantity` is more than 1 only where the picker said so by hand, `unit` the lot or serial number.

    `bin` and `tote`, where they are said, are those that the picker was asked for when scanning.
    """

    session: int
    code: str
    quantity: int = 1
    unit: str = ""
    bin: str = ""
    tote: str = ""


@handles("scan_pick", ScanPick)
def scan_pick(tx: Transaction, command: ScanPick) -> Answer:
    """Answers the session's view and `outcome`: `bin`, `item`, or the name of the alarm; only `item` counts anything.

    Refused `walk_went_on` when the walk asks for another bin or tote by now; that counts nothing and raises no alarm.
    """
    session = running_session(tx, command.session, "open")
    stop = current_stop(tx, session)
    if stop is None:
        raise Refused("nothing_left", "every stop of this walk is done; finish it and take the totes to packing")
    check_stop(stop, command.bin, command.tote)
    code = command.code.strip()
    place = tx.one("SELECT id, code FROM place WHERE code = :code", {"code": code})
    if place is not None:
        outcome, message = _scan_place(tx, session, stop, place)
    else:
        outcome, message = _scan_item(tx, session, stop, command)
    line = stop.line
    alarm = "" if outcome in ("bin", "item") else canonical({"kind": outcome, "message": message, "code": code})
    tx.run(
        "UPDATE pick_session SET alarm = :alarm, zero_check = :zero_check, touched_ms = :now_ms WHERE id = :id",
        {
            "alarm": alarm,
            "zero_check": question_after_pick(tx, line) if outcome == "item" else "",
            "now_ms": tx.now_ms,
            "id": session["id"],
        },
    )
    if alarm:
        tx.tell(line["order_id"], "wrong_scan", at="picking", alarm=outcome, code=code, item=line["item_id"], place=line["place_id"])
    tx.emit("pick_session", session["id"])
    return {**pick_session_view(tx, session["id"]), "outcome": outcome}


def _scan_place(tx: Transaction, session: Row, stop: Stop, place: Row) -> tuple[str, str]:
    if place["id"] != stop.line["place_id"]:
        return "wrong_bin", f"This is {place['code']}. Go to {stop.line['bin']}."
    tx.run("UPDATE pick_session SET place_id = :place_id WHERE id = :id", {"place_id": place["id"], "id": session["id"]})
    return "bin", ""


def _scan_item(tx: Transaction, session: Row, stop: Stop, command: ScanPick) -> tuple[str, str]:
    line = stop.line
    item_id, sku, unit = _meant(tx, line, command)
    if item_id is None:
        return "unknown_code", f"Nobody knows the code {command.code.strip()}. Scan the label of the bin or the item again."
    if item_id != line["item_id"]:
        return "wrong_item", f"This is {sku}. Put it back and take {line['sku']}."
    if session["place_id"] != line["place_id"]:
        return "bin_first", f"Scan the bin {line['bin']} first."
    if not 1 <= command.quantity <= stop.missing:
        return "too_many", f"Only {stop.missing} more of {line['sku']} are wanted here."
    if not unit and line["tracking"] == "serial" and line["unit"]:
        return "unit_missing", f"{line['sku']} goes by serial number. Scan its serial label; {line['unit']} is the one to take."
    if unit and not obtainable(tx, line, unit, command.quantity):
        return "wrong_unit", f"By the books {unit} is not in {line['bin']}. Put it aside and take {line['unit'] or 'another one'}."
    pick_units(tx, stop, command.quantity, unit or line["unit"])
    return "item", ""


def _meant(tx: Transaction, line: Row, command: ScanPick) -> tuple[int | None, str, str]:
    """What a code means at a stop: item, SKU, and its unit. The bare number of a lot or serial label names a unit in this bin."""
    code, unit = command.code.strip(), command.unit.strip()
    item = item_by_barcode(tx, code)
    if item is not None:
        # An item that goes by number only has the units it came with, whatever its label says.
        return item["id"], item["sku"], unit if line["tracking"] != "none" or line["unit"] else ""
    known = tx.one(
        "SELECT unit FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :code AND unit <> '' AND on_hand > 0",
        {"item_id": line["item_id"], "place_id": line["place_id"], "code": code},
    )
    return (line["item_id"], line["sku"], code) if known is not None else (None, "", "")


def pick_units(tx: Transaction, stop: Stop, quantity: int, unit: str) -> None:
    """Take units for the stop's lines, in their order."""
    for line in stop.lines:
        taken = min(quantity, line["quantity"] - line["picked"])
        if taken:
            _pick_line(tx, line, taken, unit)
            quantity -= taken


def _pick_line(tx: Transaction, line: Row, quantity: int, unit: str) -> None:
    reservation = take_unit(tx, reservation_of(tx, line), unit, quantity)
    units = Units(line["item_id"], unit, quantity)
    move(tx, units, line["place_id"], line["tote_id"], "pick", order_line_id=line["order_line_id"], promised=True)
    split(tx, reservation, quantity, line["tote_id"], "picked")
    by_quantity = {"quantity": quantity, "id": line["order_line_id"]}
    tx.run("UPDATE order_line SET reserved = reserved - :quantity, picked = picked + :quantity WHERE id = :id", by_quantity)
    tx.run(
        "UPDATE pick_line SET picked = picked + :quantity, state = CASE WHEN picked + :quantity = quantity THEN 'done' ELSE 'open' END"
        " WHERE id = :id",
        {"quantity": quantity, "id": line["id"]},
    )
    told = {"unit": unit} if unit else {}
    tx.tell(line["order_id"], "picked", item=line["item_id"], place=line["place_id"], tote=line["tote_id"], quantity=quantity, **told)
    tx.touched_orders.add(line["order_id"])


def reservation_of(tx: Transaction, line: Row) -> Row:
    """The active reservation that an open pick line stands for."""
    reservation = tx.one("SELECT * FROM reservation WHERE id = :id AND state = 'active'", {"id": line["reservation_id"]})
    if reservation is None:
        raise RuntimeError(f"pick line {line['id']} is open and its reservation is not active")
    return reservation
