"""A program that commits commands in groups and reports each one that was acknowledged; its parent kills it or breaks its disk.

Started as `python -m tests.ledger.committing_child DIRECTORY FIRST GROUPS`: sale number FIRST is its first one, and it stops by itself
after GROUPS groups. It writes one line for each acknowledged command to standard output (`sale 17`, `receipt 17`), `opened` once the
ledger is open, and `stopped …` when the ledger says that it writes no more.
"""

import os
import sys
from pathlib import Path

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.errors import Refused, Unavailable
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.sales.intake import ImportOrder
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line, sale

SALES_IN_GROUP = 3


def sale_id(number: int) -> bytes:
    """The command id of a sale, the same in every life of the program."""
    return b"sale" + number.to_bytes(12, "big")


def receipt_id(number: int) -> bytes:
    """The command id of the receipt that goes with a sale."""
    return b"stck" + number.to_bytes(12, "big")


def commands(number: int) -> list[tuple[str, Envelope]]:
    """One receipt of two units and one sale of one, with the words that report them."""
    return [
        (f"receipt {number}", Envelope(receipt_id(number), ReceiveStock("LAMP", "A-01", 2, f"note {number}"), "child", "")),
        (f"sale {number}", Envelope(sale_id(number), ImportOrder(sale(f"S-{number}", line("LAMP"))), "child", "")),
    ]


def say(*words: str) -> None:
    """Write lines to the parent at once, in one piece."""
    os.write(1, "".join(f"{word}\n" for word in words).encode())


def prepare(engine: Engine) -> None:
    """Enter the item and the bin; refused when an earlier life has done so."""
    for command in (AddPlace("A-01"), AddItem("LAMP", "a lamp")):
        try:
            engine.submit(command, actor="child")
        except Refused:
            continue


def stays_stopped(engine: Engine, number: int) -> None:
    """Try once more, with a message that was acknowledged long ago; a ledger that stopped must answer nothing at all."""
    engine.tidy_up()
    try:
        engine.carry_out([envelope for _, envelope in commands(number)])
    except Unavailable:
        say("unavailable")


def main(directory: Path, first: int, groups: int) -> None:
    """Commit until killed, stopped or done."""
    engine = Engine(directory, program="child")
    prepare(engine)
    say("opened")
    for group in range(groups):
        numbers = range(first + group * SALES_IN_GROUP, first + (group + 1) * SALES_IN_GROUP)
        told = [pair for number in numbers for pair in commands(number)]
        try:
            outcomes = engine.carry_out([envelope for _, envelope in told])
        except Unavailable as unavailable:
            say(f"stopped {engine.stopped or unavailable.message}")
            stays_stopped(engine, first)
            engine.close()
            return
        say(*(word for (word, _), outcome in zip(told, outcomes, strict=True) if outcome.answer is not None))
        engine.tidy_up()
    say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
