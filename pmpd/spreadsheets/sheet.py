"""What a kind of sheet is: its columns, what the ledger holds of it, and the command that a row comes to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from ledger.transaction import Reader
from pmpd.spreadsheets.cells import read_text

Values: TypeAlias = Mapping[str, Any]
"""A row's values by column; a column that the sheet does not have is missing."""


class Column(NamedTuple):
    """A column by the name in its header; an empty cell means `empty`, unless the column is `required`."""

    name: str
    meaning: str
    read: Callable[[str], Any] = read_text
    empty: Any = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet. `rows` answers all that the ledger holds of it, `find` what stands there for a row, None for nothing.

    `command` makes the command that brings the ledger to what a row says, None when it is so already; it raises `cells.BadCell` or
    `Refused` for what can't be.
    """

    kind: str
    summary: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Reader], Iterable[Values]]
    find: Callable[[Reader, Values], Values | None]
    command: Callable[[Values, Values | None], object | None]


def different(said: Values, before: Values) -> dict[str, Any]:
    """The values that are not as before; None says nothing."""
    return {name: value for name, value in said.items() if value is not None and value != before[name]}
