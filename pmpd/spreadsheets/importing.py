"""Importing a sheet: each row becomes one command, a bad one is named with its line and the rest goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ledger.command import Outcome
from ledger.errors import Refused
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import BadCell
from pmpd.spreadsheets.sheet import Sheet
from pmpd.spreadsheets.table import SheetRow

GROUP = 500
"""Rows that are looked up and submitted together; each still stands or falls alone."""


class Step(NamedTuple):
    """What a row comes to: `new`, `changed` or `unchanged`, and the command for it; or `rejected`, and why."""

    line: int
    outcome: str
    command: object | None = None
    reason: str = ""


@dataclass(slots=True)
class SheetReport:
    """What came of a sheet: new + changed + unchanged + rejected rows were read; `rejects` name line and reason."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def count(self, step: Step, outcome: Outcome | None) -> None:
        """Count a row; `outcome` is what came of its command, None for a row without one."""
        if outcome is not None and outcome.fault is not None:
            self.reject(step.line, f"pmpd made a mistake with it ({outcome.fault!r}); please report this row")
        elif outcome is not None and outcome.refusal is not None:
            self.reject(step.line, outcome.refusal.message)
        elif step.outcome == "rejected":
            self.reject(step.line, step.reason)
        else:
            setattr(self, step.outcome, getattr(self, step.outcome) + 1)

    def reject(self, line: int, reason: str) -> None:
        """Count a row that nothing came of."""
        self.rejected += 1
        self.rejects.append({"line": line, "reason": reason})

    def add(self, other: "SheetReport") -> None:
        """Count what came of further rows of the same sheet."""
        for name in ("new", "changed", "unchanged", "rejected"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.rejects += other.rejects

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.new + self.changed + self.unchanged + self.rejected


def plan_rows(reader: Reader, sheet: Sheet, rows: Sequence[SheetRow]) -> list[Step]:
    """What each row comes to, by what the ledger holds now."""
    return [_plan(reader, sheet, row) for row in rows]


def _plan(reader: Reader, sheet: Sheet, row: SheetRow) -> Step:
    if row.fault:
        return Step(row.line, "rejected", reason=row.fault)
    try:
        said = _values(sheet, row)
        before = sheet.find(reader, said)
        command = sheet.command(said, before)
    except BadCell as bad:
        return Step(row.line, "rejected", reason=str(bad))
    except Refused as refusal:
        return Step(row.line, "rejected", reason=refusal.message)
    if command is None:
        return Step(row.line, "unchanged")
    return Step(row.line, "new" if before is None else "changed", command)


def _values(sheet: Sheet, row: SheetRow) -> dict[str, Any]:
    values = {}
    for column in sheet.columns:
        cell = row.cells.get(column.name)
        if column.required and not cell:
            raise BadCell(f"{column.name} is empty")
        if cell is not None:
            try:
                values[column.name] = column.read(cell) if cell else column.empty
            except BadCell as bad:
                raise BadCell(f"{column.name}: {bad}") from bad
    return values
