"""`pmpd import FILE…`."""

import argparse
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from tqdm import tqdm

from cloudsync.documents import read_documents
from cloudsync.registry import CHANNELS
from ledger.canonical import canonical
from pmpd.books import open_books
from pmpd.command_line.verb import enter, takes_json
from pmpd.importing import ImportReport, import_documents

VERB = "import"
SUMMARY = "import order documents as the channels send them: one, a list, or JSON lines in each file"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd import orders.jsonl --channel shopify")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of files")
    parser.add_argument("--channel", choices=sorted(CHANNELS), help="whose documents they are (default: each is recognised)")
    parser.add_argument("--account", default="", help="the shop account they belong to, where you have several")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when a document was rejected."""
    quiet = said.json or not sys.stderr.isatty()
    with open_books(said.data, writing=True, beginning=True) as books, tqdm(unit=" documents", disable=quiet, file=sys.stderr) as bar:
        report = import_documents(
            chain.from_iterable(map(read_documents, said.files)),
            books.import_orders,
            channel=said.channel,
            account=said.account,
            progress=bar.update,
        )
    print(canonical(report) if said.json else in_words(report))
    return 1 if report.rejected else 0


def in_words(report: ImportReport) -> str:
    """The report as people read it."""
    lines = [
        f"{report.read} documents read: {report.new} new, {report.duplicate} duplicate, {report.changed} changed,"
        f" {report.rejected} rejected."
    ]
    if report.held or report.cancelled:
        lines.append(f"Of the new and changed ones {report.held} are held and {report.cancelled} are cancelled.")
    if report.held:
        lines.append("See why with: pmpd orders --state held")
    lines += [f"rejected {reject['name']}: {reject['reason']}" for reject in report.rejects]
    return "\n".join(lines)
