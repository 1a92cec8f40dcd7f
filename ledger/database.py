"""The one SQLite file: who may open it, with which settings, and what is said when somebody else has it.

Only this file, `engine.py`, `migrate.py`, `full_text.py` and the schema know the SQL dialect.
"""

import fcntl
import json
import os
import sqlite3
from pathlib import Path
from typing import IO, Any

from ledger.errors import Corrupt, Unavailable

LEDGER_FILE = "ledger.sqlite3"
LOCK_FILE = "ledger.lock"

_SETTINGS = (
    # FULL: a commit that was answered survives a power cut. The automatic checkpoint is a backstop for Engine.tidy_up.
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=10000",
    "PRAGMA journal_size_limit=67108864",
)

LONG_S = 60
"""When to try again where a person has to do something first."""

NO_DAMAGE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM}
)
"""What keeps SQLite from a file that is itself as it should be."""


class Held(Unavailable):
    """Another program has the ledger open; `holder` is what it wrote about itself (program, pid, socket)."""

    def __init__(self, directory: Path, holder: dict[str, Any]) -> None:
        who = f"{holder.get('program', 'another program')} (process {holder.get('pid', 'unknown')})"
        super().__init__(f"the ledger in {directory} is in use by {who}; stop it or let it do the work", retry_after_s=1)
        self.holder = holder


class Lock:
    """The exclusive right to write the ledger in a directory, held until closed or until the process dies."""

    def __init__(self, directory: Path, program: str, socket: str = "") -> None:
        self._file: IO[bytes] = (directory / LOCK_FILE).open("a+b", buffering=0)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise Held(directory, holder(directory)) from None
        try:
            self._file.truncate(0)
            self._file.write(json.dumps({"program": program, "pid": os.getpid(), "socket": socket}).encode())
        except OSError as error:
            self._file.close()
            raise Unavailable(f"{directory} can't be written ({error}); look at the disk's space, then start again", LONG_S) from error

    def close(self) -> None:
        """Give the right back; the file stays, since removing it would let two programs lock two files of one name."""
        self._file.truncate(0)
        self._file.close()


def holder(directory: Path) -> dict[str, Any]:
    """What the program that holds the ledger wrote about itself; empty when unknown."""
    try:
        said = json.loads((directory / LOCK_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def open_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes and checkpoints, in autocommit mode so that every BEGIN is ours."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    except sqlite3.DatabaseError as error:
        raise not_opened(path, error) from error
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise not_opened(path, error) from error
    connection.row_factory = sqlite3.Row
    _know_all_letters(connection)
    return connection


def primary_code(error: BaseException) -> int:
    """SQLite's own code for what went wrong, without its details; 0 for anything else."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def not_opened(path: Path, error: sqlite3.DatabaseError) -> Corrupt | Unavailable:
    """What to raise when a ledger does not open: a full disk or a missing permission is no damage, and needs no backup."""
    if primary_code(error) in NO_DAMAGE:
        return Unavailable(f"{path} can't be opened ({error}); look at the disk's space and permissions, then start again", LONG_S)
    return Corrupt(f"{path} can't be opened as a ledger ({error}); keep the file and restore the newest backup")


def open_reader(path: Path, *, tolerant: bool = False) -> sqlite3.Connection:
    """A connection that can't write. A `tolerant` one reads texts that are damaged, so that a check can name the row."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    except sqlite3.DatabaseError as error:
        raise not_opened(path, error) from error
    connection.row_factory = sqlite3.Row
    _know_all_letters(connection)
    if tolerant:
        connection.text_factory = lambda text: text.decode("utf-8", errors="replace")
    return connection


def _know_all_letters(connection: sqlite3.Connection) -> None:
    """SQLite's own LOWER knows the letters of ASCII alone, and nobody called Özgür would be found."""
    connection.create_function("LOWER", 1, _lower, deterministic=True)


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def file_faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file's pages and references; empty when nothing is."""
    faults = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    return faults + [f"row {row[1]} of {row[0]} points to a row of {row[2]} that is missing" for row in broken]


def copy_file(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the database to a new file, as it is at this moment."""
    copy = sqlite3.connect(path)
    try:
        connection.backup(copy)
    finally:
        copy.close()
