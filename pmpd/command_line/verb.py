"""How a verb is entered into the command line."""

import argparse
from collections.abc import Callable
from typing import Any

SIGNS = {"good": "ok", "bad": "BAD", "unknown": "?"}
"""How a line begins that says how something is."""


def enter(
    verbs: Any, common: argparse.ArgumentParser, name: str, run: Callable[[argparse.Namespace], int], words: str, example: str
) -> argparse.ArgumentParser:
    """Add a verb with what it does in one line and its example."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        name,
        parents=[common],
        description=f"{words[0].upper()}{words[1:]}.",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def port_number(text: str) -> int:
    """The port that a word of the command line means."""
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is no port; a port is a number from 0 to 65535")
    return int(text)


def takes_json(parser: argparse.ArgumentParser) -> None:
    """Give a verb the switch for programs."""
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
