"""Parcels: the boxes that one order is packed into, filled one after the other, each with its weight and what it holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.story_words import Detail, words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.packing.boxes import box_by_code
from ledger.packing.pack_contents import contents, put, take
from ledger.packing.pack_views import pack_check_view
from ledger.stockwork.movements import Units
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class NextParcel:
    """The parcel being filled is full: note its weight (0 when not weighed) and its box, and fill the next one."""

    pack_check: int
    weight_g: int = 0
    box: str = ""


@dataclass(frozen=True, slots=True)
class MoveToParcel:
    """Verified units go from one parcel into another, or into a new one; both must be weighed again. `unit`: which lot or serial number."""

    pack_check: int
    sku: str
    from_parcel: int
    to_parcel: int
    quantity: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class WeighParcel:
    """A parcel of an open check was weighed, or is in another box than was noted."""

    pack_check: int
    parcel: int
    weight_g: int = 0
    box: str = ""


@handles("next_parcel", NextParcel)
def next_parcel(tx: Transaction, command: NextParcel) -> Answer:
    """Answers the check's view.

    Refused `alarm_stands` after a wrong scan, `empty_parcel` before anything is in it, `nothing_left` when every unit is verified.
    """
    check = quiet_check(tx, command.pack_check)
    if not _in_parcel(tx, check["id"], check["parcel"]):
        raise Refused("empty_parcel", f"parcel {check['parcel']} is empty; scan a unit into it first", {"parcel": check["parcel"]})
    if not tx.number("SELECT SUM(expected - scanned) FROM pack_line WHERE pack_check_id = :id", {"id": check["id"]}):
        raise Refused("nothing_left", "every unit is in a parcel; finish, or move units into a parcel of their own")
    close_parcel(tx, check, command.weight_g, command.box)
    _fill(tx, check["id"], check["parcel"] + 1)
    return _answered(tx, check["id"])


@handles("move_to_parcel", MoveToParcel)
def move_to_parcel(tx: Transaction, command: MoveToParcel) -> Answer:
    """Answers the check's view; refused `bad_parcel`, or `not_in_parcel` when fewer units are in it.

    A parcel that becomes empty is taken out of the count: those after it move up by one.
    """
    check = open_check(tx, command.pack_check)
    one, other = command.from_parcel, command.to_parcel
    last = check["parcel"] + 1 if _in_parcel(tx, check["id"], check["parcel"]) else check["parcel"]
    if not (1 <= one <= check["parcel"] and 1 <= other <= last and one != other):
        raise Refused("bad_parcel", f"units go from one of the parcels 1 to {check['parcel']} into another one up to {last}")
    units = _units_in(tx, check["id"], command)
    take(tx, check["id"], one, units)
    put(tx, check["id"], other, units)
    if other > check["parcel"]:
        _fill(tx, check["id"], other)
    for parcel in (one, other):
        tx.run("UPDATE pack_parcel SET weight_g = 0 WHERE pack_check_id = :id AND parcel = :parcel", {"id": check["id"], "parcel": parcel})
    if not _in_parcel(tx, check["id"], one):
        _drop_parcel(tx, check["id"], one)
    return _answered(tx, check["id"])


@handles("weigh_parcel", WeighParcel)
def weigh_parcel(tx: Transaction, command: WeighParcel) -> Answer:
    """Answers the check's view; refused `bad_parcel` for one that is not there."""
    check = open_check(tx, command.pack_check)
    if not 1 <= command.parcel <= check["parcel"]:
        raise Refused("bad_parcel", f"the parcels of this check are 1 to {check['parcel']}")
    _note(tx, check["id"], command.parcel, command.weight_g, command.box)
    return _answered(tx, check["id"])


def open_check(tx: Transaction, check_id: int) -> Row:
    """The check that is still under way. Raises Refused `pack_check_not_found` or `pack_check_<state>`."""
    check = tx.one("SELECT * FROM pack_check WHERE id = :id", {"id": check_id})
    if check is None:
        raise Refused("pack_check_not_found", f"there is no pack check {check_id}; scan the tote to start one")
    if check["state"] != "open":
        raise Refused(f"pack_check_{check['state']}", f"pack check {check_id} is {check['state']}; scan the next tote")
    return check


def quiet_check(tx: Transaction, check_id: int) -> Row:
    """The open check, of which a parcel is about to be closed. Raises Refused `alarm_stands` while what is in it may be wrong."""
    check = open_check(tx, check_id)
    if check["alarm"]:
        alarm = json.loads(check["alarm"])
        raise Refused(
            "alarm_stands",
            f"the last scan was wrong: {alarm['message']} Then scan the right item, or say that it is seen to",
            {"alarm": alarm["kind"], "code": alarm["code"]},
        )
    return check


def close_parcel(tx: Transaction, check: Row, weight_g: int, box: str) -> None:
    """Note weight and box of the parcel being filled; what was noted of it before stays unless something else is said."""
    known = tx.one(
        "SELECT p.weight_g, b.code FROM pack_parcel p LEFT JOIN box b ON b.id = p.box_id"
        " WHERE p.pack_check_id = :id AND p.parcel = :parcel",
        {"id": check["id"], "parcel": check["parcel"]},
    )
    if known is not None:
        weight_g, box = weight_g or known["weight_g"], box or known["code"] or ""
    _note(tx, check["id"], check["parcel"], weight_g, box)


def _note(tx: Transaction, check_id: int, parcel: int, weight_g: int, box: str) -> None:
    tx.run(
        "INSERT INTO pack_parcel (pack_check_id, parcel, weight_g, box_id) VALUES (:id, :parcel, :weight_g, :box_id)"
        " ON CONFLICT (pack_check_id, parcel) DO UPDATE SET weight_g = excluded.weight_g, box_id = excluded.box_id",
        {"id": check_id, "parcel": parcel, "weight_g": max(0, weight_g), "box_id": box_by_code(tx, box)["id"] if box else None},
    )


def _fill(tx: Transaction, check_id: int, parcel: int) -> None:
    tx.run("UPDATE pack_check SET parcel = :parcel WHERE id = :id", {"parcel": parcel, "id": check_id})


def _in_parcel(reader: Reader, check_id: int, parcel: int) -> int:
    return reader.number(
        "SELECT SUM(quantity) FROM pack_content WHERE pack_check_id = :id AND parcel = :parcel", {"id": check_id, "parcel": parcel}
    )


def _units_in(tx: Transaction, check_id: int, command: MoveToParcel) -> Units:
    """The units that are to be moved; which of several lots or serial numbers must be said."""
    item = item_by_sku(tx, command.sku)
    held = {
        row["unit"]: row["quantity"]
        for row in contents(tx, check_id)
        if row["parcel"] == command.from_parcel and row["item_id"] == item["id"]
    }
    unit = next(iter(held)) if len(held) == 1 and not command.unit else command.unit
    if not 1 <= command.quantity <= held.get(unit, 0):
        there = ", ".join(f"{quantity} × {item['sku']} {name}".strip() for name, quantity in held.items()) or f"no {item['sku']}"
        raise Refused("not_in_parcel", f"parcel {command.from_parcel} holds {there}; name what is in it")
    return Units(item["id"], unit, command.quantity)


def _drop_parcel(tx: Transaction, check_id: int, empty: int) -> None:
    last = tx.number("SELECT parcel FROM pack_check WHERE id = :id", {"id": check_id})
    tx.run("DELETE FROM pack_parcel WHERE pack_check_id = :id AND parcel = :parcel", {"id": check_id, "parcel": empty})
    for parcel in range(empty + 1, last + 1):  # one by one: in one statement, two parcels could meet on the way
        for table in ("pack_content", "pack_parcel"):
            tx.run(
                f"UPDATE {table} SET parcel = :before WHERE pack_check_id = :id AND parcel = :parcel",  # noqa: S608 - words of our own
                {"before": parcel - 1, "id": check_id, "parcel": parcel},
            )
    _fill(tx, check_id, last - 1)


def _answered(tx: Transaction, check_id: int) -> Answer:
    tx.emit("pack_check", check_id)
    return pack_check_view(tx, check_id)


def seal_parcels(tx: Transaction, check: Row, shipment_id: int) -> list[int]:
    """Write the parcels of a finished check with what they hold, numbered through the order, and tell the story; answers their ids."""
    first = 1 + tx.number(
        "SELECT MAX(p.number) FROM shipment s JOIN parcel p ON p.shipment_id = s.id"
        " WHERE s.order_id = :order_id AND s.state <> 'cancelled'",
        {"order_id": check["order_id"]},
    )
    sealed = tx.all(
        "SELECT c.parcel, COALESCE(p.weight_g, 0) AS weight_g, p.box_id, COALESCE(b.code, '') AS box"
        " FROM pack_content c LEFT JOIN pack_parcel p ON p.pack_check_id = c.pack_check_id AND p.parcel = c.parcel"
        " LEFT JOIN box b ON b.id = p.box_id WHERE c.pack_check_id = :id GROUP BY c.parcel, p.weight_g, p.box_id, b.code ORDER BY c.parcel",
        {"id": check["id"]},
    )
    parcel_ids = []
    for number, row in enumerate(sealed, start=first):
        parcel_id = tx.insert(
            "INSERT INTO parcel (shipment_id, weight_g, number, box_id) VALUES (:shipment_id, :weight_g, :number, :box_id) RETURNING id",
            {"shipment_id": shipment_id, "weight_g": row["weight_g"], "number": number, "box_id": row["box_id"]},
        )
        tx.run(
            "INSERT INTO parcel_line (parcel_id, item_id, unit, quantity)"
            " SELECT :parcel_id, item_id, unit, quantity FROM pack_content WHERE pack_check_id = :id AND parcel = :parcel",
            {"parcel_id": parcel_id, "id": check["id"], "parcel": row["parcel"]},
        )
        parcel_ids.append(parcel_id)
    tx.tell(check["order_id"], "packed", station=check["station_id"], weight_g=sum(row["weight_g"] for row in sealed))
    if len(sealed) > 1:
        tx.tell(check["order_id"], "parcels", parcels=[{"weight_g": row["weight_g"], "box": row["box"]} for row in sealed])
    return parcel_ids


def live_parcels(reader: Reader, order_id: int) -> Sequence[Row]:
    """The parcels of an order that were not opened again: rows of parcel with the shipment's station_id and state, by number."""
    return reader.all(
        "SELECT p.*, s.station_id, s.state FROM shipment s JOIN parcel p ON p.shipment_id = s.id"
        " WHERE s.order_id = :id AND s.state <> 'cancelled' ORDER BY p.number",
        {"id": order_id},
    )


def _parcels_words(detail: Detail) -> str:
    parts = [" ".join(part for part in (parcel["box"], f"{parcel['weight_g']} g") if part) for parcel in detail["parcels"]]
    return f"packed into {len(parts)} parcels: {', '.join(parts)}"


words("parcels", _parcels_words)
