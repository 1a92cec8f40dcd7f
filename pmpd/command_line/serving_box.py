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
    from pmpd.config import read_config
    from pmpd.server import serving, told_to_stop

    config = read_config(said.config)
    port = config.http.port if said.port is None else said.port
    stop = told_to_stop()
    async with Box(said.data, config) as box, serving(box, config.http.host, port) as address:
        print(f"pmpd serves {address} from the ledger in {said.data} (SQLite {sqlite3.sqlite_version}); stop it with Ctrl-C", flush=True)
        await stop.wait()
    print("pmpd stopped; everything is saved", flush=True)
