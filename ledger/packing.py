"""Pack check: every unit is scanned against the order before the box is sealed; then the slip prints by itself."""

import json
from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.catalog import barcodes, item_by_barcode
from ledger.command import handles
from ledger.errors import Refused
from ledger.floor_work import free_tote
from ledger.holds import standing
from ledger.movements import Units, move
from ledger.orders import order_by_number, order_number
from ledger.places import place_by_code
from ledger.print_jobs import queue_print
from ledger.reservations import reservations_of
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class StartPackCheck:
    """A packer scanned a tote, or named an order, at a station. An unfinished check of the order is gone on with."""

    code: str
    station: str


@dataclass(frozen=True, slots=True)
class ScanPack:
    """A code was scanned at packing."""

    pack_check: int
    code: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class FinishPackCheck:
    """Every unit is verified: seal the parcel. `weight_g` is 0 when it was not weighed."""

    pack_check: int
    weight_g: int = 0


@handles("start_pack_check", StartPackCheck)
def start_pack_check(tx: Transaction, command: StartPackCheck) -> Answer:
    """Answers the check's view; refused `not_picked` when the order is not ready for packing."""
    station = place_by_code(tx, command.station, "station")
    order = _order_of_code(tx, command.code)
    number = order_number(order["id"])
    running = tx.one("SELECT id FROM pack_check WHERE order_id = :id AND state = 'open'", {"id": order["id"]})
    if running is not None:
        tx.run(
            "UPDATE pack_check SET station_id = :station, taken_up_ms = :now_ms WHERE id = :id",
            {"station": station["id"], "now_ms": tx.now_ms, "id": running["id"]},
        )
        tx.emit("pack_check", running["id"])
        return pack_check_view(tx, running["id"])
    if order["state"] != "picked":
        raise Refused(
            "not_picked", f"{number} is {order['state']}, not picked; {_remedy(order['state'])}", {"order": number, "state": order["state"]}
        )
    check_id = tx.insert(
        "INSERT INTO pack_check (order_id, station_id, operator, state, taken_up_ms)"
        " VALUES (:order_id, :station_id, :actor, 'open', :now_ms) RETURNING id",
        {"order_id": order["id"], "station_id": station["id"], "actor": tx.actor, "now_ms": tx.now_ms},
    )
    tx.run(
        "INSERT INTO pack_line (pack_check_id, item_id, expected)"
        " SELECT :check_id, item_id, SUM(picked) FROM order_line WHERE order_id = :order_id AND picked > 0 GROUP BY item_id",
        {"check_id": check_id, "order_id": order["id"]},
    )
    tx.tell(order["id"], "packing", station=station["id"])
    tx.emit("pack_check", check_id)
    return pack_check_view(tx, check_id)


def _remedy(state: str) -> str:
    return {
        "held": "see its holds on the console",
        "packed": "it is packed already",
        "shipped": "it is on its way",
        "cancelled": "put its units back",
        "picking": "its picker is not done",
    }.get(state, "pick it first")


def _order_of_code(tx: Transaction, code: str) -> Row:
    tote = tx.one("SELECT id, kind FROM place WHERE code = :code", {"code": code.strip()})
    if tote is None:
        return order_by_number(tx, code)
    order = tx.one("SELECT o.* FROM tote_assignment t JOIN orders o ON o.id = t.order_id WHERE t.tote_id = :id", {"id": tote["id"]})
    if order is None:
        raise Refused("empty_tote", f"{code} holds no order; scan the tote you were handed, or the order's number", {"place": code})
    return order


@handles("scan_pack", ScanPack)
def scan_pack(tx: Transaction, command: ScanPack) -> Answer:
    """Answers the check's view and `outcome`: `item`, or the mismatch (`wrong_item`, `extra`, `unknown_code`), which counts nothing."""
    check = _open_check(tx, command.pack_check)
    code = command.code.strip()
    item = item_by_barcode(tx, code)
    outcome, message = "item", ""
    if item is None:
        outcome, message = "unknown_code", f"Nobody knows the code {code}. Scan the label of the item again."
    else:
        line = tx.one(
            "SELECT expected, scanned FROM pack_line WHERE pack_check_id = :id AND item_id = :item_id",
            {"id": check["id"], "item_id": item["id"]},
        )
        if line is None:
            outcome, message = "wrong_item", f"{item['sku']} is not in this order. Take it out of the box."
        elif not 1 <= command.quantity <= line["expected"] - line["scanned"]:
            outcome, message = "extra", _too_many(item["sku"], line["expected"], line["scanned"])
        else:
            tx.run(
                "UPDATE pack_line SET scanned = scanned + :quantity WHERE pack_check_id = :id AND item_id = :item_id",
                {"quantity": command.quantity, "id": check["id"], "item_id": item["id"]},
            )
    alarm = "" if outcome == "item" else canonical({"kind": outcome, "message": message, "code": code})
    tx.run("UPDATE pack_check SET alarm = :alarm WHERE id = :id", {"alarm": alarm, "id": check["id"]})
    if item is None or alarm:
        tx.tell(check["order_id"], "wrong_scan", at="packing", alarm=outcome, code=code)
    else:
        tx.tell(check["order_id"], "verified", item=item["id"], quantity=command.quantity)
    tx.emit("pack_check", check["id"])
    return {**pack_check_view(tx, check["id"]), "outcome": outcome}


def _too_many(sku: str, expected: int, scanned: int) -> str:
    if scanned == expected:
        return f"{sku} is in the box {expected} times already. Take this one out."
    return f"Only {expected - scanned} more of {sku} belong in the box. Take the others out."


@handles("finish_pack_check", FinishPackCheck)
def finish_pack_check(tx: Transaction, command: FinishPackCheck) -> Answer:
    """Answers `{order, print_job, shipment}` and the check's view; refused `units_missing` while one is not verified, `held` when held."""
    check = _open_check(tx, command.pack_check)
    order_id = check["order_id"]
    number = order_number(order_id)
    missing = tx.number("SELECT SUM(expected - scanned) FROM pack_line WHERE pack_check_id = :id", {"id": check["id"]})
    if missing:
        raise Refused("units_missing", f"{missing} units of {number} are not verified; scan them before sealing", {"missing": missing})
    holds = standing(tx, order_id)
    if holds:
        raise Refused("held", f"{number} is held ({', '.join(holds)}); release it on the console before sealing", {"holds": holds})
    for reservation in reservations_of(tx, order_id, "picked"):
        units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
        move(tx, units, reservation["place_id"], check["station_id"], "pack", order_line_id=reservation["order_line_id"], promised=True)
        by_place = {"place_id": check["station_id"], "id": reservation["id"]}
        tx.run("UPDATE reservation SET state = 'packed', place_id = :place_id WHERE id = :id", by_place)
    tx.run("UPDATE order_line SET packed = packed + picked, picked = 0 WHERE order_id = :id", {"id": order_id})
    tx.run("UPDATE pack_check SET state = 'done', alarm = '', ended_ms = :now_ms WHERE id = :id", {"now_ms": tx.now_ms, "id": check["id"]})
    shipment_id = tx.insert(
        "INSERT INTO shipment (order_id, station_id, state) VALUES (:order_id, :station_id, 'packed') RETURNING id",
        {"order_id": order_id, "station_id": check["station_id"]},
    )
    tx.run(
        "INSERT INTO parcel (shipment_id, weight_g) VALUES (:shipment_id, :weight_g)",
        {"shipment_id": shipment_id, "weight_g": max(0, command.weight_g)},
    )
    free_tote(tx, order_id)
    tx.tell(order_id, "packed", station=check["station_id"], weight_g=command.weight_g)
    job_id = queue_print(tx, order_id, check["station_id"])
    tx.touched_orders.add(order_id)
    tx.emit("pack_check", check["id"])
    return {**pack_check_view(tx, check["id"]), "print_job": job_id, "shipment": shipment_id}


def _open_check(tx: Transaction, check_id: int) -> Row:
    check = tx.one("SELECT * FROM pack_check WHERE id = :id", {"id": check_id})
    if check is None:
        raise Refused("pack_check_not_found", f"there is no pack check {check_id}; scan the tote to start one")
    if check["state"] != "open":
        raise Refused(f"pack_check_{check['state']}", f"pack check {check_id} is {check['state']}; scan the next tote")
    return check


def pack_check_view(reader: Reader, check_id: int) -> Answer:
    """A check as a screen shows it: `{pack_check, order, station, state, lines, missing, alarm}`."""
    check = reader.one(
        "SELECT c.*, p.code AS station FROM pack_check c JOIN place p ON p.id = c.station_id WHERE c.id = :id", {"id": check_id}
    )
    if check is None:
        raise Refused("pack_check_not_found", f"there is no pack check {check_id}; scan the tote to start one")
    lines = reader.all(
        "SELECT i.id, i.sku, i.description, l.expected, l.scanned FROM pack_line l JOIN item i ON i.id = l.item_id"
        " WHERE l.pack_check_id = :id ORDER BY i.sku",
        {"id": check_id},
    )
    tote = reader.one(
        "SELECT p.code FROM tote_assignment t JOIN place p ON p.id = t.tote_id WHERE t.order_id = :id", {"id": check["order_id"]}
    )
    return {
        "pack_check": check["id"],
        "order": order_number(check["order_id"]),
        "station": check["station"],
        "operator": check["operator"],
        "state": check["state"],
        "tote": tote["code"] if tote else "",
        "lines": [
            {
                **{name: row[name] for name in ("sku", "description", "expected", "scanned")},
                "barcodes": barcodes(reader, row["id"]),
            }
            for row in lines
        ],
        "missing": sum(row["expected"] - row["scanned"] for row in lines),
        "alarm": json.loads(check["alarm"]) if check["alarm"] else None,
    }


def pack_check_at(reader: Reader, station: str) -> int | None:
    """The unfinished check at a station, if there is one: of several, the one that was started or gone on with last."""
    row = reader.one(
        "SELECT c.id FROM pack_check c JOIN place p ON p.id = c.station_id"
        " WHERE c.state = 'open' AND p.code = :station ORDER BY c.taken_up_ms DESC, c.id DESC LIMIT 1",
        {"station": station},
    )
    return row["id"] if row else None


def stations(reader: Reader) -> list[Answer]:
    """The packing stations, each with the number of its unfinished check, or null."""
    rows = reader.all("SELECT code FROM place WHERE kind = 'station' ORDER BY code")
    return [{"station": row["code"], "pack_check": pack_check_at(reader, row["code"])} for row in rows]


def to_pack(reader: Reader) -> list[Answer]:
    """The orders that wait for a packer, with their totes."""
    rows = reader.all(
        "SELECT o.id, o.buyer, p.code, (SELECT SUM(picked) FROM order_line WHERE order_id = o.id) AS units FROM orders o"
        " LEFT JOIN tote_assignment t ON t.order_id = o.id LEFT JOIN place p ON p.id = t.tote_id"
        " WHERE o.state = 'picked' ORDER BY o.id LIMIT 100"
    )
    return [{"order": order_number(row["id"]), "buyer": row["buyer"], "tote": row["code"] or "", "units": row["units"]} for row in rows]
