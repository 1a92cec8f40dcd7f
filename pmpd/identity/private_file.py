"""Files that only the box's own user may read, whole or not there at all."""

import os
import tempfile
from pathlib import Path

from pmpd.durable import flush_directory


def write_private(path: Path, content: bytes) -> None:
    """Replace a file durably; its directory and it are for this user alone (0700, 0600). Raises OSError."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, mode=0o700)
        flush_directory(path.parent.parent)
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
