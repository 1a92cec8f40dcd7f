"""`pmpd demo`."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from pmpd.command_line.verb import enter, port_number

VERB = "demo"
SUMMARY = "start the box with a sample shop and a day of orders, to try everything without hardware or account"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd demo --once --out out")
    parser.add_argument("--once", action="store_true", help="play the whole story unattended, write slips and timelines, and exit")
    parser.add_argument("--out", type=Path, default=Path("pmpd-demo"), metavar="DIR", help="where files are written (default: pmpd-demo)")
    parser.add_argument("--port", type=port_number, help="the port of kiosk and API (default: 8080, or a free one with --once)")


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when the story could not be played to its end."""
    from pmpd.demo.hands import DemoFailed
    from pmpd.demo.start import demonstrate

    try:
        asyncio.run(demonstrate(said.out, said.data or said.out / "data", said.config, said.port, once=said.once))
    except DemoFailed as failure:
        print(f"pmpd demo: {failure}", file=sys.stderr)
        return 1
    return 0
