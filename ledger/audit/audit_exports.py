"""Audit rows for spreadsheets, a page at a time: movements, journal, field changes, activity, stories and stock of a period."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ledger.audit.moments import head_seq, last_movement, last_row, seq_at
from ledger.audit.stock_as_of import stock_as_of
from ledger.audit.stories import command_text
from ledger.audit.story_names import Names
from ledger.audit.timeline import timeline
from ledger.sales.orders import order_number
from ledger.transaction import Reader, Row

PAGE = 2_000
_ORDERS = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Cell = str | int | None


class Period(NamedTuple):
    """From a time up to and including another one, UTC milliseconds; None: from the beginning, up to now."""

    from_ms: int | None
    to_ms: int | None


class Rows(NamedTuple):
    """Rows of an export, and the cursor of the page that follows (empty on the last)."""

    rows: list[list[Cell]]
    next: str


class Export(NamedTuple):
    """What can be exported: its name, its columns, and its pages."""

    name: str
    columns: tuple[str, ...]
    page: Callable[[Reader, Period, str], Rows]


def _seqs(reader: Reader, period: Period) -> tuple[int, int]:
    """The journal rows before and at the end of a period."""
    first = 0 if period.from_ms is None else seq_at(reader, period.from_ms - 1)
    return first, head_seq(reader) if period.to_ms is None else seq_at(reader, period.to_ms)


def _when(at_ms: int | None) -> str:
    return "" if at_ms is None else (_EPOCH + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _head(row: Row) -> list[Cell]:
    return [row["seq"], _when(row["at_ms"]), row["actor"], row["device"]]


def _page(reader: Reader, sql: str, span: tuple[int, int], after: str, spell: Callable[[Row], list[Cell]]) -> Rows:
    """Rows whose `id` is in a span, from a statement with the places :after, :last and :most."""
    since = max(span[0], int(after)) if after.isascii() and after.isdigit() and len(after) < 19 else span[0]
    rows = reader.all(sql, {"after": since, "last": span[1], "most": PAGE + 1})
    return Rows([spell(row) for row in rows[:PAGE]], str(rows[PAGE - 1]["id"]) if len(rows) > PAGE else "")


def _movements(reader: Reader, period: Period, after: str) -> Rows:
    first, last = _seqs(reader, period)
    names = Names(reader)
    return _page(
        reader,
        "SELECT m.*, l.order_id, j.at_ms, j.actor, j.device FROM movement m LEFT JOIN order_line l ON l.id = m.order_line_id"
        " LEFT JOIN journal j ON j.seq = m.seq WHERE m.id > :after AND m.id <= :last ORDER BY m.id LIMIT :most",
        (last_movement(reader, first), last_movement(reader, last)),
        after,
        lambda row: [
            *_head(row),
            names.name("item", row["item_id"]),
            row["unit"],
            names.name("place", row["from_place_id"]),
            names.name("place", row["to_place_id"]),
            row["quantity"],
            row["reason"],
            order_number(row["order_id"]) if row["order_id"] else "",
        ],
    )


def _journal(reader: Reader, period: Period, after: str) -> Rows:
    return _page(
        reader,
        "SELECT *, seq AS id FROM journal WHERE seq > :after AND seq <= :last ORDER BY seq LIMIT :most",
        _seqs(reader, period),
        after,
        lambda row: [*_head(row), row["kind"], row["outcome"], command_text(row["kind"], json.loads(row["payload"])), row["hash"].hex()],
    )


def _ids(reader: Reader, table: str, period: Period) -> tuple[int, int]:
    """The rows of a table with a `seq` and ids in its order that lie before a period, and at its end."""
    first, last = (last_row(reader, table, seq) for seq in _seqs(reader, period))
    return first, last


def _changes(reader: Reader, period: Period, after: str) -> Rows:
    names = Names(reader)
    return _page(
        reader,
        "SELECT f.*, j.at_ms, j.actor, j.device FROM field_change f LEFT JOIN journal j ON j.seq = f.seq"
        " WHERE f.id > :after AND f.id <= :last ORDER BY f.id LIMIT :most",
        _ids(reader, "field_change", period),
        after,
        lambda row: [
            *_head(row),
            row["subject"],
            names.name(row["subject"], row["subject_id"]) if row["subject_id"] else "",
            row["field"],
            row["before_value"],
            row["after_value"],
        ],
    )


def _activity(reader: Reader, period: Period, after: str) -> Rows:
    names = Names(reader)
    return _page(
        reader,
        "SELECT a.*, j.at_ms, j.actor, j.device FROM activity a LEFT JOIN journal j ON j.seq = a.seq"
        " WHERE a.id > :after AND a.id <= :last ORDER BY a.id LIMIT :most",
        _ids(reader, "activity", period),
        after,
        lambda row: [
            *_head(row),
            row["direction"],
            row["channel"],
            row["account"],
            order_number(row["order_id"]) if row["order_id"] else "",
            names.name("item", row["item_id"]) if row["item_id"] else "",
            row["words"],
        ],
    )


def _stories(reader: Reader, period: Period, after: str) -> Rows:
    """The whole stories of the orders placed in a period, by the time they were placed."""
    cursor = re.fullmatch("([0-9]{1,18})-([0-9]{1,18})", after)
    placed_ms, order_id = (int(part) for part in cursor.groups()) if cursor else (period.from_ms or 0, 0)
    orders = reader.all(
        "SELECT id, placed_ms FROM orders WHERE (placed_ms, id) > (:placed_ms, :id) AND placed_ms >= :placed_ms AND placed_ms <= :last"
        " ORDER BY placed_ms, id LIMIT :most",
        {"placed_ms": placed_ms, "id": order_id, "last": 1 << 62 if period.to_ms is None else period.to_ms, "most": _ORDERS + 1},
    )
    rows: list[list[Cell]] = []
    for order in orders[:_ORDERS]:
        number = order_number(order["id"])
        for entry in timeline(reader, number)["entries"]:
            rows.append([number, entry["seq"], _when(entry["at_ms"]), entry["actor"], entry["device"], entry["kind"], entry["text"]])
    last = orders[_ORDERS - 1] if len(orders) > _ORDERS else None
    return Rows(rows, f"{last['placed_ms']}-{last['id']}" if last else "")


def _stock(reader: Reader, period: Period, after: str) -> Rows:
    """The stock at the end of a period."""
    stock = stock_as_of(reader, at_ms=period.to_ms, after=after)
    return Rows([[row["sku"], row["bin"], row["unit"], row["on_hand"]] for row in stock["stock"]], stock["next"])


_WHO = ("seq", "at", "actor", "device")
EXPORTS = (
    Export("movements", (*_WHO, "sku", "unit", "from", "to", "quantity", "reason", "order"), _movements),
    Export("journal", (*_WHO, "command", "outcome", "words", "hash"), _journal),
    Export("changes", (*_WHO, "subject", "name", "field", "before", "after"), _changes),
    Export("activity", (*_WHO, "direction", "channel", "account", "order", "sku", "words"), _activity),
    Export("stories", ("order", "seq", "at", "actor", "device", "kind", "text"), _stories),
    Export("stock", ("sku", "bin", "unit", "on_hand"), _stock),
)
