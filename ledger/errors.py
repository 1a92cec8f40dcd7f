"""How the ledger says no.

`Refused` is a rule's answer and permanent, `Unavailable` passes, `Corrupt` stops all writing until a person has looked.
"""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """A rule said no; the same command gets the same answer for ever.

    `code` is for programs (`order_not_found`), `message` tells a person what is wrong and what to do,
    `details` names the rows and figures behind it.
    """

    def __init__(self, code: str, message: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: dict[str, Any] = dict(details or {})


class Unavailable(Exception):
    """Nothing was written and nothing is wrong with the command; try again after `retry_after_s` seconds."""

    def __init__(self, message: str, retry_after_s: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_s = retry_after_s


class Corrupt(Exception):
    """The ledger on disk is not what was written; writing stops, the data is kept as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
