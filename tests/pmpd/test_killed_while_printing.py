"""A box that is killed at any moment of a print, and started again, never prints twice by itself and says what it knows."""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devices.printer.answers import INITIALIZE
from devices.printer.escpos_commands import TruncatedStream, UnknownCommand
from devices.printer.paper_machine import PaperMachine, PrintedPaper
from devices.printer.render import render
from ledger.database import LEDGER_FILE, open_reader
from ledger.engine import Engine
from ledger.printing.print_views import print_jobs
from ledger.transaction import Reader
from pmpd.store import Ledger
from tests.devices.printer_wires import TcpMachine
from tests.devices.read_paper import qr_texts
from tests.pmpd.small_shop import SmallShop, furnish
from tests.pmpd.terminal import PROGRAM

SLIPS = 5
KILLS = 4
PATIENCE_S = 60.0


class WatchedMachine(PaperMachine):
    """A printer that calls out once it took so many bytes more."""

    call_out: Callable[[], None] | None = None
    bytes_left = 0

    def receive(self, chunk: bytes) -> int:
        taken = super().receive(chunk)
        self.bytes_left -= taken
        if self.bytes_left <= 0 and self.call_out is not None:
            call_out, self.call_out = self.call_out, None
            call_out()
        return taken


async def packed_orders(directory: Path) -> list[str]:
    """A furnished shop whose slips wait for a printer."""
    furnish(directory)
    async with Ledger(Engine(directory, program="test")) as ledger:
        shop = SmallShop(ledger)
        orders = [await shop.sell(str(number), lamp=1) for number in range(SLIPS)]
        for order in orders:
            await shop.packed(order)
    return orders


async def serve(directory: Path, config: Path) -> asyncio.subprocess.Process:
    """Start the box as its owner does."""
    words = ("serve", "--port", "0", "--data", str(directory), "--config", str(config))
    devnull = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(sys.executable, *PROGRAM[1:], *words, stdout=devnull, stderr=devnull, env={**os.environ})


def jobs_of(directory: Path) -> dict[str, dict[str, Any]]:
    """What the ledger says of each order's slip, whether or not its box runs."""
    with closing(open_reader(directory / LEDGER_FILE)) as connection:
        return {job["order"]: job for job in print_jobs(Reader(connection))["print_jobs"]}


def settled(directory: Path) -> bool:
    """Whether nothing waits and nothing is being sent."""
    return {job["state"] for job in jobs_of(directory).values()} <= {"confirmed", "sent", "unconfirmed"}


def slips_whole(papers: list[PrintedPaper]) -> Counter[str]:
    """How often the slip of each order came out down to its code, on a piece of its own or below what a kill left of another."""
    return Counter(text for paper in papers for job in paper.stream.split(INITIALIZE)[1:] for text in codes(INITIALIZE + job))


def codes(job: bytes) -> list[str]:
    """The codes on what came out of a job; none where the end of it is no picture any more."""
    try:
        return qr_texts(render(job, 80))
    except (UnknownCommand, TruncatedStream):
        return []


async def until(fact: Callable[[], object], process: asyncio.subprocess.Process) -> None:
    """Wait for a fact, or for the end of the box."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not fact() and process.returncode is None:
        assert time.monotonic() < deadline_s, "the box did nothing for a minute"
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("seed", range(2))
async def test_a_box_killed_in_the_middle_of_prints_prints_no_slip_twice_and_leaves_none_that_came_out_waiting(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    orders = await packed_orders(tmp_path)
    machine = WatchedMachine(80)
    printer = TcpMachine(machine)
    config = tmp_path / "box.toml"
    config.write_text(
        f'scanner = []\nlights = []\nscale = []\n[discovery]\nscanners = false\n[[printer]]\nname = "left"\ndriver = "escpos"\n'
        f'address = "{printer.address}"\nstation = "PACK-1"\n',
        encoding="utf-8",
    )
    try:
        for _ in range(KILLS):
            box = await serve(tmp_path, config)
            machine.bytes_left, machine.call_out = rng.randint(1, 12_000), box.kill
            await until(lambda: machine.call_out is None or settled(tmp_path), box)
            if box.returncode is None:
                box.kill()
            await box.wait()
            machine.call_out = None
            whole, jobs = slips_whole(machine.papers), jobs_of(tmp_path)
            assert max(whole.values(), default=0) <= 1, "a slip came out twice"
            assert [order for order in whole if jobs[order]["state"] == "queued"] == [], "a slip came out, and waits to be printed"
        box = await serve(tmp_path, config)
        await until(lambda: settled(tmp_path), box)
        box.terminate()
        await asyncio.wait_for(box.wait(), PATIENCE_S)
    finally:
        printer.unplug()
    whole, jobs = slips_whole(machine.papers), jobs_of(tmp_path)
    assert max(whole.values()) == 1
    states = {order: jobs[order]["state"] for order in orders}
    assert [order for order, state in states.items() if state in ("confirmed", "sent") and not whole[order]] == []
    assert set(states.values()) <= {"confirmed", "sent", "unconfirmed"}
