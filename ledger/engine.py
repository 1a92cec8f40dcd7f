"""The synchronous engine: opens a ledger, carries out groups of commands in one durable transaction each, answers queries.

A test or a command-line tool uses it with no thread and no event loop; the daemon puts one writer thread in front of it.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from ledger.boot import kernel_boot
from ledger.canonical import canonical, says_the_same
from ledger.clock import Clock, Ids, SystemClock, SystemIds
from ledger.command import Envelope, Event, Handler, Outcome, handler_of
from ledger.database import LEDGER_FILE, LONG_S, NO_DAMAGE, Lock, not_opened, open_writer, primary_code
from ledger.errors import Refused, Unavailable
from ledger.journal import INSERT, NO_HASH, Head, JournalRow, journal_hash
from ledger.migrate import migrate
from ledger.promises import handing_out
from ledger.publishing import outbox
from ledger.sales import full_text, states
from ledger.stockwork import replenishment
from ledger.transaction import Answer, Reader, Transaction

_RESTORE = "the file is damaged, so keep it and restore the newest backup"
_REMEDIES = {sqlite3.SQLITE_FULL: "free some space, then restart", sqlite3.SQLITE_CORRUPT: _RESTORE, sqlite3.SQLITE_NOTADB: _RESTORE}
_STORAGE = NO_DAMAGE | {*_REMEDIES, sqlite3.SQLITE_PROTOCOL}
_ROWS_BETWEEN_CHECKPOINTS = 1_000
_RESTART_BYTES = 64 * 1024 * 1024


class Engine:
    """The ledger in one directory, open for writing; at most one on a directory at any time, in any process.

    Raises `database.Held` when another program has it, `Corrupt` when the file is no ledger of ours.
    """

    def __init__(self, directory: Path, *, program: str, socket: str = "", clock: Clock | None = None, ids: Ids | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / LEDGER_FILE
        self.clock: Clock = clock or SystemClock()
        self.ids: Ids = ids or SystemIds(self.clock)
        self._wal_path = self.path.with_name(f"{LEDGER_FILE}-wal")
        self._checkpointed_rows = 0
        self._stopped = ""
        self._lock = Lock(directory, program, socket)
        try:
            self._connection = open_writer(self.path)
            try:
                self._start(program)
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._lock.close()
            raise

    def _start(self, program: str) -> None:
        try:
            migrate(self._connection, self.path, self.clock.now_ms())
            row = self._connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
            self._head = Head(row["seq"], row["hash"]) if row else Head(0, NO_HASH)
            self._boot_id: int = self._connection.execute(
                "INSERT INTO boot (kernel_boot, started_ms, program) VALUES (?, ?, ?) RETURNING id",
                (kernel_boot(), self.clock.now_ms(), program),
            ).fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise not_opened(self.path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reader(self) -> Reader:
        """Read access on the writer's own connection, for callers that have no other thread."""
        return Reader(self._connection)

    @property
    def head(self) -> Head:
        """The newest journal row."""
        return self._head

    @property
    def stopped(self) -> str:
        """Why this engine no longer writes; empty while it does."""
        return self._stopped

    def submit(self, command: object, *, actor: str, device: str = "", command_id: bytes | None = None) -> Answer:
        """Carry out one command in a transaction of its own. Raises Refused or Unavailable."""
        envelope = Envelope(command_id or self.ids.command_id(), command, actor, device)
        return self.carry_out([envelope])[0].unwrap()

    def carry_out(self, group: Sequence[Envelope]) -> list[Outcome]:
        """Carry out commands in order, all in one transaction; answers only after the commit is on the disk.

        A refused command rolls back alone. When the disk fails, nobody in the group is told yes: everything is rolled back, Unavailable is
        raised and nothing is written until the ledger is opened again, since a failed fsync must not be tried again.
        """
        if self._stopped:
            raise Unavailable(self._stopped, retry_after_s=LONG_S)
        head = self._head
        execute = self._connection.execute
        try:
            execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY:
                self._stop(error)
            raise Unavailable(f"the ledger's file can't be written just now ({error}); see whether another program has it open") from error
        try:
            outcomes = [self._carry_out_one(envelope) for envelope in group]
            full_text.enter_orders(self.reader)
            execute("COMMIT")
        except BaseException as error:
            self._head = head
            self._stop(error)
            with suppress(sqlite3.DatabaseError):  # SQLite has rolled back by itself, or the file is beyond it
                execute("ROLLBACK")
            raise Unavailable(self._stopped, retry_after_s=LONG_S) from error
        return outcomes

    def _carry_out_one(self, envelope: Envelope) -> Outcome:
        execute = self._connection.execute
        try:
            kind, handler = handler_of(envelope.command)
            payload = canonical(envelope.command)
        except (KeyError, TypeError, ValueError) as fault:  # no command, or one that can't be spelled: its sender's mistake alone
            return Outcome(fault=fault)
        try:
            payload.encode()
        except UnicodeEncodeError:
            return Outcome(refusal=Refused("bad_text", "a text has half a character in it (an unpaired surrogate); correct the text"))
        if not (envelope.actor.isprintable() and envelope.device.isprintable()):
            return Outcome(
                refusal=Refused(
                    "bad_name", "the name of the operator or the device has a character in it that can't be printed; correct the name"
                )
            )
        before = execute("SELECT kind, payload, outcome, answer FROM journal WHERE command_id = ?", (envelope.command_id,)).fetchone()
        if before is not None:
            return _replay(before, kind, envelope.command, payload)
        seq = self._head.seq + 1
        tx = Transaction(self._connection, seq, self.clock.now_ms(), envelope.actor, envelope.device, payload)
        execute("SAVEPOINT command")
        try:
            outcome = self._answer(tx, handler, envelope.command)
            self._write_journal(tx, envelope, kind, payload, outcome)
        except Exception as fault:
            if _is_storage(fault):
                raise  # the disk, not the command: the whole group fails
            execute("ROLLBACK TO command")
            outcome = Outcome(fault=fault)
        execute("RELEASE command")
        if outcome.answer is None:
            return outcome
        return Outcome(answer=outcome.answer, events=tuple([Event(seq, topic, subject) for topic, subject in dict.fromkeys(tx.events)]))

    def _answer(self, tx: Transaction, handler: Handler, command: object) -> Outcome:
        try:
            return Outcome(answer=_carry_out_handler(tx, handler, command))
        except Refused as refusal:
            self._connection.execute("ROLLBACK TO command")
            tx.movement_hashes.clear()
            return Outcome(refusal=refusal)

    def _write_journal(self, tx: Transaction, envelope: Envelope, kind: str, payload: str, outcome: Outcome) -> None:
        refusal = outcome.refusal
        said = outcome.answer if refusal is None else {"code": refusal.code, "message": refusal.message, "details": refusal.details}
        row = JournalRow(
            tx.seq,
            envelope.command_id,
            kind,
            tx.actor,
            tx.device,
            self._boot_id,
            tx.now_ms,
            payload,
            "accepted" if refusal is None else "refused",
            canonical(said),
        )
        previous = self._head.hash
        row_hash = journal_hash(previous, row, tx.movement_hashes)
        self._connection.execute(INSERT, (*row, previous, row_hash))
        self._head = Head(tx.seq, row_hash)

    def tidy_up(self) -> None:
        """Checkpoint the write-ahead log; the writer calls it when it has nothing else to do.

        Only this connection ever checkpoints: SQLite before 3.51.3 can corrupt a WAL when two do ("WAL-reset bug").
        """
        if self._stopped:
            return
        # Not the log's size: SQLite keeps the file as large as it once was, and every tidying would cost two flushes from then on.
        rows = self._connection.total_changes
        if rows - self._checkpointed_rows < _ROWS_BETWEEN_CHECKPOINTS:
            return
        self._checkpointed_rows = rows
        try:
            mode = "RESTART" if self._wal_path.stat().st_size > _RESTART_BYTES else "PASSIVE"
            self._connection.execute(f"PRAGMA wal_checkpoint({mode})")
        except (OSError, sqlite3.DatabaseError) as error:
            self._stop(error)

    def _stop(self, error: BaseException) -> None:
        remedy = _REMEDIES.get(primary_code(error), "look at the disk, then restart")
        self._stopped = f"the ledger stopped writing ({error}); what was answered is safe: {remedy}"

    def close(self) -> None:
        """Close the file, then let others have it."""
        self._connection.close()
        self._lock.close()


def _is_storage(error: Exception) -> bool:
    return primary_code(error) in _STORAGE


def _carry_out_handler(tx: Transaction, handler: Handler, command: object) -> Answer:
    answer = handler(tx, command)
    if tx.freed_items:
        handing_out.hand_out(tx)
    if tx.overstock_items:
        replenishment.keep_tasks(tx)
    if tx.touched_orders:
        states.refresh(tx)
    if tx.touched_items:
        outbox.publish_quantities(tx)
    return answer


def _replay(before: sqlite3.Row, kind: str, command: object, payload: str) -> Outcome:
    if before["kind"] != kind or (before["payload"] != payload and not says_the_same(before["payload"], command)):
        return Outcome(
            refusal=Refused(
                "command_id_reused", "this command id was used for a different command; send a new command with an id of its own"
            )
        )
    said = json.loads(before["answer"])
    if before["outcome"] == "refused":
        return Outcome(refusal=Refused(said["code"], said["message"], said["details"]))
    return Outcome(answer=said)
