"""Starting the demonstration: a fresh ledger, the sample shop, a day of orders, and a person or the story that goes on from there."""

import shutil
from pathlib import Path

from cloudsync.documents import Document, translate_document
from ledger.channel_order import ChannelOrder
from ledger.command import Outcome
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.intake import ImportOrder
from pmpd import sample_shop
from pmpd.box import Box
from pmpd.config import read_config
from pmpd.demo.load import load_shop
from pmpd.demo.play import DemoFailed, play
from pmpd.importing import ImportReport
from pmpd.server import serving, told_to_stop
from pmpd.store import Ledger

_MARK = "this-is-a-demo"
"""A file beside a demonstration's ledger; only a ledger with this mark is ever thrown away."""


async def demonstrate(out: Path, data: Path, config_file: Path | None, port: int | None, *, once: bool) -> None:
    """Run the demonstration until it is told to stop, or with `once` until its story has been played. Raises DemoFailed."""
    config = read_config(config_file)
    _make_room(data, out)
    async with Ledger(Engine(data, program="pmpd demo")) as ledger:
        await load_shop(ledger)
        report = await deliver_orders(ledger)
    print(
        f"Sample shop: {len(sample_shop.items())} items in {len(sample_shop.bins())} bins. A day of orders arrived: {report.new} new,"
        f" {report.duplicate} duplicate, {report.changed} changed, {report.held} held, {report.cancelled} cancelled."
    )
    if port is None:
        port = 0 if once else config.http.port
    async with Box(data, config) as box, serving(box, config.http.host, port) as address:
        if once:
            await play(box, address, out)
            return
        stop = told_to_stop()
        print(f"\nLook at {address} : pick, pack, ship, and see every order's story. No hardware is needed: click the barcodes.")
        print(f"The ledger is in {data}; stop with Ctrl-C.", flush=True)
        await stop.wait()


def _make_room(data: Path, out: Path) -> None:
    """Begin anew where an earlier demonstration left its ledger; never touch any other one."""
    if (data / LEDGER_FILE).exists():
        if not (data / _MARK).exists():
            raise DemoFailed(f"{data} holds a ledger that is no demonstration; name another directory with --data")
        Engine(data, program="pmpd demo").close()  # refuses while a running demonstration has it
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    (data / _MARK).write_text("pmpd demo throws this directory away when it starts again\n", encoding="utf-8")


async def deliver_orders(ledger: Ledger) -> ImportReport:
    """Take in the sample day as the channels would deliver it, one document after the other."""
    report = ImportReport()
    for number, delivery in enumerate(sample_shop.orders(ledger.engine.clock.now_ms())):
        name = f"delivery {number + 1}"
        order = translate_document(Document(name, delivery.document), delivery.channel, delivery.account)
        report.count(name, await _import(ledger, order, delivery.channel))
    return report


async def _import(ledger: Ledger, order: ChannelOrder, channel: str) -> Outcome:
    try:
        return Outcome(answer=await ledger.submit(ImportOrder(order), actor=channel, device="sample shop"))
    except Refused as refusal:
        return Outcome(refusal=refusal)
