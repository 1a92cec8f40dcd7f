"""Print jobs as screens and printers see them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ledger.errors import Refused
from ledger.printing.label_prints import label_content
from ledger.printing.print_jobs import LIVES_MS, print_job
from ledger.printing.slips import slip_content
from ledger.sales.orders import order_by_number, order_number
from ledger.sales.settings import shop_calendar
from ledger.transaction import Answer, Reader, Row

MOST_PAGE = 500

STATES = ("queued", "sending", "sent", "confirmed", "failed", "unconfirmed", "expired")

_VIEW = (
    "SELECT j.id AS print_job, j.run, j.document, j.subject, j.order_id, r.number AS parcel, COALESCE(p.code, '') AS station, j.printer,"
    " j.copy, j.state, j.evidence, j.detail, j.bytes_sent, j.queued_ms, j.expires_ms"
    " FROM print_job j LEFT JOIN place p ON p.id = j.station_id LEFT JOIN parcel r ON r.id = j.parcel_id"
)
_WAITING = "j.state IN ('queued', 'sending') AND j.state = "


@dataclass(frozen=True, slots=True)
class PrintFilters:
    """Which print jobs: those of an order, a state, a station's code, a document, a run; empty or 0 for any."""

    order: str = ""
    state: str = ""
    station: str = ""
    document: str = ""
    run: int = 0


def print_jobs(reader: Reader, filters: PrintFilters = PrintFilters(), *, before: str = "", most: int = 100) -> Answer:
    """A page of print jobs, newest first: `{print_jobs, next}`; `next` is the `before` of the page that follows, empty on the last.

    Each is `{print_job, run, document, subject, order, parcel, station, printer, copy, state, evidence, detail, bytes_sent, queued_ms,
    expires_ms}`. Raises Refused `bad_filter` for what can't be, `order_not_found`.
    """
    _refuse_nonsense(filters, before)
    order_id = order_by_number(reader, filters.order)["id"] if filters.order else 0
    said = {
        **asdict(filters),
        "order_id": order_id,
        "before": int(before or 1 << 62),
        "most": min(max(most, 1), MOST_PAGE) + 1,
    }
    conditions = ["j.id < :before"]
    conditions += ["j.order_id = :order_id"] if order_id else []
    conditions += [f"j.{name} = :{name}" for name in ("state", "document", "run") if getattr(filters, name)]
    conditions += ["p.code = :station"] if filters.station else []
    rows = reader.all(f"{_VIEW} WHERE {' AND '.join(conditions)} ORDER BY j.id DESC LIMIT :most", said)
    page = rows[: said["most"] - 1]
    return {"print_jobs": _views(page), "next": str(page[-1]["print_job"]) if len(rows) > len(page) else ""}


def _refuse_nonsense(filters: PrintFilters, before: str) -> None:
    for name, known in (("state", STATES), ("document", tuple(LIVES_MS))):
        said = getattr(filters, name)
        if said and said not in known:
            raise Refused("bad_filter", f"there is no {name} {said}; there are {', '.join(known)}")
    if before and not (before.isascii() and before.isdigit() and len(before) < 16):
        raise Refused("bad_filter", "before is the `next` of the page before, as it was answered")


def print_run(reader: Reader, run: int) -> Answer:
    """How far the jobs of one command are: `{run, jobs, states, detail}`; `states` counts the jobs in each state, `detail` is what is
    known of the one that is next. Raises Refused `print_run_not_found`.
    """
    counts = reader.all("SELECT state, COUNT(*) AS jobs FROM print_job WHERE run = :run GROUP BY state ORDER BY state", {"run": run})
    if not counts:
        raise Refused("print_run_not_found", f"no command of the number {run} printed anything")
    next_one = reader.one(
        f"SELECT j.detail FROM print_job j WHERE {_WAITING}'queued' AND j.run = :run ORDER BY j.id LIMIT 1",  # noqa: S608 - our own words
        {"run": run},
    )
    states = {row["state"]: row["jobs"] for row in counts}
    return {"run": run, "jobs": sum(states.values()), "states": states, "detail": next_one["detail"] if next_one else ""}


def print_view(reader: Reader, job_id: int) -> Answer:
    """One print job, as in `print_jobs`. Raises Refused `print_job_not_found`."""
    row = reader.one(f"{_VIEW} WHERE j.id = :id", {"id": job_id})
    if row is None:
        raise Refused("print_job_not_found", f"there is no print job {job_id}")
    return _view(row)


def jobs_in(reader: Reader, state: str) -> list[Answer]:
    """The first hundred jobs in the state `queued` or `sending`, oldest first."""
    return _views(reader.all(f"{_VIEW} WHERE {_WAITING}:state ORDER BY j.id LIMIT 100", {"state": state}))


def jobs_for(reader: Reader, printer: str, station: str, documents: Sequence[str], now_ms: int) -> list[Answer]:
    """The first hundred waiting jobs that a printer is to print, oldest first: addressed to it, or to its station and of its documents."""
    named = {f"document{place}": document for place, document in enumerate(documents)}
    at_station = f"p.code = :station AND j.document IN ({', '.join(f':{name}' for name in named)})" if named else "1 = 0"
    rows = reader.all(
        f"{_VIEW} WHERE {_WAITING}'queued' AND (j.expires_ms = 0 OR j.expires_ms > :now_ms)"
        f" AND (j.printer = :printer OR ({at_station})) ORDER BY j.id LIMIT 100",
        {"printer": printer, "station": station, "now_ms": now_ms, **named},
    )
    return _views(rows)


def waiting_at(reader: Reader) -> list[Answer]:
    """Where jobs wait for a printer, and for what: `{station, printer, document, waiting}`."""
    rows = reader.all(
        "SELECT COALESCE(p.code, '') AS station, j.printer, j.document, COUNT(*) AS waiting FROM print_job j"  # noqa: S608 - our own words
        f" LEFT JOIN place p ON p.id = j.station_id WHERE {_WAITING}'queued' GROUP BY p.code, j.printer, j.document"
        " ORDER BY p.code, j.printer, j.document"
    )
    return [dict(row) for row in rows]


def _views(rows: Sequence[Row]) -> list[Answer]:
    return [_view(row) for row in rows]


def _view(row: Row) -> Answer:
    shown = {**dict(row), "copy": bool(row["copy"]), "order": order_number(row["order_id"]) if row["order_id"] else ""}
    del shown["order_id"]
    return shown


def document_of(reader: Reader, job_id: int) -> Answer:
    """All that is needed to print a job, as things are now: `{document, subject, copy, queued_ms, zone, station, …}`.

    `zone` is the shop's time zone, a tzinfo. A slip has `slip` (see `slip_content`); a label `code` and `fields`; a setup sheet `layout`;
    a carrier's label `format`, `sha256` and `bytes`. Raises Refused `print_job_not_found`, or that what the label is about is not there
    any more.
    """
    job = print_job(reader, job_id)
    known = {name: job[name] for name in ("document", "subject", "queued_ms")}
    answer = {**known, "copy": bool(job["copy"]), "zone": shop_calendar(reader).zone, **json.loads(job["fields"])}
    if job["document"] == "slip":
        return {**answer, "slip": slip_content(reader, job_id)}
    if (job["document"].endswith("_label") and job["document"] != "carrier_label") or job["document"] == "badge":
        return {**answer, **label_content(reader, job["document"], job["subject"])}
    return answer
