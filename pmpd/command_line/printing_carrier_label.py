"""`pmpd print-carrier-label NUMBER FILE`."""

import argparse
import base64
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ledger.canonical import canonical
from pmpd.books import running_box
from pmpd.command_line.answer_text import answer_text
from pmpd.command_line.verb import enter, takes_json

VERB = "print-carrier-label"
SUMMARY = "print a carrier's label for a packed order: a file of ZPL, PNG or PDF"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd print-carrier-label SO-100017 label.pdf --station PACK-1")
    parser.add_argument("number", metavar="NUMBER", help="an order's number: ours, the channel's, or a tracking number")
    parser.add_argument("file", type=Path, metavar="FILE", help="the label as the carrier made it")
    parser.add_argument("--station", required=True, help="the station whose printer it is")
    parser.add_argument("--parcel", type=int, default=1, metavar="N", help="the parcel it is for (default: 1)")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 0; the label waits for its printer."""
    body = {"content": base64.b64encode(said.file.read_bytes()).decode(), "station": said.station, "parcel": said.parcel}
    with running_box(said.data) as box:
        answer = box.call("POST", f"/orders/{quote(said.number, safe='')}/carrier-label", content=canonical(body))
    print(canonical(answer) if said.json else answer_text(answer))
    return 0
