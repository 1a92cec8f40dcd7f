"""A ledger as it is after years: one block of orders lived through by the product, then repeated row by row in SQL.

Every row that the block made is copied with its numbers, times and ids moved on, so that the copies are what the product itself would
have written, whatever tables there are; references are read from the schema. The hashes are not made anew: this ledger is measured, not
checked.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ledger.database import LEDGER_FILE, open_writer
from ledger.engine import Engine
from ledger.goods.catalog import AddItem
from tests.bench.settled import DAY_MS, SOLD_OUT, PastClock, mixed_order, settle, take_in, waiting
from tests.bench.shop import open_shop

BLOCK = 480
"""Orders in a block, which is a day; 2,400 movements."""

_STANDING = ("balance", "outbox", "boot", "migration", "place", "item", "listing", "barcode")
"""Tables that do not grow with the orders, or (the balances) not by rows."""

_TEXTS = {
    # How a text of the block reads in copy :n; a channel's numbers count on, and so do tracking numbers and ids of commands.
    ("orders", "external_id"): f"CAST(CAST(external_id AS INTEGER) + :n * {BLOCK} AS TEXT)",
    ("orders", "external_number"): f"'#' || (CAST(SUBSTR(external_number, 2) AS INTEGER) + :n * {BLOCK})",
    ("orders", "buyer"): "buyer_of(CAST(external_id AS INTEGER) + :n)",
    ("shipment", "tracking"): f"CAST(CAST(tracking AS INTEGER) + :n * {BLOCK} AS TEXT)",
    ("parcel", "tracking"): f"CASE tracking WHEN '' THEN '' ELSE CAST(CAST(tracking AS INTEGER) + :n * {BLOCK} AS TEXT) END",
    # A scan's answer is the whole screen, for whoever sends it again; half of the file would be answers that nobody reads here.
    ("journal", "answer"): "'{}'",
    ("journal", "command_id"): "CAST(CHAR(1) || printf('%015d', seq + :n * {journal}) AS BLOB)",
}
_FORENAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Finn", "Greta", "Hugo", "Ida", "Jan", "Kira", "Leo", "Mia", "Nils", "Olga", "Rosa")
_SYLLABLES = ("ba", "den", "ford", "ger", "hall", "kin", "lund", "mar", "nor", "per", "ross", "stein", "tor", "ver", "wick", "zell")


class _Table(NamedTuple):
    """A table that grew by the block: its own key, how far that went, and the grown table that a column refers to."""

    name: str
    key: str
    columns: list[str]
    references: dict[str, str]
    base: int
    span: int


WAITING = 1_000
GROWN = "grown"
SMALL, LARGE = 21 * BLOCK, 2_084 * BLOCK
"""Ten thousand and a million orders; with fifty thousand and five million movements."""


def buyer_of(number: int) -> str:
    """A buyer's name: one of 65,536."""
    surname = "".join(_SYLLABLES[number // place % 16] for place in (16, 256, 4_096))
    return f"{_FORENAMES[number % 16]} {surname.title()}"


def shared(directory: Path, *, quick: bool) -> Path:
    """The large ledger, beside a measurement's own directory: the first that needs it makes it."""
    path = directory.parent / GROWN
    if not (path / LEDGER_FILE).exists():
        shutil.rmtree(path, ignore_errors=True)
        grow(directory / GROWN, SMALL if quick else LARGE)
        (directory / GROWN).rename(path)
    return path


def grow(directory: Path, orders: int) -> None:
    """Make a ledger of so many shipped orders (a multiple of BLOCK), five movements each, and of those that came in since.

    The newest thousand wait: some to be picked, some for their payment, some for stock.
    """
    open_shop(directory)
    with closing(_bulk(directory)) as connection:
        before = _keys(connection)
        on_hand = _balances(connection)
    with Engine(directory, program="bench", clock=PastClock()) as engine:
        settle(engine, [mixed_order(number) for number in range(BLOCK)])
    with closing(_bulk(directory)) as connection:
        connection.execute("UPDATE print_job SET state = 'confirmed'")
        tables = _grown(connection, before)
        connection.execute("BEGIN")
        for table in tables.values():
            _repeat(connection, table, tables, orders // BLOCK - 1)
        _move_stock(connection, on_hand, orders // BLOCK - 1)
        connection.execute("COMMIT")
    with Engine(directory, program="bench") as engine:
        engine.submit(AddItem(SOLD_OUT, "A part that everybody wants"), actor="bench")
        take_in(engine, waiting(orders, WAITING, engine.reader.number("SELECT MAX(placed_ms) FROM orders")))


def _bulk(directory: Path) -> sqlite3.Connection:
    """The ledger's file opened by the product, then with nothing kept safe: it is made in one go or not at all."""
    connection = open_writer(directory / LEDGER_FILE)
    for setting in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=MEMORY", "cache_size=-500000"):
        connection.execute(f"PRAGMA {setting}")
    connection.create_function("buyer_of", 1, buyer_of, deterministic=True)
    return connection


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """Every table that rows are written into by name; a full-text index follows its table by triggers."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    virtual = [row["name"] for row in rows if row["sql"].upper().startswith("CREATE VIRTUAL")]
    yield from (
        row["name"]
        for row in rows
        if row["name"] not in _STANDING and not any(row["name"] == name or row["name"].startswith(f"{name}_") for name in virtual)
    )


def _key(connection: sqlite3.Connection, table: str) -> str:
    """The column that is the table's own row number; empty where several make up its key."""
    keys = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})") if row["pk"] and row["type"] == "INTEGER"]
    return keys[0] if len(keys) == 1 else ""


def _keys(connection: sqlite3.Connection) -> dict[str, int]:
    keyed = {table: key for table in _tables(connection) if (key := _key(connection, table))}
    return {table: connection.execute(f"SELECT COALESCE(MAX({key}), 0) FROM {table}").fetchone()[0] for table, key in keyed.items()}


def _grown(connection: sqlite3.Connection, before: dict[str, int]) -> dict[str, _Table]:
    """What the block made, by table."""
    after = _keys(connection)
    spans = {table: after[table] - base for table, base in before.items() if after[table] > base}
    grown = {}
    for name in _tables(connection):
        columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({name})")]
        key = _key(connection, name)
        references = {row["from"]: row["table"] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
        references |= {column: "journal" for column in columns if column == "seq" or column.endswith("_seq")}
        references = {column: other for column, other in references.items() if other in spans and column != key}
        if name in spans or (not key and references):
            grown[name] = _Table(name, key, columns, references, before.get(name, 0), spans.get(name, 0))
    return grown


def _repeat(connection: sqlite3.Connection, table: _Table, tables: dict[str, _Table], times: int) -> None:
    """Write the block's rows of one table again and again, each time further on."""
    of_block = table.key or next(iter(table.references))
    base = table.base if table.key else tables[table.references[of_block]].base
    connection.execute(f"CREATE TEMP TABLE block AS SELECT * FROM {table.name} WHERE {of_block} > ?", (base,))
    spelled = ", ".join(_moved(table, column, tables) for column in table.columns)
    connection.execute(
        f"WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {times})"
        f" INSERT INTO {table.name} ({', '.join(table.columns)}) SELECT {spelled.replace(':n', 'copy.n')} FROM copy CROSS JOIN temp.block"
    )
    connection.execute("DROP TABLE temp.block")


def _moved(table: _Table, column: str, tables: dict[str, _Table]) -> str:
    """A column of a copy, as SQL."""
    text = _TEXTS.get((table.name, column))
    if text is not None:
        return text.replace("{journal}", str(tables["journal"].span))
    if (table.name, column) == ("field_change", "subject_id"):
        cases = "".join(f" WHEN '{other.name}' THEN {other.span}" for other in tables.values() if other.span)
        return f"subject_id + :n * CASE subject{cases} ELSE 0 END"
    span = table.span if column == table.key else tables[table.references[column]].span if column in table.references else 0
    if column.endswith("_ms"):
        return f"{column} + :n * {DAY_MS}"
    return f"{column} + :n * {span}" if span else column


def _balances(connection: sqlite3.Connection) -> dict[tuple[int, int, str], int]:
    return {(row["item_id"], row["place_id"], row["unit"]): row["on_hand"] for row in connection.execute("SELECT * FROM balance")}


def _move_stock(connection: sqlite3.Connection, before: dict[tuple[int, int, str], int], times: int) -> None:
    """Bring the balances to where the copied movements took them."""
    moved = [
        (times * (on_hand - before.get(key, 0)), *key) for key, on_hand in _balances(connection).items() if on_hand != before.get(key, 0)
    ]
    connection.executemany("UPDATE balance SET on_hand = on_hand + ? WHERE item_id = ? AND place_id = ? AND unit = ?", moved)
