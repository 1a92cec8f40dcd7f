"""A person wants a document again: a new job, marked COPY where the first may have come out."""

import json
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.printing.print_jobs import OUT, NewPrint, print_job, queue_print
from ledger.printing.slips import queue_slip
from ledger.stockwork.alerts import NOT_PRINTED, resolve_alert
from ledger.transaction import Answer, Row, Transaction


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Print what a job printed, or should have, once more: where it was to be printed, or at another station."""

    job: int
    station: str = ""


@handles("print_again", PrintAgain)
def print_again(tx: Transaction, command: PrintAgain) -> Answer:
    """Answers `{print_job, copy}`; refused `still_waiting` while the job itself may yet print, `parcel_opened` when its parcel is gone,
    `bad_station` for what only one printer prints.
    """
    job = print_job(tx, command.job)
    if job["state"] in ("queued", "sending"):
        raise Refused("still_waiting", f"print job {job['id']} is {job['state']}; see to the printer, and it prints")
    if job["shipment"] == "cancelled":
        raise Refused("parcel_opened", "the order was cancelled, or its parcel opened again; what was printed for it is not true any more")
    if command.station.strip() and job["printer"]:
        raise Refused("bad_station", f"print job {job['id']} is for the printer {job['printer']} alone; print it again without a station")
    station = place_by_code(tx, command.station, "station")["id"] if command.station.strip() else job["station_id"]
    is_slip = job["document"] == "slip"
    new_id = queue_slip(tx, job["order_id"], station, job["parcel_id"]) if is_slip else _queue_again(tx, job, station)
    if job["state"] in ("expired", "failed"):
        resolve_alert(tx, NOT_PRINTED, job["id"])
    return {"print_job": new_id, "copy": bool(print_job(tx, new_id)["copy"])}


def _queue_again(tx: Transaction, job: Row, station_id: int | None) -> int:
    new = NewPrint(
        job["document"],
        job["subject"],
        station_id,
        "" if station_id is not None else job["printer"],
        job["order_id"],
        job["parcel_id"],
        copy=bool(job["copy"]) or job["state"] in OUT,
    )
    return queue_print(tx, new, json.loads(job["fields"]))
