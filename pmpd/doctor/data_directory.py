"""Whether the ledger's directory can be written, and for how long yet."""

import os
from contextlib import suppress
from pathlib import Path

from pmpd.doctor.finding import Finding

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
    """Say whether pmpd can write into the data directory, or make it."""
    there = _nearest(data)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK, effective_ids=True):
        return Finding("data directory", "good", f"{data} can be written")
    what = f"{there} can't be written by this user" if there.is_dir() else f"{there} is no directory"
    return Finding(
        "data directory", "bad", what, f"give it to the user that runs pmpd: sudo chown -R pmpd {there}; or choose another with --data"
    )


def space_finding(data: Path) -> Finding:
    """Say how much room there is where the data directory is."""
    there = _nearest(data)
    try:
        volume = os.statvfs(there)
    except OSError as error:
        return Finding("disk space", "unknown", f"the disk of {data} does not say: {error.strerror}")
    return room_finding(volume.f_bavail * volume.f_frsize)


def room_finding(free_bytes: int) -> Finding:
    """Say whether `free_bytes` are enough."""
    megabytes = f"{free_bytes // 1_000_000:,} MB are free"
    if free_bytes >= FREE_BYTES_MIN:
        return Finding("disk space", "good", megabytes)
    return Finding("disk space", "bad", megabytes, "remove old backups and logs from this disk, or move the ledger to a larger one")
