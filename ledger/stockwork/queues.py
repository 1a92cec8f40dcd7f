"""The queues of the day: what waits to be done by whom, how much of it, and since when."""

from collections.abc import Iterable

from ledger.transaction import Answer, Reader

_ORDERS = {"pick": ("allocated",), "pack": ("picked",), "ship": ("packed",), "attention": ("held", "partly_allocated", "backordered")}
"""The states of the orders in a queue."""

_HEAPS = {
    "receive": (
        "SELECT COUNT(*) AS waiting, MIN(CASE WHEN delivery.expected_ms <= :now_ms THEN delivery.expected_ms END) AS oldest_ms"
        " FROM purchase_order delivery WHERE delivery.state = 'open' AND EXISTS"
        " (SELECT 1 FROM purchase_line l WHERE l.purchase_order_id = delivery.id AND l.received < l.ordered)"
    ),
    "put_away": (
        "SELECT COUNT(*) AS waiting, MIN(b.since_ms) AS oldest_ms FROM place p CROSS JOIN balance b"
        " WHERE b.place_id = p.id AND p.purpose = 'dock' AND p.kind = 'bin' AND b.on_hand > 0"
    ),
}
"""Deliveries and what lies on docks, with the moment that is known of them."""

_TASKS = {
    "replenish": "SELECT COUNT(*) AS waiting, MIN(asked_seq) AS oldest_seq FROM replenishment WHERE state = 'open'",
    "count": "SELECT COUNT(*) AS waiting, MIN(queued_seq) AS oldest_seq FROM count_task WHERE state IN ('open', 'counting')",
    "put_back": (
        "SELECT COUNT(*) AS waiting, MIN(asked.seq) AS oldest_seq FROM put_back b LEFT JOIN"
        " (SELECT t.order_id, MAX(t.seq) AS seq FROM timeline_entry t WHERE t.kind = 'to_put_back' AND t.order_id IN"
        " (SELECT waiting.order_id FROM put_back waiting WHERE waiting.state = 'open') GROUP BY t.order_id) asked"
        " ON asked.order_id = b.order_id WHERE b.state = 'open'"
    ),
}
"""Tasks, with the journal row that asked for the oldest."""


def queues(reader: Reader, now_ms: int) -> list[Answer]:
    """Every queue as `{queue, waiting, oldest_ms}`: how many wait, and since when the one that waits longest; None where nothing does.

    `pick`, `pack`, `ship` and `attention` hold orders, each since it came to the state for which it waits there; `receive` purchase
    orders, since the day they were due; `put_away` what lies on docks; `replenish`, `count` and `put_back` tasks, since they were
    asked for.
    """
    found = [{"queue": queue, **_orders(reader, states)} for queue, states in _ORDERS.items()]
    for queue, sql in _HEAPS.items():
        found += [{"queue": queue, **dict(row)} for row in reader.all(sql, {"now_ms": now_ms})]
    for queue, sql in _TASKS.items():
        found += [{"queue": queue, "waiting": row["waiting"], "oldest_ms": _said_ms(reader, row["oldest_seq"])} for row in reader.all(sql)]
    return found


def _said_ms(reader: Reader, seq: int | None) -> int | None:
    row = reader.one("SELECT at_ms FROM journal WHERE seq = :seq", {"seq": seq}) if seq is not None else None
    return int(row["at_ms"]) if row else None


def _orders(reader: Reader, states: Iterable[str]) -> Answer:
    # The state is written out: SQLite takes an index of some states only where it sees that the query asks for one of them.
    rows = [
        reader.one(f"SELECT COUNT(*) AS waiting, MIN(state_ms) AS oldest_ms FROM orders WHERE state = '{state}'")  # noqa: S608 - ours
        for state in states
    ]
    known = [row for row in rows if row is not None and row["waiting"]]
    return {"waiting": sum(row["waiting"] for row in known), "oldest_ms": min((row["oldest_ms"] for row in known), default=None)}
