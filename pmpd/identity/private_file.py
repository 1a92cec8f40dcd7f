"""Files that only the box's own user may read, whole or not there at all."""

from pathlib import Path

from pmpd.durable import flush_directory, write_whole


def write_private(path: Path, content: bytes) -> None:
    """Replace a file durably; its directory and it are for this user alone (0700, 0600). Raises OSError."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, mode=0o700)
        flush_directory(path.parent.parent)
    write_whole(path, content)
