"""The check: recomputes every balance, every reservation sum, every order's state and the hash chain from the rows.

It names each row that disagrees and repairs nothing: a person decides what is true.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ledger.audit.check_finding import Finding
from ledger.audit.check_rows import LOOKS
from ledger.database import file_faults, open_reader
from ledger.journal import NO_HASH, JournalRow, journal_hash, movement_hash
from ledger.migrate import schema_differences
from ledger.sales.orders import order_number
from ledger.sales.states import Progress, Standing, derive
from ledger.transaction import Reader, Row

MOST_FINDINGS = 1_000
"""After so many the rest is not listed; a ledger that damaged needs its backup, not a longer list."""


def check_file(path: Path) -> list[Finding]:
    """Check the ledger in a file through a connection of its own that can't write."""
    connection = open_reader(path, tolerant=True)
    try:
        return check(connection)
    except sqlite3.DatabaseError as error:
        return [Finding("file", path.name, f"can't be read ({error}); keep it and restore the newest backup")]
    finally:
        connection.close()


def check(connection: sqlite3.Connection) -> list[Finding]:
    """Every row that disagrees, within one snapshot; empty when all is well."""
    connection.execute("BEGIN")
    try:
        findings = [Finding("file", "", fault) for fault in file_faults(connection)]
        findings += [Finding("schema", name, what) for name, what in schema_differences(connection)]
        reader = Reader(connection)
        for look in (_chain, _on_hand, _reserved, _zero_sums, _line_sums, _states, *LOOKS):
            for finding in look(reader):
                findings.append(finding)
                if len(findings) >= MOST_FINDINGS:
                    return findings
        return findings
    finally:
        connection.execute("ROLLBACK")


def _chain(reader: Reader) -> Iterator[Finding]:
    movements = _movements(reader)
    waiting: Row | None = next(movements, None)
    expected_id, expected_seq, stored, computed = 1, 1, NO_HASH, NO_HASH
    for row in reader.each("SELECT * FROM journal ORDER BY seq"):
        seq = row["seq"]
        if seq != expected_seq:
            yield Finding("journal", f"row {expected_seq}", f"is missing, and all up to row {seq - 1}")
        elif row["previous_hash"] not in (stored, computed):
            yield Finding("journal", f"row {seq}", "does not follow from the row before it: its previous hash differs")
        digests = []
        while waiting is not None and waiting["seq"] <= seq:
            if waiting["id"] != expected_id:  # movements are numbered without gaps, in the journal's order
                yield Finding("movement", f"row {waiting['id']}", f"stands where row {expected_id} should: renumbered, or one is missing")
            expected_id = waiting["id"] + 1
            if waiting["seq"] < seq:
                yield Finding("movement", f"row {waiting['id']}", f"belongs to journal row {waiting['seq']}, which is missing")
            else:
                yield from _movement(waiting)
                digests.append(waiting["hash"])
            waiting = next(movements, None)
        computed = journal_hash(row["previous_hash"], JournalRow(*[row[name] for name in JournalRow._fields]), digests)
        stored = row["hash"]
        if computed != stored:
            yield Finding(
                "journal", f"row {seq}", f"was altered, or a movement of it was added or removed ({row['kind']} by {row['actor']})"
            )
        expected_seq = seq + 1
    while waiting is not None:
        yield Finding("movement", f"row {waiting['id']}", f"belongs to journal row {waiting['seq']}, which is missing")
        waiting = next(movements, None)


def _movements(reader: Reader) -> Iterator[Row]:
    return reader.each("SELECT * FROM movement ORDER BY seq, id")


def _movement(row: Row) -> Iterator[Finding]:
    columns = ("seq", "item_id", "unit", "from_place_id", "to_place_id", "quantity", "reason", "order_line_id")
    if movement_hash(tuple(row[name] for name in columns)) != row["hash"]:
        yield Finding("movement", f"row {row['id']}", f"was altered (journal row {row['seq']}, {row['quantity']} units, {row['reason']})")


_PLACE_NAMES = "COALESCE(i.sku, 'item ' || b.item_id) AS sku, COALESCE(p.code, 'place ' || b.place_id) AS code"


def _on_hand(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        f"SELECT b.unit, {_PLACE_NAMES}, SUM(b.balance) AS balance, SUM(b.moved) AS moved FROM ("  # noqa: S608 - words of our own
        " SELECT item_id, place_id, unit, on_hand AS balance, 0 AS moved FROM balance"
        " UNION ALL SELECT item_id, to_place_id, unit, 0, quantity FROM movement"
        " UNION ALL SELECT item_id, from_place_id, unit, 0, -quantity FROM movement"
        ") b LEFT JOIN item i ON i.id = b.item_id LEFT JOIN place p ON p.id = b.place_id"
        " GROUP BY b.item_id, b.place_id, b.unit, i.sku, p.code HAVING SUM(b.balance) <> SUM(b.moved)"
    )
    for row in rows:
        yield Finding("balance", f"{row['sku']} in {row['code']}", f"says {row['balance']} on hand, its movements say {row['moved']}")


def _reserved(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        f"SELECT b.unit, {_PLACE_NAMES}, SUM(b.balance) AS balance, SUM(b.promised) AS promised FROM ("  # noqa: S608 - words of our own
        " SELECT item_id, place_id, unit, reserved AS balance, 0 AS promised FROM balance"
        " UNION ALL SELECT item_id, place_id, unit, 0, quantity FROM reservation WHERE state IN ('active', 'picked', 'packed')"
        ") b LEFT JOIN item i ON i.id = b.item_id LEFT JOIN place p ON p.id = b.place_id"
        " GROUP BY b.item_id, b.place_id, b.unit, i.sku, p.code HAVING SUM(b.balance) <> SUM(b.promised)"
    )
    for row in rows:
        yield Finding(
            "balance", f"{row['sku']} in {row['code']}", f"says {row['balance']} reserved, the reservations say {row['promised']}"
        )


def _zero_sums(reader: Reader) -> Iterator[Finding]:
    rows = reader.each("SELECT item_id, SUM(on_hand) AS units FROM balance GROUP BY item_id HAVING SUM(on_hand) <> 0")
    for row in rows:
        yield Finding("balance", f"item {row['item_id']}", f"its places add up to {row['units']} units, not to zero")


def _line_sums(reader: Reader) -> Iterator[Finding]:
    states = (("reserved", "active"), ("picked", "picked"), ("packed", "packed"), ("shipped", "consumed"))
    sums = ", ".join(
        f"COALESCE(SUM(CASE WHEN r.state = '{state}' THEN r.quantity ELSE 0 END), 0) AS r_{column}" for column, state in states
    )
    rows = reader.each(
        f"SELECT l.id, l.order_id, l.reserved, l.picked, l.packed, l.shipped, {sums} FROM order_line l"  # noqa: S608 - words of our own
        " LEFT JOIN reservation r ON r.order_line_id = l.id GROUP BY l.id, l.order_id, l.reserved, l.picked, l.packed, l.shipped"
    )
    for row in rows:
        for column, _ in states:
            if row[column] != row[f"r_{column}"]:
                what = f"says {row[column]} {column}, its reservations say {row[f'r_{column}']}"
                yield Finding("order_line", f"row {row['id']} of {order_number(row['order_id'])}", what)


def _states(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT o.id, o.state, o.cancelled, o.merged_into, COALESCE(SUM(l.ordered - l.cancelled), 0) AS wanted,"
        " COALESCE(SUM(l.reserved), 0) AS reserved,"
        " COALESCE(SUM(l.picked), 0) AS picked, COALESCE(SUM(l.packed), 0) AS packed, COALESCE(SUM(l.shipped), 0) AS shipped,"
        " (SELECT COUNT(*) FROM hold h WHERE h.order_id = o.id AND h.released_seq IS NULL) AS holds,"
        " (SELECT COUNT(*) FROM pick_line p WHERE p.order_id = o.id AND p.state = 'open') AS stops,"
        " (SELECT COALESCE(SUM(r.quantity), 0) FROM order_line m JOIN reservation r ON r.order_line_id = m.id AND r.state = 'active'"
        " JOIN place p ON p.id = r.place_id AND p.pickable = 0 WHERE m.order_id = o.id) AS overstocked"
        " FROM orders o LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.state, o.cancelled, o.merged_into"
    )
    for row in rows:
        progress = Progress(row["wanted"], row["reserved"], row["picked"], row["packed"], row["shipped"], row["overstocked"])
        standing = Standing(bool(row["cancelled"]), row["merged_into"] is not None, row["holds"] > 0, row["stops"] > 0)
        state = derive(progress, standing)
        if state != row["state"]:
            yield Finding("orders", order_number(row["id"]), f"is stored as {row['state']}, its rows say {state}")
