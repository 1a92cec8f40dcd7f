"""Alerts: what a person should look at, each cause once, until it has ended or somebody says so."""

from dataclasses import dataclass
from typing import Final, Literal

from ledger.command import handles
from ledger.errors import Refused
from ledger.paging import NEWEST
from ledger.sales.orders import order_number
from ledger.transaction import Answer, Reader, Row, Transaction

AlertKind = Literal["reservation_broken", "over_delivered", "not_printed", "unexplained_stock", "count_difference"]

PROMISE_BROKEN: Final = "reservation_broken"
"""An order lost units that were promised to it and no other bin has them; its subject is the order."""

OVER_DELIVERED: Final = "over_delivered"
"""More came than a purchase order asked for; its subject is the purchase order."""

NOT_PRINTED: Final = "not_printed"
"""A slip or a carrier's label waited for a printer too long; its subject is the print job."""

UNEXPLAINED: Final = "unexplained_stock"
"""An item's day does not add up; its subject is the item."""

LARGE_DIFFERENCE: Final = "count_difference"
"""A count found far more or fewer units than the books had; its subject is the count."""


@dataclass(frozen=True, slots=True)
class ResolveAlert:
    """A person has looked at an alert and dealt with it."""

    alert: int


@handles("resolve_alert", ResolveAlert)
def resolve_by_hand(tx: Transaction, command: ResolveAlert) -> Answer:
    """Answers `{alert, cause}`; refused `no_alert` when it does not stand."""
    alert = tx.one("SELECT id, kind, subject, cause FROM alert WHERE id = :id AND resolved_seq IS NULL", {"id": command.alert})
    if alert is None:
        raise Refused("no_alert", "there is no such alert, or it is resolved already")
    resolve_alert(tx, alert["kind"], alert["subject"])
    return {"alert": alert["id"], "cause": alert["cause"]}


def raise_alert(tx: Transaction, kind: AlertKind, subject: int, cause: str) -> None:
    """Say that something needs a person; while an alert of this kind stands for the subject, nothing is added to it."""
    raised = tx.run(
        "INSERT INTO alert (kind, subject, cause, raised_seq) VALUES (:kind, :subject, :cause, :seq)"
        " ON CONFLICT (kind, subject) WHERE resolved_seq IS NULL DO NOTHING",
        {"kind": kind, "subject": subject, "cause": cause, "seq": tx.seq},
    )
    if raised:
        tx.emit("alert", subject)


def resolve_alert(tx: Transaction, kind: str, subject: int) -> None:
    """The cause has ended; nothing happens when no such alert stands."""
    resolved = tx.run(
        "UPDATE alert SET resolved_seq = :seq WHERE kind = :kind AND subject = :subject AND resolved_seq IS NULL",
        {"seq": tx.seq, "kind": kind, "subject": subject},
    )
    if resolved:
        tx.emit("alert", subject)


def resolve_if_kept(tx: Transaction, order_id: int) -> None:
    """End the alert about an order's broken promise once it waits for nothing any more, however that came."""
    resolved = tx.run(
        "UPDATE alert SET resolved_seq = :seq WHERE kind = :kind AND subject = :id AND resolved_seq IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = :id AND l.item_id IS NOT NULL"
        " AND l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled > 0)",
        {"seq": tx.seq, "kind": PROMISE_BROKEN, "id": order_id},
    )
    if resolved:
        tx.emit("alert", order_id)


def alerts(reader: Reader, *, resolved: bool = False, before: int = NEWEST, most: int = 200) -> list[Answer]:
    """The alerts that stand, or those that were resolved, newest first, from before one: `{alert, kind, subject, cause, raised_ms}`.

    `subject` is what people call it: the number of the order or purchase order, an item's SKU, a bin and an item's SKU (`A-01 LAMP-H7`).
    """
    rows = reader.all(
        "SELECT a.id AS alert, a.kind, a.cause, j.at_ms AS raised_ms,"  # noqa: S608 - a word of our own
        " CASE a.kind WHEN :broken THEN a.subject"
        " WHEN :print THEN (SELECT p.order_id FROM print_job p WHERE p.id = a.subject) END AS order_id,"
        " CASE a.kind WHEN :over THEN (SELECT o.number FROM purchase_order o WHERE o.id = a.subject)"
        " WHEN :unexplained THEN (SELECT i.sku FROM item i WHERE i.id = a.subject)"
        " WHEN :counted THEN (SELECT p.code || ' ' || i.sku FROM count_task t JOIN place p ON p.id = t.place_id"
        " JOIN item i ON i.id = t.item_id WHERE t.id = a.subject) END AS named"
        " FROM alert a JOIN journal j ON j.seq = a.raised_seq"
        f" WHERE a.resolved_seq IS {'NOT ' if resolved else ''}NULL AND a.id < :before ORDER BY a.id DESC LIMIT :most",
        {"before": before, "most": most, **_SUBJECTS},
    )
    return [
        {**{name: row[name] for name in ("alert", "kind")}, "subject": _subject(row), "cause": row["cause"], "raised_ms": row["raised_ms"]}
        for row in rows
    ]


_SUBJECTS = {
    "broken": PROMISE_BROKEN,
    "over": OVER_DELIVERED,
    "print": NOT_PRINTED,
    "unexplained": UNEXPLAINED,
    "counted": LARGE_DIFFERENCE,
}


def _subject(row: Row) -> str:
    return str(row["named"]) if row["order_id"] is None else order_number(row["order_id"])
