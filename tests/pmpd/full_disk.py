"""A disk that takes no more bytes, made of the process's own limit on the size of files (setrlimit(2), RLIMIT_FSIZE)."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def full_disk(ledger: Path) -> Iterator[None]:
    """Let every write that would make the ledger's log longer fail, until left; what this process writes elsewhere must be shorter."""
    log_bytes = ledger.with_name(f"{ledger.name}-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
