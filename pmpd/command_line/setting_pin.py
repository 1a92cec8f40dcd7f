"""`pmpd set-pin OPERATOR`: how an owner who forgot the PIN gets in again."""

import argparse
from typing import Any
from urllib.parse import quote

from ledger.canonical import canonical
from pmpd.books import running_box
from pmpd.command_line.answer_text import answer_text
from pmpd.command_line.asking_pin import asked_pin
from pmpd.command_line.verb import enter

VERB = "set-pin"
SUMMARY = "give somebody a new PIN, which is asked for and not shown"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd set-pin Olga")
    parser.add_argument("operator", metavar="OPERATOR", help="the person's name")


def run(said: argparse.Namespace) -> int:
    """Exit code 0; raises NoPin where none was typed."""
    with running_box(said.data) as box:
        body = {"pin": asked_pin(said.operator)}
        print(answer_text(box.call("POST", f"/operators/{quote(said.operator, safe='')}/pin", content=canonical(body))))
    return 0
