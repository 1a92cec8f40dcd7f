"""What a check finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    """A row that disagrees with the others: its table, its key, and what is wrong."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"
