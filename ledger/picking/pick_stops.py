"""The stops of a walk: what is taken from one bin into one tote, in the order of the bins along the way."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from ledger.errors import Refused
from ledger.transaction import Reader, Row, Transaction

_LINES = (
    "SELECT l.*, r.unit, i.sku, i.description, i.tracking, p.code AS bin, p.zone, t.code AS tote FROM pick_line l"
    " JOIN reservation r ON r.id = l.reservation_id JOIN item i ON i.id = l.item_id JOIN place p ON p.id = l.place_id"
    " JOIN place t ON t.id = l.tote_id WHERE l.session_id = :id"
)


class Stop(NamedTuple):
    """A stop that is not done: its open pick lines in the order in which scans fill them, and all units asked for and picked at it.

    The first line also names the stop: sku, description, tracking, unit, bin, zone and tote are the same for every line.
    """

    lines: Sequence[Row]
    quantity: int
    picked: int

    @property
    def line(self) -> Row:
        """The line that the next scan fills."""
        return self.lines[0]

    @property
    def missing(self) -> int:
        """Units still to be taken here."""
        return self.quantity - self.picked


def current_stop(reader: Reader, session: Row) -> Stop | None:
    """The first stop of a walk (row with id, mode) that is not done; in a batch the lines of all orders that want the same there."""
    first = reader.one(f"{_LINES} AND l.state = 'open' ORDER BY l.stop LIMIT 1", {"id": session["id"]})
    if first is None:
        return None
    if session["mode"] != "batch":
        return Stop([first], first["quantity"], first["picked"])
    same = reader.all(
        f"{_LINES} AND l.state IN ('open', 'done') AND l.item_id = :item_id AND l.place_id = :place_id AND l.tote_id = :tote_id"
        " AND r.unit = :unit ORDER BY l.stop",
        {"id": session["id"], **{name: first[name] for name in ("item_id", "place_id", "tote_id", "unit")}},
    )
    return _whole_stop(same)


def stops_left(reader: Reader, session: Row) -> list[Stop]:
    """Every stop of a walk (row with id, mode) that is not done, in the order of the walk; the first one is the current one."""
    lines = reader.all(f"{_LINES} AND l.state IN ('open', 'done') ORDER BY l.stop", {"id": session["id"]})
    open_lines = [line for line in lines if line["state"] == "open"]
    if session["mode"] != "batch":
        return [Stop([line], line["quantity"], line["picked"]) for line in open_lines]
    same: dict[tuple[object, ...], list[Row]] = {}
    for line in lines:
        same.setdefault(_of_a_batch(line), []).append(line)
    return [_whole_stop(same[key]) for key in dict.fromkeys(map(_of_a_batch, open_lines))]


def _whole_stop(lines: Sequence[Row]) -> Stop:
    """The stop of lines that are open or done."""
    open_lines = [line for line in lines if line["state"] == "open"]
    return Stop(open_lines, sum(line["quantity"] for line in lines), sum(line["picked"] for line in lines))


def _of_a_batch(line: Row) -> tuple[object, ...]:
    """What the lines of all orders have in common that are one stop of a batch."""
    return (line["item_id"], line["place_id"], line["tote_id"], line["unit"])


def check_stop(stop: Stop, bin: str, tote: str) -> None:
    """Refuse `walk_went_on` when what is said was said of another bin or tote than those the walk is at; empty ones say nothing.

    A screen that could not hear the box for a while speaks of the stop that it showed then.
    """
    line = stop.line
    if (bin and bin != line["bin"]) or (tote and tote != line["tote"]):
        said = " for ".join(filter(None, (bin, tote)))
        raise Refused(
            "walk_went_on",
            f"this was said at {said}, and the walk is at {line['bin']} for {line['tote']} by now; put back what you took there",
            {"bin": line["bin"], "tote": line["tote"]},
        )


def rest_of(reader: Reader, session: Row, stop: Stop) -> Stop | None:
    """What is still open of a stop after units were taken at it; None when it is done."""
    ids = {line["id"] for line in stop.lines}
    left = [line for line in reader.all(f"{_LINES} AND l.state = 'open' ORDER BY l.stop", {"id": session["id"]}) if line["id"] in ids]
    return Stop(left, sum(line["quantity"] for line in left), sum(line["picked"] for line in left)) if left else None


def stop_counts(reader: Reader, session: Row) -> tuple[int, int]:
    """How many stops a walk (row with id, mode) has, and how many are done; stops withdrawn from it do not count."""
    each = "l.item_id, l.place_id, l.tote_id, r.unit" if session["mode"] == "batch" else "l.id"
    rows = reader.all(
        "SELECT MAX(CASE WHEN l.state = 'open' THEN 1 ELSE 0 END) AS open FROM pick_line l"  # noqa: S608 - words of our own
        f" JOIN reservation r ON r.id = l.reservation_id WHERE l.session_id = :id AND l.state <> 'withdrawn' GROUP BY {each}",
        {"id": session["id"]},
    )
    return len(rows), sum(1 for row in rows if not row["open"])


def add_stops(tx: Transaction, session_id: int, orders: Sequence[tuple[int, int]]) -> int:
    """Put what is reserved for (order, tote) pairs on a walk, in the order of the bins along the way, after the stops it has.

    Left alone are reservations that stand on a list already, those in bins that no picker is sent to, and those outside the walk's zone.
    Orders that share a tote are served in the order given. Answers how many units were added.
    """
    session = tx.one("SELECT zone FROM pick_session WHERE id = :id", {"id": session_id})
    assert session is not None
    stops = []
    for turn, (order_id, tote_id) in enumerate(orders):
        tx.touched_orders.add(order_id)
        for row in _unlisted(tx, order_id):
            if session["zone"] in ("", row["zone"]):
                stops.append(((row["walk"], row["code"], row["item_id"], tote_id, row["unit"], turn, row["id"]), order_id, tote_id, row))
    first = tx.number("SELECT MAX(stop) FROM pick_line WHERE session_id = :id", {"id": session_id}) + 1
    for stop, (_, order_id, tote_id, row) in zip(count(first), sorted(stops, key=lambda stop: stop[0])):
        insert_stop(tx, session_id, stop, order_id, tote_id, row)
    return sum(row["quantity"] for _, _, _, row in stops)


def _unlisted(tx: Transaction, order_id: int) -> Sequence[Row]:
    return tx.all(
        "SELECT r.id, r.order_line_id, r.item_id, r.place_id, r.unit, r.quantity, p.walk, p.code, p.zone FROM order_line l"
        " JOIN reservation r ON r.order_line_id = l.id AND r.state = 'active' JOIN place p ON p.id = r.place_id AND p.pickable = 1"
        " WHERE l.order_id = :id AND NOT EXISTS ("
        "SELECT 1 FROM pick_line k WHERE k.order_id = :id AND k.state = 'open' AND k.reservation_id = r.id) ORDER BY r.id",
        {"id": order_id},
    )


def insert_stop(tx: Transaction, session_id: int, stop: int, order_id: int, tote_id: int, reservation: Row) -> None:
    """Enter one pick line for an active reservation."""
    tx.run(
        "INSERT INTO pick_line (session_id, stop, order_id, order_line_id, reservation_id, item_id, place_id, tote_id, quantity, state)"
        " VALUES (:session_id, :stop, :order_id, :line, :reservation_id, :item_id, :place_id, :tote_id, :quantity, 'open')",
        {
            "session_id": session_id,
            "stop": stop,
            "order_id": order_id,
            "line": reservation["order_line_id"],
            "reservation_id": reservation["id"],
            "item_id": reservation["item_id"],
            "place_id": reservation["place_id"],
            "tote_id": tote_id,
            "quantity": reservation["quantity"],
        },
    )
