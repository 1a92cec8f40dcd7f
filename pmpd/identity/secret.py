"""The secret of the box: 32 random bytes beside the ledger and never in it, so that who holds the ledger alone can neither try PINs nor
make badges."""

import hashlib
import hmac
import os
from pathlib import Path

from pmpd.identity.private_file import write_private

_FILE = Path("identity") / "secret"
_BYTES = 32


class BoxSecret:
    """The secret in a data directory, made at the first use. Raises OSError where it can't be kept, ValueError where it is cut off."""

    def __init__(self, directory: Path) -> None:
        path = directory / _FILE
        if not path.exists():
            write_private(path, os.urandom(_BYTES))
        self._key = path.read_bytes()
        if len(self._key) != _BYTES:
            raise ValueError(f"{path} is damaged: put it back from a backup, or remove it and give everybody new PINs and badges")

    def digest(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA-256 of a text, another one for each purpose."""
        return hmac.digest(self._key, f"{purpose}\0{text}".encode(), hashlib.sha256)
