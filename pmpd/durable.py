"""What a power cut can't take back: files and names that are on the disk."""

import os
from pathlib import Path


def flush_directory(directory: Path) -> None:
    """Return once the names in a directory are on the disk: a new name is durable once its directory is."""
    _flush(directory, os.O_RDONLY | os.O_DIRECTORY)


def flush_file(file: Path) -> None:
    """Return once the content of a file is on the disk."""
    _flush(file, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
