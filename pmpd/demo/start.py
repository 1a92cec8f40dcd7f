"""Starting the demonstration: a fresh ledger, the sample shop, a day of orders, and a person or the story that goes on from there."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from cloudsync.documents import Document, read_documents, translate_document
from ledger.command import Outcome
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from pmpd import sample_shop
from pmpd.box import Box
from pmpd.config import Config, read_config
from pmpd.demo.day_clock import DayClock
from pmpd.demo.hands import DemoFailed
from pmpd.demo.load import load_shop
from pmpd.demo.play import play
from pmpd.importing import ImportReport
from pmpd.sample_shop import SampleDelivery, Story
from pmpd.server import serving, told_to_stop
from pmpd.store import Ledger

DOCUMENTS = 162
"""Documents of the day that is played: with the duplicate, the edit and the cancellation among them 159 orders, 40 more come as a file, and
one by telephone."""

_MARK = "this-is-a-demo"
"""A file beside a demonstration's ledger; only a ledger with this mark is ever thrown away."""


async def demonstrate(out: Path, data: Path, config_file: Path | None, port: int | None, *, once: bool) -> None:
    """Run the demonstration until it is told to stop, or with `once` until its story has been played. Raises DemoFailed."""
    config = read_config(config_file)
    _make_room(data, out)
    if once:
        await _play_a_day(out, data, config, port or 0)
        return
    async with Ledger(Engine(data, program="pmpd demo")) as ledger:
        await load_shop(ledger)
        report, _ = await deliver_orders(ledger, sample_shop.orders(ledger.engine.clock.now_ms()))
    _say_what_came(report)
    async with Box(data, config) as box, serving(box, config.http.host, config.http.port if port is None else port) as address:
        stop = told_to_stop()
        print(f"\nLook at {address} : pick, pack, ship, and see every order's story. No hardware is needed: click the barcodes.")
        print(f"The ledger is in {data}; stop with Ctrl-C.", flush=True)
        await stop.wait()


async def _play_a_day(out: Path, data: Path, config: Config, port: int) -> None:
    clock = DayClock()
    async with Ledger(Engine(data, program="pmpd demo", clock=clock)) as ledger:
        await load_shop(ledger)
        report, told = await deliver_orders(ledger, sample_shop.orders(clock.now_ms(), DOCUMENTS))
        wholesale = out / "wholesale.csv"
        wholesale.write_text(sample_shop.wholesale_csv(clock.now_ms()), encoding="utf-8", newline="")
        await _deliver_file(ledger, wholesale, report)
    _say_what_came(report)
    async with Box(data, config, clock=clock) as box, serving(box, config.http.host, port) as address:
        await play(box, address, out, told, clock)


def _say_what_came(report: ImportReport) -> None:
    print(
        f"Sample shop: {len(sample_shop.items())} items in {len(sample_shop.bins())} bins. A day of orders arrived: {report.new} new,"
        f" {report.duplicate} duplicate, {report.changed} changed, {report.held} held, {report.cancelled} cancelled."
    )


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


async def deliver_orders(ledger: Ledger, deliveries: Iterable[SampleDelivery]) -> tuple[ImportReport, dict[Story, list[str]]]:
    """Take in orders as the channels would deliver them, one after the other; answers the report, and which order tells which story."""
    report = ImportReport()
    told: dict[Story, list[str]] = {}
    for number, delivery in enumerate(deliveries):
        name = f"delivery {number + 1}"
        order = translate_document(Document(name, delivery.document), delivery.channel, delivery.account)
        outcome = await _import(ledger, order, delivery.channel)
        report.count(name, outcome)
        if outcome.answer is not None:
            told.setdefault(delivery.story, []).append(outcome.answer["order"])
    return report, told


async def _deliver_file(ledger: Ledger, path: Path, report: ImportReport) -> None:
    for document in read_documents(path):
        report.count(document.name, await _import(ledger, translate_document(document, "csv", ""), "csv"))


async def _import(ledger: Ledger, order: ChannelOrder, channel: str) -> Outcome:
    try:
        return Outcome(answer=await ledger.submit(ImportOrder(order), actor=channel, device="sample shop"))
    except Refused as refusal:
        return Outcome(refusal=refusal)
