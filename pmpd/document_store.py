"""Documents kept as files: what is too large for the ledger, found by its own hash, so that no file can be taken for another.

`DATA/documents/ab/cdef…`, the SHA-256 in hexadecimal. A file is on the disk, its name too, before anything in the ledger speaks of it.
"""

import hashlib
from pathlib import Path

from pmpd.durable import flush_directory, write_whole

DOCUMENTS = "documents"
"""The directory of the documents, beside the ledger."""


class MissingDocument(Exception):
    """The content is not there, or is not what it was; the text says which and what to do."""


class DocumentStore:
    """The documents of one box."""

    def __init__(self, data: Path) -> None:
        self._directory = data / DOCUMENTS

    def keep(self, content: bytes) -> str:
        """Write content durably, unless it is there; answers its SHA-256 in hexadecimal. Blocks until it is on the disk; raises OSError."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if path.is_file() and path.read_bytes() == content:
            return sha256
        for directory in (self._directory, path.parent):
            if not directory.is_dir():
                directory.mkdir(parents=True, exist_ok=True)
                flush_directory(directory.parent)
        write_whole(path, content)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The content with this hash. Raises MissingDocument where the file is gone or was altered."""
        try:
            content = self._path(sha256).read_bytes()
        except OSError as error:
            raise MissingDocument(f"document {sha256[:12]} can't be read ({error.strerror}); send it again") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise MissingDocument(f"document {sha256[:12]} is not what was written; send it again")
        return content

    def _path(self, sha256: str) -> Path:
        return self._directory / sha256[:2] / sha256[2:]
