"""Pack check: every unit is scanned against the order before the box is sealed; then the slip of each parcel prints by itself."""

from dataclasses import dataclass

from ledger.canonical import canonical
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_barcode
from ledger.goods.places import place_by_code
from ledger.packing.pack_contents import picked_units, put, unverified
from ledger.packing.pack_views import pack_check_view
from ledger.packing.parcels import close_parcel, open_check, quiet_check, seal_parcels
from ledger.picking.floor_work import free_tote
from ledger.printing.slips import queue_slip
from ledger.promises.reservations import reservations_of
from ledger.sales.holds import standing
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.stockwork.movements import Units, move
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class StartPackCheck:
    """A packer scanned a tote, or named an order, at a station. An unfinished check of the order is gone on with.

    Of a tote that several orders share, the next one is taken that is picked.
    """

    code: str
    station: str


@dataclass(frozen=True, slots=True)
class ScanPack:
    """A code was scanned at packing; `unit` is the lot or serial number where the item has one, and can also be scanned itself."""

    pack_check: int
    code: str
    quantity: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FinishPackCheck:
    """Every unit is verified: seal the parcels. `weight_g` (0: not weighed) and `box` (empty: not listed) are the last one's."""

    pack_check: int
    weight_g: int = 0
    box: str = ""


@handles("start_pack_check", StartPackCheck)
def start_pack_check(tx: Transaction, command: StartPackCheck) -> Answer:
    """Answers the check's view; refused `not_picked` when the order is not ready for packing."""
    station = place_by_code(tx, command.station, "station")
    order = _order_of_code(tx, command.code, station["id"])
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
            "not_picked",
            f"{number} is {state_in_words(order)}, not picked; {_remedy(order['state'])}",
            {"order": number, "state": order["state"]},
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
        "merged": "pack that one, its units are in the same tote",
    }.get(state, "pick it first")


def _order_of_code(tx: Transaction, code: str, station_id: int) -> Row:
    tote = tx.one("SELECT id, kind FROM place WHERE code = :code", {"code": code.strip()})
    if tote is None:
        return order_by_number(tx, code)
    # In a shared tote: what this station is at, then the next one that is picked, then what another station is at.
    order = tx.one(
        "SELECT o.* FROM tote_assignment t JOIN orders o ON o.id = t.order_id"
        " LEFT JOIN pack_check c ON c.order_id = o.id AND c.state = 'open' WHERE t.tote_id = :tote_id"
        " ORDER BY CASE WHEN c.station_id = :station_id THEN 0 WHEN c.id IS NULL AND o.state = 'picked' THEN 1"
        " WHEN c.id IS NOT NULL THEN 2 ELSE 3 END, o.id LIMIT 1",
        {"tote_id": tote["id"], "station_id": station_id},
    )
    if order is None:
        raise Refused("empty_tote", f"{code} holds no order; scan the tote you were handed, or the order's number", {"place": code})
    return order


@handles("scan_pack", ScanPack)
def scan_pack(tx: Transaction, command: ScanPack) -> Answer:
    """Answers the check's view and `outcome`: `item`, or the mismatch, which counts nothing.

    A mismatch is `wrong_item`, `extra`, `unknown_code`, `unit_missing` or `wrong_unit`.
    """
    check = open_check(tx, command.pack_check)
    code, unit = command.code.strip(), command.unit.strip()
    item = item_by_barcode(tx, code)
    if item is None and not unit:
        item, unit = _item_of_unit(tx, check, code), code
    if item is None:
        outcome, message = "unknown_code", f"Nobody knows the code {code}. Scan the label of the item again."
    else:
        outcome, message = _verify(tx, check, item, Units(item["id"], unit, command.quantity))
    alarm = "" if outcome == "item" else canonical({"kind": outcome, "message": message, "code": code})
    tx.run("UPDATE pack_check SET alarm = :alarm WHERE id = :id", {"alarm": alarm, "id": check["id"]})
    if item is None or alarm:
        tx.tell(check["order_id"], "wrong_scan", at="packing", alarm=outcome, code=code)
    else:
        tx.tell(check["order_id"], "verified", item=item["id"], quantity=command.quantity)
    tx.emit("pack_check", check["id"])
    return {**pack_check_view(tx, check["id"]), "outcome": outcome}


def _item_of_unit(reader: Reader, check: Row, code: str) -> Row | None:
    """The item of this order that a scanned lot or serial number belongs to; None when there is none, or more than one."""
    items = [item_id for item_id, unit in picked_units(reader, check["order_id"]) if unit == code]
    return reader.one("SELECT id, sku FROM item WHERE id = :id", {"id": items[0]}) if len(items) == 1 else None


def _verify(tx: Transaction, check: Row, item: Row, units: Units) -> tuple[str, str]:
    """Count units into the parcel that is being filled, or say what is wrong with them."""
    sku, quantity = item["sku"], units.quantity
    by_item = {"id": check["id"], "item_id": item["id"], "quantity": quantity}
    line = tx.one("SELECT expected, scanned FROM pack_line WHERE pack_check_id = :id AND item_id = :item_id", by_item)
    if line is None:
        return "wrong_item", f"{sku} is not in this order. Take it out of the box."
    if not 1 <= quantity <= line["expected"] - line["scanned"]:
        return "extra", _too_many(sku, line["expected"], line["scanned"])
    picked = sorted(unit for item_id, unit in picked_units(tx, check["order_id"]) if item_id == item["id"])
    left = {unit: count for (item_id, unit), count in unverified(tx, check).items() if item_id == item["id"]}
    unit = units.unit if picked != [""] else ""
    if not unit and len(left) == 1 and (picked == [""] or not _is_serial(tx, item["id"])):
        (unit,) = left
    if not unit and picked != [""]:
        return "unit_missing", f"Scan the lot or serial number of {sku} as well."
    if unit not in picked:
        return "wrong_unit", f"{sku} {unit} was not picked for this order. Take it out; {', '.join(left)} belongs in the box."
    if quantity > left.get(unit, 0):
        return "extra", f"{sku} {unit} is in the box already. Take this one out."
    put(tx, check["id"], check["parcel"], Units(item["id"], unit, quantity))
    tx.run("UPDATE pack_line SET scanned = scanned + :quantity WHERE pack_check_id = :id AND item_id = :item_id", by_item)
    return "item", ""


def _is_serial(reader: Reader, item_id: int) -> bool:
    return reader.one("SELECT id FROM item WHERE id = :id AND tracking = 'serial'", {"id": item_id}) is not None


def _too_many(sku: str, expected: int, scanned: int) -> str:
    if scanned == expected:
        return f"{sku} is in the box {expected} times already. Take this one out."
    return f"Only {expected - scanned} more of {sku} belong in the box. Take the others out."


@handles("finish_pack_check", FinishPackCheck)
def finish_pack_check(tx: Transaction, command: FinishPackCheck) -> Answer:
    """Answers the check's view and `{shipment, print_job, print_jobs, warnings}`, one print job for each parcel.

    Refused `alarm_stands` after a wrong scan, `units_missing` while one is not verified, `held` when the order is held. `warnings` names
    the weights that can't be right.
    """
    check = quiet_check(tx, command.pack_check)
    order_id, station_id = check["order_id"], check["station_id"]
    number = order_number(order_id)
    missing = tx.number("SELECT SUM(expected - scanned) FROM pack_line WHERE pack_check_id = :id", {"id": check["id"]})
    if missing:
        raise Refused("units_missing", f"{missing} units of {number} are not verified; scan them before sealing", {"missing": missing})
    holds = standing(tx, order_id)
    if holds:
        raise Refused("held", f"{number} is held ({', '.join(holds)}); release it on the console before sealing", {"holds": holds})
    close_parcel(tx, check, command.weight_g, command.box)
    _move_to_station(tx, order_id, station_id)
    tx.run("UPDATE pack_check SET state = 'done', alarm = '', ended_ms = :now_ms WHERE id = :id", {"now_ms": tx.now_ms, "id": check["id"]})
    shipment_id = tx.insert(
        "INSERT INTO shipment (order_id, station_id, state) VALUES (:order_id, :station_id, 'packed') RETURNING id",
        {"order_id": order_id, "station_id": station_id},
    )
    parcel_ids = seal_parcels(tx, check, shipment_id)
    free_tote(tx, order_id)
    jobs = [queue_slip(tx, order_id, station_id, parcel_id) for parcel_id in parcel_ids]
    tx.touched_orders.add(order_id)
    tx.emit("pack_check", check["id"])
    view = pack_check_view(tx, check["id"])
    warnings = [f"parcel {parcel['parcel']} {parcel['warning']}" for parcel in view["parcels"] if parcel["warning"]]
    return {**view, "shipment": shipment_id, "print_job": jobs[0], "print_jobs": jobs, "warnings": warnings}


def _move_to_station(tx: Transaction, order_id: int, station_id: int) -> None:
    for reservation in reservations_of(tx, order_id, "picked"):
        units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
        if reservation["place_id"] != station_id:  # a parcel that was opened again has its units here already
            move(tx, units, reservation["place_id"], station_id, "pack", order_line_id=reservation["order_line_id"], promised=True)
        tx.run(
            "UPDATE reservation SET state = 'packed', place_id = :place_id WHERE id = :id",
            {"place_id": station_id, "id": reservation["id"]},
        )
    tx.run("UPDATE order_line SET packed = packed + picked, picked = 0 WHERE order_id = :id AND picked > 0", {"id": order_id})
