"""`import.backlog`: the orders of a long weekend, imported from one file by the command line, as their seller would do it."""

import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path

from pmpd.sample_shop.buyers import BUYERS
from pmpd.sample_shop.sale import Sale, SaleLine
from pmpd.sample_shop.shapes import SampleListing
from pmpd.sample_shop.shopify_documents import shopify_document
from tests.bench.figure import Figure
from tests.bench.shop import CHANNEL, ITEMS, open_shop, sku, variant

_START_MS = 1_772_355_600_000
# The kernel's own high-water mark of the process: getrusage's begins with that of whoever started it.
_COMMAND = """
import pathlib, sys
from pmpd.command_line import main
code = main()
print(pathlib.Path("/proc/self/status").read_text(), file=sys.stderr)
sys.exit(code)
"""


async def backlog(directory: Path, *, quick: bool) -> list[Figure]:
    """Seconds from the start of the program to its end, orders per second, and the most memory it held."""
    orders = 500 if quick else 10_000
    open_shop(directory / "box")
    documents = directory / "orders.jsonl"
    with documents.open("w", encoding="utf-8") as file:
        for number in range(orders):
            file.write(json.dumps(shopify_document(_sale(number)), ensure_ascii=False) + "\n")
    return await _import(documents, directory / "box", orders)


def _sale(number: int) -> Sale:
    listings = [
        SampleListing(CHANNEL, "", f"variant:{variant(item)}", sku(item), 1, f"Part {item % ITEMS}", 1_250)
        for item in (number * 7, number * 7 + 211)
    ]
    placed_ms = _START_MS + number * 1_000
    lines = tuple(SaleLine(listing, 1, 1) for listing in listings)
    return Sale(number + 1_001, BUYERS[number % len(BUYERS)], lines, placed_ms, placed_ms)


async def _import(documents: Path, ledger: Path, orders: int) -> list[Figure]:
    arguments = ["-c", _COMMAND, "import", str(documents), "--data", str(ledger), "--json"]
    started_s = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=PIPE, stderr=PIPE)
    said, status = await process.communicate()
    took_s = time.perf_counter() - started_s
    report = json.loads(said)
    assert process.returncode == 0 and (report["new"], report["held"]) == (orders, 0), report
    memory_kib = int(status.decode().partition("VmHWM:")[2].split()[0])
    return [
        Figure("import.backlog.seconds", round(took_s, 3), "s"),
        Figure("import.backlog.rate", round(orders / took_s, 1), "orders/s"),
        Figure("import.backlog.memory", round(memory_kib / 1024, 1), "MB"),
    ]
