"""What a screen, a scanner or a light shows of a pick session."""

import json

from ledger.catalog import barcodes
from ledger.errors import Refused
from ledger.orders import order_number
from ledger.transaction import Answer, Reader, Row


def current_stop(reader: Reader, session_id: int) -> Row | None:
    """The first stop that is not done, with the words a picker needs."""
    return reader.one(
        "SELECT l.*, i.sku, i.description, p.code AS bin, p.zone, t.code AS tote FROM pick_line l JOIN item i ON i.id = l.item_id"
        " JOIN place p ON p.id = l.place_id JOIN place t ON t.id = l.tote_id"
        " WHERE l.session_id = :id AND l.state = 'open' ORDER BY l.stop LIMIT 1",
        {"id": session_id},
    )


def pick_session_view(reader: Reader, session_id: int) -> Answer:
    """A session as a screen shows it: `{session, state, operator, await, stop, alarm, stops, done, totes}`.

    `await` is what to do next: `bin`, `item`, `finish` or nothing; `stop` the current stop, null when none is left.
    """
    session = reader.one(
        "SELECT s.*, p.code AS at FROM pick_session s LEFT JOIN place p ON p.id = s.place_id WHERE s.id = :id", {"id": session_id}
    )
    if session is None:
        raise Refused("session_not_found", f"there is no pick session {session_id}")
    stop = current_stop(reader, session_id)
    counts = reader.one(
        "SELECT COUNT(*) AS stops, COALESCE(SUM(CASE WHEN state = 'open' THEN 0 ELSE 1 END), 0) AS done FROM pick_line"
        " WHERE session_id = :id AND state <> 'withdrawn'",
        {"id": session_id},
    )
    totes = reader.all(
        "SELECT DISTINCT l.order_id, t.code FROM pick_line l JOIN place t ON t.id = l.tote_id WHERE l.session_id = :id ORDER BY t.code",
        {"id": session_id},
    )
    assert counts is not None
    return {
        "session": session["id"],
        "state": session["state"],
        "operator": session["operator"],
        "device": session["device"],
        "started_ms": session["started_ms"],
        "await": _awaited(session, stop),
        "stop": _stop_view(reader, stop) if stop else None,
        "alarm": json.loads(session["alarm"]) if session["alarm"] else None,
        "stops": counts["stops"],
        "done": counts["done"],
        "totes": [{"tote": row["code"], "order": order_number(row["order_id"])} for row in totes],
    }


def _awaited(session: Row, stop: Row | None) -> str:
    if session["state"] not in ("open", "paused"):
        return ""
    if stop is None:
        return "finish"
    return "item" if session["place_id"] == stop["place_id"] else "bin"


def _stop_view(reader: Reader, stop: Row) -> Answer:
    return {
        "bin": stop["bin"],
        "zone": stop["zone"],
        "sku": stop["sku"],
        "description": stop["description"],
        "barcodes": barcodes(reader, stop["item_id"]),
        "quantity": stop["quantity"],
        "picked": stop["picked"],
        "tote": stop["tote"],
        "order": order_number(stop["order_id"]),
    }


def running_session_ids(reader: Reader) -> list[int]:
    """The walks under way, oldest first."""
    return [row["id"] for row in reader.all("SELECT id FROM pick_session WHERE state IN ('open', 'paused') ORDER BY id")]


def running_sessions(reader: Reader) -> list[Answer]:
    """The views of the walks under way, oldest first."""
    return [pick_session_view(reader, session_id) for session_id in running_session_ids(reader)]


def session_on_device(reader: Reader, device: str) -> tuple[int, str] | None:
    """The walk that a scanner or handheld is on, and its operator: the newest open one started or resumed with it."""
    session = reader.one(
        # The first condition is the index's: asked at every scan, this must not read every walk there ever was.
        "SELECT id, operator FROM pick_session WHERE state IN ('open', 'paused') AND state = 'open' AND device = :device"
        " ORDER BY id DESC LIMIT 1",
        {"device": device},
    )
    return (session["id"], session["operator"]) if session else None
