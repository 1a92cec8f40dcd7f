"""Waves: orders released together, so that several pickers share one lot of work and a carrier's cut-off is met."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.paging import NEWEST
from ledger.picking.release_rules import Rules, fitting_of, misfit, releasable
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_ORDERS = 5_000


@dataclass(frozen=True, slots=True)
class ReleaseWave:
    """Release the orders named, or the next `most` ready ones, to be picked as one wave.

    `channel`, `service` (the carrier's) and `zone` (all units lie there) take only orders that fit, `ship_before_ms` those that must leave
    before then; empty ones take all.
    """

    name: str = ""
    orders: tuple[str, ...] = ()
    most: int = 200
    channel: str = ""
    service: str = ""
    zone: str = ""
    ship_before_ms: int | None = None


@dataclass(frozen=True, slots=True)
class DissolveWave:
    """Take the orders that nobody has begun to pick out of a wave; another wave or walk may have them."""

    wave: int


@handles("release_wave", ReleaseWave)
def release_wave(tx: Transaction, command: ReleaseWave) -> Answer:
    """Answers the wave as `wave` does, and `left`: the orders named that were not released, each with why.

    Refused `nothing_to_release` when no order fits.
    """
    rules = Rules(command.channel, command.service, command.zone, command.ship_before_ms)
    left: list[Answer] = []
    if command.orders:
        named = list({row["id"]: row for row in (order_by_number(tx, number) for number in command.orders)}.values())
        fitting = fitting_of(tx, [row["id"] for row in named], rules)
        left = [{"order": order_number(row["id"]), "why": why} for row in named if (why := misfit(row, fitting))]
        order_ids = [row["id"] for row in named if row["id"] in fitting]
    else:
        order_ids = [row["id"] for row in releasable(tx, rules, min(max(command.most, 1), MOST_ORDERS))]
    if not order_ids:
        raise Refused(
            "nothing_to_release",
            "no order fits: only orders that are paid, not held, fully reserved in pick bins and in no other wave are released",
            {"left": left},
        )
    wave_id = tx.insert(
        "INSERT INTO wave (name, released_seq, released_ms) VALUES (:name, :seq, :now_ms) RETURNING id",
        {"name": command.name.strip(), "seq": tx.seq, "now_ms": tx.now_ms},
    )
    for order_id in order_ids:
        tx.run("UPDATE orders SET wave_id = :wave_id WHERE id = :id", {"wave_id": wave_id, "id": order_id})
        tx.tell(order_id, "released", wave=wave_id)
    tx.emit("wave", wave_id)
    return {**_summary(tx, _wave(tx, wave_id)), "zones": _zones(tx, wave_id), "left": left}


@handles("dissolve_wave", DissolveWave)
def dissolve_wave(tx: Transaction, command: DissolveWave) -> Answer:
    """Answers `{wave, orders}`: how many left it. Orders that are being picked, or partly are, stay."""
    wave = _wave(tx, command.wave)
    left = tx.all(
        "SELECT id FROM orders o WHERE o.wave_id = :id AND o.state <> 'picking'"
        " AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.picked + l.packed + l.shipped > 0) ORDER BY id",
        {"id": wave["id"]},
    )
    for row in left:
        tx.run("UPDATE orders SET wave_id = NULL WHERE id = :id", {"id": row["id"]})
        tx.tell(row["id"], "taken_from_wave", wave=wave["id"])
    tx.emit("wave", wave["id"])
    return {"wave": wave["id"], "orders": len(left)}


def waves(reader: Reader, before: int = NEWEST, most: int = 50) -> list[Answer]:
    """The last waves before one, newest first: `{wave, name, released_ms, orders, done, units, picked, short}`.

    `done`: orders of which everything is picked; `units`: all that is asked for; `short`: units that no bin has at present.
    """
    rows = reader.all("SELECT * FROM wave WHERE id < :before ORDER BY id DESC LIMIT :most", {"before": before, "most": most})
    return [_summary(reader, row) for row in rows]


def wave(reader: Reader, wave_id: int) -> Answer:
    """A wave as in `waves`, with `zones` (orders and units still to be picked in each) and `orders_in`.

    Each of these is `{order, state, buyer, ship_by_ms}`. Raises Refused `wave_not_found`.
    """
    rows = reader.all("SELECT id, state, buyer, ship_by_ms FROM orders WHERE wave_id = :id ORDER BY id", {"id": wave_id})
    orders_in = [
        {"order": order_number(row["id"]), "state": row["state"], "buyer": row["buyer"], "ship_by_ms": row["ship_by_ms"]} for row in rows
    ]
    return {**_summary(reader, _wave(reader, wave_id)), "zones": _zones(reader, wave_id), "orders_in": orders_in}


def _wave(reader: Reader, wave_id: int) -> Row:
    row = reader.one("SELECT * FROM wave WHERE id = :id", {"id": wave_id})
    if row is None:
        raise Refused("wave_not_found", f"there is no wave {wave_id}; the list of waves has their numbers")
    return row


def _summary(reader: Reader, wave: Row) -> Answer:
    sums = reader.one(
        "SELECT COUNT(*) AS orders, COALESCE(SUM(CASE WHEN of_wave.units > 0 AND of_wave.picked = of_wave.units THEN 1 ELSE 0 END), 0)"
        " AS done, COALESCE(SUM(of_wave.units), 0) AS units, COALESCE(SUM(of_wave.picked), 0) AS picked,"
        " COALESCE(SUM(of_wave.short), 0) AS short FROM ("
        "SELECT o.id, SUM(l.ordered - l.cancelled) AS units, SUM(l.picked + l.packed + l.shipped) AS picked,"
        " SUM(l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled) AS short"
        " FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.wave_id = :id GROUP BY o.id) of_wave",
        {"id": wave["id"]},
    )
    assert sums is not None
    return {"wave": wave["id"], "name": wave["name"] or f"Wave {wave['id']}", "released_ms": wave["released_ms"], **dict(sums)}


def _zones(reader: Reader, wave_id: int) -> list[Answer]:
    rows = reader.all(
        "SELECT p.zone, COUNT(DISTINCT o.id) AS orders, SUM(r.quantity) AS units FROM orders o JOIN order_line l ON l.order_id = o.id"
        " JOIN reservation r ON r.order_line_id = l.id AND r.state = 'active' JOIN place p ON p.id = r.place_id"
        " WHERE o.wave_id = :id GROUP BY p.zone ORDER BY p.zone",
        {"id": wave_id},
    )
    return [dict(row) for row in rows]


words("released", lambda d: f"released to be picked in wave {d['wave']}")
words("taken_from_wave", lambda d: f"taken out of wave {d['wave']} again")
