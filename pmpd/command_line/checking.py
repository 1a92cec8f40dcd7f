"""`pmpd check`."""

import argparse
from typing import Any

from ledger.canonical import canonical
from pmpd.books import open_books
from pmpd.command_line.verb import enter, takes_json

VERB = "check"
SUMMARY = "recompute every balance, reservation and the hash chain from the rows, and name each row that disagrees"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    takes_json(enter(verbs, common, VERB, run, SUMMARY, "pmpd check --data /var/lib/pmpd"))


def run(said: argparse.Namespace) -> int:
    """Exit code 0 when all is well, 1 when a row disagrees."""
    with open_books(said.data) as books:
        findings = books.check()
    if said.json:
        print(canonical({"clean": not findings, "findings": [finding._asdict() for finding in findings]}))
    elif findings:
        print("\n".join(str(finding) for finding in findings))
        print(f"\n{len(findings)} disagree. Nothing was repaired: keep the ledger as it is and compare with the newest backup.")
    else:
        print("The ledger is sound: balances, reservations, order states and the hash chain agree with the rows.")
    return 1 if findings else 0
