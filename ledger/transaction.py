"""What a handler or a query is given: the rows, and for a handler who asks, when, and under which journal number."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from ledger.canonical import canonical

Row: TypeAlias = sqlite3.Row
Params: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]
"""What a command or query answers: a JSON object."""

_NOTHING: Params = {}

_NAMES = re.compile(r"'[^']*'|:(\w+)")
"""The names of parameters in a statement, and texts, in which nothing is a name."""

_TOGETHER = 16
"""Values that one statement asks for at most, so that there are few texts to prepare."""


class Reader:
    """Read access to one snapshot of the ledger.

    SQL given to it stays within what SQLite 3.40 and PostgreSQL 15 share, with named parameters (`:name`).
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def one(self, sql: str, params: Params = _NOTHING) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._ask(sql, params).fetchone()
        return row

    def all(self, sql: str, params: Params = _NOTHING) -> Sequence[Row]:
        """Every row."""
        return self._ask(sql, params).fetchall()

    def all_for(self, name: str, values: Sequence[int | str], sql: str, params: Params = _NOTHING) -> list[Row]:
        """The rows of a query for each of some values of the parameter `name`: many questions at the price of few."""
        rows: list[Row] = []
        for repeated, together in _in_groups(name, values, sql, params):
            rows += self._ask(repeated, together).fetchall()
        return rows

    def each(self, sql: str, params: Params = _NOTHING) -> Iterator[Row]:
        """The rows one by one, for results that need not fit in memory."""
        yield from self._ask(sql, params)

    def number(self, sql: str, params: Params = _NOTHING) -> int:
        """The one integer that the statement answers; 0 for no row or NULL."""
        row = self.one(sql, params)
        return int(row[0]) if row is not None and row[0] is not None else 0

    def _ask(self, sql: str, params: Params) -> sqlite3.Cursor:
        # By position: for every name SQLite's module would look into the statement and let another thread run.
        numbered, values = _by_position(sql)
        return self._connection.execute(numbered, values(params))


class Transaction(Reader):
    """One command being carried out; everything it writes hangs on journal row `seq`, `payload` is the command as that row spells it.

    `touched_items` and `touched_orders` collect what the command changed, `freed_items` those of which units became free to promise,
    `overstock_items` those whose promises in overstock may have changed, so that the ledger's own write path, not each handler, brings
    backorders, replenishments, the outbox and the orders' states up to date before the journal row is written.
    """

    def __init__(self, connection: sqlite3.Connection, seq: int, now_ms: int, actor: str, device: str, payload: str) -> None:
        super().__init__(connection)
        self.seq = seq
        self.now_ms = now_ms
        self.actor = actor
        self.device = device
        self.payload = payload
        self.movement_hashes: list[bytes] = []
        self.events: list[tuple[str, int]] = []
        self.touched_items: set[int] = set()
        self.touched_orders: set[int] = set()
        self.freed_items: set[int] = set()
        self.overstock_items: set[int] = set()
        self._entries = 0

    def run(self, sql: str, params: Params = _NOTHING) -> int:
        """Carry out a statement; answers how many rows it changed."""
        return self._ask(sql, params).rowcount

    def run_for(self, name: str, values: Sequence[int | str], sql: str, query: str, params: Params = _NOTHING) -> None:
        """Carry out a statement with what a query finds, in place of its `{}`, for each of some values of the parameter `name`."""
        for repeated, together in _in_groups(name, values, query, params, sql):
            self._ask(repeated, together)

    def insert(self, sql: str, params: Params) -> int:
        """Carry out an INSERT that ends in `RETURNING id`; answers the new id."""
        return int(self._ask(sql, params).fetchone()[0])

    def enter(self, table: str, **row: Any) -> int:
        """Enter a row, by the names of its columns; answers its id."""
        return self._connection.execute(_insert(table, *row), tuple(row.values())).lastrowid or 0

    def tell(self, order_id: int, kind: str, **detail: Any) -> None:
        """Add an entry to the order's timeline."""
        self._entries += 1
        self.enter("timeline_entry", order_id=order_id, seq=self.seq, entry=self._entries, kind=kind, detail=canonical(detail))

    def emit(self, topic: str, subject: int) -> None:
        """Say after the commit that something about `subject` changed."""
        self.events.append((topic, subject))


@lru_cache(maxsize=1_024)
def _by_position(sql: str) -> tuple[str, Callable[[Params], Sequence[Any]]]:
    """A statement with numbers for the names of its parameters, and what takes these out of the values by name."""
    names: dict[str, int] = {}
    numbered = _NAMES.sub(lambda found: f"?{names.setdefault(found[1], len(names) + 1)}" if found[1] else found[0], sql)
    if len(names) < 2:  # itemgetter answers a bare value for one name, a tuple for more
        return numbered, lambda params: [params[name] for name in names]
    return numbered, itemgetter(*names)


def _in_groups(
    name: str, values: Sequence[int | str], query: str, params: Params, around: str = "{}"
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Statements that ask a query for each of some values, few enough in each, with their parameters."""
    for start in range(0, len(values), _TOGETHER):
        some = values[start : start + _TOGETHER]
        repeated, names = _repeated(query, name, len(some), around)
        yield repeated, {**params, **dict(zip(names, some, strict=True))}


@cache
def _repeated(query: str, name: str, times: int, around: str) -> tuple[str, list[str]]:
    """A query as often as wanted, each time with a parameter of its own, and the names of these."""
    names = [f"{name}{time}" for time in range(times)]
    return around.replace("{}", " UNION ALL ".join([query.replace(f":{name}", f":{one}") for one in names])), names


@cache
def _insert(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of our own
