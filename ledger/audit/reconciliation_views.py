"""A reconciled day as people look at it: its lines, those that do not add up first, and the very movements behind each."""

from collections.abc import Iterator

from ledger.audit.moments import last_movement
from ledger.audit.stories import told_movement
from ledger.audit.story_names import Names
from ledger.audit.story_page import entries
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.journal import movement_hash
from ledger.transaction import Answer, Reader, Row

PAGE = 500

_FIGURES = ("opening", "received", "shipped", "returned", "adjusted", "closing", "difference")
_GROUPS = ("received", "shipped", "returned", "adjusted")
_SUPPLIER, _CUSTOMER, _ADJUSTMENT = 1, 2, 3


def reconciliation(reader: Reader, *, day: str = "", after: str = "") -> Answer:
    """`{day, time_zone, closed_ms, first_seq, last_seq, unexplained, lines, next}` of a reconciled day, by default the last one.

    `lines` are the items that moved or do not add up, those that do not first: `{sku, opening, received, shipped, returned, adjusted,
    closing, difference}`; `unexplained` counts the latter. Raises Refused `day_not_found`.
    """
    one = _day(reader, day)
    skip = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    rows = reader.all(
        "SELECT i.sku, l.opening, l.received, l.shipped, l.returned, l.adjusted, l.closing, l.difference"
        " FROM reconciliation_line l JOIN item i ON i.id = l.item_id WHERE l.day = :day"
        " ORDER BY CASE WHEN l.difference = 0 THEN 1 ELSE 0 END, i.sku LIMIT :most OFFSET :skip",
        {"day": one["day"], "most": PAGE + 1, "skip": skip},
    )
    unexplained = reader.number("SELECT COUNT(*) FROM reconciliation_line WHERE day = :day AND difference <> 0", {"day": one["day"]})
    return {
        **{name: one[name] for name in ("day", "time_zone", "closed_ms", "first_seq", "last_seq")},
        "unexplained": unexplained,
        "lines": [dict(row) for row in rows[:PAGE]],
        "next": str(skip + PAGE) if len(rows) > PAGE else "",
    }


def _day(reader: Reader, day: str) -> Row:
    row = reader.one(
        "SELECT d.*, j.at_ms AS closed_ms FROM reconciled_day d JOIN journal j ON j.seq = d.closed_seq"
        " WHERE d.day = :day OR :day = '' ORDER BY d.day DESC LIMIT 1",
        {"day": day},
    )
    if row is None:
        raise Refused("day_not_found", f"{day or 'no day'} is reconciled yet; a day is reconciled when it is over", {"day": day})
    return row


def reconciliation_rows(reader: Reader, day: str, sku: str) -> Answer:
    """`{day, sku, opening, …, difference, rows, contradictions}`: the movements behind an item's line.

    `rows` are `{group, units, seq, at_ms, actor, device, from, to, unit, reason, order, text}` where group is `received`, `shipped`,
    `returned`, `adjusted` or `moved` (between places of ours). `contradictions` names each stored row that does not agree with
    the others: a movement altered behind the ledger, a balance that is not the sum of its movements, a line that was stored otherwise.
    Raises Refused `day_not_found`, `item_not_found`.
    """
    one, item = _day(reader, day), item_by_sku(reader, sku)
    by_item = {"item_id": item["id"], "day": one["day"]}
    line = reader.one("SELECT * FROM reconciliation_line WHERE item_id = :item_id AND day = :day", by_item)
    movements = _movements(reader, one, item["id"])
    figures = {name: line[name] if line is not None else 0 for name in _FIGURES}
    contradictions = [*_altered(movements), *_other_balances(reader, item["id"])]
    if line is not None:
        contradictions += _other_sums(line, movements)
    return {
        "day": one["day"],
        "sku": item["sku"],
        **figures,
        "rows": _rows(reader, movements),
        "contradictions": contradictions,
    }


def _movements(reader: Reader, day: Row, item_id: int) -> list[Row]:
    return list(
        reader.all(
            "SELECT m.*, l.order_id FROM movement m LEFT JOIN order_line l ON l.id = m.order_line_id"
            " WHERE m.item_id = :item_id AND m.id > :before AND m.id <= :last ORDER BY m.id",
            {
                "item_id": item_id,
                "before": last_movement(reader, day["first_seq"] - 1),
                "last": last_movement(reader, day["last_seq"]),
            },
        )
    )


def _effects(row: Row) -> dict[str, int]:
    """By how many units a movement changes each figure of its day."""
    source, target, quantity = row["from_place_id"], row["to_place_id"], row["quantity"]
    return {
        "received": quantity * ((source == _SUPPLIER) - (target == _SUPPLIER)),
        "shipped": quantity * (target == _CUSTOMER),
        "returned": quantity * (source == _CUSTOMER),
        "adjusted": quantity * ((source == _ADJUSTMENT) - (target == _ADJUSTMENT)),
    }


def _rows(reader: Reader, movements: list[Row]) -> list[Answer]:
    names = Names(reader)
    told = [told_movement(row, names) for row in movements]
    rows = []
    for row, entry in zip(movements, entries(reader, told), strict=True):
        effects = {name: units for name, units in _effects(row).items() if units} or {"moved": row["quantity"]}
        for group, units in effects.items():
            head = {name: entry[name] for name in ("seq", "at_ms", "actor", "device")}
            detail = {name: entry["detail"][name] for name in ("from", "to", "unit", "reason", "order")}
            rows.append({"group": group, "units": units, **head, **detail, "text": entry["text"]})
    return sorted(rows, key=lambda one: (*_GROUPS, "moved").index(one["group"]))


def _altered(movements: list[Row]) -> Iterator[str]:
    columns = ("seq", "item_id", "unit", "from_place_id", "to_place_id", "quantity", "reason", "order_line_id")
    for row in movements:
        if movement_hash(tuple(row[name] for name in columns)) != row["hash"]:
            yield f"movement {row['id']} (journal row {row['seq']}) was altered: it says {row['quantity']} units, {row['reason']}"


def _other_balances(reader: Reader, item_id: int) -> Iterator[str]:
    """The balances of an item that are not what all its movements add up to."""
    rows = reader.all(
        "SELECT p.code, b.unit, SUM(b.balance) AS balance, SUM(b.moved) AS moved FROM ("
        " SELECT place_id, unit, on_hand AS balance, 0 AS moved FROM balance WHERE item_id = :item_id"
        " UNION ALL SELECT to_place_id, unit, 0, quantity FROM movement WHERE item_id = :item_id"
        " UNION ALL SELECT from_place_id, unit, 0, -quantity FROM movement WHERE item_id = :item_id"
        ") b JOIN place p ON p.id = b.place_id GROUP BY p.code, b.unit HAVING SUM(b.balance) <> SUM(b.moved) ORDER BY p.code, b.unit",
        {"item_id": item_id},
    )
    for row in rows:
        unit = f" {row['unit']}" if row["unit"] else ""
        yield f"the balance of {row['code']}{unit} says {row['balance']}, its movements say {row['moved']}"


def _other_sums(line: Row, movements: list[Row]) -> Iterator[str]:
    effects = [_effects(row) for row in movements]
    for name in _GROUPS:
        units = sum(effect[name] for effect in effects)
        if units != line[name]:
            yield f"the day was stored with {line[name]} {name}, its movements now say {units}"
