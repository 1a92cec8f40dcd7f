"""Packing slips: one for each parcel, printed where it was packed; what they say, and copies that people ask for."""

import json
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.packing.parcels import live_parcels
from ledger.printing.print_jobs import NewPrint, queue_print
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.sales.settings import settings
from ledger.stockwork.alerts import NOT_PRINTED, resolve_alert
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Reprint:
    """A person wants the slips of an order again, at a station: of one parcel, or of all (0)."""

    order: str
    station: str
    parcel: int = 0


@handles("reprint", Reprint)
def reprint(tx: Transaction, command: Reprint) -> Answer:
    """Answers `{order, print_job, print_jobs}`; refused `not_packed` for an order that has no slip yet, `bad_parcel`."""
    order = order_by_number(tx, command.order)
    parcels = packed_parcels(tx, order, command.parcel)
    station = place_by_code(tx, command.station, "station")
    jobs = [queue_slip(tx, order["id"], station["id"], row["id"]) for row in parcels]
    return {"order": order_number(order["id"]), "print_job": jobs[0], "print_jobs": jobs}


def packed_parcels(reader: Reader, order: Row, number: int) -> list[Row]:
    """The parcels of a packed or shipped order, or the one with this number. Refused `not_packed` or `bad_parcel`."""
    name = order_number(order["id"])
    if order["state"] not in ("packed", "shipped"):
        raise Refused("not_packed", f"{name} is {state_in_words(order)}; it has no parcel before it is packed")
    parcels = [row for row in live_parcels(reader, order["id"]) if number in (0, row["number"])]
    if not parcels:
        raise Refused("bad_parcel", f"{name} has no parcel {number} of its own; see its parcels in the list of what is to ship")
    return parcels


def printed(reader: Reader, parcel_id: int) -> bool:
    """Whether a parcel has a slip that waits, was sent, or may have come out."""
    return (
        reader.number(
            "SELECT COUNT(*) FROM print_job WHERE parcel_id = :id AND document = 'slip' AND state NOT IN ('failed', 'expired')",
            {"id": parcel_id},
        )
        > 0
    )


def queue_slip(tx: Transaction, order_id: int, station_id: int, parcel_id: int) -> int:
    """Queue the packing slip of a parcel at a station, as a COPY when it was printed before; answers the job's id."""
    unprinted = "SELECT id FROM print_job WHERE parcel_id = :id AND document = 'slip' AND state IN ('expired', 'failed')"
    for job in tx.all(unprinted, {"id": parcel_id}):
        resolve_alert(tx, NOT_PRINTED, job["id"])
    copy = printed(tx, parcel_id)
    return queue_print(tx, NewPrint("slip", order_number(order_id), station_id, order_id=order_id, parcel_id=parcel_id, copy=copy))


def slip_content(reader: Reader, job_id: int) -> Answer:
    """What the slip of a print job says.

    `{shop_name, order, channel, external_number, ship_to, note, weight_g, batch, copy, parcel, parcels, lines}`: it speaks of one parcel,
    the `parcel`th of the order's `parcels`; `lines` are `{sku, description, quantity, units}`, `units` the lot or serial numbers;
    `shop_name` is empty where the owner set none. Raises Refused `print_job_not_found`.
    """
    job = reader.one(
        "SELECT j.copy, j.parcel_id, r.number, r.weight_g, s.batch_number, o.* FROM print_job j"
        " JOIN orders o ON o.id = j.order_id JOIN parcel r ON r.id = j.parcel_id JOIN shipment s ON s.id = r.shipment_id WHERE j.id = :id",
        {"id": job_id},
    )
    if job is None:
        raise Refused("print_job_not_found", f"there is no print job {job_id} of a slip")
    return {**_parcel_slip(reader, job), "copy": bool(job["copy"])}


def parcel_slip(reader: Reader, number: str) -> Answer:
    """What the slip of an order's first parcel would say, as `slip_content` does, before it is printed."""
    order = order_by_number(reader, number)
    parcel = packed_parcels(reader, order, 0)[0]
    row = reader.one(
        "SELECT r.id AS parcel_id, r.number, r.weight_g, s.batch_number, o.* FROM parcel r JOIN shipment s ON s.id = r.shipment_id"
        " JOIN orders o ON o.id = s.order_id WHERE r.id = :id",
        {"id": parcel["id"]},
    )
    assert row is not None
    return {**_parcel_slip(reader, row), "copy": False}


def _parcel_slip(reader: Reader, parcel: Row) -> Answer:
    return {
        "shop_name": settings(reader)["shop_name"],
        "order": order_number(parcel["id"]),
        "channel": parcel["channel"],
        "external_number": parcel["external_number"],
        "ship_to": json.loads(parcel["ship_to"]),
        "note": parcel["note"],
        "weight_g": parcel["weight_g"],
        "batch": parcel["batch_number"] or 0,
        "parcel": parcel["number"],
        "parcels": max(parcel["number"], len(live_parcels(reader, parcel["id"]))),
        "lines": _lines(reader, parcel["parcel_id"]),
    }


def _lines(reader: Reader, parcel_id: int) -> list[Answer]:
    rows = reader.all(
        "SELECT i.sku, i.description, l.unit, l.quantity FROM parcel_line l JOIN item i ON i.id = l.item_id"
        " WHERE l.parcel_id = :id ORDER BY i.sku, l.unit",
        {"id": parcel_id},
    )
    lines: dict[str, Answer] = {}
    for row in rows:
        line = lines.setdefault(row["sku"], {"sku": row["sku"], "description": row["description"], "quantity": 0, "units": []})
        line["quantity"] += row["quantity"]
        line["units"] += [row["unit"]] if row["unit"] else []
    return list(lines.values())
