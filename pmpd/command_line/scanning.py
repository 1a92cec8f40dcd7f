"""`pmpd scan CODE`: plays a scan on the running box."""

import argparse
from typing import Any

from ledger.canonical import canonical
from pmpd.books import running_box
from pmpd.command_line.verb import enter, takes_json

VERB = "scan"
SUMMARY = "play a code through a simulated scanner of the running box, key event by key event"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd scan A-06 --scanner scanner-1")
    parser.add_argument("code", help="the barcode of a bin, an item, a tote or an order")
    parser.add_argument("--scanner", default="scanner-1", help="which scanner (default: scanner-1)")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when the scan was wrong."""
    with running_box(said.data) as daemon:
        answer = daemon.call("POST", "/scans", content=canonical({"code": said.code, "scanner": said.scanner}))
    print(canonical(answer) if said.json else in_words(answer))
    return 0 if answer["outcome"] in ("bin", "item", "check") else 1


def in_words(answer: dict[str, Any]) -> str:
    """What came of the scan, and what to do next."""
    if answer.get("alarm"):
        return f"WRONG: {answer['alarm']['message']}"
    if "message" in answer:
        return str(answer["message"])
    if "pack_check" in answer:
        return (
            f"{answer['order']}: {answer['missing']} units to verify"
            if answer["missing"]
            else f"{answer['order']}: complete, seal the parcel"
        )
    if answer["await"] == "finish":
        return "The walk is done: finish it and take the totes to packing."
    stop = answer["stop"]
    if answer["await"] == "bin":
        return f"Go to {stop['bin']} and scan it."
    return f"Take {stop['quantity'] - stop['picked']} × {stop['sku']} from {stop['bin']} into {stop['tote']}."
