"""What a screen, a scanner or a light shows of a pick session."""

import json

from ledger.errors import Refused
from ledger.goods.catalog import barcodes
from ledger.picking.pick_stops import Stop, current_stop, stop_counts
from ledger.sales.orders import order_number
from ledger.transaction import Answer, Reader, Row

STALE_AFTER_MS = 4 * 60 * 60 * 1000
"""A walk that nobody touched for so long, while the box went on working, was probably forgotten."""


def pick_session_view(reader: Reader, session_id: int) -> Answer:
    """A session as a screen shows it.

    `{session, mode, wave, zone, state, operator, device, started_ms, touched_ms, await, stop, zero_check, alarm, stops, done, totes}`:
    `await` is what to do next: `bin`, `item`, `finish` or nothing; `stop` the current stop, null when none is left; `zero_check` the bin
    and SKU that the picker is asked about, or null: is the bin empty, as the books say? `totes` say how far the order in each is.
    """
    session = reader.one(
        "SELECT s.*, p.code AS at FROM pick_session s LEFT JOIN place p ON p.id = s.place_id WHERE s.id = :id", {"id": session_id}
    )
    if session is None:
        raise Refused("session_not_found", f"there is no pick session {session_id}")
    stop = current_stop(reader, session)
    stops, done = stop_counts(reader, session)
    totes = reader.all(
        "SELECT DISTINCT l.order_id, t.code, o.state FROM pick_line l JOIN place t ON t.id = l.tote_id JOIN orders o ON o.id = l.order_id"
        " WHERE l.session_id = :id ORDER BY t.code",
        {"id": session_id},
    )
    return {
        "session": session["id"],
        "mode": session["mode"],
        "wave": session["wave_id"],
        "zone": session["zone"],
        "state": session["state"],
        "operator": session["operator"],
        "device": session["device"],
        "started_ms": session["started_ms"],
        "touched_ms": session["touched_ms"],
        "await": _awaited(session, stop),
        "stop": stop_view(reader, stop) if stop else None,
        "zero_check": _zero_check_view(session["zero_check"]),
        "alarm": json.loads(session["alarm"]) if session["alarm"] else None,
        "stops": stops,
        "done": done,
        "totes": [{"tote": row["code"], "order": order_number(row["order_id"]), "state": row["state"]} for row in totes],
    }


def _awaited(session: Row, stop: Stop | None) -> str:
    if session["state"] not in ("open", "paused"):
        return ""
    if stop is None:
        return "finish"
    return "item" if session["place_id"] == stop.line["place_id"] else "bin"


def stop_view(reader: Reader, stop: Stop) -> Answer:
    """A stop as a screen shows it: where, what with all its barcodes, how many, into which tote and for which orders."""
    line = stop.line
    return {
        "bin": line["bin"],
        "zone": line["zone"],
        "sku": line["sku"],
        "description": line["description"],
        "barcodes": barcodes(reader, line["item_id"]),
        "unit": line["unit"],
        "quantity": stop.quantity,
        "picked": stop.picked,
        "tote": line["tote"],
        "order": order_number(line["order_id"]),
        "orders": [order_number(order_id) for order_id in dict.fromkeys(row["order_id"] for row in stop.lines)],
    }


def _zero_check_view(asked: str) -> Answer | None:
    question = json.loads(asked) if asked else None
    return {"bin": question["bin"], "sku": question["sku"]} if question else None


def running_session_ids(reader: Reader) -> list[int]:
    """The walks under way, oldest first."""
    return [row["id"] for row in reader.all("SELECT id FROM pick_session WHERE state IN ('open', 'paused') ORDER BY id")]


def running_sessions(reader: Reader) -> list[Answer]:
    """The views of the walks under way, oldest first, each with `stale`: nobody touched it for hours while the box went on working."""
    now_ms = reader.number("SELECT at_ms FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)")
    views = [pick_session_view(reader, session_id) for session_id in running_session_ids(reader)]
    return [{**view, "stale": now_ms - view["touched_ms"] > STALE_AFTER_MS} for view in views]


# The first condition is the index's: asked at every scan, this must not read every walk there ever was.
_OPEN = "SELECT id, operator FROM pick_session WHERE state IN ('open', 'paused') AND state = 'open'"


def session_on_device(reader: Reader, device: str) -> tuple[int, str] | None:
    """The walk that a scanner or handheld is on, and its operator: the open one that was started or resumed with it."""
    return _and_operator(reader.one(f"{_OPEN} AND device = :device ORDER BY id DESC LIMIT 1", {"device": device}))


def session_of_operator(reader: Reader, operator: str) -> tuple[int, str] | None:
    """The newest open walk of an operator, and the operator: for a scanner that is in somebody's hands and was not named at the start."""
    return _and_operator(reader.one(f"{_OPEN} AND operator = :operator ORDER BY id DESC LIMIT 1", {"operator": operator}))


def _and_operator(session: Row | None) -> tuple[int, str] | None:
    return (session["id"], session["operator"]) if session else None
