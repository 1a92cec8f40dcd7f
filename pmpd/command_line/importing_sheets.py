"""`pmpd import-sheet KIND FILE`."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ledger.canonical import canonical
from pmpd.books import open_books
from pmpd.command_line.verb import enter, takes_json
from pmpd.spreadsheets.importing import GROUP, SheetReport
from pmpd.spreadsheets.registry import SHEETS
from pmpd.spreadsheets.table import read_bytes, read_table

VERB = "import-sheet"
SUMMARY = "take in a CSV sheet of items, places, barcodes, kits, listings or opening stock"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd import-sheet items items.csv")
    parser.add_argument("kind", choices=SHEETS, metavar="KIND", help=f"what the sheet holds: {', '.join(SHEETS)}")
    parser.add_argument("file", type=Path, metavar="FILE", help="the sheet, CSV in UTF-8")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when a row was rejected."""
    sheet = SHEETS[said.kind]
    rows = read_table(sheet, read_bytes(said.file.read_bytes()))
    quiet = said.json or not sys.stderr.isatty()
    report = SheetReport()
    with (
        open_books(said.data, writing=True, beginning=True) as books,
        tqdm(total=len(rows), unit=" rows", disable=quiet, file=sys.stderr) as bar,
    ):
        for first in range(0, len(rows), GROUP):
            group = rows[first : first + GROUP]
            report.add(books.import_rows(sheet, group))
            bar.update(len(group))
    print(canonical({"read": report.read, **asdict(report)}) if said.json else in_words(report))
    return 1 if report.rejected else 0


def in_words(report: SheetReport) -> str:
    """The report as people read it."""
    counts = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {report.rejected} rejected"
    return "\n".join([f"{report.read} rows read: {counts}.", *[f"line {bad['line']}: {bad['reason']}" for bad in report.rejects]])
