"""Spreadsheets, in and out."""

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ledger.command import Outcome
from ledger.errors import Refused
from ledger.transaction import Reader
from pmpd.api import catalog_bodies as bodies
from pmpd.api.call import BoxRoute, Route, Said
from pmpd.spreadsheets.importing import GROUP, SheetReport, Step, plan_rows
from pmpd.spreadsheets.registry import sheet_of
from pmpd.spreadsheets.sheet import Sheet
from pmpd.spreadsheets.table import SheetRow, read_table, rows_of, write_table

if TYPE_CHECKING:
    from pmpd.box import Box


async def _take_in(box: "Box", said: Said) -> dict[str, Any]:
    sheet = sheet_of(said.path["kind"])
    rows = read_table(sheet, said.body.csv) if "csv" in said.body.model_fields_set else rows_of(sheet, said.body.rows)
    report = SheetReport()
    for first in range(0, len(rows), GROUP):
        await _take_in_group(box, said, sheet, rows[first : first + GROUP], report)
    return {"read": report.read, **asdict(report)}


async def _take_in_group(box: "Box", said: Said, sheet: Sheet, rows: list[SheetRow], report: SheetReport) -> None:
    async with box.filling:  # stock that two bring in at once is planned by the second as what is there already
        steps = await box.ledger.ask(plan_rows, sheet, rows)
        outcomes = await asyncio.gather(*[_submit(box, said, step) for step in steps])
    for step, outcome in zip(steps, outcomes, strict=True):
        report.count(step, outcome)


async def _submit(box: "Box", said: Said, step: Step) -> Outcome | None:
    """A row is carried out once under the request's id; one that was corrected in between is another."""
    if step.command is None:
        return None
    command_id = said.part_id(f"line {step.line}: {step.command!r}")
    try:
        return Outcome(answer=await box.ledger.submit(step.command, actor=said.actor, device=said.device, command_id=command_id))
    except Refused as refusal:
        return Outcome(refusal=refusal)


async def _give_out(box: "Box", said: Said) -> bytes:
    sheet = sheet_of(said.path["kind"])

    def text(reader: Reader) -> str:
        return write_table(sheet, sheet.rows(reader))

    return (await box.ledger.ask(text)).encode()


ROUTES: tuple[Route, ...] = (
    BoxRoute(
        "POST",
        "/sheets/{kind}",
        "Take in a sheet of items, places, barcodes, kits, listings or stock",
        _take_in,
        bodies.SheetBody,
        right="intake",
    ),
    BoxRoute("GET", "/sheets/{kind}", "A sheet as CSV", _give_out, content="text/csv", right="catalog"),
)
