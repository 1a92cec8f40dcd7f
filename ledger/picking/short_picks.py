"""Short picks: fewer units in a bin than asked. Another bin serves at once, or a person decides what the buyer gets."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import queue_count
from ledger.picking.pick_scans import reservation_of
from ledger.picking.pick_sessions import running_session
from ledger.picking.pick_stops import Stop, add_stops, check_stop, current_stop
from ledger.picking.pick_views import pick_session_view
from ledger.picking.short_decisions import interchangeable
from ledger.promises.reservations import release, reserve_lines, waiting_lines
from ledger.sales.holds import place_hold
from ledger.stockwork.movements import ADJUSTMENT, Units, move
from ledger.transaction import Answer, Reader, Row, Transaction

REASONS = ("out_of_stock", "damaged", "wrong_bin")


@dataclass(frozen=True, slots=True)
class ShortPick:
    """The rest of the current stop is not there: `out_of_stock`, `damaged` or `wrong_bin`; `bin` and `tote` as of a scan."""

    session: int
    reason: str
    bin: str = ""
    tote: str = ""


@handles("short_pick", ShortPick)
def short_pick(tx: Transaction, command: ShortPick) -> Answer:
    """Answers the session's view, `outcome` and `substitutes`.

    `outcome` is `other_bin` when all missing units wait at another stop of this walk now, `later` when some of them will be picked on
    another walk (they lie in another zone or in overstock), `short` when some are in no bin at all: then the order is held until a person
    decides, and `substitutes` lists what is interchangeable with the item and there.

    The missing units leave the bin's books and a count is queued. Damaged ones go to the warehouse's bin for damaged units, if it has one.
    Otherwise the item is not in the bin at all: what is free there goes too, so that it is not promised to the next buyer; the count
    brings back what was there after all. Refused `walk_went_on` as a scan is.
    """
    if command.reason not in REASONS:
        raise Refused("bad_reason", f"the reason is one of {', '.join(REASONS)}")
    session = running_session(tx, command.session, "open")
    stop = current_stop(tx, session)
    if stop is None:
        raise Refused("nothing_left", "every stop of this walk is done; there is nothing to report short")
    check_stop(stop, command.bin, command.tote)
    return cut_short(tx, session, stop, command.reason)


def cut_short(tx: Transaction, session: Row, stop: Stop, reason: str) -> Answer:
    """The rest of a stop is not there; answers as `short_pick` does."""
    tx.run(
        "UPDATE pick_session SET alarm = '', zero_check = '', touched_ms = :now_ms WHERE id = :id",
        {"now_ms": tx.now_ms, "id": session["id"]},
    )
    _write_off(tx, stop, reason)
    found, listed = 0, 0
    same: dict[int, list[Row]] = {}  # an order line that was promised units twice may be listed twice
    for line in stop.lines:
        same.setdefault(line["order_line_id"], []).append(line)
    for lines in same.values():
        found_here, listed_here = _serve_elsewhere(tx, session, lines, reason)
        found += found_here
        listed += listed_here
    tx.emit("pick_session", session["id"])
    short = found < stop.missing
    return {
        **pick_session_view(tx, session["id"]),
        "outcome": "short" if short else "other_bin" if listed == found else "later",
        "substitutes": interchangeable(tx, stop.line["item_id"]) if short else [],
    }


def _write_off(tx: Transaction, stop: Stop, reason: str) -> None:
    """Break the promises of the stop, and set the books of its bin right."""
    where = stop.line
    for line in stop.lines:
        missing = line["quantity"] - line["picked"]
        release(tx, reservation_of(tx, line), missing, state="short")
        tx.run("UPDATE pick_line SET state = 'short' WHERE id = :id", {"id": line["id"]})
        tx.tell(line["order_id"], "short", item=line["item_id"], place=line["place_id"], quantity=missing, reason=reason)
        tx.touched_orders.add(line["order_id"])
    if reason == "damaged":
        to_place = _damaged_bin(tx, where["place_id"]) or ADJUSTMENT
        gone = stop.missing
    else:
        to_place = ADJUSTMENT
        gone = tx.number(
            "SELECT on_hand - reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
            {"item_id": where["item_id"], "place_id": where["place_id"], "unit": where["unit"]},
        )
    move(tx, Units(where["item_id"], where["unit"], gone), where["place_id"], to_place, f"short_pick:{reason}")
    queue_count(tx, where["item_id"], where["place_id"], where["unit"], f"short_pick:{reason}")


def _damaged_bin(reader: Reader, place_id: int) -> int | None:
    """Where the warehouse of a bin keeps damaged units that nobody sells."""
    row = reader.one(
        "SELECT d.id FROM place p JOIN place d ON d.warehouse_id = p.warehouse_id AND d.purpose = 'damaged' AND d.kind = 'bin'"
        " AND d.sellable = 0 WHERE p.id = :id ORDER BY d.walk, d.code LIMIT 1",
        {"id": place_id},
    )
    return int(row["id"]) if row else None


def _serve_elsewhere(tx: Transaction, session: Row, lines: Sequence[Row], reason: str) -> tuple[int, int]:
    """Reserve the missing units of an order line's pick lines in other bins, and hold its order for those that no bin has.

    Answers how many were found, and how many of them stand on this walk now.
    """
    line, missing = lines[0], sum(line["quantity"] - line["picked"] for line in lines)
    waiting = [row for row in waiting_lines(tx, line["order_id"]) if row["id"] == line["order_line_id"]]
    found = sum(allotment.quantity for allotment in reserve_lines(tx, waiting))
    listed = add_stops(tx, session["id"], [(line["order_id"], line["tote_id"])]) if found else 0
    if found < missing:
        place_hold(tx, line["order_id"], "short", f"{missing - found} of {line['sku']} not found at {line['bin']} ({reason})")
    return found, listed
