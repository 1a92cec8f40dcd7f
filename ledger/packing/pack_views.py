"""What a screen or a scanner at a packing station shows: a check, the stations, the orders that wait for a packer."""

import json

from ledger.errors import Refused
from ledger.goods.catalog import barcodes
from ledger.packing.boxes import suggestion_for, suggestion_view
from ledger.packing.pack_contents import contents
from ledger.packing.parcel_weights import doubt, expected_g
from ledger.sales.orders import order_number
from ledger.transaction import Answer, Reader, Row


def pack_check_view(reader: Reader, check_id: int) -> Answer:
    """A check as a screen shows it: `{pack_check, order, station, state, lines, missing, alarm, parcel, parcels, suggestion, shared_with}`.

    `parcel` is the number of the one being filled; `parcels` says of each what it holds and weighs, with a `warning` when that can't be
    right; `suggestion` is the boxes to take; `shared_with` are the other orders in the same tote.
    """
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
        "SELECT p.id, p.code FROM tote_assignment t JOIN place p ON p.id = t.tote_id WHERE t.order_id = :id", {"id": check["order_id"]}
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
        "parcel": check["parcel"],
        "parcels": parcels_of(reader, check),
        "suggestion": suggestion_view(suggestion_for(reader, [(row["id"], row["expected"]) for row in lines])),
        "shared_with": _shared_with(reader, tote["id"], check["order_id"]) if tote else [],
    }


def parcels_of(reader: Reader, check: Row) -> list[Answer]:
    """The parcels of a check, first to last: `{parcel, box, weight_g, expected_g, warning, lines: [{sku, unit, quantity}]}`.

    A weight of 0 was not weighed, an expected one of 0 is not known.
    """
    packed = reader.all(
        "SELECT p.parcel, p.weight_g, b.code AS box, COALESCE(b.weight_g, 0) AS box_g FROM pack_parcel p LEFT JOIN box b ON b.id = p.box_id"
        " WHERE p.pack_check_id = :id",
        {"id": check["id"]},
    )
    closed = {row["parcel"]: row for row in packed}
    held = contents(reader, check["id"])
    parcels = []
    for number in range(1, check["parcel"] + 1):
        rows = [row for row in held if row["parcel"] == number]
        known = closed.get(number)
        box, box_g, weight_g = (known["box"], known["box_g"], known["weight_g"]) if known else (None, 0, 0)
        expected = expected_g([(row["item_weight_g"], row["quantity"]) for row in rows], box_g)
        parcels.append(
            {
                "parcel": number,
                "box": box or "",
                "weight_g": weight_g,
                "expected_g": expected,
                "warning": doubt(weight_g, expected, boxed=box is not None),
                "lines": [{name: row[name] for name in ("sku", "unit", "quantity")} for row in rows],
            }
        )
    return parcels


def _shared_with(reader: Reader, tote_id: int, order_id: int) -> list[Answer]:
    rows = reader.all(
        "SELECT o.id, o.state FROM tote_assignment t JOIN orders o ON o.id = t.order_id"
        " WHERE t.tote_id = :tote_id AND o.id <> :order_id ORDER BY o.id",
        {"tote_id": tote_id, "order_id": order_id},
    )
    return [{"order": order_number(row["id"]), "state": row["state"]} for row in rows]


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


def to_pack(reader: Reader, after: int = 0, most: int = 100) -> list[Answer]:
    """At most so many orders after one that wait for a packer, with their totes.

    One that was opened again has none, its units are at `station`.
    """
    rows = reader.all(
        "SELECT o.id, o.buyer, p.code, (SELECT SUM(picked) FROM order_line WHERE order_id = o.id) AS units, (SELECT MAX(s.code)"
        " FROM order_line l JOIN reservation r ON r.order_line_id = l.id AND r.state = 'picked' JOIN place s ON s.id = r.place_id"
        " WHERE l.order_id = o.id AND s.kind = 'station') AS station FROM orders o"
        " LEFT JOIN tote_assignment t ON t.order_id = o.id LEFT JOIN place p ON p.id = t.tote_id"
        " WHERE o.id IN (SELECT id FROM orders WHERE state = 'picked' AND id > :after ORDER BY id LIMIT :most) ORDER BY o.id",
        {"after": after, "most": most},
    )
    return [
        {
            "order": order_number(row["id"]),
            "buyer": row["buyer"],
            "tote": row["code"] or "",
            "station": row["station"] or "",
            "units": row["units"],
        }
        for row in rows
    ]
