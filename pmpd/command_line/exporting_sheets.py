"""`pmpd export-sheet KIND [FILE]`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pmpd.books import open_books
from pmpd.command_line.verb import enter
from pmpd.spreadsheets.registry import SHEETS

VERB = "export-sheet"
SUMMARY = "give out a CSV sheet of items, places, barcodes, kits, listings or stock"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd export-sheet items items.csv")
    parser.add_argument("kind", choices=SHEETS, metavar="KIND", help=f"what the sheet holds: {', '.join(SHEETS)}")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write it (default: print it)")


def run(said: argparse.Namespace) -> int:
    """Exit code 0; a file is replaced."""
    with open_books(said.data) as books:
        text = books.export_sheet(SHEETS[said.kind])
    if said.file is None:
        sys.stdout.write(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    else:
        said.file.write_bytes(text.encode())
        print(f"{said.file} written.")
    return 0
