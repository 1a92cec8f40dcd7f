"""Print jobs: a durable queue of documents, each with what is known about its fate.

queued → sending → sent → confirmed | failed | unconfirmed. After the first byte a job is never sent again by itself; a reprint that a
person asks for is a new job, marked COPY. This is why print jobs are no outbox rows: those are tried until they succeed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.packing.parcels import live_parcels
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.transaction import Answer, Reader, Row, Transaction

_NEXT = {
    "queued": ("sending", "failed"),
    "sending": ("sent", "confirmed", "failed", "unconfirmed", "queued"),
    "sent": ("confirmed", "unconfirmed"),
    "unconfirmed": ("confirmed",),
}


@dataclass(frozen=True, slots=True)
class Reprint:
    """A person wants the slips of an order again, at a station: of one parcel, or of all (0)."""

    order: str
    station: str
    parcel: int = 0


@dataclass(frozen=True, slots=True)
class NotePrint:
    """What became of a print job: its new state, and words for the screen. Back to `queued` only when no byte was sent."""

    job: int
    state: str
    detail: str = ""


@handles("reprint", Reprint)
def reprint(tx: Transaction, command: Reprint) -> Answer:
    """Answers `{order, print_job, print_jobs}`; refused `not_packed` for an order that has no slip yet, `bad_parcel`."""
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    if order["state"] not in ("packed", "shipped"):
        raise Refused("not_packed", f"{number} is {state_in_words(order)}; its slip prints when it is packed")
    station = place_by_code(tx, command.station, "station")
    parcels = [row for row in live_parcels(tx, order["id"]) if command.parcel in (0, row["number"])]
    if not parcels:
        raise Refused("bad_parcel", f"{number} has no parcel {command.parcel} of its own; see its parcels in the list of what is to ship")
    jobs = [queue_print(tx, order["id"], station["id"], row["id"]) for row in parcels]
    return {"order": number, "print_job": jobs[0], "print_jobs": jobs}


def printed(reader: Reader, parcel_id: int) -> bool:
    """Whether a parcel has a slip that waits, was sent, or may have come out."""
    return reader.number("SELECT COUNT(*) FROM print_job WHERE parcel_id = :id AND state <> 'failed'", {"id": parcel_id}) > 0


def queue_print(tx: Transaction, order_id: int, station_id: int, parcel_id: int) -> int:
    """Queue the packing slip of a parcel at a station, as a COPY when it was printed before; answers the job's id."""
    job_id = tx.insert(
        "INSERT INTO print_job (document, order_id, station_id, parcel_id, copy, state, queued_ms)"
        " VALUES ('slip', :order_id, :station_id, :parcel_id, :copy, 'queued', :now_ms) RETURNING id",
        {
            "order_id": order_id,
            "station_id": station_id,
            "parcel_id": parcel_id,
            "copy": int(printed(tx, parcel_id)),
            "now_ms": tx.now_ms,
        },
    )
    tx.emit("print_job", job_id)
    return job_id


@handles("note_print", NotePrint)
def note_print(tx: Transaction, command: NotePrint) -> Answer:
    """Answers `{print_job, state}`; refused `bad_print_state` for a step that a job can't take: late results change nothing settled."""
    job = tx.one(
        "SELECT j.*, s.state AS shipment FROM print_job j LEFT JOIN parcel p ON p.id = j.parcel_id"
        " LEFT JOIN shipment s ON s.id = p.shipment_id WHERE j.id = :id",
        {"id": command.job},
    )
    if job is None:
        raise Refused("print_job_not_found", f"there is no print job {command.job}")
    if command.state not in _NEXT.get(job["state"], ()):
        raise Refused("bad_print_state", f"print job {command.job} is {job['state']} and can't become {command.state}")
    state, detail = command.state, command.detail
    if state == "queued" and job["shipment"] == "cancelled":  # while the printer was being asked
        state, detail = "failed", "the order was cancelled, or its parcel opened again"
    tx.run("UPDATE print_job SET state = :state, detail = :detail WHERE id = :id", {"state": state, "detail": detail, "id": command.job})
    if state in ("confirmed", "sent", "failed", "unconfirmed"):
        tx.tell(job["order_id"], "slip", state=state, copy=bool(job["copy"]), station=job["station_id"], job=command.job)
    tx.emit("print_job", command.job)
    tx.emit("order", job["order_id"])
    return {"print_job": command.job, "state": state}


_VIEW = (
    "SELECT j.id AS print_job, j.document, j.order_id, p.code AS station, r.number AS parcel, j.copy, j.state, j.detail, j.queued_ms"
    " FROM print_job j JOIN place p ON p.id = j.station_id LEFT JOIN parcel r ON r.id = j.parcel_id"
)


def print_jobs(reader: Reader, order: str = "") -> list[Answer]:
    """Print jobs, newest first: those of one order, or the last hundred."""
    if order:
        return _views(reader.all(f"{_VIEW} WHERE j.order_id = :id ORDER BY j.id DESC", {"id": order_by_number(reader, order)["id"]}))
    return _views(reader.all(f"{_VIEW} ORDER BY j.id DESC LIMIT 100"))


def jobs_in(reader: Reader, state: str, station: str = "") -> list[Answer]:
    """The first hundred jobs in the state `queued` or `sending`, oldest first, of one station or of all."""
    return _views(
        reader.all(
            f"{_VIEW} WHERE j.state IN ('queued', 'sending') AND j.state = :state AND :station IN ('', p.code) ORDER BY j.id LIMIT 100",
            {"state": state, "station": station},
        )
    )


def _views(rows: Sequence[Row]) -> list[Answer]:
    return [{**dict(row), "copy": bool(row["copy"]), "order": order_number(row["order_id"])} for row in rows]


def slip_content(reader: Reader, job_id: int) -> Answer:
    """What the slip of a print job says: `{order, channel, external_number, ship_to, note, weight_g, batch, copy, parcel, parcels, lines}`.

    It speaks of one parcel, the `parcel`th of the order's `parcels`; `lines` are `{sku, description, quantity, units}`, `units` the lot or
    serial numbers.
    """
    job = reader.one(
        "SELECT j.copy, j.parcel_id, r.number, r.weight_g, s.batch_number, o.* FROM print_job j"
        " JOIN orders o ON o.id = j.order_id JOIN parcel r ON r.id = j.parcel_id JOIN shipment s ON s.id = r.shipment_id WHERE j.id = :id",
        {"id": job_id},
    )
    if job is None:
        raise Refused("print_job_not_found", f"there is no print job {job_id}")
    rows = reader.all(
        "SELECT i.sku, i.description, l.unit, l.quantity FROM parcel_line l JOIN item i ON i.id = l.item_id"
        " WHERE l.parcel_id = :id ORDER BY i.sku, l.unit",
        {"id": job["parcel_id"]},
    )
    lines: dict[str, Answer] = {}
    for row in rows:
        line = lines.setdefault(row["sku"], {"sku": row["sku"], "description": row["description"], "quantity": 0, "units": []})
        line["quantity"] += row["quantity"]
        line["units"] += [row["unit"]] if row["unit"] else []
    return {
        "order": order_number(job["id"]),
        "channel": job["channel"],
        "external_number": job["external_number"],
        "ship_to": json.loads(job["ship_to"]),
        "note": job["note"],
        "weight_g": job["weight_g"],
        "batch": job["batch_number"] or 0,
        "copy": bool(job["copy"]),
        "parcel": job["number"],
        "parcels": max(job["number"], len(live_parcels(reader, job["id"]))),
        "lines": list(lines.values()),
    }
