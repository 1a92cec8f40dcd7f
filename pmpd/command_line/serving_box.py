"""`pmpd serve`."""

import argparse
import asyncio
import logging
import sqlite3
from typing import Any

from pmpd.command_line.verb import enter, port_number

VERB = "serve"
SUMMARY = "run the box: ledger, devices, kiosk and API, until it is told to stop"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd serve --data /var/lib/pmpd --config /etc/pmpd.toml")
    parser.add_argument("--port", type=port_number, help="the port of kiosk and API instead of the configured one; 0 takes a free one")


def run(said: argparse.Namespace) -> int:
    """Runs until SIGINT or SIGTERM, then closes everything in order."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(_serve(said))
    return 0


async def _serve(said: argparse.Namespace) -> None:
    from pmpd.box import Box
    from pmpd.box_life import live
    from pmpd.config import read_config
    from pmpd.server import told_to_stop

    config = read_config(said.config)

    def begun(box: Box) -> None:
        address = box.whereabouts.kiosk_address
        print(f"pmpd serves {address} from the ledger in {said.data} (SQLite {sqlite3.sqlite_version}); stop it with Ctrl-C", flush=True)

    port = config.http.port if said.port is None else said.port
    await live(lambda: Box(said.data, config), config.http.host, port, told_to_stop(), begun)
    print("pmpd stopped; everything is saved", flush=True)
