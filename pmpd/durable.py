"""What a power cut can't take back: files and names that are on the disk."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put a file into its directory whole, for this user alone (0600), in place of one of its name. Blocks until it is on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # made with 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    flush_directory(path.parent)


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
