"""The raw ceiling: the very statements of the product, with the same parameters, on a bare `sqlite3` connection.

They are recorded on a ledger that is identical to the one they are played on, so every id, number and hash fits. SAVEPOINT and RELEASE
are left out: a program without our promise that a refused command rolls back alone would not need them.
"""

import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from ledger.command import Envelope
from ledger.database import LEDGER_FILE, open_writer
from ledger.engine import Engine
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from tests.bench.shop import ACTOR

GROUP = 256

Statement = tuple[str, Any, bool]
"""SQL, parameters, and whether it answers rows."""

_FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class _RecordingConnection:
    """Hands statements on to a connection and keeps them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.statements: list[Statement] = []

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        cursor = self._connection.execute(sql, parameters)
        if not sql.startswith(_FRAME):
            self.statements.append((sql, parameters, cursor.description is not None))
        return cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class Recorder:
    """Carries out orders on a ledger of its own and tells which statements each of them took."""

    def __init__(self, directory: Path) -> None:
        self._engine = Engine(directory, program="bench")
        self._connection = _RecordingConnection(self._engine._connection)
        self._engine._connection = cast("sqlite3.Connection", self._connection)

    def record(self, orders: Sequence[ChannelOrder]) -> list[list[Statement]]:
        """The statements of each order."""
        recorded = []
        for start in range(0, len(orders), GROUP):
            ids = self._engine.ids
            group = [Envelope(ids.command_id(), ImportOrder(order), ACTOR, "") for order in orders[start : start + GROUP]]
            recorded += self._split(group)
        return recorded

    def _split(self, group: list[Envelope]) -> list[list[Statement]]:
        self._connection.statements = []
        for outcome in self._engine.carry_out(group):
            outcome.unwrap()
        # Every command begins by asking for its own id.
        orders: list[list[Statement]] = []
        for statement in self._connection.statements:
            if "FROM journal WHERE command_id" in statement[0]:
                orders.append([])
            orders[-1].append(statement)
        assert len(orders) == len(group)
        return orders

    def close(self) -> None:
        self._engine.close()


class RawLedger:
    """A ledger's file opened with the product's own settings and nothing of the product above them."""

    def __init__(self, directory: Path) -> None:
        Engine(directory, program="bench").close()  # enters the boot that the recorded journal rows name
        self._connection = open_writer(directory / LEDGER_FILE)
        self._connection.row_factory = None

    def play(self, orders: Iterable[Sequence[Statement]]) -> None:
        """Carry out the statements of some orders in one durable transaction."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for statements in orders:
            for sql, parameters, answers in statements:
                if answers:
                    execute(sql, parameters).fetchall()
                else:
                    execute(sql, parameters)
        execute("COMMIT")

    def play_in_groups(self, orders: Sequence[Sequence[Statement]]) -> float:
        """Carry out many orders, 256 in each transaction; answers the orders per second."""
        started_s = time.perf_counter()
        for start in range(0, len(orders), GROUP):
            self.play(orders[start : start + GROUP])
        return len(orders) / (time.perf_counter() - started_s)

    def close(self) -> None:
        self._connection.close()
