"""Starting the demonstration: a fresh ledger, the sample shop, a day of orders, and a person or the story that goes on from there."""

import shutil
from pathlib import Path

from cloudsync.documents import read_documents, translate_document
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.sales.settings import ChangeSetting
from pmpd import sample_shop
from pmpd.box import Box
from pmpd.box_life import live
from pmpd.config import Config, read_config
from pmpd.demo.day_clock import TIME_ZONE, DayClock
from pmpd.demo.deliveries import deliver_orders, take_in
from pmpd.demo.hands import DemoFailed
from pmpd.demo.load import SAMPLE_SHOP, load_shop
from pmpd.demo.play import play
from pmpd.importing import ImportReport
from pmpd.server import serving, told_to_stop
from pmpd.store import Ledger
from pmpd.succession import DEMO_MARK, take_over

DOCUMENTS = 162
"""Documents of the day that is played: with the duplicate, the edit and the cancellation among them 159 orders, 40 more come as a file, and
one by telephone."""


async def demonstrate(out: Path, data: Path, config_file: Path | None, port: int | None, *, once: bool) -> None:
    """Run the demonstration until it is told to stop, or with `once` until its story has been played. Raises DemoFailed."""
    config = read_config(config_file)
    _make_room(data, out)
    if once:
        await _play_a_day(out, data, config, port or 0)
        return
    async with Ledger(Engine(data, program="pmpd demo")) as ledger:
        await ledger.submit(ChangeSetting("time_zone", TIME_ZONE), actor="demo", device=SAMPLE_SHOP)
        await load_shop(ledger)
        report, _ = await deliver_orders(ledger, sample_shop.orders(ledger.engine.clock.now_ms()))
    _say_what_came(report)

    def begun(box: Box) -> None:
        print(f"\nLook at {box.kiosk_link()} : set the box up, pick, pack, ship. No hardware is needed: click the barcodes.")
        print(f"The ledger is in {data}; stop with Ctrl-C.", flush=True)

    await live(lambda: Box(data, config), config.http.host, config.http.port if port is None else port, told_to_stop(), begun)


async def _play_a_day(out: Path, data: Path, config: Config, port: int) -> None:
    clock = DayClock()
    async with Ledger(Engine(data, program="pmpd demo", clock=clock)) as ledger:
        await ledger.submit(ChangeSetting("time_zone", TIME_ZONE), actor="demo", device=SAMPLE_SHOP)
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
    take_over(data)  # a demonstration that was left is none any more
    if (data / LEDGER_FILE).exists():
        if not (data / DEMO_MARK).exists():
            raise DemoFailed(
                f"{data} holds a ledger that is no demonstration; go on with it by pmpd serve --data {data},"
                " or name another directory with --data"
            )
        Engine(data, program="pmpd demo").close()  # refuses while a running demonstration has it
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    (data / DEMO_MARK).write_text("pmpd demo throws this directory away when it starts again\n", encoding="utf-8")


async def _deliver_file(ledger: Ledger, path: Path, report: ImportReport) -> None:
    for document in read_documents(path):
        report.count(document.name, await take_in(ledger, translate_document(document, "csv", ""), "csv"))
