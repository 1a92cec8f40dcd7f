"""A copy of the ledger as it is at one moment, made while the box works on; and when the last one was taken away."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.database import copy_file, open_reader
from ledger.errors import Unavailable
from pmpd.identity.private_file import write_private

_TAKEN = "last-copy"


def copy_ledger(path: Path, copy: Path) -> None:
    """Write a copy of the ledger in a file into a new file, all in one snapshot (SQLite's online backup). Blocks; raises Unavailable."""
    try:
        with closing(open_reader(path)) as reader:
            copy_file(reader, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as written:
            written.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
    except (OSError, sqlite3.DatabaseError) as error:
        raise Unavailable(f"no copy could be made ({error}); look at the disk's space, then try again") from error


def note_taken(directory: Path, at_ms: int) -> None:
    """Somebody has taken a copy away."""
    write_private(directory / _TAKEN, str(at_ms).encode())


def last_taken_ms(directory: Path) -> int | None:
    """When the last copy was taken away, in UTC milliseconds; None where none ever was."""
    try:
        return int((directory / _TAKEN).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
