"""One measurement in a process of its own: `python -m tests.bench.measure NAME DIRECTORY [--quick]` prints its figures as JSON."""

import argparse
import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.backlog import backlog
from tests.bench.checkpoint import checkpoint_stall
from tests.bench.decode_keys import decode_keys
from tests.bench.figure import Figure
from tests.bench.first_bin import first_bin
from tests.bench.growth import growth
from tests.bench.http_reserve import http_reserve
from tests.bench.queries import console_query, timeline_query
from tests.bench.reserve import reserve_1, reserve_64
from tests.bench.scan_to_light import scan_to_light
from tests.bench.scan_to_screen import scan_to_screen
from tests.bench.scan_to_slip import scan_to_slip
from tests.bench.scan_to_wired_light import scan_to_mqtt_light, scan_to_serial_light
from tests.bench.sse_fanout import sse_fanout
from tests.bench.wave import allocate_wave

MEASUREMENTS: dict[str, Callable[..., Coroutine[Any, Any, list[Figure]]]] = {
    "ledger.reserve.64": reserve_64,
    "ledger.reserve.1": reserve_1,
    "http.reserve": http_reserve,
    "scan.to.light": scan_to_light,
    "scan.to.light.mqtt": scan_to_mqtt_light,
    "scan.to.light.serial": scan_to_serial_light,
    "scan.to.slip": scan_to_slip,
    "ui.first_bin": first_bin,
    "ui.scan_to_screen": scan_to_screen,
    "sse.fanout": sse_fanout,
    "decode.keys": decode_keys,
    "import.backlog": backlog,
    "allocate.wave": allocate_wave,
    "checkpoint.stall": checkpoint_stall,
    "ledger.growth": growth,
    "console.query": console_query,
    "timeline.query": timeline_query,
}


def main() -> None:
    """Run one measurement in an empty directory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=MEASUREMENTS)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--quick", action="store_true")
    said = parser.parse_args()
    figures = asyncio.run(MEASUREMENTS[said.name](said.directory, quick=said.quick))
    print(json.dumps([asdict(figure) for figure in figures]))


if __name__ == "__main__":
    main()
