"""Carriers' own labels, as they were bought. Their content lies in the box's document store, by its hash, and never in the journal."""

import re
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.printing.print_jobs import OUT, NewPrint, queue_print
from ledger.printing.slips import packed_parcels
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Transaction

FORMATS = ("zpl", "png", "pdf")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PrintCarrierLabel:
    """Print the carrier's label of a parcel at a station. `sha256` (hexadecimal) and `bytes` name its content in the document store."""

    order: str
    format: str
    sha256: str
    bytes: int
    station: str
    parcel: int = 1


@handles("print_carrier_label", PrintCarrierLabel)
def print_carrier_label(tx: Transaction, command: PrintCarrierLabel) -> Answer:
    """Answers `{order, parcel, print_job}`; refused `bad_label`, `not_packed` or `bad_parcel`. The same label again is marked COPY."""
    if command.format not in FORMATS or not _SHA256.fullmatch(command.sha256) or command.bytes < 1:
        raise Refused("bad_label", f"a carrier's label is {', '.join(FORMATS)} and has content")
    order = order_by_number(tx, command.order)
    station = place_by_code(tx, command.station, "station")
    (parcel,) = packed_parcels(tx, order, max(command.parcel, 1))
    fields = {"format": command.format, "sha256": command.sha256, "bytes": command.bytes}
    new = NewPrint(
        "carrier_label",
        order_number(order["id"]),
        station["id"],
        order_id=order["id"],
        parcel_id=parcel["id"],
        copy=_came_out(tx, parcel["id"], command.sha256),
    )
    return {"order": new.subject, "parcel": parcel["number"], "print_job": queue_print(tx, new, fields)}


def _came_out(reader: Reader, parcel_id: int, sha256: str) -> bool:
    jobs = reader.all("SELECT state, fields FROM print_job WHERE parcel_id = :id AND document = 'carrier_label'", {"id": parcel_id})
    return any(job["state"] in (*OUT, "queued", "sending") and sha256 in job["fields"] for job in jobs)
