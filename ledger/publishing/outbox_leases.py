"""The outbox at work: a worker leases what is due, says it to the channel, and notes what came of it.

A result counts only for the version that was leased, so an older one never overwrites a newer one. "Submitted" (the channel has taken it)
is kept apart from "applied" (the channel shows it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.activity import note_activity
from ledger.command import handles
from ledger.errors import Refused
from ledger.publishing.outbox_words import said_of
from ledger.transaction import Answer, Reader, Row, Transaction

KINDS = ("quantity", "shipment", "void")
OUTCOMES = ("applied", "submitted", "failed", "unreachable", "rejected")

MOST_LEASED = 500
SHORTEST_LEASE_MS = 1_000
LONGEST_LEASE_MS = 600_000

FIRST_WAIT_MS = 5_000
LONGEST_WAIT_MS = 3_600_000
MOST_ATTEMPTS = 10

UNREACHABLE_WAIT_MS = 60_000
"""How long a message waits that could not be said, since nobody was reached.

It is no attempt: however long the internet is down, everything is said by itself once it is back.
"""

SUBMITTED_MS = 900_000
"""How long a channel that has taken a message may be silent about it before it is told again."""


@dataclass(frozen=True, slots=True)
class LeaseOutbox:
    """Take up to `most` due messages for `lease_ms`; without `kinds` of every kind, without `channel` for every channel."""

    worker: str
    most: int = 20
    lease_ms: int = 60_000
    kinds: tuple[str, ...] = ()
    channel: str = ""


@dataclass(frozen=True, slots=True)
class NoteOutbox:
    """What came of a leased message: `applied`, `submitted`, `failed` (try again), `unreachable` (nobody heard it) or `rejected`."""

    id: int
    version: int
    outcome: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Unpark:
    """Try a parked message again; without an id, every parked message for a channel."""

    id: int = 0
    channel: str = ""


@handles("lease_outbox", LeaseOutbox)
def lease_outbox(tx: Transaction, command: LeaseOutbox) -> Answer:
    """Answers `{leased}`: `{id, version, kind, until_ms}` and what to say, as `outbox_words.said_of` describes it.

    A message whose listing is gone has nobody to be said to, and is done.
    """
    if not command.worker or any(kind not in KINDS for kind in command.kinds):
        raise Refused("bad_lease", f"a lease names its worker, and kinds out of {', '.join(KINDS)}")
    if not (1 <= command.most <= MOST_LEASED and SHORTEST_LEASE_MS <= command.lease_ms <= LONGEST_LEASE_MS):
        raise Refused(
            "bad_lease", f"lease 1 to {MOST_LEASED} messages for {SHORTEST_LEASE_MS // 1_000} to {LONGEST_LEASE_MS // 1_000} seconds"
        )
    until_ms = tx.now_ms + command.lease_ms
    leased: list[Answer] = []
    for row in due(tx, tx.now_ms, command.kinds, command.channel, command.most):
        said = said_of(tx, row)
        if said is None:
            tx.run("UPDATE outbox SET state = 'done', answer = 'it is gone' WHERE id = :id", {"id": row["id"]})
            continue
        tx.run(
            "UPDATE outbox SET state = 'leased', worker = :worker, next_ms = :until_ms, leased_version = version,"
            " leased_quantity = :quantity WHERE id = :id",
            {"worker": command.worker, "until_ms": until_ms, "quantity": said.quantity, "id": row["id"]},
        )
        leased.append({"id": row["id"], "version": row["version"], "kind": row["kind"], "until_ms": until_ms, **said.message})
    return {"leased": leased}


def due(reader: Reader, now_ms: int, kinds: Sequence[str] = (), channel: str = "", most: int = MOST_LEASED) -> Sequence[Row]:
    """The rows that wait to be said, or whose lease ran out, those that wait longest first; a void waits for its carrier, not a channel."""
    wanted = {f"kind{place}": kind for place, kind in enumerate(kinds or KINDS)}
    return reader.all(
        "SELECT b.* FROM outbox b LEFT JOIN listing l ON b.kind = 'quantity' AND l.id = b.subject"  # noqa: S608 - words of our own
        " LEFT JOIN shipment s ON b.kind <> 'quantity' AND s.id = b.subject LEFT JOIN orders o ON o.id = s.order_id"
        # A time that is further away than any wait was noted before the clock jumped back.
        " WHERE b.state IN ('due', 'leased') AND (b.next_ms <= :now_ms OR b.next_ms > :now_ms + :longest)"
        f" AND b.kind IN ({', '.join(f':{name}' for name in wanted)})"
        " AND (:channel = '' OR CASE b.kind WHEN 'quantity' THEN l.channel WHEN 'shipment' THEN o.channel ELSE s.carrier END = :channel)"
        " ORDER BY b.next_ms, b.id LIMIT :most",
        {"now_ms": now_ms, "longest": LONGEST_WAIT_MS, "channel": channel, "most": most, **wanted},
    )


@handles("note_outbox", NoteOutbox)
def note_outbox(tx: Transaction, command: NoteOutbox) -> Answer:
    """Answers `{id, state, attempts, next_ms}`. Refused `outbox_row_not_found`, `not_leased` when the result is of another version."""
    if command.outcome not in OUTCOMES:
        raise Refused("bad_outcome", f"an outcome is one of {', '.join(OUTCOMES)}")
    row = _row(tx, command.id)
    if command.version < 1 or command.version != row["leased_version"]:
        raise Refused(
            "not_leased",
            f"version {command.version} of message {command.id} is not under way; lease it again and say what is true now",
            {"id": command.id, "version": command.version, "leased_version": row["leased_version"]},
        )
    if command.outcome == "unreachable":
        _note_unreachable(tx, row, command)
    else:
        _tell(tx, row, command)
        if command.outcome in ("applied", "submitted"):
            _note_success(tx, row, command)
        else:
            _note_failure(tx, row, command)
    tx.emit("outbox", row["id"])
    noted = _row(tx, command.id)
    return {name: noted[name] for name in ("id", "state", "attempts", "next_ms")}


def _note_success(tx: Transaction, row: Row, command: NoteOutbox) -> None:
    """A channel that applied has also taken it; one that has only taken it is waited for, unless there is something newer to say."""
    applied = command.outcome == "applied"
    newer = row["version"] > row["leased_version"]
    state = "due" if newer else "done" if applied else "leased"
    tx.run(
        "UPDATE outbox SET state = :state, worker = '', attempts = 0, answer = :answer, next_ms = :next_ms,"
        " submitted_version = leased_version, submitted_quantity = leased_quantity,"
        " applied_version = CASE WHEN :applied = 1 THEN leased_version ELSE applied_version END,"
        " applied_quantity = CASE WHEN :applied = 1 THEN leased_quantity ELSE applied_quantity END,"
        " leased_version = CASE WHEN :applied = 1 THEN 0 ELSE leased_version END WHERE id = :id",
        {
            "state": state,
            "answer": command.answer,
            "next_ms": tx.now_ms + SUBMITTED_MS if state == "leased" else 0,
            "applied": int(applied),
            "id": row["id"],
        },
    )


def _note_failure(tx: Transaction, row: Row, command: NoteOutbox) -> None:
    attempts = row["attempts"] + 1
    parked = command.outcome == "rejected" or attempts >= MOST_ATTEMPTS
    tx.run(
        "UPDATE outbox SET state = :state, worker = '', attempts = :attempts, answer = :answer, next_ms = :next_ms, leased_version = 0"
        " WHERE id = :id",
        {
            "state": "parked" if parked else "due",
            "attempts": attempts,
            "answer": command.answer,
            "next_ms": 0 if parked else tx.now_ms + min(LONGEST_WAIT_MS, FIRST_WAIT_MS << (attempts - 1)),
            "id": row["id"],
        },
    )


def _note_unreachable(tx: Transaction, row: Row, command: NoteOutbox) -> None:
    tx.run(
        "UPDATE outbox SET state = 'due', worker = '', answer = :answer, next_ms = :next_ms, leased_version = 0 WHERE id = :id",
        {"answer": command.answer, "next_ms": tx.now_ms + UNREACHABLE_WAIT_MS, "id": row["id"]},
    )


def _tell(tx: Transaction, row: Row, command: NoteOutbox) -> None:
    """Write down what was said, as it was leased, and what was heard."""
    said = said_of(tx, row)
    if said is None:
        return
    told = said.words if row["leased_quantity"] is None else f"{said.message['listing']} has {row['leased_quantity']}"
    if row["submitted_version"] != row["leased_version"]:  # else it was said before, and this is what came of it
        note_activity(tx, "said", said.partner, told)
    note_activity(tx, "heard", said.partner, f"{told}: {command.outcome}" + (f" ({command.answer})" if command.answer else ""))


@handles("unpark", Unpark)
def unpark(tx: Transaction, command: Unpark) -> Answer:
    """Answers `{unparked}`: how many messages are tried again. Refused `outbox_row_not_found`, `not_parked`."""
    if command.id:
        row = _row(tx, command.id)
        if row["state"] != "parked":
            raise Refused("not_parked", f"message {command.id} is {row['state']}; only a parked one has to be taken up again")
        rows = [row]
    elif command.channel:
        rows = [row for row in parked(tx) if (said := said_of(tx, row)) is not None and said.partner.channel == command.channel]
    else:
        raise Refused("bad_unpark", "name a parked message, or the channel whose messages are to be tried again")
    for row in rows:
        tx.run("UPDATE outbox SET state = 'due', attempts = 0, next_ms = 0 WHERE id = :id", {"id": row["id"]})
        tx.emit("outbox", row["id"])
    return {"unparked": len(rows)}


def parked(reader: Reader) -> Sequence[Row]:
    """The rows that wait for a person, oldest first."""
    return reader.all("SELECT * FROM outbox WHERE state = 'parked' ORDER BY id")


def _row(reader: Reader, row_id: int) -> Row:
    row = reader.one("SELECT * FROM outbox WHERE id = :id", {"id": row_id})
    if row is None:
        raise Refused("outbox_row_not_found", f"there is no message {row_id} in the outbox")
    return row
