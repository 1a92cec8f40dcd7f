"""Whether the ledger's directory can be written, and for how long yet."""

import os
from contextlib import suppress
from pathlib import Path

from pmpd.doctor.finding import Finding

_GIVE = "give it to the user that runs pmpd, or ask as that user"
_NAMED = 5

FREE_BYTES_MIN = 500_000_000
"""Below this a busy week, with its backup, may not fit."""


def _nearest(data: Path) -> Path:
    """The directory itself, or the nearest one above it that is there and can be seen."""
    for place in (data.absolute(), *data.absolute().parents):
        with suppress(PermissionError):
            if place.exists():
                return place
    return Path("/")


def directory_finding(data: Path) -> Finding:
    """Say whether pmpd can write the data directory and what is in it, or make it."""
    there = _nearest(data)
    if not there.is_dir():
        return _bad(f"{there} is no directory", "choose another directory with --data, or move that file away")
    if not os.access(there, os.W_OK | os.X_OK, effective_ids=True):
        # Whatever else is in a directory above belongs to others, so nothing but the directory itself is ever given away.
        give = f"sudo chown -R pmpd {data}" if there == data.absolute() else f"sudo install -d -o pmpd {data.absolute()}"
        return _bad(f"{there} can't be written by this user", f"{_GIVE}: {give}; or choose another with --data")
    shut = [file.name for file in sorted(data.glob("*")) if not os.access(file, os.R_OK | os.W_OK, effective_ids=True)]
    if shut:
        return _bad(f"{', '.join(shut[:_NAMED])} in {data} can't be written by this user", f"{_GIVE}: sudo chown -R pmpd {data}")
    return Finding("data directory", "good", f"{data} can be written")


def space_finding(data: Path) -> Finding:
    """Say how much room there is where the data directory is."""
    try:
        return room_finding(free_bytes(data))
    except OSError as error:
        return Finding("disk space", "unknown", f"the disk of {data} does not say: {error.strerror}")


def free_bytes(data: Path) -> int:
    """How much room there is where the data directory is. Raises OSError where the disk does not say."""
    volume = os.statvfs(_nearest(data))
    return volume.f_bavail * volume.f_frsize


def room_finding(free_bytes: int) -> Finding:
    """Say whether `free_bytes` are enough."""
    megabytes = f"{free_bytes // 1_000_000:,} MB are free"
    if free_bytes >= FREE_BYTES_MIN:
        return Finding("disk space", "good", megabytes)
    return Finding("disk space", "bad", megabytes, "remove old backups and logs from this disk, or move the ledger to a larger one")


def _bad(what: str, remedy: str) -> Finding:
    return Finding("data directory", "bad", what, remedy)
