"""Print jobs: a durable queue of documents, each with what is known about its fate.

queued → sending → sent → confirmed | failed | unconfirmed; or expired, when nothing could print it while it was wanted. After the first
byte a job is never sent again by itself; what a person wants printed again is a new job. This is why print jobs are no outbox rows, which
are tried until they succeed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.audit.story_words import words
from ledger.canonical import canonical
from ledger.command import handles
from ledger.errors import Refused
from ledger.sales.orders import order_number
from ledger.stockwork.alerts import NOT_PRINTED, raise_alert, resolve_alert
from ledger.transaction import Answer, Reader, Row, Transaction

_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS

LIVES_MS = {
    "slip": 12 * _HOUR_MS,
    "carrier_label": 12 * _HOUR_MS,
    "item_label": _HOUR_MS,
    "bin_label": _HOUR_MS,
    "tote_label": _HOUR_MS,
    "station_label": _HOUR_MS,
    "badge": _HOUR_MS,
    "setup_sheet": _HOUR_MS,
    "test_page": 5 * _MINUTE_MS,
}
"""Every document, and how long it waits for a printer before nobody wants it any more."""

OUT = ("sent", "confirmed", "unconfirmed")
"""The states of a job that came out, or may have."""

_EVIDENCE = ("", "spooled", "sent", "confirmed", "unconfirmed")
_NEXT = {
    "queued": ("sending", "failed"),
    "sending": ("sent", "confirmed", "failed", "unconfirmed", "queued"),
    "sent": ("confirmed", "unconfirmed"),
    "unconfirmed": ("confirmed",),
}


@dataclass(frozen=True, slots=True)
class NotePrint:
    """What became of a print job: its new state, and words for the screen. Back to `queued` only when no byte was sent.

    `evidence` grades what is known (`spooled`, `sent`, `confirmed`, `unconfirmed`; else as the state says); `bytes_sent` is how much of the
    job may have reached the printer. A spooled job is `sent`.
    """

    job: int
    state: str
    detail: str = ""
    evidence: str = ""
    bytes_sent: int = 0


@dataclass(frozen=True, slots=True)
class CancelPrint:
    """Nobody wants a job that still waits."""

    job: int


@dataclass(frozen=True, slots=True)
class ExpirePrints:
    """Give up what waited for a printer longer than it is wanted, rather than print it when paper comes back."""


@dataclass(frozen=True, slots=True)
class NewPrint:
    """A job to be queued: at a station, or straight at a printer. `fields` is what no row of the ledger says when it prints."""

    document: str
    subject: str
    station_id: int | None = None
    printer: str = ""
    order_id: int | None = None
    parcel_id: int | None = None
    copy: bool = False


def queue_print(tx: Transaction, new: NewPrint, fields: Mapping[str, Any] | None = None) -> int:
    """Queue one document; answers the job's id."""
    job_id = tx.enter(
        "print_job",
        document=new.document,
        order_id=new.order_id,
        parcel_id=new.parcel_id,
        station_id=new.station_id,
        printer=new.printer,
        run=tx.seq,
        subject=new.subject,
        fields=canonical(dict(fields or {})),
        copy=int(new.copy),
        state="queued",
        queued_ms=tx.now_ms,
        expires_ms=tx.now_ms + LIVES_MS[new.document],
    )
    tx.emit("print_job", job_id)
    return job_id


@handles("note_print", NotePrint)
def note_print(tx: Transaction, command: NotePrint) -> Answer:
    """Answers `{print_job, state}`; refused `bad_print_state` for a step that a job can't take.

    A printer may say late that it printed what was sent, or a spooler that it gave it up unprinted; what is settled stays.
    """
    job = print_job(tx, command.job)
    if not _may_become(job, command.state) or command.evidence not in _EVIDENCE or command.bytes_sent < 0:
        raise Refused("bad_print_state", f"print job {command.job} is {job['state']} and can't become {command.state}")
    state, detail = command.state, command.detail
    if state == "queued" and job["shipment"] == "cancelled":  # while the printer was being asked
        state, detail = "failed", "the order was cancelled, or its parcel opened again"
    tx.run(
        "UPDATE print_job SET state = :state, detail = :detail, evidence = :evidence, bytes_sent = :bytes_sent WHERE id = :id",
        {
            "state": state,
            "detail": detail,
            "evidence": command.evidence or (state if state in OUT else ""),
            "bytes_sent": max(command.bytes_sent, job["bytes_sent"]),
            "id": job["id"],
        },
    )
    if state in (*OUT, "failed"):
        _tell(tx, job, state)
    if state == "failed" and job["shipment"] != "cancelled":
        _alert(tx, job, detail)
    _changed(tx, job)
    return {"print_job": job["id"], "state": state}


def _may_become(job: Row, state: str) -> bool:
    return state in _NEXT.get(job["state"], ()) or (job["evidence"], state) == ("spooled", "failed")


@handles("cancel_print", CancelPrint)
def cancel_print(tx: Transaction, command: CancelPrint) -> Answer:
    """Answers `{print_job, state}`; refused `not_waiting` once it is at the printer."""
    job = print_job(tx, command.job)
    if job["state"] != "queued":
        raise Refused("not_waiting", f"print job {job['id']} is {job['state']}; only one that waits can be taken back")
    tx.run("UPDATE print_job SET state = 'failed', detail = 'taken back' WHERE id = :id", {"id": job["id"]})
    _tell(tx, job, "failed")
    _changed(tx, job)
    return {"print_job": job["id"], "state": "failed"}


@handles("expire_prints", ExpirePrints)
def expire_prints(tx: Transaction, _: ExpirePrints) -> Answer:
    """Answers `{expired}`, the jobs that were given up; of a slip or a carrier's label a person is told by an alert."""
    late = tx.all(
        f"{_JOB} WHERE j.state IN ('queued', 'sending') AND j.state = 'queued' AND j.expires_ms > 0 AND j.expires_ms <= :now_ms"
        " ORDER BY j.id",
        {"now_ms": tx.now_ms},
    )
    for job in late:
        why = "no printer printed it while it was wanted"
        tx.run("UPDATE print_job SET state = 'expired', detail = :why WHERE id = :id", {"why": why, "id": job["id"]})
        _alert(tx, job, why)
        _tell(tx, job, "expired")
        _changed(tx, job)
    return {"expired": [job["id"] for job in late]}


def next_expiry_ms(reader: Reader) -> int | None:
    """When the next waiting job expires; None when none will."""
    row = reader.one(
        "SELECT MIN(expires_ms) AS expires_ms FROM print_job WHERE state IN ('queued', 'sending') AND state = 'queued' AND expires_ms > 0"
    )
    return row["expires_ms"] if row is not None else None


def drop_prints(tx: Transaction, order_id: int, why: str, parcel_ids: Collection[int] | None = None) -> None:
    """What waits of an order, or of some of its parcels, is not printed, and nobody need look at what was not: they are no more."""
    for job in tx.all(
        "SELECT id, parcel_id, state FROM print_job WHERE order_id = :id AND state IN ('queued', 'expired', 'failed')", {"id": order_id}
    ):
        if parcel_ids is not None and job["parcel_id"] not in parcel_ids:
            continue
        if job["state"] != "queued":
            resolve_alert(tx, NOT_PRINTED, job["id"])
            continue
        tx.run("UPDATE print_job SET state = 'failed', detail = :why WHERE id = :id", {"why": why, "id": job["id"]})
        tx.emit("print_job", job["id"])


_JOB = (
    "SELECT j.*, s.state AS shipment FROM print_job j LEFT JOIN parcel p ON p.id = j.parcel_id LEFT JOIN shipment s ON s.id = p.shipment_id"
)


def print_job(reader: Reader, job_id: int) -> Row:
    """A row of print_job with the state of its parcel's shipment. Raises Refused `print_job_not_found`."""
    job = reader.one(f"{_JOB} WHERE j.id = :id", {"id": job_id})
    if job is None:
        raise Refused("print_job_not_found", f"there is no print job {job_id}")
    return job


def _tell(tx: Transaction, job: Row, state: str) -> None:
    if job["order_id"] is not None:
        tx.tell(job["order_id"], job["document"], state=state, copy=bool(job["copy"]), station=job["station_id"], job=job["id"])


def _alert(tx: Transaction, job: Row, why: str) -> None:
    """A parcel lacks its slip or its carrier's label: a person must know."""
    if job["order_id"] is not None:
        what = f"the {job['document'].replace('_', ' ')} of {order_number(job['order_id'])}"
        raise_alert(tx, NOT_PRINTED, job["id"], f"{what} was not printed: {why}; see to it and print it again")


def _changed(tx: Transaction, job: Row) -> None:
    tx.emit("print_job", job["id"])
    if job["order_id"] is not None:
        tx.emit("order", job["order_id"])


words("carrier_label", lambda d: f"{'copy of the label' if d['copy'] else 'label'} {d['state']} at {d['station']}")
