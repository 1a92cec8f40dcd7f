"""How many transactions a write-ahead log holds (SQLite file format, section 4.1, "WAL File Format")."""

from pathlib import Path

_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24


def wal_commits(ledger: Path) -> int:
    """Count the commit frames: those that give the size of the database after the commit. For a log that never began anew."""
    log = ledger.with_name(f"{ledger.name}-wal").read_bytes()
    page_bytes = int.from_bytes(log[8:12], "big")
    frames = range(_HEADER_BYTES, len(log) - page_bytes, _FRAME_HEADER_BYTES + page_bytes)
    return sum(1 for frame in frames if log[frame + 8 : frame + 16] == log[16:24] and int.from_bytes(log[frame + 4 : frame + 8], "big"))
