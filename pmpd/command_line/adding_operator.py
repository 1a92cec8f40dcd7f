"""`pmpd add-operator NAME ROLE`."""

import argparse
from typing import Any

from ledger.canonical import canonical
from ledger.people.operators import DECIDING, ROLES
from pmpd.books import running_box
from pmpd.command_line.answer_text import answer_text
from pmpd.command_line.asking_pin import asked_pin
from pmpd.command_line.verb import enter

VERB = "add-operator"
SUMMARY = "say that somebody works here; owners and supervisors are asked for a PIN"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd add-operator 'Ana López' picker")
    parser.add_argument("operator", metavar="NAME", help="the person's name")
    parser.add_argument("role", choices=ROLES, help="what the person does here")


def run(said: argparse.Namespace) -> int:
    """Exit code 0; raises NoPin where one is needed and none was typed."""
    with running_box(said.data) as box:
        pin = asked_pin(said.operator) if said.role in DECIDING else ""
        body = {"operator": said.operator, "role": said.role, "pin": pin}
        print(answer_text(box.call("POST", "/operators", content=canonical(body))))
    return 0
